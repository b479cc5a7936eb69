// Frames of the timeline as pixels, and back. Pure: no window.
#pragma once

#include "engine/core/units.h"

namespace sweetspot::ui {

// The song begins this far from the left edge when it is scrolled to its start, and ends as far from the right one when it fits.
inline constexpr double kTimelineMargin = 8.0;
inline constexpr double kClosestZoom = 1.0 / 32.0;  // frames a pixel

struct TimelineScale {
  double first = 0.0;  // frame at x = 0; below 0 where the margin is seen
  double frames_per_pixel = 512.0;

  double x(double frame) const { return (frame - first) / frames_per_pixel; }
  Frames frame(double x_position) const;  // nearest, not before 0

  friend bool operator==(const TimelineScale&, const TimelineScale&) = default;
};

// What the scale may do: the length of the song in frames and the width of the view in pixels.
struct TimelineBounds {
  Frames length = 0;
  double width = 1.0;
};

// All of a stretch in view, its ends kTimelineMargin from the edges.
TimelineScale fitted(Frames from, Frames to, double width);

// Magnified by `factor` (2: half as many frames a pixel). The frame at `x_position` stays there, except where that would show
// time before the start of the song.
TimelineScale zoomed(const TimelineScale& scale, double factor, double x_position, const TimelineBounds& bounds);

// Moved by pixels, held inside the song: from the margin before it to half a view after its end.
TimelineScale scrolled(const TimelineScale& scale, double pixels, const TimelineBounds& bounds);

// Held inside those limits.
TimelineScale held(const TimelineScale& scale, const TimelineBounds& bounds);

// The scale that shows a frame: the same when it is in view already, otherwise turned over like a page so that it stands near the
// left edge.
TimelineScale paged_to(const TimelineScale& scale, Frames frame, const TimelineBounds& bounds);

}  // namespace sweetspot::ui
