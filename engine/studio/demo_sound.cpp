#include "engine/studio/demo_sound.h"

#include <algorithm>
#include <array>

namespace sweetspot::demo {

namespace {

void scale(Samples& samples, double by) {
  for (float& x : samples) x = static_cast<float>(x * by);
}

double highest(const Samples& samples) {
  double top = 0.0;
  for (float x : samples) top = std::max(top, std::abs(static_cast<double>(x)));
  return top;
}

}  // namespace

void normalise(Samples& samples, double peak) {
  if (const double top = highest(samples); top > 0.0) scale(samples, peak / top);
}

void normalise(Stereo& samples, double peak) {
  const double top = std::max(highest(samples.left), highest(samples.right));
  if (top <= 0.0) return;
  scale(samples.left, peak / top);
  scale(samples.right, peak / top);
}

// Four delay lines in a loop through a Hadamard matrix, damped.
void add_room(const Samples& dry, Stereo& wet, double level, double seconds) {
  constexpr std::array<std::size_t, 4> kLengths{1433, 1801, 2179, 2521};
  std::array<std::vector<double>, 4> lines;
  std::array<double, 4> gain{}, damped{};
  for (std::size_t i = 0; i < 4; ++i) {
    lines[i].assign(kLengths[i], 0.0);
    gain[i] = std::exp(-6.907755 * static_cast<double>(kLengths[i]) / (seconds * kRate));
  }
  std::array<std::size_t, 4> at{};
  for (std::size_t n = 0; n < dry.size(); ++n) {
    std::array<double, 4> out{};
    for (std::size_t i = 0; i < 4; ++i) {
      damped[i] += 0.55 * (lines[i][at[i]] - damped[i]);
      out[i] = damped[i] * gain[i];
    }
    const double a = out[0] + out[1], b = out[0] - out[1], c = out[2] + out[3], d = out[2] - out[3];
    const std::array<double, 4> mixed{0.5 * (a + c), 0.5 * (b + d), 0.5 * (a - c), 0.5 * (b - d)};
    for (std::size_t i = 0; i < 4; ++i) {
      lines[i][at[i]] = mixed[i] + (i < 2 ? dry[n] : -dry[n]) + 1e-20;
      if (++at[i] == kLengths[i]) at[i] = 0;
    }
    wet.left[n] += static_cast<float>(level * (out[0] + out[2]));
    wet.right[n] += static_cast<float>(level * (out[1] + out[3]));
  }
}

}  // namespace sweetspot::demo
