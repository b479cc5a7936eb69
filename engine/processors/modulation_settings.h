// The modulation's parameters and what follows from them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/core/units.h"
#include "engine/params/spec.h"

namespace sweetspot {

enum class ModulationType : std::size_t { chorus, flanger, phaser, tremolo, vibrato, count };
enum class ModulationShape : std::size_t { sine, triangle, square, count };

// The order of the table.
enum class ModulationParam : std::size_t {
  type,
  rate,
  sync,
  note,
  shape,
  depth,
  feedback,
  phase,
  delay,
  centre,
  stages,
  through_zero,
  invert,
  mix,
  count
};

inline constexpr std::size_t kModulationTypes = static_cast<std::size_t>(ModulationType::count);
inline constexpr std::size_t kModulationShapes = static_cast<std::size_t>(ModulationShape::count);
inline constexpr std::size_t kModulationParams = static_cast<std::size_t>(ModulationParam::count);

inline constexpr double kModulationLongestMs = 20.0;
inline constexpr double kThroughZeroMs = 5.0;  // by which everything is late, so that the flanger can come before it

// Shares of the delay by which full depth moves it, and octaves by which it moves the phaser's corner.
inline constexpr double kChorusSwing = 0.5;
inline constexpr double kFlangerSwing = 0.95;
inline constexpr double kPhaserSwing = 2.0;

std::vector<ParamSpec> modulation_params();

// All values at one moment, by name.
struct ModulationValues {
  std::span<const double, kModulationParams> values;

  double operator[](ModulationParam param) const noexcept { return values[static_cast<std::size_t>(param)]; }

  ModulationType type() const noexcept { return static_cast<ModulationType>(static_cast<int>((*this)[ModulationParam::type] + 0.5)); }
  ModulationShape shape() const noexcept { return static_cast<ModulationShape>(static_cast<int>((*this)[ModulationParam::shape] + 0.5)); }
  std::size_t stages() const noexcept { return 2 * (static_cast<std::size_t>((*this)[ModulationParam::stages] + 0.5) + 1); }
  bool through_zero() const noexcept { return (*this)[ModulationParam::through_zero] >= 0.5; }

  // Cycles a second, at a tempo in quarter notes a minute.
  double hertz(double tempo) const noexcept;
};

int modulation_latency(std::span<const double> values, double rate);
Frames modulation_tail(std::span<const double> values, double rate);

}  // namespace sweetspot
