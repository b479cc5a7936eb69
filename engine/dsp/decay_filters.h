// The filters that make a feedback delay network decay as fast as it is told, band by band.
//
// To fade by 60 dB in T seconds, a line of m frames takes away 60 m / (rate T) dB each time (Jot and Chaigne 1991). A low and a high shelf
// of second order bend that to other times below and above two corners. Shelves that are symmetric about their corner keep one shape in dB
// whatever their gain, so all lines agree on the time in between too. (V. Välimäki and J. Liski, "Accurate cascade graphic equalizer",
// IEEE Signal Process. Lett. 24, 2017, and S. J. Schlecht and E. A. P. Habets, "Accurate reverberation time control in feedback delay
// networks", DAFx-17, use ten bands for free curves; two corners need two sections.)
#pragma once

#include <array>
#include <span>

#include "engine/dsp/reverb_network.h"

namespace sweetspot::dsp {

// Seconds to fade by 60 dB below, between and above two corners in Hz.
struct DecayTimes {
  double low = 1.0, mid = 1.0, high = 1.0;
  double low_corner = 250.0, high_corner = 4000.0;

  friend bool operator==(const DecayTimes&, const DecayTimes&) = default;
};

// The shelves of all lines, of so many frames each. What the lines' matrix multiplies by is taken away with `gain`. Any thread, no heap.
void design_decay(const DecayTimes& times, std::span<const double, kReverbLines> lines, double rate, double gain,
                  ReverbCoefficients& coefficients) noexcept;

// Seconds in which a network of such lines fades by 60 dB at a frequency: what all lines take away on average over how long they are. Any
// thread.
double decay_seconds(const DecayTimes& times, std::span<const double, kReverbLines> lines, double rate, double hertz) noexcept;

}  // namespace sweetspot::dsp
