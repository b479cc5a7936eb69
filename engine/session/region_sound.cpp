#include "engine/session/region_sound.h"

#include <algorithm>

namespace sweetspot {

Frames source_frame(const Region& region, Frames at) noexcept {
  return region.reversed ? region.offset + region.length - 1 - at : region.offset + at;
}

Frames timeline_frame(const Region& region, Frames source) noexcept {
  const Frames into = source - region.offset;
  return region.position + (region.reversed ? region.length - 1 - into : into);
}

double envelope_db(const Region& region, Frames source) noexcept {
  const auto& points = region.envelope;
  if (points.empty()) return 0.0;
  const auto next = std::ranges::upper_bound(points, source, {}, &GainPoint::at);
  if (next == points.begin()) return points.front().gain_db;
  if (next == points.end()) return points.back().gain_db;
  const GainPoint &a = *(next - 1), &b = *next;
  return a.gain_db + (b.gain_db - a.gain_db) * (static_cast<double>(source - a.at) / static_cast<double>(b.at - a.at));
}

bool aligned(const Region& a, const Region& b) noexcept {
  return a.media == b.media && a.reversed == b.reversed && timeline_frame(a, 0) == timeline_frame(b, 0);
}

bool sounds_alike(const Region& a, const Region& b) {
  return a.media == b.media && a.position == b.position && a.offset == b.offset && a.length == b.length && a.gain_db == b.gain_db &&
         a.inverted == b.inverted && a.muted == b.muted && a.reversed == b.reversed && a.fade_in == b.fade_in && a.fade_out == b.fade_out &&
         a.envelope == b.envelope;
}

}  // namespace sweetspot
