// Hears a preset on what it is for, and measures what it did.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/session/preset.h"
#include "tests/engine/studio/preset_material.h"

namespace sweetspot::test {

// What a preset made of a sound; both in line, `after` with its tail.
struct Heard {
  const Preset* preset = nullptr;
  Sound before, after;
  std::vector<double> most_reduction;  // dB by device, of those that have the meter

  double loudness_change() const;                            // LU, integrated, over the length of `before`
  double peak_change() const;                                // dB, of samples
  double crest_change() const;                               // dB, of peak over root mean square
  double level_change(double low_hz, double high_hz) const;  // dB between two frequencies
  double level(double low_hz, double high_hz) const;         // dB of `after` between two frequencies
  double true_peak() const;                                  // dBTP of `after`
  double side_change() const;                                // dB of the difference of the channels; of the mean where `before` has none
  double after_the_end(double from_seconds, double to_seconds) const;  // dB of the tail against the sound's own level
  double most_reduction_of_all() const;
  double difference() const;     // dB of what was changed, against the sound
  double spread_change() const;  // dB between loud and quiet moments (nine tenths and two tenths of 50 ms are softer)
};

// Runs the preset's devices as they would run on a strip. The sound may be given another level, a sound for all side-chains, and time
// to ring on.
Heard hear(const Preset& preset, const Sound& sound, double gain_db = 0.0, const Sound* key = nullptr, double tail_seconds = 0.5);

// dB that an equalizer's preset promises at a frequency: that of its devices that are equalizers.
double curve_db(const Preset& preset, double hertz);

// dB out for a steady level in dB in, of the first device that acts on level.
double transfer_db(const Preset& preset, double level_db);

// A sentence of a preset's line as a figure that lies between two bounds.
struct Claim {
  const char* preset;
  std::string says;
  double low, high;
  std::function<double(const Preset&)> figure;
};

// The curve at a frequency, and by how much a steady level is changed, in dB.
Claim curve(const char* preset, const char* says, double hertz, double low, double high);
Claim transfer(const char* preset, const char* says, double level_db, double low, double high);

// A figure of the preset heard on what it is for, or on another material.
using HeardFigure = std::function<double(const Heard&)>;
Claim heard(const char* preset, const char* says, HeardFigure figure, double low, double high, std::string_view on = {});

// Figures by name, for `heard`.
HeardFigure change_between(double low_hz, double high_hz);
double loudness(const Heard& heard);
double crest(const Heard& heard);
double peak(const Heard& heard);
double reduction(const Heard& heard);
double spread(const Heard& heard);
double difference(const Heard& heard);

std::vector<Claim> eq_claims();
std::vector<Claim> dynamics_claims();    // compressors, limiters
std::vector<Claim> gate_claims();        // gates, de-essers, transient shapers
std::vector<Claim> saturation_claims();  // saturators, clippers
std::vector<Claim> space_claims();       // reverbs, delays, doublers, modulation
std::vector<Claim> bands_claims();       // multiband, width
std::vector<Claim> chain_claims();

}  // namespace sweetspot::test
