#include "ui/arrange/lanes_view.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainterPath>
#include <QTimer>
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "engine/session/region_edits.h"
#include "engine/studio/overview.h"
#include "ui/arrange/clip_paint.h"
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
      return "Drag to fade, right-click for its shape · D fades in to the playhead, G out from it";
    case ClipPart::body:
      return "Drag to move, with Ctrl to copy, with Ctrl+Alt to slip · Alt ignores snap · S splits · double-click the gain line to set a "
             "point";
    case ClipPart::gain:
      return "Drag up or down for the clip's gain, with Shift finely · double-click: 0 dB";
    case ClipPart::point:
      return "Drag the point of the gain, with Shift finely · double-click removes it";
    case ClipPart::none:
      break;
  }
  return "Click to place the playhead · drag to choose clips · Ctrl+wheel zooms, Shift+wheel scrolls · F fits the song";
}

const QString kTakeHint = "Swipe to hear this take there, click for the whole stretch · T hides the lanes · Ctrl+Shift+T ends the choosing";

Qt::CursorShape cursor_for(ClipPart part) {
  switch (part) {
    case ClipPart::start:
    case ClipPart::end:
      return Qt::SizeHorCursor;
    case ClipPart::fade_in:
    case ClipPart::fade_out:
    case ClipPart::point:
      return Qt::PointingHandCursor;
    case ClipPart::gain:
      return Qt::SizeVerCursor;
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
    if ((drag_ || gain_drag_ || swipe_) && !committing_)
      end_drag(false);  // somebody else changed the song: what was begun no longer stands
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
  return clip_boxes(model_.session(), model_.rows(), model_.scale(), size(), model_.rows_scroll(), model_.store().selected_regions());
}

Frames LanesView::frame_at(double x) const { return std::llround(model_.scale().first + x * model_.scale().frames_per_pixel); }

Frames LanesView::reach() const { return std::llround(kSnapReach * model_.scale().frames_per_pixel); }

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
  draw_takes(painter, dirty);
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
    draw_wave(painter, *box.region, *box.track, box.rect, dirty, muted);
  draw_clip_fades(painter, box, QRectF(dirty), box.rect.contains(pointer_) && underMouse());
  draw_clip_gain(painter, box, model_.scale(), QRectF(dirty), box.rect.contains(pointer_) ? point_at(box, pointer_) : -1);
  const QColor border = selected ? token::kText : muted ? token::kDisabled : mixed(token::kWindow, colour, 0.75);
  painter.setPen(QPen(border, selected ? 2.0 : 1.0));
  painter.setBrush(Qt::NoBrush);
  const double inset = selected ? 1.0 : 0.5;
  painter.drawRect(rect.adjusted(inset, inset, -inset, -inset));
  if (box.rect.width() >= kLeastNamed) draw_name(painter, box, ground, muted);
  painter.restore();
}

void LanesView::draw_name(QPainter& painter, const ClipBox& box, const QColor& ground, bool muted) const {
  QString name = words(box.region->name.empty() ? box.track->strip.name : box.region->name);
  if (const Take* take = edit::find_take(*box.track, box.region->take); take && words(take->name) != name)
    name = words(take->name) + " · " + name;
  if (missing_.contains(box.region->media)) name += " · recording missing";
  if (box.region->muted) name += " · muted";
  const QColor colour = muted ? token::kSecondary : token::kText;
  const QFont font = text_font(Text::caption);
  const double left = std::max(box.rect.left(), 0.0) + 6.0;
  const double signs =
      draw_clip_signs(painter, *box.region, std::min(box.rect.right(), static_cast<double>(width())) - 14.0, box.rect.top() + 4.0, colour);
  const QRectF place(left, box.rect.top() + 1.0, box.rect.right() - left - 4.0 - (signs > 0.0 ? signs + 12.0 : 0.0), kNameHeight);
  if (place.width() < 8.0) return;
  const QString shown = QFontMetricsF(font).elidedText(name, Qt::ElideRight, place.width());
  const QRectF plate(place.left() - 3, place.top() + 1, QFontMetricsF(font).horizontalAdvance(shown) + 6, kNameHeight - 1);
  painter.fillRect(plate & box.rect, QColor(ground.red(), ground.green(), ground.blue(), 190));
  painter.setFont(font);
  painter.setPen(colour);
  painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, shown);
}

