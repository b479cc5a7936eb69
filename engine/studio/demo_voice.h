// The singer of the demo song: a glottal pulse through formants, with consonants.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/studio/demo_score.h"
#include "engine/studio/demo_sound.h"

namespace sweetspot::demo {

struct Singer {
  double formant_scale = 1.0;   // 1: a woman's vocal tract
  double vibrato_cents = 32.0;  // depth on long notes
  double breath = 0.02;         // noise beside the voice
  double looseness = 4.0;       // cents of drift on top of what the score says
  double late_ms = 0.0;         // behind (or before) the beat
  std::uint64_t seed = 1;
};

// Sings notes in order. A syllable is spelt with a sound a letter, split by "-": vowels i (see) I (sit) e (bed) A (cat) a (father)
// O (law) o u (too) V (cup); l r w y m n N (sing); s S f T (thin) h; z v D (this); p t k b d g. The vowel starts on the beat, the
// consonants before it come early; two vowels in a row glide. Source: Klatt and Klatt's KLGLOTT88 pulse (JASA 87, 1990); tract:
// seven resonators in cascade (Klatt, JASA 67, 1980), formants moved smoothly from sound to sound. Peaks at about 0.6.
Samples sing(std::span<const SungNote> notes, double beat_seconds, const Singer& singer, std::size_t frames);

}  // namespace sweetspot::demo
