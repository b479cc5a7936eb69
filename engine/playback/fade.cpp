#include "engine/playback/fade.h"

#include <cmath>
#include <numbers>

namespace sweetspot {

double fade_gain(FadeShape shape, double x) noexcept {
  switch (shape) {
    case FadeShape::linear: return x;
    case FadeShape::equal_power: return std::sin(x * std::numbers::pi / 2);
    case FadeShape::s_curve: return x * x * (3 - 2 * x);
    case FadeShape::exponential: return (std::pow(1000.0, x) - 1) / 999;
  }
  return x;
}

double fade_gain_at(const Region& region, Frames at) noexcept {
  const auto part = [](const Fade& fade, Frames frame) {
    if (frame >= fade.length) return 1.0;
    return fade_gain(fade.shape, (static_cast<double>(frame) + 0.5) / static_cast<double>(fade.length));
  };
  return part(region.fade_in, at) * part(region.fade_out, region.length - 1 - at);
}

}  // namespace sweetspot
