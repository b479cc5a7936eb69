#include "ui/arrange/header_list.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "ui/arrange/timeline_model.h"
#include "ui/arrange/track_header.h"
#include "ui/store/store.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kLongestFrame = 0.25;  // seconds; after a pause meters go on from where they were

}  // namespace

HeaderList::HeaderList(TimelineModel& model, QWidget* parent) : QWidget(parent), model_(model) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName("Tracks");
  connect(&model, &TimelineModel::rows_changed, this, &HeaderList::lay_out);
  connect(&model.store(), &Store::session_changed, this, &HeaderList::refresh);
  connect(&model.store(), &Store::selection_changed, this, &HeaderList::refresh);
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
    if (row.heading || row.bottom() <= model_.rows_scroll() || row.y >= model_.rows_scroll() + height()) continue;
    TrackHeader*& head = headers_[row.strip];
    if (!head) head = new TrackHeader(model_.store(), row.strip, this);
    head->setGeometry(0, row.y - model_.rows_scroll(), width(), row.height);
    if (!head->isVisibleTo(this)) head->refresh();
    head->show();
  }
  update();
}

void HeaderList::refresh() {
  for (const auto& [id, head] : headers_)
    if (head->isVisibleTo(this)) head->refresh();
}

void HeaderList::feed(double seconds) {
  if (!isVisible()) return;
  for (const auto& [id, head] : headers_)
    if (head->isVisible()) head->feed(std::min(seconds, kLongestFrame));
}

void HeaderList::resizeEvent(QResizeEvent*) { lay_out(); }

void HeaderList::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.fillRect(event->rect(), token::kPanel);
  painter.setFont(text_font(Text::caption, true));
  for (const TrackRow& row : model_.rows()) {
    if (!row.heading) continue;
    const QRect area(0, row.y - model_.rows_scroll(), width(), row.height);
    if (!area.intersects(event->rect())) continue;
    painter.fillRect(QRect(0, area.top(), 3, area.height()), row.colour);
    painter.drawPixmap(8, area.top() + 3,
                       icon_pixmap(row.folded ? Icon::chevron_right : Icon::chevron_down, 12, token::kSecondary, devicePixelRatioF()));
    painter.setPen(token::kSecondary);
    painter.drawText(area.adjusted(24, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, row.title);
  }
}

void HeaderList::mousePressEvent(QMouseEvent* event) {
  const TrackRow* row = row_at(model_.rows(), event->pos().y() + model_.rows_scroll());
  if (row && row->heading && event->button() == Qt::LeftButton) model_.toggle_folded(row->strip);
}

void HeaderList::wheelEvent(QWheelEvent* event) {
  event->accept();
  if (event->modifiers() & Qt::ControlModifier)
    model_.set_track_height(model_.track_height() + event->angleDelta().y() / 15);
  else
    model_.scroll_rows(model_.rows_scroll() - event->angleDelta().y() * 48 / 120);
}

}  // namespace sweetspot::ui
