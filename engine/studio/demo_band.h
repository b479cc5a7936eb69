// The players of the demo song. Each gives one dry track of `frames` samples at 48 kHz, with its own small lateness and dynamics.
#pragma once

#include "engine/studio/demo_score.h"
#include "engine/studio/demo_sound.h"

namespace sweetspot::demo {

// One stroke on the drums: what, when, how hard.
struct Stroke {
  enum class Drum { kick, snare, closed_hat, open_hat, high_tom, low_tom, crash, ride, tambourine } drum;
  double seconds = 0.0;
  double force = 1.0;  // 0 to 1
};

// What the drummer plays: a groove a section, ghost notes, fills into the next section.
std::vector<Stroke> drum_part(const Score& score);

Samples play_kick(const std::vector<Stroke>& part, std::size_t frames);
Samples play_snare(const std::vector<Stroke>& part, std::size_t frames);
Samples play_hats(const std::vector<Stroke>& part, std::size_t frames);
Samples play_toms(const std::vector<Stroke>& part, std::size_t frames);
Samples play_tambourine(const std::vector<Stroke>& part, std::size_t frames);

// A pair above the kit: cymbals, and all the drums from further away, in a room.
Stereo play_overheads(const std::vector<Stroke>& part, const Samples& kick, const Samples& snare, const Samples& hats, const Samples& toms);

// Oscillator and low-pass with an envelope; roots, octaves and approach notes.
Samples play_bass(const Score& score, std::size_t frames);

// Plucked strings (K. Karplus and A. Strong, CMJ 7, 1983; fractional tuning). The first through a driven amplifier: palm-muted
// eighths in the verse, open chords in the chorus. The second nearly clean: broken chords, strummed in the chorus.
Samples play_driven_guitar(const Score& score, std::size_t frames);
Samples play_clean_guitar(const Score& score, std::size_t frames);

// Electric piano by frequency modulation (J. Chowning, JAES 21, 1973), with a tremolo from side to side.
Stereo play_keys(const Score& score, std::size_t frames);

// Bowed ensemble: detuned saws, slow bows, from the chorus on.
Stereo play_strings(const Score& score, std::size_t frames);

// Noise that rises into the chorus and falls from it.
Stereo play_riser(const Score& score, std::size_t frames);

}  // namespace sweetspot::demo
