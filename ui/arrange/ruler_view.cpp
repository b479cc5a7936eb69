#include "ui/arrange/ruler_view.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <algorithm>
#include <cmath>

#include "engine/session/song_edits.h"
#include "ui/arrange/snap_targets.h"
#include "ui/arrange/tempo_popup.h"
#include "ui/arrange/timeline_model.h"
#include "ui/controls/hint.h"
#include "ui/controls/number_entry.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kLoopBar = 4.0;     // its height at the top
constexpr double kUpperHalf = 14.0;  // where a drag sets the loop
constexpr double kMarkerTop = 30.0;
constexpr double kMarkerHeight = 14.0;
constexpr double kLoopReach = 6.0;  // about an end of the loop
constexpr double kClickSlop = 3.0;
constexpr double kEdge = 5.0;  // of a section, where it is drawn longer or shorter
constexpr int kHead = 7;       // half the width of the playhead's head

}  // namespace

RulerView::RulerView(TimelineModel& model, QWidget* parent) : QWidget(parent), model_(model), tempo_(new QPushButton(this)) {
  setFixedHeight(kRulerHeight);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMouseTracking(true);
  setAccessibleName("Ruler");
  set_hint(*this, "Click to place the playhead · drag the upper edge to set the loop (L turns it on and off) · Ctrl+M sets a marker");
  tempo_->setFocusPolicy(Qt::TabFocus);
  tempo_->setFont(readout_font(11));
  set_look(*tempo_, ButtonLook::flat);
  set_ground(*tempo_, token::kPanel);  // no tick shows through
  set_hint(*tempo_, "Tempo and bars: click to set them, tap them, or find them from the recordings");
  connect(tempo_, &QPushButton::clicked, this, [this] { open_tempo(); });
  const auto repaint_all = [this] {
    show_tempo();
    update();
  };
  connect(&model, &TimelineModel::scale_changed, this, repaint_all);
  connect(&model, &TimelineModel::options_changed, this, repaint_all);
  connect(&model.store(), &Store::session_changed, this, repaint_all);
  connect(&model.store(), &Store::playhead_moved, this, &RulerView::move_playhead);
  show_tempo();
}

// At the right end, over the ruler.
void RulerView::show_tempo() {
  const Session& song = model_.session();
  const QString text = tempo_words(song.tempo, song.meter.beats);
  if (tempo_->text() != text) {
    tempo_->setText(text);
    tempo_->setAccessibleName("Tempo: " + text);
  }
  const QSize size(tempo_->sizeHint().width(), 20);
  tempo_->setGeometry(QRect(QPoint(width() - size.width() - 2, 9), size));
}

void RulerView::resizeEvent(QResizeEvent*) { show_tempo(); }

TempoPopup* RulerView::open_tempo() {
  auto* popup = new TempoPopup(model_.store(), this);
  connect(popup, &TempoPopup::find_wanted, this, &RulerView::find_tempo_wanted);
  popup->open_at(tempo_->mapToGlobal(QPoint(0, tempo_->height() + 2)));
  return popup;
}

QRectF RulerView::marker_box(const Marker& marker) const {
  const double x = model_.scale().x(static_cast<double>(marker.at));
  const QFontMetricsF metrics(text_font(Text::caption));
  const double wide = metrics.horizontalAdvance(words(marker.name)) + 10.0;
  return {x, kMarkerTop, std::max(wide, static_cast<double>(marker.length) / model_.scale().frames_per_pixel), kMarkerHeight};
}

// The edges of a section are a little wider than it, so that two that meet can both be grabbed.
const Marker* RulerView::marker_at(QPointF at, MarkerPart* part) const {
  const auto& markers = model_.session().markers;
  const auto found = std::find_if(markers.rbegin(), markers.rend(), [&](const Marker& marker) { return marker_box(marker).contains(at); });
  if (found == markers.rend()) return nullptr;
  if (part) {
    const QRectF box = marker_box(*found);
    const bool section = found->length > 0 && box.width() > 4.0 * kEdge;
    *part = section && at.x() > box.right() - kEdge  ? MarkerPart::end
            : section && at.x() < box.left() + kEdge ? MarkerPart::start
                                                     : MarkerPart::body;
  }
  return &*found;
}

