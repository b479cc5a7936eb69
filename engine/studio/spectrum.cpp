#include "engine/studio/spectrum.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/core/units.h"

namespace sweetspot {
namespace {

constexpr double kPivotHz = 1000.0;
constexpr double kLeastHalfWidth = 1.0;  // bins: no band is narrower than a line is after the window

double db_from_power(double power) { return 10.0 * std::log10(power); }
double power_from_db(double db) { return std::pow(10.0, 0.1 * db); }

}  // namespace

Spectrum::Spectrum(std::size_t frames, double rate, SpectrumLook look)
    : rate_(rate),
      look_(look),
      fft_(static_cast<int>(frames)),
      power_(frames / 2 + 1, 0.0),
      running_(frames / 2 + 2, 0.0),
      running_twice_(frames / 2 + 2, 0.0) {
  for (std::size_t i = 0; i < frames; ++i) {
    const double angle = 2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(frames);
    window_.push_back(static_cast<float>(0.5 - 0.5 * std::cos(angle)));
  }
}

void Spectrum::set_frequencies(std::span<const double> hertz) {
  const double bins_a_hertz = static_cast<double>(window_.size()) / rate_;
  const double last = static_cast<double>(power_.size());
  const double side = std::exp2(look_.octaves);
  bands_.clear();
  for (const double f : hertz) {
    const double top = f * bins_a_hertz + 0.5;  // bin k covers k to k + 1
    Band band{.begin = std::min(f / side * bins_a_hertz + 0.5, top - kLeastHalfWidth),
              .top = top,
              .end = std::max(f * side * bins_a_hertz + 0.5, top + kLeastHalfWidth)};
    const auto flat = [last](double bin) { return bin <= last ? 0.5 * bin * std::max(bin, 0.0) : 0.5 * last * last + (bin - last) * last; };
    band.weight = band.begin < last ? under_triangle(band, flat) : 0.0;
    band.tilt_db = look_.tilt_db_per_octave * std::log2(f / kPivotHz);
    band.floor = power_from_db(look_.floor_db - band.tilt_db);
    bands_.push_back(band);
  }
  reset();
}

void Spectrum::reset() {
  mean_.assign(bands_.size(), 0.0);
  decibels_.assign(bands_.size(), look_.floor_db);
}

void Spectrum::feed(std::span<const float> sound, double seconds) {
  std::ranges::fill(power_, 0.0);
  add_power(sound, 1.0);
  follow(seconds);
}

void Spectrum::feed(std::span<const float> left, std::span<const float> right, double seconds) {
  std::ranges::fill(power_, 0.0);
  add_power(left, 0.5);
  add_power(right, 0.5);
  follow(seconds);
}

void Spectrum::rest(double seconds) {
  std::ranges::fill(power_, 0.0);
  follow(seconds);
}

void Spectrum::add_power(std::span<const float> sound, double weight) {
  const auto time = fft_.time();
  for (std::size_t i = 0; i < time.size(); ++i) time[i] = i < sound.size() && std::isfinite(sound[i]) ? window_[i] * sound[i] : 0.0f;
  fft_.forward();
  // A sine of amplitude 1 in the middle of a bin gives half the sum of the window there, which is a quarter of its length.
  const double scale = 4.0 / static_cast<double>(window_.size());
  for (std::size_t k = 0; k < power_.size(); ++k) power_[k] += weight * scale * scale * double{std::norm(fft_.bins()[k])};
}

// A density times the triangle, integrated by parts: `twice` is the density's second integral, linear where there is no more of it.
double Spectrum::under_triangle(const Band& band, const auto& twice) {
  const double top = twice(band.top);
  return (twice(band.end) - top) / (band.end - band.top) - (top - twice(band.begin)) / (band.top - band.begin);
}

double Spectrum::twice_until(double bin) const {
  if (bin <= 0.0) return 0.0;
  const auto whole = std::min(static_cast<std::size_t>(bin), power_.size());
  const double rest = bin - static_cast<double>(whole);
  const double power = whole < power_.size() ? power_[whole] : 0.0;
  return running_twice_[whole] + rest * (running_[whole] + 0.5 * rest * power);
}

void Spectrum::follow(double seconds) {
  for (std::size_t k = 0; k < power_.size(); ++k) {
    running_[k + 1] = running_[k] + power_[k];
    running_twice_[k + 1] = running_twice_[k] + running_[k] + 0.5 * power_[k];
  }
  const double rise = -std::expm1(-seconds / look_.rise_seconds);
  const double fall = -std::expm1(-seconds / look_.fall_seconds);
  for (std::size_t i = 0; i < bands_.size(); ++i) {
    const Band& band = bands_[i];
    const auto twice = [this](double bin) { return twice_until(bin); };
    // Rounding may leave less than nothing of what lies far below the rest.
    const double now = band.weight > 0.0 ? std::max(0.0, under_triangle(band, twice) / band.weight) : 0.0;
    mean_[i] += (now - mean_[i]) * (now > mean_[i] ? rise : fall);
    if (mean_[i] < band.floor) {
      mean_[i] = std::min(mean_[i], now);  // so that silence ends
      decibels_[i] = look_.floor_db;
    } else {
      decibels_[i] = std::max(look_.floor_db, db_from_power(mean_[i]) + band.tilt_db);
    }
  }
}

bool Spectrum::silent() const {
  return std::ranges::all_of(decibels_, [this](double db) { return db <= look_.floor_db; });
}

}  // namespace sweetspot
