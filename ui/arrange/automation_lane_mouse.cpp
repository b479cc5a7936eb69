// What the mouse does in a lane of automation.
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "engine/session/automation_point_edits.h"
#include "engine/studio/processors.h"
#include "ui/arrange/automation_lane_view.h"
#include "ui/arrange/timeline_model.h"
#include "ui/controls/value_bubble.h"
#include "ui/store/store.h"
#include "ui/store/time_text.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {
namespace {

constexpr double kClickSlop = 3.0;
constexpr double kFine = 0.1;
constexpr double kScalePixels = 60.0;  // of drag that double the distance from the pivot

}  // namespace

void AutomationLaneView::begin(Gesture gesture, QPointF at) { drag_ = Drag{gesture, at, at, points(), chosen_, 0, {}, 0.0, at.y(), false}; }

void AutomationLaneView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !exists()) return event->ignore();
  const QPointF at = event->position();
  const bool adds = event->modifiers() & Qt::ShiftModifier;
  model_.store().select_strip(strip_);
  const CurveFrame view = frame();
  const AutomationPoints all = points();
  if (const auto box = chosen_box(all, view, chosen_); box && scale_grip(*box, view).adjusted(-3, -4, 3, 4).contains(at))
    return begin(Gesture::scale, at);
  const auto point = point_under(all, view, at);
  if (point && !pencil_) {
    std::set<Frames> chosen = chosen_;
    if (adds && chosen.contains(*point))
      chosen.erase(*point);
    else if (adds)
      chosen.insert(*point);
    else if (!chosen.contains(*point))
      chosen = {*point};
    choose(chosen);
    if (!chosen.contains(*point)) return;
    begin(Gesture::move, at);
    drag_->anchor = *point;
    return;
  }
  if (pencil_ || event->modifiers() & Qt::ControlModifier) {
    begin(Gesture::draw, at);
    return draw_to(at, event->modifiers() & Qt::AltModifier);
  }
  if (curve_under(all, view, resting(), at)) {
    add_point(at, event->modifiers() & Qt::AltModifier, true, true);
    begin(Gesture::move, at);
    if (!chosen_.empty()) drag_->anchor = *chosen_.begin();
    return;
  }
  begin(Gesture::choose, at);
  if (!adds) choose({});
  drag_->chosen = chosen_;
}

void AutomationLaneView::mouseMoveEvent(QMouseEvent* event) {
  const QPointF at = event->position();
  if (!drag_ || !(event->buttons() & Qt::LeftButton)) return show_pointer(at, event->modifiers());
  if (!drag_->moved && (at - drag_->from).manhattanLength() < kClickSlop) return;
  if (!std::exchange(drag_->moved, true)) grabKeyboard();  // Esc must reach us
  drag_to(at, event->modifiers());
}

void AutomationLaneView::drag_to(QPointF at, Qt::KeyboardModifiers keys) {
  drag_->to = at;
  switch (drag_->gesture) {
    case Gesture::move:
      return move_points(at, keys);
    case Gesture::scale:
      return scale_points(at);
    case Gesture::draw:
      return draw_to(at, keys & Qt::AltModifier);
    case Gesture::choose:
      break;
  }
  std::set<Frames> inside = points_inside(drag_->before, frame(), QRectF(drag_->from, at).normalized());
  inside.insert(drag_->chosen.begin(), drag_->chosen.end());
  choose(std::move(inside));
  update();
}

void AutomationLaneView::move_points(QPointF at, Qt::KeyboardModifiers keys) {
  Drag& drag = *drag_;
  const CurveFrame view = frame();
  // Fine applies from where it was pressed on, so that the value does not jump.
  drag.fine_travel += (view.travel(at.y()) - view.travel(drag.last_y)) * (keys & Qt::ShiftModifier ? kFine : 1.0);
  drag.last_y = at.y();
  const double dx = at.x() - drag.from.x();
  const Frames wanted = drag.anchor + static_cast<Frames>(std::llround(dx * view.scale.frames_per_pixel));
  Frames by = std::abs(dx) < kClickSlop
                  ? 0
                  : snapped(std::max<Frames>(0, wanted), keys & Qt::AltModifier ? Snap::off : model_.snap(), model_.grid()) - drag.anchor;
  by = std::max(by, -*drag.chosen.begin());
  const double travel = drag.fine_travel;
  const ParamSpec spec = view.spec;
  const auto change = [=](AutomationPoint point) {
    point.at += by;
    if (travel != 0.0) point.value = value_from_travel(spec, std::clamp(travel_from_value(spec, point.value) + travel, 0.0, 1.0));
    return point;
  };
  const AutomationPoints before = drag.before;
  const std::set<Frames> which = drag.chosen;
  std::set<Frames> after;
  commit(
      which.size() == 1 ? "Move point" : "Move points",
      [&](const SessionPtr& s) {
        const SessionPtr back = edit::set_lane(s, strip_, {.target = target_, .points = before}, processor_catalog());
        return edit::change_points(back, strip_, target_, which, change, processor_catalog(), &after);
      },
      true);
  choose(std::move(after));
  const AutomationPoints now = points();
  const auto anchor = std::ranges::find(now, drag.anchor + by, &AutomationPoint::at);
  if (anchor != now.end()) tell(words(display_text(spec, anchor->value)) + " · " + time_text(anchor->at, model_.session().rate), at);
}

