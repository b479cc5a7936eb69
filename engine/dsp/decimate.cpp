#include "engine/dsp/decimate.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sweetspot::dsp {

namespace {

constexpr double kCutoff = 0.84;  // of the new Nyquist frequency
constexpr int kReach = 16;        // samples at the new rate

}  // namespace

DecimationFilter::DecimationFilter(int factor) : factor_(std::max(1, factor)), reach_(factor_ > 1 ? kReach * factor_ : 0) {
  double sum = 0.0;
  std::vector<double> taps;
  for (int n = -reach_; n <= reach_; ++n) {
    const double t = kCutoff * n / factor_;
    const double sinc = n == 0 ? 1.0 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t);
    const double hann = 0.5 + 0.5 * std::cos(std::numbers::pi * n / (reach_ + 1));
    taps.push_back(sinc * hann);
    sum += taps.back();
  }
  for (const double tap : taps) taps_.push_back(static_cast<float>(tap / sum));
}

float DecimationFilter::at(const float* centre) const noexcept {
  const float* x = centre - reach_;
  const auto count = static_cast<std::ptrdiff_t>(taps_.size());
  float sum[8] = {};
  std::ptrdiff_t n = 0;
  for (; n + 8 <= count; n += 8) {
    for (int k = 0; k < 8; ++k) sum[k] += x[n + k] * taps_[n + k];
  }
  float rest = 0.0f;
  for (; n < count; ++n) rest += x[n] * taps_[n];
  return ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7])) + rest;
}

std::vector<float> decimate(std::span<const float> x, int factor) {
  const DecimationFilter filter(factor);
  if (filter.factor() == 1) return {x.begin(), x.end()};
  const auto reach = static_cast<std::size_t>(filter.reach());
  std::vector<float> padded(x.size() + 2 * reach);
  std::copy(x.begin(), x.end(), padded.begin() + static_cast<std::ptrdiff_t>(reach));
  std::vector<float> out;
  out.reserve(x.size() / static_cast<std::size_t>(factor) + 1);
  for (std::size_t n = 0; n < x.size(); n += static_cast<std::size_t>(factor)) out.push_back(filter.at(padded.data() + n + reach));
  return out;
}

}  // namespace sweetspot::dsp
