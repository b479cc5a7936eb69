#include "engine/analysis/average_spectrum.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sweetspot {

AverageSpectrum::AverageSpectrum(double rate) : rate_(rate), fft_(kSize), window_(kSize), buffer_(kSize), sum_(kSize / 2 + 1) {
  double square = 0.0;
  for (int n = 0; n < kSize; ++n) {
    const double w = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * (n + 0.5) / kSize);
    window_[static_cast<std::size_t>(n)] = static_cast<float>(w);
    square += w * w;
  }
  scale_ = 2.0 / (square * kSize);  // both halves of the spectrum in one
}

void AverageSpectrum::process(const float* samples, Frames frames) {
  for (Frames done = 0; done < frames;) {
    const auto count = std::min(buffer_.size() - filled_, static_cast<std::size_t>(frames - done));
    std::copy_n(samples + done, count, buffer_.begin() + static_cast<std::ptrdiff_t>(filled_));
    filled_ += count;
    done += static_cast<Frames>(count);
    if (filled_ < buffer_.size()) return;
    take_window();
    std::copy(buffer_.begin() + kSize / 2, buffer_.end(), buffer_.begin());
    filled_ = kSize / 2;
  }
}

void AverageSpectrum::take_window() {
  const auto time = fft_.time();
  for (std::size_t n = 0; n < buffer_.size(); ++n) time[n] = buffer_[n] * window_[n];
  fft_.forward();
  const auto bins = fft_.bins();
  for (std::size_t k = 0; k < sum_.size(); ++k) sum_[k] += static_cast<double>(std::norm(bins[k]));
  ++windows_;
}

std::vector<double> AverageSpectrum::power() const {
  if (windows_ == 0) return {};
  std::vector<double> out = sum_;
  for (std::size_t k = 0; k < out.size(); ++k) {
    const bool edge = k == 0 || k + 1 == out.size();
    out[k] *= scale_ / static_cast<double>(windows_) * (edge ? 0.5 : 1.0);
  }
  return out;
}

double AverageSpectrum::band_power(double low_hz, double high_hz) const {
  const std::vector<double> bins = power();
  double sum = 0.0;
  for (std::size_t k = 0; k < bins.size(); ++k) {
    const double hz = static_cast<double>(k) * bin_hz();
    if (hz >= low_hz && hz < high_hz) sum += bins[k];
  }
  return sum;
}

}  // namespace sweetspot
