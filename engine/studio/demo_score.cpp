#include "engine/studio/demo_score.h"

#include <array>
#include <sstream>

#include "engine/core/error.h"

namespace sweetspot::demo {

namespace {

constexpr char kText[] =
#include "resources/demo/score.txt"
    ;

constexpr int kBeatsABar = 4;

int semitone_of(char letter) {
  switch (letter) {
    case 'C':
      return 0;
    case 'D':
      return 2;
    case 'E':
      return 4;
    case 'F':
      return 5;
    case 'G':
      return 7;
    case 'A':
      return 9;
    default:
      return 11;
  }
}

int midi_of(const std::string& note) { return 12 * (note.back() - '0' + 1) + semitone_of(note.front()); }

SungNote read_sung(std::istringstream& words) {
  int bar = 1;
  SungNote note;
  std::string pitch;
  words >> bar >> note.beat >> note.length >> pitch >> note.syllable;
  if (!words || pitch.size() != 2) throw std::invalid_argument("sing");
  note.beat += (bar - 1) * kBeatsABar;
  note.midi = midi_of(pitch);
  if (!(words >> note.cents)) note.cents = 0.0;
  return note;
}

Section read_section(std::istringstream& words) {
  Section section;
  words >> section.first_bar >> section.name;
  for (std::string chord; words >> chord;) section.chords.push_back({semitone_of(chord[0]), chord.ends_with('m')});
  if (section.chords.empty()) throw std::invalid_argument("section");
  return section;
}

}  // namespace

int Score::bars() const {
  const Section& last = sections.back();
  return last.first_bar + static_cast<int>(last.chords.size()) - 1;
}

const Section& Score::section_of(int bar) const {
  const Section* found = &sections.front();
  for (const Section& section : sections)
    if (section.first_bar <= bar) found = &section;
  return *found;
}

const Chord& Score::chord_of(int bar) const {
  const Section& section = section_of(bar);
  return section.chords[static_cast<std::size_t>(bar - section.first_bar) % section.chords.size()];
}

Score parse_score(std::string_view text) {
  Score score;
  std::vector<SungNote>* part = &score.lead;
  std::istringstream lines{std::string(text)};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream words(line);
    std::string kind, rest;
    if (!(words >> kind) || kind[0] == '#' || kind == "key") continue;
    try {
      if (kind == "title")
        std::getline(words >> std::ws, score.title);
      else if (kind == "tempo")
        words >> score.tempo;
      else if (kind == "section")
        score.sections.push_back(read_section(words));
      else if (kind == "part")
        part = (words >> rest, rest == "adlib") ? &score.adlib : &score.lead;
      else if (kind == "sing")
        part->push_back(read_sung(words));
      else
        throw std::invalid_argument(kind);
    } catch (const std::invalid_argument&) {
      throw Error("the demo's score", "line " + std::to_string(number) + " makes no sense: " + line, "mend the score");
    }
  }
  if (score.sections.empty()) throw Error("the demo's score", "it has no sections", "mend the score");
  return score;
}

const Score& built_in_score() {
  static const Score score = parse_score(kText);
  return score;
}

int diatonic(int midi, int steps) {
  constexpr std::array<int, 7> kScale{0, 2, 4, 5, 7, 9, 11};
  int degree = 0;
  while (degree < 6 && kScale[static_cast<std::size_t>(degree) + 1] <= midi % 12) ++degree;
  const int target = degree + steps + 70;  // positive for the division
  return 12 * (midi / 12 + target / 7 - 10) + kScale[static_cast<std::size_t>(target % 7)];
}

}  // namespace sweetspot::demo
