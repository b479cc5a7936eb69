// A lane of automation as a picture: where its points lie, how the line goes between them, what is under the pointer. Pure.
#pragma once

#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <QSizeF>
#include <optional>
#include <set>

#include "engine/params/spec.h"
#include "engine/session/automation_points.h"
#include "ui/store/timeline_scale.h"

namespace sweetspot::ui {

inline constexpr double kPointReach = 7.0;  // pixels around a point that are the point
inline constexpr double kCurveReach = 5.0;  // and around the line

// The frame in which a lane is seen. Up is more, by the travel of the parameter's control: a lane reads like its fader.
struct CurveFrame {
  TimelineScale scale;
  QSizeF size;
  ParamSpec spec;

  double y(double value) const;
  double value(double y) const;
  double travel(double y) const;  // 0 to 1
};

// The line over the visible width, `resting` where the lane has no points.
QPolygonF curve_line(const AutomationPoints& points, const CurveFrame& frame, double resting);

// The nearest point within reach, by its frame.
std::optional<Frames> point_under(const AutomationPoints& points, const CurveFrame& frame, QPointF at);

bool curve_under(const AutomationPoints& points, const CurveFrame& frame, double resting, QPointF at);

// Frames of the points inside a rectangle.
std::set<Frames> points_inside(const AutomationPoints& points, const CurveFrame& frame, const QRectF& area);

// Around the chosen points; none when fewer than two are chosen. Its grip, by which they are scaled, sits on the middle of its top edge.
std::optional<QRectF> chosen_box(const AutomationPoints& points, const CurveFrame& frame, const std::set<Frames>& chosen);
QRectF scale_grip(const QRectF& box, const CurveFrame& frame);

}  // namespace sweetspot::ui
