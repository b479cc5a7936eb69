// The score of the demo song, read from its text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sweetspot::demo {

struct Chord {
  int root = 0;  // semitones above C
  bool minor = false;
};

struct Section {
  int first_bar = 1;
  std::string name;
  std::vector<Chord> chords;  // a bar each
};

struct SungNote {
  double beat = 0.0;    // from the start of the song
  double length = 1.0;  // beats
  int midi = 60;
  std::string syllable;  // "l-a-I-t"
  double cents = 0.0;
};

struct Score {
  std::string title;
  double tempo = 120.0;  // beats a minute
  std::vector<Section> sections;
  std::vector<SungNote> lead, adlib;

  double beat_seconds() const { return 60.0 / tempo; }
  int bars() const;
  const Section& section_of(int bar) const;  // bars from 1
  const Chord& chord_of(int bar) const;
};

// Reads a score's text. Throws Error with the line when it cannot be understood.
Score parse_score(std::string_view text);

// The score that is built in.
const Score& built_in_score();

// A note so many steps of the C major scale higher (or lower).
int diatonic(int midi, int steps);

}  // namespace sweetspot::demo
