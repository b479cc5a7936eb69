#include "ui/arrange/header_list.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "engine/session/group_edits.h"
#include "engine/session/take_edits.h"
#include "ui/arrange/header_actions.h"
#include "ui/arrange/take_lanes.h"
#include "ui/arrange/timeline_model.h"
#include "ui/arrange/track_header.h"
#include "ui/controls/hint.h"
#include "ui/controls/number_entry.h"
#include "ui/store/store.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {


}  // namespace

HeaderList::HeaderList(TimelineModel& model, QWidget* parent) : QWidget(parent), model_(model), mark_(new QWidget(this)) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName("Tracks");
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAcceptDrops(true);
  set_hint(*this,
           "Up and Down choose, Shift several · Alt+Up, Alt+Down move · Left, Right fold · Shift+F10: menu · Ctrl+Shift+wheel: heights");
  set_ground(*mark_, token::kAccent);
  mark_->setAttribute(Qt::WA_TransparentForMouseEvents);
  mark_->hide();
  connect(&model, &TimelineModel::chosen_changed, this, &HeaderList::refresh);
  connect(&model, &TimelineModel::rows_changed, this, &HeaderList::lay_out);
  connect(&model.store(), &Store::session_changed, this, &HeaderList::refresh);
  connect(&model.store(), &Store::session_changed, this, [this] {
    if (std::ranges::any_of(model_.rows(), [](const TrackRow& row) { return static_cast<bool>(row.take); })) update();
  });
  connect(&model.store(), &Store::selection_changed, this, &HeaderList::refresh);
  connect(&model.store(), &Store::automation_moved, this, &HeaderList::refresh);
  connect(&model.store(), &Store::mode_changed, this, &HeaderList::refresh);
  connect(&model.store(), &Store::frame, this, &HeaderList::feed);
  lay_out();
}

TrackHeader* HeaderList::header(StripId track) const {
  const auto found = headers_.find(track);
  return found == headers_.end() ? nullptr : found->second;
}

void HeaderList::rename(StripId track) {
  if (TrackHeader* head = header(track); head && head->isVisible()) head->start_rename();
}

void HeaderList::clear_clips() {
  for (const auto& [id, head] : headers_) head->clear_clip();
}

void HeaderList::lay_out() {
  std::erase_if(headers_, [&](const auto& entry) {
    if (find_track(model_.session(), entry.first)) return false;
    entry.second->hide();
    entry.second->deleteLater();
    return true;
  });
  for (const auto& [id, head] : headers_) {
    const TrackRow* row = row_of(model_.rows(), id);
    if (!row || row->bottom() <= model_.rows_scroll() || row->y >= model_.rows_scroll() + height()) head->hide();
  }
  for (const TrackRow& row : model_.rows()) {
    if (row.heading || row.take || row.desk || row.bottom() <= model_.rows_scroll() || row.y >= model_.rows_scroll() + height()) continue;
    TrackHeader*& head = headers_[row.strip];
    if (!head) {
      head = new TrackHeader(model_, row.strip, this);
      connect(head, &TrackHeader::automation_menu_opens, this,
              [this, track = row.strip](QMenu* menu) { emit automation_menu_opens(menu, track); });
    }
    head->setGeometry(0, row.y - model_.rows_scroll(), width(), row.height);
    if (!head->isVisibleTo(this)) head->refresh();
    head->show();
  }
  mark_->raise();
  show_focus();
  update();
}

void HeaderList::refresh() {
  for (const auto& [id, head] : headers_)
    if (head->isVisibleTo(this)) head->refresh();
  show_focus();
}

// Time goes on for meters that are not in sight, so that they come back where they would be.
void HeaderList::feed(double seconds) {
  clock_ += seconds;
  if (!isVisible()) return;
  for (const auto& [id, head] : headers_)
    if (head->isVisible()) head->feed(clock_);
}

void HeaderList::resizeEvent(QResizeEvent*) { lay_out(); }

