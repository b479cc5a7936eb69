#include "ui/arrange/lanes_view.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainterPath>
#include <QTimer>
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "engine/session/region_edits.h"
#include "engine/studio/overview.h"
#include "ui/arrange/timeline_model.h"
#include "ui/controls/hint.h"
#include "ui/controls/value_bubble.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/contrast.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kClickSlop = 3.0;
constexpr int kPlayheadReach = 1;  // pixels to either side that the line may touch
constexpr double kNameHeight = 15.0;
constexpr double kLeastNamed = 26.0;  // narrower clips show no name
constexpr double kWheelZoom = 1.2;    // a notch

QString hint_for(ClipPart part) {
  switch (part) {
    case ClipPart::start:
    case ClipPart::end:
      return "Drag to trim · Alt ignores snap (N) · [ and ] trim to the playhead";
    case ClipPart::fade_in:
    case ClipPart::fade_out:
      return "Drag to fade · D fades in to the playhead, G out from it";
    case ClipPart::body:
      return "Drag a clip to move it, its edge to trim, its top corner to fade · Alt ignores snap · S splits at the playhead";
    case ClipPart::none:
      break;
  }
  return "Click to place the playhead · drag to choose clips · Ctrl+wheel zooms, Shift+wheel scrolls · F fits the song";
}

Qt::CursorShape cursor_for(ClipPart part) {
  switch (part) {
    case ClipPart::start:
    case ClipPart::end:
      return Qt::SizeHorCursor;
    case ClipPart::fade_in:
    case ClipPart::fade_out:
      return Qt::PointingHandCursor;
    default:
      return Qt::ArrowCursor;
  }
}

}  // namespace

LanesView::LanesView(TimelineModel& model, QWidget* parent) : QWidget(parent), model_(model) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMouseTracking(true);
  setFocusPolicy(Qt::ClickFocus);
  setAccessibleName("Timeline");
  set_hint(*this, hint_for(ClipPart::none));
  const auto repaint_all = [this] { update(); };
  connect(&model, &TimelineModel::scale_changed, this, repaint_all);
  connect(&model, &TimelineModel::rows_changed, this, repaint_all);
  connect(&model, &TimelineModel::options_changed, this, repaint_all);
  Store& store = model.store();
  connect(&store, &Store::session_changed, this, [this] {
    if (drag_ && !committing_) end_drag(false);  // somebody else changed the song: what was begun no longer stands
    update();
  });
  connect(&store, &Store::selection_changed, this, repaint_all);
  connect(&store, &Store::overview_ready, this, repaint_all);
  connect(&store, &Store::opened, this, [this] { tiles_.clear(); });
  connect(&store, &Store::playhead_moved, this, &LanesView::move_playhead);
}

void LanesView::set_missing(std::set<MediaId> missing) {
  missing_ = std::move(missing);
  update();
}

std::vector<ClipBox> LanesView::boxes() const {
  return clip_boxes(model_.session(), model_.rows(), model_.scale(), size(), model_.rows_scroll());
}

void LanesView::resizeEvent(QResizeEvent*) { model_.set_view(size()); }

StripId LanesView::track_at(double y) const {
  const TrackRow* row = row_at(model_.rows(), static_cast<int>(y) + model_.rows_scroll());
  return row && !row->heading ? row->strip : StripId{};
}

// --- Painting ---------------------------------------------------------------------------------------------------------

void LanesView::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  const QRect dirty = event->rect();
  draw_rows(painter, dirty);
  draw_grid(painter, dirty);
  tiles_.begin();
  for (const ClipBox& box : boxes())
    if (box.rect.adjusted(-2, -2, 2, 2).intersects(QRectF(dirty))) draw_clip(painter, box, dirty);
  draw_loop(painter, dirty);
  if (marquee_) {
    painter.setPen(token::kAccent);
    painter.setBrush(QColor(token::kAccent.red(), token::kAccent.green(), token::kAccent.blue(), 40));
    painter.drawRect(marquee_->normalized());
  }
  playhead_x_ = model_.scale().x(static_cast<double>(model_.store().studio().playhead()));
  painter.fillRect(QRectF(snapped(playhead_x_, devicePixelRatioF()) - 0.5, 0, 1.5, height()), token::kText);
  if (tiles_.incomplete()) QTimer::singleShot(0, this, [this] { update(); });
}

