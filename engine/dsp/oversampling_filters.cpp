#include "engine/dsp/oversampling_filters.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <span>

#include "engine/dsp/kaiser.h"
#include "engine/dsp/minimum_phase.h"

namespace sweetspot::dsp {
namespace {

// The delay of the linear steps, in frames of their lower rate; up and down together make whole frames of the base rate.
constexpr std::array<int, kRateSteps> kReach{40, 8, 6, 4};

// For the windows. Above the first step only narrow bands about the images matter, which these windows put deepest (found by search).
constexpr std::array<double, kRateSteps> kOddAttenuationDb{115.0, 130.0, 122.0, 97.6};  // of the filters with an odd number of taps
constexpr std::array<double, kRateSteps> kEvenAttenuationDb{115.0, 130.0, 130.0, 106.7};

// Taps of the minimum-phase steps.
constexpr std::array<int, kRateSteps> kMinimumTaps{172, 30, 22, 20};
constexpr double kPowerAttenuationDb = 225.0;  // of the square, from which they are made

double sinc(double x) { return x == 0.0 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x); }

// A low-pass at a quarter of the upper rate, at a distance from its centre in samples; it is 0 from `reach` on.
double half_band(double distance, double reach, double attenuation_db) {
  return 0.5 * sinc(0.5 * distance) * kaiser(distance / reach, kaiser_beta(attenuation_db));
}

void scale_to(std::vector<double>& taps, double sum) {
  const double factor = sum / std::accumulate(taps.begin(), taps.end(), 0.0);
  for (double& tap : taps) tap *= factor;
}

// The odd taps of the symmetric half-band, at distances 1 - 2 reach to 2 reach - 1.
std::vector<double> half_band_odd(int step) {
  const int reach = kReach[static_cast<std::size_t>(step)];
  const double attenuation = kOddAttenuationDb[static_cast<std::size_t>(step)];
  std::vector<double> taps;
  for (int k = 0; k < 2 * reach; ++k) taps.push_back(half_band(2.0 * k + 1.0 - 2.0 * reach, 2.0 * reach, attenuation));
  scale_to(taps, 0.5);
  return taps;
}

const std::vector<double>& minimum_taps(int step) {
  static const std::array<std::vector<double>, kRateSteps> all = [] {
    std::array<std::vector<double>, kRateSteps> made;
    for (std::size_t i = 0; i < made.size(); ++i) {
      std::vector<double> power;
      for (int n = 1 - kMinimumTaps[i]; n < kMinimumTaps[i]; ++n) power.push_back(half_band(n, kMinimumTaps[i], kPowerAttenuationDb));
      scale_to(power, 1.0);
      made[i] = minimum_phase(power);
      scale_to(made[i], 1.0);
    }
    return made;
  }();
  return all[static_cast<std::size_t>(step)];
}

// The mean position of the taps is the delay at 0 Hz.
double delay_of(std::span<const double> taps) {
  double moment = 0.0, sum = 0.0;
  for (std::size_t n = 0; n < taps.size(); ++n) {
    moment += static_cast<double>(n) * taps[n];
    sum += taps[n];
  }
  return moment / sum;
}

// (a + 1/z) / (1 + a/z) with a = (1 - d) / (1 + d) delays low frequencies by d (J.-P. Thiran, "Recursive digital filters with maximally
// flat group delay", 1971, order 1).
std::vector<double> delayed(std::span<const double> taps, double samples) {
  if (samples == 0.0) return {taps.begin(), taps.end()};
  const int whole = static_cast<int>(samples - 0.5);  // what is left, 0.5 to 1.5, turns the phase least
  const double a = (1.0 - (samples - whole)) / (1.0 + (samples - whole));
  std::vector<double> out(taps.size() + static_cast<std::size_t>(whole) + 24, 0.0);
  double x1 = 0.0, y1 = 0.0;
  for (std::size_t n = 0; n < out.size(); ++n) {
    const std::size_t from = n - static_cast<std::size_t>(whole);
    const double x = n >= static_cast<std::size_t>(whole) && from < taps.size() ? taps[from] : 0.0;
    const double y = a * x + x1 - a * y1;
    x1 = x;
    y1 = y;
    out[n] = y;
  }
  return out;
}

}  // namespace

// Odd samples lie half-way between two frames; the even ones pass untouched.
RateStep linear_step_up(int step) {
  const int reach = kReach[static_cast<std::size_t>(step)];
  RateStep up;
  up.even.assign(static_cast<std::size_t>(reach) + 1, 0.0);
  up.even.back() = 1.0;
  up.odd = half_band_odd(step);
  for (double& tap : up.odd) tap *= 2.0;
  up.delay = reach;
  return up;
}

RateStep linear_step_down(int step) {
  const int reach = kReach[static_cast<std::size_t>(step)];
  RateStep down;
  down.even.assign(static_cast<std::size_t>(reach) + 1, 0.0);
  down.even.back() = 0.5;
  down.odd = half_band_odd(step);
  down.odd.insert(down.odd.begin(), 0.0);  // the odd sample of this frame lies beyond the filter
  down.delay = reach;
  return down;
}

// Upper sample p of frame 0 and before is even or odd sample of the frame floor(p / 2); the filter's centre is at 1/2 - 2 reach.
RateStep linear_step_down_half(int step) {
  const int reach = kReach[static_cast<std::size_t>(step)];
  RateStep down;
  down.even.assign(2 * static_cast<std::size_t>(reach) + 1, 0.0);
  down.odd = down.even;
  double sum = 0.0;
  for (int k = 0; k < 2 * reach; ++k) {
    const double tap = half_band(k + 0.5, 2.0 * reach, kEvenAttenuationDb[static_cast<std::size_t>(step)]);
    for (const int p : {1 - 2 * reach + k, -2 * reach - k}) {
      const bool is_odd = p % 2 != 0;
      const int back = is_odd ? (1 - p) / 2 : -p / 2;
      (is_odd ? down.odd : down.even)[static_cast<std::size_t>(back)] = tap;
      sum += tap;
    }
  }
  for (std::vector<double>* taps : {&down.even, &down.odd})
    for (double& tap : *taps) tap /= sum;
  down.delay = reach;
  return down;
}

RateStep minimum_step_up(int step) {
  const std::vector<double>& taps = minimum_taps(step);
  RateStep up;
  for (std::size_t n = 0; n < taps.size(); ++n) (n % 2 == 0 ? up.even : up.odd).push_back(2.0 * taps[n]);
  up.delay = 0.5 * delay_of(taps);
  return up;
}

// Frame m is the sum over n of tap n times upper sample 2m - n: even samples m - n/2, odd ones m - (n + 1)/2.
RateStep minimum_step_down(int step, double more) {
  const std::vector<double> taps = delayed(minimum_taps(step), more);
  RateStep down;
  down.odd.push_back(0.0);
  for (std::size_t n = 0; n < taps.size(); ++n) (n % 2 == 0 ? down.even : down.odd).push_back(taps[n]);
  down.delay = 0.5 * delay_of(taps);
  return down;
}

}  // namespace sweetspot::dsp
