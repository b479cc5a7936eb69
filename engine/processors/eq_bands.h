// The bands of the equalizer: what their parameters mean and the analog sections they promise.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/dsp/analog_section.h"
#include "engine/params/spec.h"
#include "engine/processors/processor.h"

namespace sweetspot {

inline constexpr int kEqBands = 24;
inline constexpr int kEqMostOrder = 16;  // 96 dB an octave

enum class EqBandType { bell, low_shelf, high_shelf, high_pass, low_pass, notch, band_pass, tilt, all_pass };

// Which part of a stereo sound a band changes. A mono sound is all middle: bands on the stereo sound and on the middle change it.
enum class EqRoute { stereo, left, right, mid, side };
inline constexpr std::size_t kEqRoutes = 5;

enum class EqKey { own, sidechain };
enum class EqPhase { minimum, linear };

// One band's parameters, in the order of the table.
enum class EqBandParam { on, type, freq, gain, q, slope, route, dynamic, threshold, ratio, attack, release, range, key };
inline constexpr int kEqBandParams = 14;

// Those of the whole equalizer, behind all bands.
enum EqGlobalParam : std::size_t {
  kEqPhase = static_cast<std::size_t>(kEqBands) * kEqBandParams,
  kEqResolution,
  kEqAutoGain,
  kEqOutput,
  kEqAudition,
  kEqParams
};

// Position in the table of a band's (0 to kEqBands - 1) parameter.
constexpr std::size_t eq_param(int band, EqBandParam param) {
  return static_cast<std::size_t>(band) * kEqBandParams + static_cast<std::size_t>(param);
}

// What of a band can only jump: which sections there are, and of what. A change cross-fades.
struct EqBandShape {
  bool active = false;  // on, and not a flat bell, shelf or tilt
  EqBandType type = EqBandType::bell;
  EqRoute route = EqRoute::stereo;
  bool dynamic = false;  // its gain follows a level
  int order = 2;         // of high and low passes: 1 to kEqMostOrder

  friend bool operator==(const EqBandShape&, const EqBandShape&) = default;

  int section_count() const noexcept;
};

// What of a band glides.
struct EqBandTuning {
  double freq = 1000.0;
  double gain = 0.0;  // dB, with what the dynamics add
  double q = 0.7071;
};

// How a band's gain follows a level. Above the threshold the gain changes by 1/ratio - 1 dB for each dB, at most by the range: a ratio
// above 1 takes away what is too loud, one below 1 brings it out. Attack and release are the times to cover 1 - 1/e of the way in dB.
struct EqBandDynamics {
  double threshold = -30.0, ratio = 2.0, attack_ms = 10.0, release_ms = 120.0, range = 12.0;
  EqKey key = EqKey::own;
};

using EqShape = std::array<EqBandShape, kEqBands>;
using EqTuning = std::array<EqBandTuning, kEqBands>;

// The equalizer's parameter table. [main]
std::vector<ParamSpec> eq_table();

// Whether a type has a gain, so that it can be flat, and dynamic.
bool eq_type_has_gain(EqBandType type) noexcept;

// Reads a block's parameters. A band is active when it is at either end of the slice. [audio]
EqShape eq_shape(std::span<const ParamRamp> params, int channels) noexcept;

// The values at a share (0 to 1) of the slice. [audio]
EqTuning eq_tuning(std::span<const ParamRamp> params, double share) noexcept;
EqBandDynamics eq_dynamics(std::span<const ParamRamp> params, int band, double share) noexcept;

// The analog section `index` of a band. High and low passes of 12 dB an octave have the band's q as their Q; steeper ones
// are Butterworth cascades whose sharpest section has its Q scaled by q / 0.7071, so that 0.7071 is Butterworth at every slope;
// 6 dB an octave and tilt have no Q. [audio]
dsp::AnalogSection eq_analog_section(const EqBandShape& shape, const EqBandTuning& tuning, int index) noexcept;

// Level in dB that the bands of one route promise at a frequency, for values in the order of the table: the analog curve without the
// dynamics. Any thread.
double eq_curve_db(std::span<const double> values, double frequency, EqRoute route);

// The same of all bands together, as a mono sound or the same sound on both sides hears those of the stereo sound and the middle, and as
// if the others were there, too: for drawing. Any thread.
double eq_curve_db(std::span<const double> values, double frequency);

// What a drawn curve is made of.
struct EqCurvePart {
  std::optional<EqRoute> route{};        // bands of this route alone
  std::optional<int> band{};             // this band (from 0) alone
  std::span<const double> dynamic_db{};  // what each band's dynamics add to its gain, in dB; empty: nothing
};

// Level in dB at each frequency in Hz, as above, for a whole picture at once. Any thread, no heap.
void eq_curve_db(std::span<const double> values, const EqCurvePart& part, std::span<const double> hertz, std::span<double> decibels);

// Values in the order of the table as ramps at rest. Any thread.
std::array<ParamRamp, kEqParams> eq_resting(std::span<const double> values) noexcept;

}  // namespace sweetspot
