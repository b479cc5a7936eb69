// The key that a melody is in.
#pragma once

#include <array>
#include <span>
#include <string>

#include "engine/analysis/notes.h"
#include "engine/analysis/scale.h"

namespace sweetspot {

// Seconds of each pitch class, C first.
using PitchClassProfile = std::array<double, 12>;

struct KeyEstimate {
  int root = 0;             // pitch class, 0 = C
  bool minor = false;
  double confidence = 0.0;  // 0 to 1: lead over the next likely key
  MusicScale scale;              // natural minor or major on the root

  std::string name() const { return scale.name; }
};

// How long each pitch class sounds. A note between two semitones counts for both, by its distance.
PitchClassProfile pitch_class_profile(std::span<const SungNote> notes);

// The key whose profile correlates best with the given one (C. L. Krumhansl, Cognitive Foundations of Musical Pitch, 1990,
// chapter 4: the probe-tone profiles of Krumhansl and Kessler). An empty profile gives C major with no confidence.
KeyEstimate estimate_key(const PitchClassProfile& profile);

// The scale to tune a melody to: that of its key when the key is clear, else chromatic.
MusicScale scale_for(std::span<const SungNote> notes);

}  // namespace sweetspot
