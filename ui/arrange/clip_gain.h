// The gain of clips on the screen: the handle, the line and its points, and what dragging them does. Pure.
#pragma once

#include <QPolygonF>
#include <QString>
#include <optional>
#include <set>

#include "ui/arrange/clip_boxes.h"

namespace sweetspot::ui {

inline constexpr double kGainRange = 24.0;    // dB above and below the middle of a clip
inline constexpr double kGainDragStep = 0.1;  // dB a pixel on the handle
inline constexpr double kFineGain = 0.1;      // with Shift or Ctrl

// The height of a gain within a clip, held inside it, and back.
double gain_y(const QRectF& clip, double db);
double gain_at_y(const QRectF& clip, double y);

// Where the handle with the number lies; empty on clips that are too small for it.
QRectF gain_handle(const QRectF& clip);

// The line of a clip's gain with its envelope, between two places across, at most one corner a pixel.
QPolygonF gain_line(const ClipBox& box, const TimelineScale& scale, double from_x, double to_x);

// Whether a place lies on that line.
bool on_gain_line(const ClipBox& box, const TimelineScale& scale, QPointF at);

// The point of the envelope that would make the line pass through a place.
GainPoint gain_point_at(const ClipBox& box, const TimelineScale& scale, QPointF at);

// A drag of the handle (all chosen clips go along), of a point, or of the stretch of the line between two.
struct GainDrag {
  SessionPtr before;
  RegionId region;
  std::set<RegionId> all;            // with the handle: those that change alike
  std::optional<std::size_t> point;  // of the region's envelope
  bool segment = false;              // the line before that point, as segment_at; both ends go up and down together
};

// The session after a drag by so many frames and dB.
SessionPtr gain_dragged(const GainDrag& drag, Frames by, double db);

// "Gain -3.0 dB", "Gain point +2.5 dB at 0:12.040".
QString gain_words(const GainDrag& drag, const Session& now);
QString db_words(double db);

}  // namespace sweetspot::ui