// --- Painting ---------------------------------------------------------------------------------------------------------

void RulerView::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.fillRect(event->rect(), token::kPanel);
  const double ratio = devicePixelRatioF();
  painter.setFont(readout_font(11));
  for (const RulerTick& tick : ruler_ticks(model_.scale(), width(), model_.grid(), model_.ruler_unit())) {
    const double x = snapped(model_.scale().x(static_cast<double>(tick.at)), ratio);
    painter.fillRect(QRectF(x, tick.major ? 10.0 : height() - 5.0, 1.0, height()), tick.major ? token::kBorder : token::kHairline);
    if (!tick.major) continue;
    painter.setPen(token::kSecondary);
    // Half a number would be another number.
    if (x + 4.0 + painter.fontMetrics().horizontalAdvance(tick.label) < tempo_->x()) painter.drawText(QPointF(x + 4.0, 23.0), tick.label);
  }
  painter.setFont(text_font(Text::caption));
  for (const Marker& marker : model_.session().markers) {
    const QRectF box = marker_box(marker);
    painter.fillRect(box, token::kAccentFill);
    // Sections that touch are told apart by their edges.
    if (marker.length > 0)
      for (const double edge : {box.left(), box.right() - 1.0}) painter.fillRect(QRectF(edge, box.top(), 1.0, box.height()), token::kFocus);
    painter.setPen(token::kOnFill);
    // The name of a section that began before the view stays in sight.
    const double left = std::max(box.left(), 0.0) + 5.0;
    painter.drawText(QRectF(left, box.top(), box.right() - left - 2.0, box.height()), Qt::AlignVCenter | Qt::AlignLeft, words(marker.name));
  }
  if (const Loop& loop = model_.session().loop; loop.end > loop.start) {
    const double left = model_.scale().x(static_cast<double>(loop.start)), right = model_.scale().x(static_cast<double>(loop.end));
    painter.fillRect(QRectF(left, 0.0, right - left, kLoopBar), loop.enabled ? token::kAccent : token::kBorder);
    for (const double end : {left, right - 1.0})
      painter.fillRect(QRectF(end, 0.0, 1.0, kUpperHalf), loop.enabled ? token::kAccent : token::kBorder);
  }
  painter.fillRect(QRect(0, height() - 1, width(), 1), token::kHairline);
  playhead_x_ = model_.scale().x(static_cast<double>(model_.store().studio().playhead()));
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath head;
  head.addPolygon(QPolygonF({{playhead_x_ - 6, 1}, {playhead_x_ + 6, 1}, {playhead_x_, 11}}));
  painter.fillPath(head, token::kText);
  painter.fillRect(QRectF(snapped(playhead_x_, ratio) - 0.5, 8, 1.5, height()), token::kText);
}

void RulerView::move_playhead(Frames at) {
  if (!isVisible()) return;
  const double x = model_.scale().x(static_cast<double>(at));
  if (std::abs(x - playhead_x_) * devicePixelRatioF() < 0.5) return;
  for (const double line : {playhead_x_, x}) update(static_cast<int>(std::floor(line)) - kHead, 0, 2 * kHead + 2, height());
  playhead_x_ = x;
}

// --- Mouse ------------------------------------------------------------------------------------------------------------

Frames RulerView::place(const QMouseEvent& event) const {
  const Snap snap = event.modifiers() & Qt::AltModifier ? Snap::off : model_.snap();
  return snapped(model_.scale().frame(event.position().x()), snap, model_.grid());
}

void RulerView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  pressed_ = event->position();
  moved_ = false;
  if (const Marker* marker = marker_at(pressed_, &marker_part_)) {
    drag_ = Drag::marker;
    marker_ = marker->id;
    marker_grip_ = model_.scale().frame(pressed_.x()) - marker->at;
    targets_ = model_.targets({});
    std::erase_if(targets_, [marker](Frames at) { return at == marker->at || (marker->length > 0 && at == marker->at + marker->length); });
  } else if (pressed_.y() < kUpperHalf) {
    drag_ = Drag::loop;
    start_loop(pressed_);
  } else {
    drag_ = Drag::playhead;
    model_.store().attempt([&] { model_.store().studio().locate(place(*event)); });
  }
}

