#include "engine/analysis/tone_spectrum.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {
namespace {

constexpr double kWindowSeconds = 0.34;
constexpr double kHighestHz = 18000.0;
constexpr double kActiveDb = -40.0;     // under the loudest stretch so far
constexpr double kSilencePower = 1e-8;  // -80 dBFS

double hertz_of(std::size_t band) { return ToneSpectrum::kLowestHz * std::pow(2.0, static_cast<double>(band) / ToneSpectrum::kPerOctave); }

}  // namespace

double ToneSpectrum::Figures::band_hz(std::size_t band) const { return hertz_of(band); }

ToneSpectrum::ToneSpectrum(double rate, Frames length)
    : rate_(rate), spectra_of_(StereoWindows::size_for(rate, kWindowSeconds)), bins_(spectra_of_.bins()) {
  const int size = spectra_of_.size();
  scale_ = 1.0 / (spectra_of_.square() * size);  // both halves of the spectrum, and the mean of both channels
  even_.resize(bins_.size());
  energy_.resize(bins_.size());
  const auto windows = static_cast<std::size_t>(std::max<Frames>(0, length) / (size / 2)) + 2;
  gather_ = static_cast<int>((windows + kMostFrames - 1) / kMostFrames);
  while (hertz_of(bands_) < std::min(kHighestHz, 0.45 * rate)) ++bands_;
}

void ToneSpectrum::process(const float* const* audio, int frames) {
  spectra_of_.process(audio, frames, [this] { take_window(); });
}

void ToneSpectrum::take_window() {
  for (int c = 0; c < 2; ++c) {
    const auto bins = spectra_of_.spectrum(c);
    for (std::size_t k = 0; k < bins_.size(); ++k) bins_[k] += scale_ * static_cast<double>(std::norm(bins[k]));
  }
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
    const double bin = rate_ / spectra_of_.size();
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
  if (spectra_of_.has_rest() && windows_ == 0) spectra_of_.take_rest([this] { take_window(); });
  if (gathered_ > 0) keep();
  Figures out;
  out.bin_hz = rate_ / spectra_of_.size();
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