void AutomationLaneView::scale_points(QPointF at) {
  Drag& drag = *drag_;
  const ParamSpec spec = frame().spec;
  // In travel, as it looks: about the lowest of the chosen points, so that the grip follows the pointer.
  double pivot = 1.0;
  for (const AutomationPoint& point : drag.before)
    if (drag.chosen.contains(point.at)) pivot = std::min(pivot, travel_from_value(spec, point.value));
  const double factor = std::max(0.0, 1.0 + (drag.from.y() - at.y()) / kScalePixels);
  const auto change = [=](AutomationPoint point) {
    const double travel = pivot + factor * (travel_from_value(spec, point.value) - pivot);
    point.value = value_from_travel(spec, std::clamp(travel, 0.0, 1.0));
    return point;
  };
  const AutomationPoints before = drag.before;
  const std::set<Frames> which = drag.chosen;
  commit(
      "Scale points",
      [&](const SessionPtr& s) {
        const SessionPtr back = edit::set_lane(s, strip_, {.target = target_, .points = before}, processor_catalog());
        return edit::change_points(back, strip_, target_, which, change, processor_catalog());
      },
      true);
  tell(QString("%1 %").arg(qRound(factor * 100.0)), at);
}

void AutomationLaneView::draw_to(QPointF at, bool ignore_snap) {
  Drag& drag = *drag_;
  const CurveFrame view = frame();
  // A pencil follows the hand; only switches, whose steps are heard as such, keep to the grid.
  const bool free_hand = ignore_snap || !only_steps(view.spec);
  const AutomationPoint point{time_at(std::clamp(at.x(), 0.0, static_cast<double>(width())), free_hand), view.value(at.y()), Curve::line};
  // Drawn back over itself, the newer stroke counts.
  if (!drag.drawn.empty()) {
    const Frames last = drag.drawn.back().at;
    const auto [from, to] = std::minmax(last, point.at);
    std::erase_if(drag.drawn, [&](const AutomationPoint& p) { return p.at > from && p.at < to && p.at != last; });
  }
  drag.drawn.push_back(point);
  AutomationPoints drawn = drag.drawn;
  const AutomationPoints before = drag.before;
  commit(
      "Draw",
      [&](const SessionPtr& s) {
        const SessionPtr back = edit::set_lane(s, strip_, {.target = target_, .points = before}, processor_catalog());
        return edit::draw_points(back, strip_, target_, drawn, processor_catalog());
      },
      true);
  tell(words(display_text(view.spec, point.value)) + " · " + time_text(point.at, model_.session().rate), at);
}

void AutomationLaneView::end_drag(bool restore) {
  if (!drag_) return;
  const Drag drag = *std::exchange(drag_, std::nullopt);
  releaseKeyboard();
  ValueBubble::hide_for(*this);
  if (drag.gesture != Gesture::choose) {
    if (restore)
      model_.store().cancel_gesture();
    else
      model_.store().end_gesture();
  }
  if (restore) choose(drag.chosen);
  redraw();
}

void AutomationLaneView::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !drag_) return;
  const bool click = drag_->gesture == Gesture::choose && !drag_->moved;
  const bool narrows = drag_->gesture == Gesture::move && !drag_->moved && !(event->modifiers() & Qt::ShiftModifier);
  const Frames anchor = drag_->anchor;
  end_drag(false);
  if (narrows) choose({anchor});
  if (click && !(event->modifiers() & Qt::ShiftModifier))
    model_.store().attempt([&] { model_.store().studio().locate(time_at(event->position().x(), event->modifiers() & Qt::AltModifier)); });
}

void AutomationLaneView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !exists() || pencil_) return;
  if (const auto point = point_under(points(), frame(), event->position())) {
    choose({*point});
    return type_value();
  }
  add_point(event->position(), event->modifiers() & Qt::AltModifier, false);
}

void AutomationLaneView::tell(const QString& text, QPointF at) { ValueBubble::show_for(*this, text, mapToGlobal(at.toPoint())); }

void AutomationLaneView::show_pointer(QPointF at, Qt::KeyboardModifiers keys) {
  if (!exists()) return;
  const CurveFrame view = frame();
  const AutomationPoints all = points();
  const auto point = point_under(all, view, at);
  const auto box = chosen_box(all, view, chosen_);
  const bool on_grip = box && scale_grip(*box, view).adjusted(-3, -4, 3, 4).contains(at);
  const bool on_line = curve_under(all, view, resting(), at);
  setCursor(on_grip                                 ? Qt::SizeVerCursor
            : pencil_ || keys & Qt::ControlModifier ? Qt::CrossCursor
            : point || on_line                      ? Qt::PointingHandCursor
                                                    : Qt::ArrowCursor);
  if (point != hovered_) {
    hovered_ = point;
    redraw();
  }
  const Frames when = model_.scale().frame(at.x());
  if (on_grip)
    tell("Drag to scale the chosen points", at);
  else if (point)
    tell(words(display_text(view.spec, value_or(all, *point, 0.0))) + " · " + time_text(*point, model_.session().rate), at);
  else if (on_line)
    tell(words(display_text(view.spec, value_or(all, when, resting()))), at);
  else
    ValueBubble::hide_for(*this);
}

void AutomationLaneView::leaveEvent(QEvent*) {
  if (drag_) return;
  ValueBubble::hide_for(*this);
  if (std::exchange(hovered_, std::nullopt)) redraw();
}

void AutomationLaneView::wheelEvent(QWheelEvent* event) {
  const double notches = event->angleDelta().y() / 120.0;
  const Qt::KeyboardModifiers keys = event->modifiers();
  event->accept();
  if (keys & Qt::ControlModifier && keys & Qt::ShiftModifier)
    emit height_wanted(height() + static_cast<int>(std::lround(notches * 8.0)));
  else
    event->ignore();  // the timeline zooms and scrolls
}

}  // namespace sweetspot::ui