void LanesView::draw_wave(QPainter& painter, const Region& region, const Track& track, const QRectF& rect, const QRect& dirty, bool muted) {
  const auto overview = model_.store().studio().overview(region.media);
  const double middle = snapped(rect.center().y(), devicePixelRatioF());
  if (!overview) {
    painter.fillRect(QRectF(rect.left(), middle, rect.width(), 1.0) & QRectF(dirty), mixed(token::kWindow, track_colour(track), 0.6));
    return;
  }
  const Media* media = find_media(model_.session(), region.media);
  // Linked recordings keep their own rate; their frames are longer or shorter than the song's.
  const double speed = media ? media->rate / model_.session().rate : 1.0;
  WavePicture picture;
  picture.media = region.media.value;
  picture.frames_per_pixel = model_.scale().frames_per_pixel * speed;
  picture.height = std::max(1, static_cast<int>(rect.height()) - 4);
  picture.ratio = devicePixelRatioF();
  picture.colour = track_colour(track).rgb();
  picture.muted = muted;
  picture.gain = std::round(gain_from_db(region.gain_db) * 256.0) / 256.0;
  const auto from = static_cast<Frames>(std::llround(static_cast<double>(region.offset) * speed));
  const auto length = static_cast<Frames>(std::llround(static_cast<double>(region.length) * speed));
  QRectF seen(dirty);
  painter.save();
  if (region.reversed) {
    // The same tiles in a mirror about the middle of the clip.
    const double ends = rect.left() + rect.right();
    painter.translate(ends, 0.0);
    painter.scale(-1.0, 1.0);
    seen = QRectF(ends - seen.right(), seen.top(), seen.width(), seen.height());
  }
  tiles_.draw(painter, picture, *overview, rect.left(), rect.top() + 2.0, from, from + length, seen);
  painter.restore();
}

// What is heard of a take is bright, the rest grey.
void LanesView::draw_takes(QPainter& painter, const QRect& dirty) {
  for (const TakeBox& box : take_boxes(model_.session(), model_.rows(), model_.scale(), size(), model_.rows_scroll())) {
    if (!box.rect.intersects(QRectF(dirty))) continue;
    const QColor colour = track_colour(*box.track);
    const QRectF rect = box.rect.intersected(QRectF(-20, -4000, width() + 40, 12000));
    painter.fillRect(rect, mixed(token::kWindow, token::kDisabled, 0.10));
    draw_wave(painter, *box.region, *box.track, box.rect, dirty, true);
    for (const edit::Span& span : chosen_spans(model_.session(), *box.track, box.take->id)) {
      const double left = model_.scale().x(static_cast<double>(span.from)), right = model_.scale().x(static_cast<double>(span.to));
      const QRectF heard = QRectF(left, rect.top(), right - left, rect.height()) & rect;
      if (!heard.intersects(QRectF(dirty))) continue;
      painter.fillRect(heard, mixed(token::kWindow, colour, 0.26));
      draw_wave(painter, *box.region, *box.track, box.rect, (heard & QRectF(dirty)).toAlignedRect(), false);
      painter.setPen(mixed(token::kWindow, colour, 0.85));
      painter.setBrush(Qt::NoBrush);
      painter.drawRect(heard.adjusted(0.5, 0.5, -0.5, -0.5));
    }
  }
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
  last_y_ = pressed_.y();
  moved_ = false;
  Store& store = model_.store();
  if (const StripId track = track_at(pressed_.y())) store.select_strip(track);
  if (start_swipe(pressed_)) return;
  const std::vector<ClipBox> all = boxes();
  const ClipHit hit = clip_at(all, pressed_);
  if (hit.box) return start_drag(hit, event);
  marquee_ = QRectF(pressed_, QSizeF());
}

bool LanesView::start_swipe(QPointF at) {
  const TrackRow* row = row_at(model_.rows(), static_cast<int>(at.y()) + model_.rows_scroll());
  if (!row || !row->take) return false;
  swipe_ = Swipe{model_.store().session_ptr(), row->strip, row->take, std::max<Frames>(0, frame_at(at.x()))};
  edited_ = false;
  return true;
}