void LanesView::draw_rows(QPainter& painter, const QRect& dirty) const {
  painter.fillRect(dirty, token::kWindow);
  const StripId selected = model_.store().selected_strip();
  for (const TrackRow& row : model_.rows()) {
    const QRect area(0, row.y - model_.rows_scroll(), width(), row.height);
    if (!area.intersects(dirty)) continue;
    if (row.heading)
      painter.fillRect(area & dirty, mixed(token::kWindow, token::kPanel, 0.5));
    else if (row.strip == selected)
      painter.fillRect(area & dirty, mixed(token::kWindow, token::kHover, 0.35));
    painter.fillRect(QRect(dirty.left(), area.bottom(), dirty.width(), 1), token::kWell);
  }
}

void LanesView::draw_grid(QPainter& painter, const QRect& dirty) const {
  for (const RulerTick& tick : ruler_ticks(model_.scale(), width(), model_.grid(), model_.ruler_unit())) {
    const double x = snapped(model_.scale().x(static_cast<double>(tick.at)), devicePixelRatioF());
    if (x < dirty.left() - 1 || x > dirty.right() + 1) continue;
    QColor line = token::kGrid;
    if (!tick.major) line.setAlpha(line.alpha() / 3);
    painter.fillRect(QRectF(x, dirty.top(), 1.0, dirty.height()), line);
  }
}

void LanesView::draw_clip(QPainter& painter, const ClipBox& box, const QRect& dirty) {
  const bool muted = box.region->muted || is_silenced(model_.session(), *box.track);
  const bool selected = model_.store().selected_regions().contains(box.region->id);
  const bool missing = missing_.contains(box.region->media);
  const QColor colour = missing ? token::kWarn : track_colour(*box.track);
  const QColor ground = mixed(token::kWindow, muted ? token::kDisabled : colour, selected ? 0.24 : 0.16);
  painter.save();
  // The far ends of a long clip are not worth drawing.
  const QRectF rect = box.rect.intersected(QRectF(-20, -4000, width() + 40, 12000));
  painter.fillRect(rect, ground);
  if (missing)
    draw_hatching(painter, box, dirty);
  else
    draw_wave(painter, box, dirty, muted);
  draw_fades(painter, box);
  const QColor border = selected ? token::kText : muted ? token::kDisabled : mixed(token::kWindow, colour, 0.75);
  painter.setPen(QPen(border, selected ? 2.0 : 1.0));
  painter.setBrush(Qt::NoBrush);
  const double inset = selected ? 1.0 : 0.5;
  painter.drawRect(rect.adjusted(inset, inset, -inset, -inset));
  if (box.rect.width() >= kLeastNamed) {
    QString name = words(box.region->name.empty() ? box.track->strip.name : box.region->name);
    if (missing) name += " · recording missing";
    if (box.region->muted) name += " · muted";
    const double left = std::max(box.rect.left(), 0.0) + 6.0;
    const QRectF place(left, box.rect.top() + 1.0, box.rect.right() - left - 4.0, kNameHeight);
    const QFont font = text_font(Text::caption);
    const QString shown = QFontMetricsF(font).elidedText(name, Qt::ElideRight, place.width());
    const QRectF plate(place.left() - 3, place.top() + 1, QFontMetricsF(font).horizontalAdvance(shown) + 6, kNameHeight - 1);
    painter.fillRect(plate & rect, QColor(ground.red(), ground.green(), ground.blue(), 190));
    painter.setFont(font);
    painter.setPen(muted ? token::kSecondary : token::kText);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, shown);
  }
  painter.restore();
}

void LanesView::draw_wave(QPainter& painter, const ClipBox& box, const QRect& dirty, bool muted) {
  const auto overview = model_.store().studio().overview(box.region->media);
  const double middle = snapped(box.rect.center().y(), devicePixelRatioF());
  if (!overview) {
    painter.fillRect(QRectF(box.rect.left(), middle, box.rect.width(), 1.0) & QRectF(dirty),
                     mixed(token::kWindow, track_colour(*box.track), 0.6));
    return;
  }
  const Media* media = find_media(model_.session(), box.region->media);
  // Linked recordings keep their own rate; their frames are longer or shorter than the song's.
  const double speed = media ? media->rate / model_.session().rate : 1.0;
  WavePicture picture;
  picture.media = box.region->media.value;
  picture.frames_per_pixel = model_.scale().frames_per_pixel * speed;
  picture.height = static_cast<int>(box.rect.height()) - 4;
  picture.ratio = devicePixelRatioF();
  picture.colour = track_colour(*box.track).rgb();
  picture.muted = muted;
  picture.gain = std::round(gain_from_db(box.region->gain_db) * 256.0) / 256.0;
  const auto from = static_cast<Frames>(std::llround(static_cast<double>(box.region->offset) * speed));
  const auto length = static_cast<Frames>(std::llround(static_cast<double>(box.region->length) * speed));
  tiles_.draw(painter, picture, *overview, box.rect.left(), box.rect.top() + 2.0, from, from + length, QRectF(dirty));
}