void HeaderList::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.fillRect(event->rect(), token::kPanel);
  painter.setFont(text_font(Text::caption, true));
  for (const TrackRow& row : model_.rows()) {
    if (row.take) draw_take(painter, row, event->rect());
    if (row.desk) draw_desk(painter, row, event->rect());
    if (!row.heading) continue;
    const QRect area(0, row.y - model_.rows_scroll(), width(), row.height);
    if (!area.intersects(event->rect())) continue;
    painter.fillRect(QRect(0, area.top(), 3, area.height()), row.colour);
    painter.drawPixmap(8, area.top() + 3,
                       icon_pixmap(row.folded ? Icon::chevron_right : Icon::chevron_down, 12, token::kSecondary, devicePixelRatioF()));
    painter.setPen(token::kSecondary);
    painter.drawText(area.adjusted(24, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, row.title);
    if (!hasFocus() || heading_ != std::pair{row.strip, row.group}) continue;
    painter.setPen(QPen(token::kFocus, token::kFocusWidth));
    painter.drawRect(area.adjusted(1, 1, -2, -2));
  }
}

void HeaderList::draw_take(QPainter& painter, const TrackRow& row, const QRect& dirty) const {
  const QRect area(0, row.y - model_.rows_scroll(), width(), row.height);
  if (!area.intersects(dirty)) return;
  painter.save();
  const Track* track = find_track(model_.session(), row.strip);
  const bool heard = track && std::ranges::any_of(track->regions, [&](const Region& region) { return region.take == row.take; });
  painter.fillRect(area, token::kWindow);
  painter.fillRect(QRect(0, area.top(), 3, area.height()), row.colour);
  painter.fillRect(QRect(0, area.bottom(), width(), 1), token::kHairline);
  // A dot for what is heard: filled, or empty.
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(heard ? row.colour : token::kBorder, 1.2));
  painter.setBrush(heard ? QBrush(row.colour) : QBrush(Qt::NoBrush));
  painter.drawEllipse(QPointF(28.0, area.center().y() + 0.5), 4.0, 4.0);
  painter.setFont(text_font(Text::small));
  painter.setPen(heard ? token::kText : token::kSecondary);
  const QRect place = area.adjusted(42, 0, -8, 0);
  painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(row.title, Qt::ElideRight, place.width()));
  painter.restore();
}

// A name that opens and folds the lanes beneath it.
void HeaderList::draw_desk(QPainter& painter, const TrackRow& row, const QRect& dirty) const {
  const QRect area(0, row.y - model_.rows_scroll(), width(), row.height);
  if (!area.intersects(dirty)) return;
  const bool chosen = row.strip == model_.store().selected_strip();
  painter.fillRect(area, chosen ? token::kHover : token::kRaised);
  painter.fillRect(QRect(0, area.top(), 3, area.height()), row.colour);
  painter.fillRect(QRect(0, area.bottom(), width(), 1), token::kWell);
  painter.drawPixmap(10, area.center().y() - 6,
                     icon_pixmap(row.room > 0 ? Icon::chevron_down : Icon::chevron_right, 12, token::kSecondary, devicePixelRatioF()));
  painter.setFont(text_font(Text::small));
  painter.setPen(token::kText);
  const QRect place = area.adjusted(28, 0, -8, 0);
  painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, painter.fontMetrics().elidedText(row.title, Qt::ElideRight, place.width()));
  painter.setFont(text_font(Text::caption, true));
}

void HeaderList::mousePressEvent(QMouseEvent* event) {
  const TrackRow* row = row_at(model_.rows(), event->pos().y() + model_.rows_scroll());
  if (!row || event->button() != Qt::LeftButton) return;
  if (row->heading) return fold(*row);
  if (row->desk) {
    const StripId strip = row->strip;
    model_.store().select_strip(strip);
    return emit desk_clicked(strip);
  }
  if (!row->take) return on_edge(*row, event->pos().y() + model_.rows_scroll()) ? press_edge(*row, event) : press_track(*row, event);
  model_.store().select_strip(row->strip);
  model_.store().edit("Choose " + row->title,
                      [track = row->strip, take = row->take](const SessionPtr& s) { return chosen_throughout(s, track, take); });
}

