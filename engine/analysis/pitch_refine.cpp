#include "engine/analysis/pitch_refine.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace sweetspot {

namespace {

constexpr double kSearch = 0.08;

// 2 sum(ab) / (sum(aa) + sum(bb)): 1 for equal waves. Eight running sums let the compiler use vectors in a fixed order.
double similarity(const float* a, const float* b, std::int64_t count) noexcept {
  float cross[8] = {}, power[8] = {};
  std::int64_t n = 0;
  for (; n + 8 <= count; n += 8) {
    for (int k = 0; k < 8; ++k) {
      cross[k] += a[n + k] * b[n + k];
      power[k] += a[n + k] * a[n + k] + b[n + k] * b[n + k];
    }
  }
  double x = 0.0, p = 0.0;
  for (int k = 0; k < 8; ++k) {
    x += static_cast<double>(cross[k]);
    p += static_cast<double>(power[k]);
  }
  for (; n < count; ++n) {
    x += static_cast<double>(a[n]) * b[n];
    p += static_cast<double>(a[n]) * a[n] + static_cast<double>(b[n]) * b[n];
  }
  return p > 1e-20 ? 2.0 * x / p : 0.0;
}

}  // namespace

RefinedPitch refine_pitch(std::span<const float> samples, double rate, double centre, double guess_hz, const RefineWindow& size) noexcept {
  const auto length = static_cast<std::int64_t>(samples.size());
  const double guess = rate / guess_hz;
  const auto window = static_cast<std::int64_t>(std::max(size.periods * guess, size.least_seconds * rate));
  const auto middle = static_cast<std::int64_t>(std::llround(centre));
  const auto at = [&](std::int64_t lag) {
    const std::int64_t first = middle - (window + lag) / 2;
    if (first < 0 || first + window + lag > length) return -2.0;
    return similarity(samples.data() + first, samples.data() + first + lag, window);
  };

  auto lag = static_cast<std::int64_t>(std::llround(guess));
  const auto lowest = static_cast<std::int64_t>(guess * (1.0 - kSearch)) - 1;
  const auto highest = static_cast<std::int64_t>(guess * (1.0 + kSearch)) + 1;
  double before = at(lag - 1), here = at(lag), after = at(lag + 1);
  while (before > here && lag > lowest) {
    --lag;
    after = here;
    here = before;
    before = at(lag - 1);
  }
  while (after > here && lag < highest) {
    ++lag;
    before = here;
    here = after;
    after = at(lag + 1);
  }
  if (before < -1.5 || after < -1.5 || before > here || after > here) return {0.0, std::max(0.0, here)};
  const double curve = before - 2.0 * here + after;
  const double offset = curve < 0.0 ? std::clamp(0.5 * (before - after) / curve, -0.5, 0.5) : 0.0;
  return {rate / (static_cast<double>(lag) + offset), std::clamp(here - 0.25 * (before - after) * offset, 0.0, 1.0)};
}

}  // namespace sweetspot