void RulerView::start_loop(QPointF at) {
  const Loop& loop = model_.session().loop;
  const auto near = [&](Frames edge) { return std::abs(model_.scale().x(static_cast<double>(edge)) - at.x()) <= kLoopReach; };
  loop_part_ = LoopPart::fresh;
  loop_anchor_ = snapped(model_.scale().frame(at.x()), model_.snap(), model_.grid());
  if (loop.end <= loop.start) return;
  if (near(loop.end))
    loop_part_ = LoopPart::end, loop_anchor_ = loop.start;
  else if (near(loop.start))
    loop_part_ = LoopPart::start, loop_anchor_ = loop.end;
}

void RulerView::mouseMoveEvent(QMouseEvent* event) {
  if (!(event->buttons() & Qt::LeftButton)) {
    MarkerPart part = MarkerPart::body;
    const Marker* marker = marker_at(event->position(), &part);
    setCursor(marker && part == MarkerPart::body             ? Qt::PointingHandCursor
              : marker || event->position().y() < kUpperHalf ? Qt::SizeHorCursor
                                                             : Qt::ArrowCursor);
    if (marker)
      emit model_.hint_changed(
          "Drag to move, a section's edge to change its length · double-click renames · right-click: loop it, remove it");
    return;
  }
  if (!moved_ && (event->position() - pressed_).manhattanLength() < kClickSlop) return;
  if (!std::exchange(moved_, true)) grabKeyboard();
  const Frames to = place(*event);
  if (drag_ == Drag::loop) drag_loop(to);
  if (drag_ == Drag::marker) {
    const Frames pointer = model_.scale().frame(event->position().x());
    drag_marker(stuck(marker_part_ == MarkerPart::body ? pointer - marker_grip_ : pointer, event->modifiers() & Qt::AltModifier));
  }
  if (drag_ == Drag::playhead) model_.store().attempt([&] { model_.store().studio().locate(to); });
}

void RulerView::drag_loop(Frames to) {
  const Loop loop{std::min(loop_anchor_, to), std::max(loop_anchor_, to), true};
  if (loop.end <= loop.start) return;
  model_.store().edit(
      "Set loop", [loop](const SessionPtr& s) { return edit::set_loop(s, loop); }, "loop");
}

Frames RulerView::stuck(Frames at, bool ignore_snap) const {
  const auto reach = static_cast<Frames>(kSnapReach * model_.scale().frames_per_pixel);
  return std::max<Frames>(0, at + snap_step(at, ignore_snap ? Snap::off : model_.snap(), model_.grid(), targets_, reach).by);
}

void RulerView::drag_marker(Frames to) {
  const MarkerId id = marker_;
  const MarkerPart part = marker_part_;
  model_.store().edit(
      part == MarkerPart::body ? "Move marker" : "Change section",
      [=](const SessionPtr& s) {
        const auto found = std::ranges::find(s->markers, id, &Marker::id);
        if (found == s->markers.end()) return s;
        const Frames end = found->at + found->length;
        if (part == MarkerPart::start) return edit::move_marker(s, id, std::min(to, end - 1), end - std::min(to, end - 1));
        if (part == MarkerPart::end) return edit::move_marker(s, id, found->at, std::max<Frames>(1, to - found->at));
        return edit::move_marker(s, id, to, found->length);
      },
      QString("marker/%1").arg(id.value));
}

void RulerView::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || drag_ == Drag::none) return;
  if (moved_) releaseKeyboard();
  model_.store().end_gesture();
  if (!moved_ && drag_ == Drag::marker) {
    if (const Marker* marker = marker_at(pressed_)) model_.store().attempt([&] { model_.store().studio().locate(marker->at); });
  }
  if (!moved_ && drag_ == Drag::loop) model_.store().attempt([&] { model_.store().studio().locate(place(*event)); });
  drag_ = Drag::none;
}

