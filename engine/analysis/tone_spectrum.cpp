#include "engine/analysis/tone_spectrum.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sweetspot {
namespace {

constexpr double kWindowSeconds = 0.34;
constexpr double kHighestHz = 18000.0;
constexpr double kActiveDb = -40.0;     // under the loudest stretch so far
constexpr double kSilencePower = 1e-8;  // -80 dBFS

int window_size(double rate) { return 1 << static_cast<int>(std::lround(std::log2(rate * kWindowSeconds))); }

double hertz_of(std::size_t band) { return ToneSpectrum::kLowestHz * std::pow(2.0, static_cast<double>(band) / ToneSpectrum::kPerOctave); }

}  // namespace

double ToneSpectrum::Figures::band_hz(std::size_t band) const { return hertz_of(band); }

ToneSpectrum::ToneSpectrum(double rate, Frames length)
    : rate_(rate),
      size_(window_size(rate)),
      fft_(size_),
      window_(static_cast<std::size_t>(size_)),
      bins_(static_cast<std::size_t>(size_) / 2 + 1) {
  double square = 0.0;
  for (int n = 0; n < size_; ++n) {
    const double w = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * (n + 0.5) / size_);
    window_[static_cast<std::size_t>(n)] = static_cast<float>(w);
    square += w * w;
  }
  scale_ = 1.0 / (square * size_);  // both halves of the spectrum, and the mean of both channels
  for (auto& ring : ring_) ring.resize(static_cast<std::size_t>(size_));
  even_.resize(bins_.size());
  energy_.resize(bins_.size());
  const auto windows = static_cast<std::size_t>(std::max<Frames>(0, length) / (size_ / 2)) + 2;
  gather_ = static_cast<int>((windows + kMostFrames - 1) / kMostFrames);
  while (hertz_of(bands_) < std::min(kHighestHz, 0.45 * rate)) ++bands_;
}

void ToneSpectrum::process(const float* const* audio, int frames) {
  for (int done = 0; done < frames;) {
    const int count = std::min(size_ - filled_, frames - done);
    for (int c = 0; c < 2; ++c) std::copy_n(audio[c] + done, count, ring_[c].begin() + filled_);
    filled_ += count;
    done += count;
    if (filled_ == size_) take_window();
  }
}

void ToneSpectrum::take_window() {
  for (auto& ring : ring_) {
    const auto time = fft_.time();
    for (std::size_t n = 0; n < ring.size(); ++n) time[n] = ring[n] * window_[n];
    fft_.forward();
    const auto bins = fft_.bins();
    for (std::size_t k = 0; k < bins_.size(); ++k) bins_[k] += scale_ * static_cast<double>(std::norm(bins[k]));
    std::copy(ring.begin() + size_ / 2, ring.end(), ring.begin());
  }
  filled_ = size_ / 2;
  if (++gathered_ == gather_) keep();
}

void ToneSpectrum::keep() {
  double total = 0.0;
  for (double& power : bins_) total += power /= std::max(1, gathered_);
  gathered_ = 0;
  ++windows_;
  for (std::size_t k = 0; k < bins_.size(); ++k) energy_[k] += bins_[k];
  loudest_ = std::max(loudest_, total);
  if (total > std::max(kSilencePower, loudest_ * std::pow(10.0, kActiveDb / 10.0))) {
    for (std::size_t k = 0; k < bins_.size(); ++k) even_[k] += bins_[k] / total;
    const double bin = rate_ / size_;
    std::vector<float> levels(bands_);
    for (std::size_t band = 0; band < bands_; ++band) {
      const double half = std::pow(2.0, 0.5 / kPerOctave);
      const auto low = static_cast<std::size_t>(std::floor(hertz_of(band) / half / bin + 0.5));
      const auto high = std::max(low, static_cast<std::size_t>(std::floor(hertz_of(band) * half / bin + 0.5)));
      double sum = 0.0;
      for (std::size_t k = low; k <= high && k < bins_.size(); ++k) sum += bins_[k];
      levels[band] = static_cast<float>(10.0 * std::log10(std::max(sum / static_cast<double>(high - low + 1), 1e-20)));
    }
    spectra_.push_back(std::move(levels));
    totals_.push_back(total);
  }
  std::fill(bins_.begin(), bins_.end(), 0.0);
}

ToneSpectrum::Figures ToneSpectrum::finish() {
  if (filled_ > size_ / 2 && windows_ == 0) {
    for (auto& ring : ring_) std::fill(ring.begin() + filled_, ring.end(), 0.0f);
    take_window();
  }
  if (gathered_ > 0) keep();
  Figures out;
  out.bin_hz = rate_ / size_;
  out.bands = bands_;
  if (spectra_.empty()) return out;
  out.power = std::move(even_);
  for (double& power : out.power) power /= static_cast<double>(spectra_.size());
  out.energy = std::move(energy_);
  for (double& power : out.energy) power /= static_cast<double>(windows_);
  for (std::size_t i = 0; i < spectra_.size(); ++i)
    if (totals_[i] > loudest_ * std::pow(10.0, kActiveDb / 10.0))
      out.levels.insert(out.levels.end(), spectra_[i].begin(), spectra_[i].end());
  return out;
}

}  // namespace sweetspot