void LanesView::start_drag(const ClipHit& hit, QMouseEvent* event) {
  Store& store = model_.store();
  const RegionId id = hit.box->region->id;
  const Qt::KeyboardModifiers keys = event->modifiers();
  edited_ = false;
  if (hit.part == ClipPart::gain || hit.part == ClipPart::point) {
    const bool point = hit.part == ClipPart::point;
    gain_drag_ = GainDrag{store.session_ptr(), id, store.selected_regions(), point ? std::optional(hit.point) : std::nullopt};
    gain_moved_ = 0.0;
    return;
  }
  const bool slips = keys & Qt::ControlModifier && keys & Qt::AltModifier;
  std::set<RegionId> chosen = store.selected_regions();
  const std::set<RegionId> those = edit::with_groups(store.session(), {id});
  toggles_ = keys & (Qt::ControlModifier | Qt::ShiftModifier) && !slips && chosen.contains(id);
  if (!chosen.contains(id)) {
    if (!(keys & (Qt::ControlModifier | Qt::ShiftModifier)) || slips) chosen.clear();
    chosen.insert(those.begin(), those.end());
  }
  store.select_regions(chosen);
  const bool body = hit.part == ClipPart::body;
  const bool moves = body || hit.part == ClipPart::start || hit.part == ClipPart::end;
  if (hit.box->region->locked && moves && !(keys & Qt::ControlModifier && !slips)) {
    if (keys == Qt::NoModifier) store.select_regions(those);
    emit model_.hint_changed("This clip is locked · Ctrl+L unlocks it");
    return;
  }
  drag_ = ClipDrag{store.session_ptr(), id, body && !slips ? chosen : std::set<RegionId>{id}, hit.part, frame_at(pressed_.x())};
  drag_->slips = body && slips;
  drag_->copies = body && !slips && keys & Qt::ControlModifier;
  drag_->crossfades = model_.crosses();
  drag_->reach = reach();
  drag_->targets = model_.targets(drag_->copies ? std::set<RegionId>{} : drag_->moved);
}

void LanesView::mouseMoveEvent(QMouseEvent* event) {
  pointer_ = event->position();
  if (!(event->buttons() & Qt::LeftButton)) return show_pointer(pointer_, event->modifiers());
  if (!moved_ && (pointer_ - pressed_).manhattanLength() < kClickSlop) return;
  if (!std::exchange(moved_, true) && !marquee_) {
    grabKeyboard();  // Esc must reach us
    model_.hold_fit(true);
  }
  if (gain_drag_) return drag_gain(pointer_, event->modifiers());
  if (swipe_) return swipe_to(pointer_, event->modifiers() & Qt::AltModifier);
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
  const TrackRow* row = row_at(model_.rows(), static_cast<int>(at.y()) + model_.rows_scroll());
  const bool lane = row && row->take;
  setCursor(lane ? Qt::IBeamCursor : cursor_for(hit.part));
  if (const QString hint = lane ? kTakeHint : hint_for(hit.part); hint != hint_of(this)) {
    set_hint(*this, hint);
    emit model_.hint_changed(hint);
  }
  update();  // handles of the clip under the pointer
}

void LanesView::drag_to(QPointF at, bool ignore_snap) {
  const Frames pointer = frame_at(at.x());
  ignore_snap = ignore_snap && !drag_->slips;
  const ClipDrag drag = *drag_;
  committing_ = true;
  model_.store().edit(
      drag_name(drag),
      [&](const SessionPtr&) { return dragged(drag, pointer, track_at(at.y()), ignore_snap ? Snap::off : model_.snap(), model_.grid()); },
      QString("clip/%1").arg(drag.region.value));
  committing_ = false;
  edited_ = edited_ || model_.store().session_ptr() != drag.before;
  emit model_.hint_changed(ignore_snap ? "Snap ignored while Alt is held · Esc restores"
                                       : "Snap: " + snap_label(model_.snap()) + " · Alt ignores it · Esc restores");
  ValueBubble::show_for(*this, drag_words(drag, model_.session()), mapToGlobal(at.toPoint()));
}

void LanesView::drag_gain(QPointF at, Qt::KeyboardModifiers modifiers) {
  const GainDrag drag = *gain_drag_;
  const Region* region = edit::find_region(*drag.before, drag.region);
  if (!region) return;
  // The fine keys may come and go within a drag, so the steps are added up.
  double step = kGainDragStep;
  if (drag.point) {
    for (const ClipBox& box : boxes())
      if (box.region->id == drag.region)
        step = (gain_at_y(box.rect, box.rect.center().y()) - gain_at_y(box.rect, box.rect.center().y() + 1.0));
  }
  const bool fine = modifiers & (Qt::ShiftModifier | Qt::ControlModifier);
  gain_moved_ += (last_y_ - at.y()) * step * (fine ? kFineGain : 1.0);
  last_y_ = at.y();
  const Frames by = frame_at(at.x()) - frame_at(pressed_.x());
  committing_ = true;
  model_.store().edit(
      drag.point ? "Move gain point" : "Clip gain", [&](const SessionPtr&) { return gain_dragged(drag, by, gain_moved_); },
      QString("gain/%1").arg(drag.region.value));
  committing_ = false;
  edited_ = edited_ || model_.store().session_ptr() != drag.before;
  emit model_.hint_changed(fine ? "Fine · Esc restores" : "Shift or Ctrl: fine · Esc restores");
  ValueBubble::show_for(*this, gain_words(drag, model_.session()), mapToGlobal(at.toPoint()));
}

