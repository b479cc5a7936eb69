#include "engine/analysis/true_peak_meter.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

#include "engine/analysis/true_peak_kernel.h"

namespace sweetspot {

namespace {

constexpr int kPhases = 16;
constexpr int kShortHalf = true_peak::kShortTaps / 2;
constexpr int kLongHalf = true_peak::kLongTaps / 2;
static_assert(kLongHalf == TruePeakMeter::kDelay);

// How high a point of the fourfold grid must be, against the highest so far, to be looked at again.
constexpr float kNear = 0.88f;

double bessel_i0(double x) {
  double sum = 1.0, term = 1.0;
  for (int k = 1; term > 1e-17 * sum; ++k) {
    term *= (x / (2.0 * k)) * (x / (2.0 * k));
    sum += term;
  }
  return sum;
}

// Kaiser-windowed sinc, `time` in samples from its centre.
double interpolator(double time, double half_width, double beta) {
  const double u = time / half_width;
  if (u <= -1.0 || u >= 1.0) return 0.0;
  const double sinc = time == 0.0 ? 1.0 : std::sin(std::numbers::pi * time) / (std::numbers::pi * time);
  return sinc * bessel_i0(beta * std::sqrt(1.0 - u * u)) / bessel_i0(beta);
}

struct Tables {
  alignas(64) float fine[kPhases][true_peak::kLongTaps];
  alignas(64) float quarters[3][true_peak::kShortTaps];
  float bound = 1.0f;  // no point between samples is higher than this times the highest sample around it

  Tables() {
    for (int p = 0; p < kPhases; ++p) {
      double sum = 0.0;
      for (int k = 0; k < true_peak::kLongTaps; ++k) {
        const double h = interpolator(k - (kLongHalf - 1) - static_cast<double>(p) / kPhases, kLongHalf, 11.0);
        fine[p][k] = static_cast<float>(h);
        sum += std::abs(h);
      }
      bound = std::max(bound, static_cast<float>(sum));
    }
    for (int p = 0; p < 3; ++p)
      for (int k = 0; k < true_peak::kShortTaps; ++k)
        quarters[p][k] = static_cast<float>(interpolator(k - (kShortHalf - 1) - (p + 1) / 4.0, kShortHalf, 5.0));
  }
};

const Tables& tables() {
  static const Tables made;
  return made;
}

// The curve at `sixteenths` after samples[0]; what lies kDelay before and after must be there.
float fine_point(const Tables& t, const float* samples, int sixteenths) noexcept {
  const int phase = sixteenths & (kPhases - 1);
  const float* centre = samples + (sixteenths - phase) / kPhases;
  if (phase == 0) return std::abs(*centre);
  return std::abs(true_peak::long_dot(centre - (kLongHalf - 1), t.fine[phase]));
}

}  // namespace

void TruePeakMeter::reset() noexcept {
  tables();
  buffer_.fill(0.0f);
  filled_ = 0;
}

float TruePeakMeter::process(const float* samples, int frames, float floor) noexcept {
  while (frames > 0) {
    const int taken = std::min(frames, kChunk - filled_);
    std::memcpy(buffer_.data() + kHistory + filled_, samples, sizeof(float) * static_cast<std::size_t>(taken));
    filled_ += taken, samples += taken, frames -= taken;
    if (filled_ < kChunk) break;
    floor = look(floor);
    std::memmove(buffer_.data(), buffer_.data() + kChunk, sizeof(float) * kHistory);
    filled_ = 0;
  }
  return floor;
}

float TruePeakMeter::finish(float floor) noexcept {
  const float silence[kChunk] = {};
  for (int left = kDelay + kChunk; left > 0; left -= kChunk) floor = process(silence, kChunk, floor);
  reset();
  return floor;
}

float TruePeakMeter::look(float floor) noexcept {
  const Tables& t = tables();
  if (true_peak::magnitude(buffer_.data(), kHistory + kChunk) * t.bound <= floor) return floor;

  const float* here = buffer_.data() + kDelay;
  float quarters[3][kChunk];
  const float between = true_peak::interpolate_quarters(here - (kShortHalf - 1), t.quarters, kChunk, quarters);
  const float on = true_peak::magnitude(here, kChunk);
  floor = std::max(floor, on);
  if (std::max(between, on) <= kNear * floor) return floor;

  float curve[4 * kChunk + 2];
  curve[0] = curve[4 * kChunk + 1] = 0.0f;
  for (int n = 0; n < kChunk; ++n) {
    curve[4 * n + 1] = std::abs(here[n]);
    for (int p = 0; p < 3; ++p) curve[4 * n + 2 + p] = std::abs(quarters[p][n]);
  }
  for (int i = 0; i < 4 * kChunk; ++i) {
    const float c = curve[i + 1];
    if (c <= kNear * floor || c < curve[i] || c < curve[i + 2]) continue;
    for (int s = -2; s <= 2; ++s) floor = std::max(floor, fine_point(t, here, 4 * i + s));
  }
  return floor;
}

}  // namespace sweetspot
