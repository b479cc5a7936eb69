#include "ui/arrange/automation_curve.h"

#include <algorithm>
#include <cmath>

namespace sweetspot::ui {
namespace {

constexpr double kEdge = 7.0;       // above and below the range, so that points at its ends can be taken hold of
constexpr double kCurveStep = 3.0;  // pixels between samples where the line is no straight one
constexpr double kBoxMargin = 8.0;
constexpr double kGripWidth = 26.0, kGripHeight = 9.0;

// Straight in value is straight on the screen only where travel and value go alike.
bool bends(const AutomationPoint& from, const ParamSpec& spec) {
  return from.curve == Curve::smooth ||
         (from.curve == Curve::line && (spec.scale == Scale::logarithmic || spec.scale == Scale::square || spec.scale == Scale::fader));
}

}  // namespace

double CurveFrame::y(double value) const { return kEdge + (1.0 - travel_from_value(spec, value)) * (size.height() - 2.0 * kEdge); }

double CurveFrame::travel(double y) const { return std::clamp(1.0 - (y - kEdge) / std::max(1.0, size.height() - 2.0 * kEdge), 0.0, 1.0); }

double CurveFrame::value(double y) const { return constrain(spec, value_from_travel(spec, travel(y))); }

QPolygonF curve_line(const AutomationPoints& points, const CurveFrame& frame, double resting) {
  const double width = frame.size.width();
  const auto x_of = [&](Frames at) { return frame.scale.x(static_cast<double>(at)); };
  const auto at_x = [&](double x) { return static_cast<Frames>(std::llround(frame.scale.first + x * frame.scale.frames_per_pixel)); };
  QPolygonF line;
  line << QPointF(0.0, frame.y(value_or(points, at_x(0.0), resting)));
  auto next = std::lower_bound(points.begin(), points.end(), at_x(0.0), [](const AutomationPoint& p, Frames at) { return p.at < at; });
  double x = 0.0;
  while (x < width) {
    const double end = next == points.end() ? width : std::min(width, x_of(next->at));
    if (next != points.begin() && next != points.end() && bends(*(next - 1), frame.spec)) {
      const double first = x;
      for (double at = first + kCurveStep; at < end; at += kCurveStep) line << QPointF(at, frame.y(value_or(points, at_x(at), resting)));
    }
    if (next == points.end() || x_of(next->at) > width) {
      line << QPointF(width, frame.y(value_or(points, at_x(width), resting)));
      break;
    }
    if (next != points.begin() && (next - 1)->curve == Curve::hold) line << QPointF(end, frame.y((next - 1)->value));
    line << QPointF(x_of(next->at), frame.y(next->value));
    x = std::max(x, x_of(next->at));
    ++next;
  }
  return line;
}

std::optional<Frames> point_under(const AutomationPoints& points, const CurveFrame& frame, QPointF at) {
  std::optional<Frames> nearest;
  double reach = kPointReach;
  for (const AutomationPoint& point : points) {
    const double dx = frame.scale.x(static_cast<double>(point.at)) - at.x();
    if (std::abs(dx) > kPointReach) continue;
    const double distance = std::hypot(dx, frame.y(point.value) - at.y());
    if (distance > reach) continue;
    reach = distance;
    nearest = point.at;
  }
  return nearest;
}

bool curve_under(const AutomationPoints& points, const CurveFrame& frame, double resting, QPointF at) {
  const auto frame_at = static_cast<Frames>(std::llround(frame.scale.first + at.x() * frame.scale.frames_per_pixel));
  return std::abs(frame.y(value_or(points, frame_at, resting)) - at.y()) <= kCurveReach;
}

std::set<Frames> points_inside(const AutomationPoints& points, const CurveFrame& frame, const QRectF& area) {
  std::set<Frames> inside;
  for (const AutomationPoint& point : points)
    if (area.contains(frame.scale.x(static_cast<double>(point.at)), frame.y(point.value))) inside.insert(point.at);
  return inside;
}

std::optional<QRectF> chosen_box(const AutomationPoints& points, const CurveFrame& frame, const std::set<Frames>& chosen) {
  QRectF box;
  int count = 0;
  for (const AutomationPoint& point : points) {
    if (!chosen.contains(point.at)) continue;
    const QRectF around(frame.scale.x(static_cast<double>(point.at)) - kBoxMargin, frame.y(point.value) - kBoxMargin, 2 * kBoxMargin,
                        2 * kBoxMargin);
    box = count++ == 0 ? around : box.united(around);
  }
  if (count < 2) return std::nullopt;
  return box;
}

QRectF scale_grip(const QRectF& box, const CurveFrame& frame) {
  const double left =
      std::clamp(box.center().x(), kGripWidth / 2, std::max(kGripWidth / 2, frame.size.width() - kGripWidth / 2)) - kGripWidth / 2;
  return {left, std::max(0.0, box.top() - kGripHeight / 2), kGripWidth, kGripHeight};
}

}  // namespace sweetspot::ui