void LanesView::swipe_to(QPointF at, bool ignore_snap) {
  const Swipe swipe = *swipe_;
  Frames to = std::max<Frames>(0, frame_at(at.x()));
  if (!ignore_snap) {
    const auto targets = model_.targets({});
    const SnapStep step = snap_step(to, Snap::beat, model_.grid(), targets, reach());
    if (step.on_target) to += step.by;
  }
  committing_ = true;
  model_.store().edit(
      "Choose take", [&](const SessionPtr&) { return swiped(swipe, to); }, QString("take/%1").arg(swipe.track.value));
  committing_ = false;
  edited_ = edited_ || model_.store().session_ptr() != swipe.before;
  emit model_.hint_changed("Seams stick to those that are there · Alt ignores them · Esc restores");
  ValueBubble::show_for(*this, swipe_words(model_.session(), swipe, to), mapToGlobal(at.toPoint()));
}

void LanesView::click_take(Frames at) {
  const Swipe swipe = *swipe_;
  model_.store().edit("Choose take", [&](const SessionPtr& s) {
    const Track* track = find_track(*s, swipe.track);
    const Take* take = track ? edit::find_take(*track, swipe.take) : nullptr;
    if (!take) return s;
    const edit::Span span = stretch_at(*s, *track, *take, at);
    return span.to > span.from ? edit::choose_take(s, swipe.track, swipe.take, span.from, span.to) : s;
  });
}

void LanesView::end_drag(bool restore) {
  if (!drag_ && !gain_drag_ && !swipe_) return;
  drag_.reset();
  gain_drag_.reset();
  swipe_.reset();
  releaseKeyboard();
  ValueBubble::hide_for(*this);
  Store& store = model_.store();
  committing_ = true;
  if (restore && edited_)
    store.cancel_gesture();
  else
    store.end_gesture();
  committing_ = false;
  model_.hold_fit(false);
  update();
}

void LanesView::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  Store& store = model_.store();
  if (swipe_ && !moved_) click_take(std::max<Frames>(0, frame_at(pressed_.x())));
  if (swipe_ || gain_drag_) end_drag(false);
  if (drag_) {
    // A click on one of several chosen clips leaves that one and its group; with Ctrl it takes them out.
    const bool plain = !moved_ && !(event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier));
    const std::set<RegionId> those = edit::with_groups(store.session(), {drag_->region});
    end_drag(false);
    if (plain) store.select_regions(those);
    if (!moved_ && toggles_) {
      std::set<RegionId> chosen = store.selected_regions();
      for (const RegionId id : those) chosen.erase(id);
      store.select_regions(chosen);
    }
  }
  if (marquee_) {
    marquee_.reset();
    if (!moved_) {
      store.select_regions({});
      const Snap snap = event->modifiers() & Qt::AltModifier ? Snap::off : model_.snap();
      const Frames at = model_.scale().frame(pressed_.x());
      const auto targets = model_.targets({});
      store.attempt([&] { store.studio().locate(at + snap_step(at, snap, model_.grid(), targets, reach()).by); });
    }
    update();
  }
}

void LanesView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const std::vector<ClipBox> all = boxes();
  const QPointF at = event->position();
  const ClipHit hit = clip_at(all, at);
  if (!hit.box || !hit.box->gain_shown) return;
  const RegionId id = hit.box->region->id;
  Store& store = model_.store();
  if (hit.part == ClipPart::gain) {
    const std::set<RegionId> chosen = store.selected_regions();
    store.edit("Clip gain", [&](const SessionPtr& s) {
      SessionPtr next = s;
      for (const RegionId one : chosen) next = edit::set_region_gain(next, one, 0.0);
      return next;
    });
  } else if (hit.part == ClipPart::point) {
    store.edit("Remove gain point", [&](const SessionPtr& s) { return edit::remove_gain_point(s, id, hit.point); });
  } else if (on_gain_line(*hit.box, model_.scale(), at)) {
    const GainPoint point = gain_point_at(*hit.box, model_.scale(), at);
    store.edit("Set gain point", [&](const SessionPtr& s) { return edit::set_gain_point(s, id, point); });
  }
}

void LanesView::contextMenuEvent(QContextMenuEvent* event) {
  const std::vector<ClipBox> all = boxes();
  const ClipHit hit = clip_at(all, event->pos());
  if (!hit.box) return;
  const RegionId id = hit.box->region->id;
  Store& store = model_.store();
  if (!store.selected_regions().contains(id)) store.select_regions(edit::with_groups(store.session(), {id}));
  emit clip_menu_requested(id, hit.part, event->globalPos());
}

void LanesView::choose_marquee() {
  std::set<RegionId> chosen;
  for (const ClipBox& box : boxes())
    if (box.rect.intersects(marquee_->normalized())) chosen.insert(box.region->id);
  model_.store().select_regions(edit::with_groups(model_.session(), chosen));
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
