// Drags on the timeline, from step to step.
#include <algorithm>

#include "engine/session/region_edits.h"
#include "ui/arrange/lanes_view.h"
#include "ui/arrange/timeline_model.h"
#include "ui/controls/value_bubble.h"
#include "ui/store/step_words.h"
#include "ui/store/store.h"

namespace sweetspot::ui {

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
  const bool held = drag.part == ClipPart::body && !drag.slips && track_shift(drag, track_at(at.y())).held;
  emit model_.hint_changed(held ? "There is no track for all of them there: they keep their places under each other · Esc restores"
                           : ignore_snap ? "Snap ignored while Alt is held · Esc restores"
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
  const StepWords named = drag.segment ? StepWords{"Move gain line", {}}
                          : drag.point ? StepWords{"Move gain point", {}}
                                       : clip_gain_step(model_.session(), drag.region);
  model_.store().edit(
      named.name, [&](const SessionPtr&) { return gain_dragged(drag, by, gain_moved_); }, QString("gain/%1").arg(drag.region.value),
      named.value);
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

}  // namespace sweetspot::ui
