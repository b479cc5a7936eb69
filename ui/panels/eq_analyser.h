// The spectra behind an equalizer's curve: before it and after it.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/studio/processors.h"
#include "engine/studio/report.h"
#include "engine/studio/spectrum.h"

namespace sweetspot::ui {

// Works about 25 times a second, however often it is fed. Only the part of the sound that a route acts on counts while one is chosen.
// [main]
class EqAnalyser {
 public:
  static constexpr std::size_t kFrames = 8192;

  explicit EqAnalyser(double rate);

  void set_frequencies(std::span<const double> hertz);
  void set_route(std::optional<EqRoute> route);

  // The newest sound; counts at the next advance().
  void take(const DeviceSignal& signal);

  // Time goes on. True when the levels moved.
  bool advance(double seconds);
  void reset();

  std::span<const double> before() const { return spectra_[0]->decibels(); }
  std::span<const double> after() const { return spectra_[1]->decibels(); }
  bool silent() const { return spectra_[0]->silent() && spectra_[1]->silent(); }

 private:
  void feed(std::size_t side, double seconds);

  std::array<std::unique_ptr<Spectrum>, 2> spectra_;
  std::optional<EqRoute> route_;
  std::array<std::array<std::vector<float>, 2>, 2> sound_;  // [before, after][left, right]
  std::vector<float> mixed_;
  bool fresh_ = false;
  double waited_ = 0.0;
};

}  // namespace sweetspot::ui
