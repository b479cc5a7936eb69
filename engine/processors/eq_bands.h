// The bands of the equalizer: what their parameters mean and the sections they become.
#pragma once

#include <array>
#include <span>

#include "engine/dsp/analog_section.h"
#include "engine/dsp/biquad.h"
#include "engine/params/spec.h"
#include "engine/processors/processor.h"

namespace sweetspot {

inline constexpr int kEqBands = 8;
inline constexpr int kEqMostOrder = 8;  // 48 dB an octave

enum class EqBandType { bell, low_shelf, high_shelf, high_pass, low_pass, notch, band_pass, tilt, all_pass };

// One band's parameters, in the order of the table.
enum class EqBandParam { on, type, freq, gain, q, slope };
inline constexpr int kEqBandParams = 6;
inline constexpr int kEqParams = kEqBands * kEqBandParams;

// Position in the table of a band's (0 to kEqBands - 1) parameter.
constexpr int eq_param(int band, EqBandParam param) { return band * kEqBandParams + static_cast<int>(param); }

// What of a band can only jump: which sections there are. A change cross-fades.
struct EqBandShape {
  bool active = false;  // on, and not a flat bell, shelf or tilt
  EqBandType type = EqBandType::bell;
  int order = 2;  // of high and low passes: 1 to kEqMostOrder

  friend bool operator==(const EqBandShape&, const EqBandShape&) = default;

  int section_count() const noexcept;
};

// What of a band glides.
struct EqBandTuning {
  double freq = 1000.0;
  double gain = 0.0;
  double q = 0.7071;
};

using EqShape = std::array<EqBandShape, kEqBands>;
using EqTuning = std::array<EqBandTuning, kEqBands>;

// The equalizer's parameter table. [main]
std::vector<ParamSpec> eq_table();

// Reads a slice's parameters. A band is active when it is at either end of the slice. [audio]
EqShape eq_shape(std::span<const ParamRamp> params) noexcept;
EqTuning eq_tuning_from(std::span<const ParamRamp> params) noexcept;
EqTuning eq_tuning_to(std::span<const ParamRamp> params) noexcept;

// The analog section `index` of a band. High and low passes of 12 dB an octave have the band's q as their Q; steeper ones
// are Butterworth cascades whose sharpest section has its Q scaled by q / 0.7071, so that 0.7071 is Butterworth at every slope;
// 6 dB an octave and tilt have no Q. [audio]
dsp::AnalogSection eq_analog_section(const EqBandShape& shape, const EqBandTuning& tuning, int index) noexcept;

// What a design found out.
struct EqDesign {
  int count = 0;           // sections written
  bool corrected = false;  // the last of them is the correction near Nyquist
};

enum class EqCorrection { never, where_needed, always };

// Most sections of a whole equalizer.
inline constexpr int kEqMostSections = kEqBands * (kEqMostOrder / 2) + 1;

// Turns all active bands into sections, band by band, and the correction for all of them. [audio]
EqDesign design_eq(const EqShape& shape, const EqTuning& tuning, double rate, EqCorrection correction,
                   std::span<dsp::Biquad, kEqMostSections> sections) noexcept;

// Level in dB that the equalizer promises at a frequency, for values in the order of the table: the analog curve. Any thread.
double eq_curve_db(std::span<const double> values, double frequency);

}  // namespace sweetspot
