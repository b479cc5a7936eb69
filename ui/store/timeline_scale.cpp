#include "ui/store/timeline_scale.h"

#include <algorithm>

namespace sweetspot::ui {
namespace {

constexpr double kWidestTimesSong = 4.0;  // the song is at least a quarter of the view
constexpr double kPageLead = 0.08;        // of the view, before the frame that a page was turned for

double widest(const TimelineBounds& bounds) {
  return std::max(kClosestZoom, kWidestTimesSong * static_cast<double>(std::max<Frames>(bounds.length, 48000)) / bounds.width);
}

}  // namespace

Frames TimelineScale::frame(double x_position) const { return std::max<Frames>(0, std::llround(first + x_position * frames_per_pixel)); }

TimelineScale fitted(Frames from, Frames to, double width) {
  const double room = std::max(1.0, width - 2.0 * kTimelineMargin);
  const double zoom = std::max(kClosestZoom, static_cast<double>(std::max<Frames>(to - from, 1)) / room);
  return {static_cast<double>(from) - kTimelineMargin * zoom, zoom};
}

TimelineScale held(const TimelineScale& scale, const TimelineBounds& bounds) {
  TimelineScale next = scale;
  next.frames_per_pixel = std::clamp(scale.frames_per_pixel, kClosestZoom, widest(bounds));
  const double earliest = -kTimelineMargin * next.frames_per_pixel;
  const double latest = static_cast<double>(bounds.length) - bounds.width * next.frames_per_pixel / 2.0;
  next.first = std::clamp(scale.first, earliest, std::max(earliest, latest));
  return next;
}

TimelineScale zoomed(const TimelineScale& scale, double factor, double x_position, const TimelineBounds& bounds) {
  TimelineScale next;
  next.frames_per_pixel = std::clamp(scale.frames_per_pixel / factor, kClosestZoom, widest(bounds));
  next.first = scale.first + x_position * (scale.frames_per_pixel - next.frames_per_pixel);
  return held(next, bounds);
}

TimelineScale scrolled(const TimelineScale& scale, double pixels, const TimelineBounds& bounds) {
  return held({scale.first + pixels * scale.frames_per_pixel, scale.frames_per_pixel}, bounds);
}

TimelineScale paged_to(const TimelineScale& scale, Frames frame, const TimelineBounds& bounds) {
  const double x = scale.x(static_cast<double>(frame));
  if (x >= 0.0 && x < bounds.width) return scale;
  return held({static_cast<double>(frame) - kPageLead * bounds.width * scale.frames_per_pixel, scale.frames_per_pixel}, bounds);
}

}  // namespace sweetspot::ui
