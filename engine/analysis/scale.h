// Scales: which of the twelve pitch classes are allowed.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace sweetspot {

// A set of pitch classes in equal temperament, A4 = 440 Hz. Bit n stands for pitch class n, 0 = C.
struct MusicScale {
  std::uint16_t notes = 0x0FFF;  // never 0
  std::string name = "chromatic";

  bool operator==(const MusicScale& other) const { return notes == other.notes; }
};

// Shapes of scales from their root, in the order of the `tune` processor's choice.
struct ScaleShape {
  std::string_view key;   // "major_pentatonic"
  std::string_view label;
  std::uint16_t steps;    // bit n: n semitones above the root
};

inline constexpr std::array<ScaleShape, 12> kScaleShapes{{
    {"chromatic", "chromatic", 0b111111111111},
    {"major", "major", 0b101010110101},
    {"minor", "minor", 0b010110101101},
    {"harmonic_minor", "harmonic minor", 0b100110101101},
    {"melodic_minor", "melodic minor", 0b101010101101},
    {"major_pentatonic", "major pentatonic", 0b001010010101},
    {"minor_pentatonic", "minor pentatonic", 0b010010101001},
    {"blues", "blues", 0b010011101001},
    {"dorian", "dorian", 0b011010101101},
    {"phrygian", "phrygian", 0b010110101011},
    {"lydian", "lydian", 0b101011010101},
    {"mixolydian", "mixolydian", 0b011010110101},
}};

inline constexpr std::array<std::string_view, 12> kPitchClassNames{"C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"};

// The notes of a shape on a root 0 (C) to 11 (B). Any thread, no heap.
constexpr std::uint16_t scale_notes(int root, std::uint16_t steps) noexcept {
  const unsigned twice = static_cast<unsigned>(steps) << (((root % 12) + 12) % 12);
  return static_cast<std::uint16_t>((twice | (twice >> 12)) & 0x0FFFu);
}

constexpr bool scale_has(std::uint16_t notes, int midi) noexcept { return (notes >> (((midi % 12) + 12) % 12)) & 1u; }

// The note of a set nearest to a MIDI note number with fraction; of two as near the lower. Any thread, no heap.
inline int nearest_in_scale(std::uint16_t notes, double midi) noexcept {
  const int middle = static_cast<int>(std::floor(midi));
  int best = static_cast<int>(std::lround(midi));
  double best_distance = 1e9;
  for (int note = middle - 12; note <= middle + 13; ++note) {
    const double distance = std::abs(midi - note);
    if (scale_has(notes, note) && distance < best_distance) {
      best_distance = distance;
      best = note;
    }
  }
  return best;
}

// Reads a key and a scale ("A minor", "Eb major", "F# dorian", "C", "Am"), "chromatic", or note names ("C D E G A", commas
// too). A single note name is a major key. Capitals do not matter but for a trailing "m". Throws Error naming what is
// understood. "auto" is not a scale: see is_auto_scale.
MusicScale parse_scale(std::string_view text);

// Whether the text asks for the key to be found in the sound.
bool is_auto_scale(std::string_view text);

// "C#4" for 61; middle C is C4 = 60.
std::string note_name(int midi);

}  // namespace sweetspot