void LanesView::draw_fades(QPainter& painter, const ClipBox& box) const {
  const QRectF& r = box.rect;
  painter.setRenderHint(QPainter::Antialiasing, true);
  const QColor shade(token::kWindow.red(), token::kWindow.green(), token::kWindow.blue(), 150);
  const auto fade = [&](double silent_x, double full_x) {
    if (std::abs(full_x - silent_x) < 1.0) return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(shade);
    painter.drawPolygon(QPolygonF({QPointF(silent_x, r.top()), QPointF(full_x, r.top()), QPointF(silent_x, r.bottom())}));
    painter.setPen(QPen(token::kText, 1.2));
    painter.drawLine(QPointF(silent_x, r.bottom()), QPointF(full_x, r.top()));
  };
  fade(r.left(), box.fade_in_x);
  fade(r.right(), box.fade_out_x);
  const bool under_pointer = box.rect.contains(pointer_) && underMouse();
  if (under_pointer && r.width() > 4.0 * kCornerReach) {
    painter.setPen(QPen(token::kWindow, 1.0));
    painter.setBrush(token::kText);
    painter.drawEllipse(QPointF(std::max(box.fade_in_x, r.left() + kCornerReach / 2), r.top() + 4.5), 3.5, 3.5);
    painter.drawEllipse(QPointF(std::min(box.fade_out_x, r.right() - kCornerReach / 2), r.top() + 4.5), 3.5, 3.5);
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
}

void LanesView::draw_hatching(QPainter& painter, const ClipBox& box, const QRect& dirty) const {
  painter.save();
  painter.setClipRect(box.rect & QRectF(dirty), Qt::IntersectClip);
  painter.fillRect(box.rect, QBrush(mixed(token::kWindow, token::kWarn, 0.45), Qt::BDiagPattern));
  painter.restore();
}

void LanesView::draw_loop(QPainter& painter, const QRect& dirty) const {
  const Loop& loop = model_.session().loop;
  if (!loop.enabled) return;
  for (const Frames edge : {loop.start, loop.end}) {
    const double x = snapped(model_.scale().x(static_cast<double>(edge)), devicePixelRatioF());
    if (x >= dirty.left() - 1 && x <= dirty.right() + 1) painter.fillRect(QRectF(x, 0, 1, height()), QColor(0x5C, 0xC8, 0xF2, 120));
  }
}

// Two thin strips: where the line was and where it is.
void LanesView::move_playhead(Frames at) {
  if (!isVisible()) return;
  const double x = model_.scale().x(static_cast<double>(at));
  if (std::abs(x - playhead_x_) * devicePixelRatioF() < 0.5) return;
  for (const double line : {playhead_x_, x})
    update(static_cast<int>(std::floor(line)) - kPlayheadReach, 0, 2 * kPlayheadReach + 2, height());
  playhead_x_ = x;
}

// --- Mouse ------------------------------------------------------------------------------------------------------------

void LanesView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  pressed_ = pointer_ = event->position();
  moved_ = false;
  Store& store = model_.store();
  if (const StripId track = track_at(pressed_.y())) store.select_strip(track);
  const std::vector<ClipBox> all = boxes();
  const ClipHit hit = clip_at(all, pressed_);
  if (hit.box) return start_drag(hit, event);
  marquee_ = QRectF(pressed_, QSizeF());
}

void LanesView::start_drag(const ClipHit& hit, QMouseEvent* event) {
  Store& store = model_.store();
  const RegionId id = hit.box->region->id;
  std::set<RegionId> chosen = store.selected_regions();
  if (event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)) {
    if (!chosen.erase(id)) chosen.insert(id);
  } else if (!chosen.contains(id)) {
    chosen = {id};
  }
  store.select_regions(chosen);
  if (!chosen.contains(id)) return;
  drag_ = ClipDrag{store.session_ptr(), id, hit.part == ClipPart::body ? chosen : std::set<RegionId>{id}, hit.part,
                   std::llround(model_.scale().first + pressed_.x() * model_.scale().frames_per_pixel)};
  edited_ = false;
}

void LanesView::mouseMoveEvent(QMouseEvent* event) {
  pointer_ = event->position();
  if (!(event->buttons() & Qt::LeftButton)) return show_pointer(pointer_, event->modifiers());
  if (!moved_ && (pointer_ - pressed_).manhattanLength() < kClickSlop) return;
  if (!std::exchange(moved_, true) && drag_) grabKeyboard();  // Esc must reach us
  if (drag_) return drag_to(pointer_, event->modifiers() & Qt::AltModifier);
  if (marquee_) {
    marquee_->setBottomRight(pointer_);
    choose_marquee();
    update();
  }
}

