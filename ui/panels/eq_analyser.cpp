#include "ui/panels/eq_analyser.h"

namespace sweetspot::ui {
namespace {

constexpr double kInterval = 0.04;  // seconds between pictures

}  // namespace

EqAnalyser::EqAnalyser(double rate) {
  for (auto& spectrum : spectra_) spectrum = std::make_unique<Spectrum>(kFrames, rate);
}

void EqAnalyser::set_frequencies(std::span<const double> hertz) {
  for (auto& spectrum : spectra_) spectrum->set_frequencies(hertz);
}

void EqAnalyser::set_route(std::optional<EqRoute> route) {
  if (route == route_) return;
  route_ = route;
  for (auto& spectrum : spectra_) spectrum->reset();
}

void EqAnalyser::take(const DeviceSignal& signal) {
  sound_ = signal.sound;
  fresh_ = true;
}

bool EqAnalyser::advance(double seconds) {
  waited_ += seconds;
  if (waited_ < kInterval) return false;
  const bool was_silent = silent();
  for (std::size_t side = 0; side < spectra_.size(); ++side) fresh_ ? feed(side, waited_) : spectra_[side]->rest(waited_);
  fresh_ = false;
  waited_ = 0.0;
  return !(was_silent && silent());
}

void EqAnalyser::reset() {
  fresh_ = false;
  for (auto& spectrum : spectra_) spectrum->reset();
}

void EqAnalyser::feed(std::size_t side, double seconds) {
  const auto& left = sound_[side][0];
  const auto& right = sound_[side][1];
  Spectrum& spectrum = *spectra_[side];
  switch (route_.value_or(EqRoute::stereo)) {
    case EqRoute::stereo:
      return spectrum.feed(left, right, seconds);
    case EqRoute::left:
      return spectrum.feed(left, seconds);
    case EqRoute::right:
      return spectrum.feed(right, seconds);
    case EqRoute::mid:
    case EqRoute::side:
      break;
  }
  const float sign = route_ == EqRoute::mid ? 0.5f : -0.5f;
  mixed_.resize(left.size());
  for (std::size_t i = 0; i < left.size(); ++i) mixed_[i] = 0.5f * left[i] + sign * right[i];
  spectrum.feed(mixed_, seconds);
}

}  // namespace sweetspot::ui
