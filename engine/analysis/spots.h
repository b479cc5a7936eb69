// Where a track may be helped by an equalizer: what rings, what is too much, what is its best, what it lacks.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/tone_spectrum.h"

namespace sweetspot {

enum class SpotKind {
  resonance,  // a narrow hump that is there whatever is played
  excess,     // a range that stands out above its neighbours
  sweet,      // where a range that matters is at its strongest
  lack,       // a range that matters and is weak
};

// What the rules of a role say about a range of frequencies.
struct SpotRange {
  double low_hz = 0.0, high_hz = 0.0;
  std::string_view what;     // "presence", "mud"
  bool enhance = false;      // worth bringing out; otherwise likely to be too much
  double usual_db = -200.0;  // to be enhanced: of its loudest octave against the loudest of all; less is a lack
  double gain_db = 2.5;      // to be enhanced by
};

struct SpotRules {
  double own_hz = 0.0;  // below lie the fundamentals: humps there are the instrument's own
  std::span<const SpotRange> ranges;
};

struct Spot {
  SpotKind kind = SpotKind::resonance;
  double hertz = 0.0;
  double height_db = 0.0;  // above its neighbours; of a lack: below the usual, negative
  double q = 1.0;
  double gain_db = 0.0;  // proposed
  double steady = 0.0;   // of resonances: share of the time in which it stands out
  std::string what;      // of the others: the range's name
  std::string sentence;  // what was found, with figures
};

inline constexpr std::size_t kMostSpots = 4;  // of those to enhance, and as many of those to attenuate

// At most kMostSpots to attenuate and as many to enhance, each kind the strongest first. A resonance is the bell that fits the mean
// spectrum (bell_fit.h) with 5 dB or more, narrower than half an octave, that stands out in at least two thirds of the time while the rest
// of the sound changes: what is played moves, what rings stays. A note that is held throughout is no resonance. Any thread but the audio
// thread.
std::vector<Spot> find_spots(const ToneSpectrum::Figures& spectrum, const SpotRules& rules);

inline bool enhances(const Spot& spot) { return spot.gain_db > 0.0; }

// By how much the proposed bells change the loudness of that sound, in dB: K-weighted power through their curves.
double loudness_change_db(const ToneSpectrum::Figures& spectrum, std::span<const Spot> spots);

// "412 Hz", "3.2 kHz".
std::string hertz_text(double hertz);

}  // namespace sweetspot
