// What begins and ends under the pointer on the timeline.
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <utility>

#include "engine/session/region_batch.h"
#include "engine/session/region_edits.h"
#include "ui/arrange/lanes_hints.h"
#include "ui/arrange/lanes_view.h"
#include "ui/arrange/timeline_model.h"
#include "ui/controls/hint.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

constexpr double kClickSlop = 3.0;

// Locked clips among several stay where they are.
void leave_locked(ClipDrag& drag) {
  edit::for_regions(*drag.before, std::set<RegionId>(drag.moved), [&](const Region& region, const Track&) {
    if (region.locked) drag.moved.erase(region.id);
  });
}

}  // namespace

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
  if (hit.part == ClipPart::gain || hit.part == ClipPart::point || hit.part == ClipPart::segment) {
    const bool handle = hit.part == ClipPart::gain;
    gain_drag_ = GainDrag{store.session_ptr(), id, store.selected_regions(), handle ? std::nullopt : std::optional(hit.point),
                          hit.part == ClipPart::segment};
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
  for (const TrackRow& row : model_.rows())
    if (!row.heading && !row.take && !row.desk) drag_->tracks.push_back(row.strip);
  drag_->copies = body && !slips && keys & Qt::ControlModifier;
  if (!drag_->copies) leave_locked(*drag_);
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
  setCursor(lane ? Qt::IBeamCursor : lanes_cursor(hit.part));
  if (const QString hint = lane ? take_hint() : lanes_hint(hit.part); hint != hint_of(this)) {
    set_hint(*this, hint);
    emit model_.hint_changed(hint);
  }
  update();  // handles of the clip under the pointer
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

}  // namespace sweetspot::ui