void HeaderList::contextMenuEvent(QContextMenuEvent* event) {
  const TrackRow* row = row_at(model_.rows(), event->pos().y() + model_.rows_scroll());
  if (event->reason() == QContextMenuEvent::Keyboard) row = current_row();
  if (!row) return;
  if (!row->heading && !row->take && !row->desk) {
    const StripId track = row->strip;
    if (!model_.chosen().contains(track)) model_.choose({}, track);
    QMenu menu;
    fill_track_menu(menu, model_, track, *this);
    const TrackHeader* head = header(track);
    menu.exec(event->reason() == QContextMenuEvent::Keyboard && head ? head->mapToGlobal(QPoint(20, 20)) : event->globalPos());
    return;
  }
  if (!row->take && !row->desk) return;
  const TrackRow lane = *row;
  QMenu menu;
  if (lane.desk) {
    emit automation_menu_opens(&menu, lane.strip);
    menu.exec(event->globalPos());
    return;
  }
  connect(menu.addAction("Hear all of it"), &QAction::triggered, this, [=, this] {
    model_.store().edit("Choose " + lane.title, [=](const SessionPtr& s) { return chosen_throughout(s, lane.strip, lane.take); });
  });
  connect(menu.addAction("Rename take…"), &QAction::triggered, this, [=, this] { rename_take(lane); });
  connect(menu.addAction("Remove take"), &QAction::triggered, this, [=, this] {
    model_.store().edit("Remove " + lane.title, [=](const SessionPtr& s) { return edit::remove_take(s, lane.strip, lane.take); });
  });
  menu.addSeparator();
  connect(menu.addAction("Flatten takes (Ctrl+Shift+T)"), &QAction::triggered, this,
          [=, this] { model_.store().edit("Flatten takes", [=](const SessionPtr& s) { return edit::flatten_takes(s, lane.strip); }); });
  connect(menu.addAction("Hide take lanes (T)"), &QAction::triggered, this, [=, this] { model_.toggle_takes(lane.strip); });
  menu.exec(event->globalPos());
}

void HeaderList::rename_take(const TrackRow& lane) {
  const QRect area(38, lane.y - model_.rows_scroll() + 5, width() - 46, 24);
  auto* entry = new NumberEntry(*this, area, lane.title);
  entry->setAccessibleName("Name of the take");
  connect(entry, &NumberEntry::committed, this, [this, track = lane.strip, take = lane.take](const QString& name) {
    model_.store().edit("Rename take", [&](const SessionPtr& s) { return edit::rename_take(s, track, take, name.toStdString()); });
  });
}

void HeaderList::mouseDoubleClickEvent(QMouseEvent* event) {
  const TrackRow* row = row_at(model_.rows(), event->pos().y() + model_.rows_scroll());
  if (!row) return;
  if (row->take) return rename_take(TrackRow(*row));
  if (!row->heading && !row->desk && on_edge(*row, event->pos().y() + model_.rows_scroll())) model_.set_heights({row->strip}, model_.track_height());
}

void HeaderList::fold(const TrackRow& row) {
  heading_ = std::pair{row.strip, row.group};
  if (!row.group) return model_.toggle_folded(row.strip);
  model_.store().edit(row.folded ? "Unfold group" : "Fold group",
                      [id = row.group, on = !row.folded](const SessionPtr& s) { return edit::set_group_folded(s, id, on); });
}

void HeaderList::wheelEvent(QWheelEvent* event) {
  event->accept();
  // Shift may turn the wheel sideways.
  if (event->modifiers() & Qt::ControlModifier)
    model_.grow_tracks((event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x()) / 15);
  else
    model_.scroll_rows(model_.rows_scroll() - event->angleDelta().y() * 48 / 120);
}

}  // namespace sweetspot::ui