void LanesView::show_pointer(QPointF at, Qt::KeyboardModifiers) {
  const std::vector<ClipBox> all = boxes();
  const ClipHit hit = clip_at(all, at);
  setCursor(cursor_for(hit.part));
  if (const QString hint = hint_for(hit.part); hint != hint_of(this)) {
    set_hint(*this, hint);
    emit model_.hint_changed(hint);
  }
  update();  // handles of the clip under the pointer
}

void LanesView::drag_to(QPointF at, bool ignore_snap) {
  const Frames pointer = std::llround(model_.scale().first + at.x() * model_.scale().frames_per_pixel);
  const ClipDrag drag = *drag_;
  committing_ = true;
  model_.store().edit(
      drag_name(drag.part),
      [&](const SessionPtr&) { return dragged(drag, pointer, track_at(at.y()), ignore_snap ? Snap::off : model_.snap(), model_.grid()); },
      QString("clip/%1").arg(drag.region.value));
  committing_ = false;
  edited_ = edited_ || model_.store().session_ptr() != drag.before;
  emit model_.hint_changed(ignore_snap ? "Snap ignored while Alt is held · Esc restores"
                                       : "Snap: " + snap_label(model_.snap()) + " · Alt ignores it · Esc restores");
  ValueBubble::show_for(*this, drag_words(drag, model_.session()), mapToGlobal(at.toPoint()));
}

void LanesView::end_drag(bool restore) {
  if (!drag_) return;
  const bool undo = restore && edited_ && model_.store().session_ptr() != drag_->before;
  const SessionPtr before = drag_->before;
  drag_.reset();
  releaseKeyboard();
  ValueBubble::hide_for(*this);
  Store& store = model_.store();
  store.end_gesture();
  if (undo) {
    store.attempt([&] { store.studio().undo(); });
    store.refresh();
  }
  update();
}

void LanesView::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  Store& store = model_.store();
  if (drag_) {
    // A click on one of several chosen clips leaves that one.
    const bool plain = !moved_ && !(event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier));
    const RegionId id = drag_->region;
    end_drag(false);
    if (plain) store.select_regions({id});
  }
  if (marquee_) {
    marquee_.reset();
    if (!moved_) {
      store.select_regions({});
      const Snap snap = event->modifiers() & Qt::AltModifier ? Snap::off : model_.snap();
      store.attempt([&] { store.studio().locate(snapped(model_.scale().frame(pressed_.x()), snap, model_.grid())); });
    }
    update();
  }
}

void LanesView::choose_marquee() {
  std::set<RegionId> chosen;
  for (const ClipBox& box : boxes())
    if (box.rect.intersects(marquee_->normalized())) chosen.insert(box.region->id);
  model_.store().select_regions(chosen);
}

bool LanesView::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && dragging() && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
    event->accept();
    return true;
  }
  if (event->type() == QEvent::Leave) {
    pointer_ = {-1, -1};
    update();
  }
  return QWidget::event(event);
}

void LanesView::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && dragging()) {
    end_drag(true);
    marquee_.reset();
    update();
    return;
  }
  // Alt pressed or let go in the middle of a drag counts at once.
  if (drag_ && moved_ && event->key() == Qt::Key_Alt) drag_to(pointer_, true);
  QWidget::keyPressEvent(event);
}

void LanesView::wheelEvent(QWheelEvent* event) {
  const QPoint pixels = event->pixelDelta();
  const QPointF turned = pixels.isNull() ? QPointF(event->angleDelta()) / 120.0 : QPointF(pixels) / 40.0;  // notches
  const double notches = turned.y() != 0.0 ? turned.y() : turned.x();
  const Qt::KeyboardModifiers keys = event->modifiers();
  event->accept();
  if (keys & Qt::ControlModifier && keys & Qt::ShiftModifier) {
    model_.set_track_height(model_.track_height() + static_cast<int>(std::lround(notches * 8.0)));
  } else if (keys & Qt::ControlModifier) {
    model_.zoom(std::pow(kWheelZoom, notches), event->position().x());
  } else if (keys & Qt::ShiftModifier) {
    model_.scroll(-notches * 80.0);
  } else {
    if (turned.x() != 0.0) model_.scroll(-turned.x() * 80.0);
    if (turned.y() != 0.0) model_.scroll_rows(model_.rows_scroll() - static_cast<int>(std::lround(turned.y() * 48.0)));
  }
}

}  // namespace sweetspot::ui
