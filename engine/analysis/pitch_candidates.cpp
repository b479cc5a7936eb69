#include "engine/analysis/pitch_candidates.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace sweetspot {

namespace {

constexpr double kLeastOfMinimum = 0.01;  // share of the prior given to the deepest dip when it is above the threshold

// Probability that a threshold drawn from the beta(2, 18) distribution is at most x.
double threshold_cdf(double x) {
  x = std::clamp(x, 0.0, 1.0);
  const double q = std::pow(1.0 - x, 18.0);
  return 1.0 - q * (1.0 - x) - 19.0 * x * q;
}

struct Dip {
  double lag;
  double depth;
};

// Bottom of the parabola through three neighbours.
Dip interpolate(std::span<const float> d, int lag) {
  const double a = d[lag - 1], b = d[lag], c = d[lag + 1];
  const double curve = a - 2.0 * b + c;
  if (curve <= 0.0) return {static_cast<double>(lag), b};
  const double offset = std::clamp(0.5 * (a - c) / curve, -0.5, 0.5);
  return {lag + offset, std::max(0.0, b - 0.25 * (a - c) * offset)};
}

}  // namespace

PitchCandidateFinder::PitchCandidateFinder(double rate, double lowest_hz, double highest_hz, double window_seconds)
    : rate_(rate),
      shortest_(std::max(2, static_cast<int>(rate / highest_hz))),
      longest_(static_cast<int>(std::ceil(rate / lowest_hz)) + 2),
      window_(std::max(static_cast<int>(window_seconds * rate), longest_ * 2)),
      part_(static_cast<int>(std::bit_ceil(static_cast<unsigned>(window_ + longest_)))),
      whole_(part_.size()),
      energy_(static_cast<std::size_t>(window_ + longest_ + 1)),
      difference_(static_cast<std::size_t>(longest_)) {
  // What the power of two leaves over makes the window longer: it costs nothing.
  window_ = std::min(part_.size() - longest_, window_ + window_ / 8);
  energy_.resize(static_cast<std::size_t>(span() + 1));
}

void PitchCandidateFinder::difference(std::span<const float> samples) {
  auto whole = whole_.time();
  auto part = part_.time();
  std::fill(std::copy(samples.begin(), samples.end(), whole.begin()), whole.end(), 0.0f);
  std::fill(std::copy_n(samples.begin(), window_, part.begin()), part.end(), 0.0f);
  whole_.forward();
  part_.forward();
  auto product = whole_.bins();
  const auto other = part_.bins();
  for (std::size_t k = 0; k < product.size(); ++k) {
    const auto a = product[k], b = other[k];
    product[k] = {a.real() * b.real() + a.imag() * b.imag(), a.imag() * b.real() - a.real() * b.imag()};
  }
  whole_.inverse();

  energy_[0] = 0.0;
  for (std::size_t n = 0; n < samples.size(); ++n) energy_[n + 1] = energy_[n] + static_cast<double>(samples[n]) * samples[n];
  const double scale = 2.0 / whole_.size();
  for (int lag = 0; lag < longest_; ++lag) {
    const double d = energy_[window_] + energy_[window_ + lag] - energy_[lag] - scale * whole[lag];
    difference_[lag] = static_cast<float>(std::max(0.0, d));
  }
}

void PitchCandidateFinder::normalise() {
  double sum = 0.0;
  difference_[0] = 1.0f;
  for (int lag = 1; lag < longest_; ++lag) {
    sum += difference_[lag];
    difference_[lag] = sum > 0.0 ? static_cast<float>(static_cast<double>(difference_[lag]) * lag / sum) : 1.0f;
  }
}

void PitchCandidateFinder::find(std::span<const float> samples, std::vector<PitchCandidate>& out) {
  out.clear();
  difference(samples);
  normalise();

  double shallowest = 1.0;  // dips must undercut all earlier ones to be first below some threshold
  for (int lag = shortest_; lag < longest_ - 1; ++lag) {
    if (!(difference_[lag] < difference_[lag - 1] && difference_[lag] <= difference_[lag + 1])) continue;
    const Dip dip = interpolate(difference_, lag);
    if (dip.depth >= shallowest) continue;
    const double mass = threshold_cdf(shallowest) - threshold_cdf(dip.depth);
    out.push_back({static_cast<float>(rate_ / dip.lag), static_cast<float>(mass)});
    shallowest = dip.depth;
  }
  if (!out.empty()) out.back().probability += static_cast<float>(kLeastOfMinimum * threshold_cdf(shallowest));
}

}  // namespace sweetspot