void RulerView::abandon() {
  drag_ = Drag::none;
  releaseKeyboard();
  model_.store().cancel_gesture();
}

void RulerView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (const Marker* marker = marker_at(event->position())) rename_marker(marker->id);
}

void RulerView::rename_marker(MarkerId id) {
  const auto& markers = model_.session().markers;
  const auto found = std::ranges::find(markers, id, &Marker::id);
  if (found == markers.end()) return;
  QRect area = marker_box(*found).toAlignedRect();
  area.setWidth(std::max(area.width(), 120));
  area.setTop(height() - 24);
  auto* entry = new NumberEntry(*this, area, words(found->name));
  entry->setAccessibleName("Name of the marker");
  connect(entry, &NumberEntry::committed, this, [this, id](const QString& name) {
    model_.store().edit("Rename marker", [&](const SessionPtr& s) { return edit::rename_marker(s, id, name.toStdString()); });
  });
}

void RulerView::fill_marker_menu(QMenu& menu, const Marker& marker) {
  const MarkerId id = marker.id;
  connect(menu.addAction("Rename marker…"), &QAction::triggered, this, [this, id] { rename_marker(id); });
  const auto& markers = model_.session().markers;
  const auto next = std::ranges::find_if(markers, [&](const Marker& other) { return other.at > marker.at; });
  const Frames end = next != markers.end() ? next->at : end_of(model_.session());
  const auto set_length = [this, id, at = marker.at](Frames length) {
    model_.store().edit(length > 0 ? "Make a section" : "Make a point",
                        [=](const SessionPtr& s) { return edit::move_marker(s, id, at, length); });
  };
  if (marker.length > 0) {
    connect(menu.addAction("Loop this section"), &QAction::triggered, this, [this, from = marker.at, to = marker.at + marker.length] {
      model_.store().edit("Set loop", [=](const SessionPtr& s) { return edit::set_loop(s, {from, to, true}); });
    });
    connect(menu.addAction("Make it a point"), &QAction::triggered, this, [set_length] { set_length(0); });
  } else if (end > marker.at) {
    connect(menu.addAction("Make it a section up to the next marker"), &QAction::triggered, this,
            [set_length, length = end - marker.at] { set_length(length); });
  }
  connect(menu.addAction("Remove marker"), &QAction::triggered, this,
          [this, id] { model_.store().edit("Remove marker", [id](const SessionPtr& s) { return edit::remove_marker(s, id); }); });
}

void RulerView::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu;
  if (const Marker* marker = marker_at(event->pos())) {
    fill_marker_menu(menu, *marker);
  } else {
    const Frames at = model_.scale().frame(event->pos().x());
    connect(menu.addAction("Set a marker here"), &QAction::triggered, this, [this, at] {
      model_.store().edit("Set marker", [at](const SessionPtr& s) { return edit::add_marker(s, at, "Marker").session; });
    });
    menu.addSeparator();
    const auto unit = [&](const QString& text, RulerUnit value) {
      QAction* action = menu.addAction(text);
      action->setCheckable(true);
      action->setChecked(model_.ruler_unit() == value);
      connect(action, &QAction::triggered, this, [this, value] { model_.set_ruler_unit(value); });
    };
    unit("Bars and beats", RulerUnit::bars);
    unit("Minutes and seconds", RulerUnit::time);
  }
  menu.exec(event->globalPos());
}

bool RulerView::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && drag_ != Drag::none && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
    event->accept();
    return true;
  }
  return QWidget::event(event);
}

void RulerView::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && drag_ != Drag::none) return abandon();
  QWidget::keyPressEvent(event);
}

void RulerView::wheelEvent(QWheelEvent* event) {
  const double notches = event->angleDelta().y() != 0 ? event->angleDelta().y() / 120.0 : event->angleDelta().x() / 120.0;
  event->accept();
  if (event->modifiers() & Qt::ControlModifier)
    model_.zoom(std::pow(1.2, notches), event->position().x());
  else
    model_.scroll(-notches * 80.0);
}

}  // namespace sweetspot::ui
