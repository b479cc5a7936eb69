// Lengths that follow the song's tempo.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace sweetspot {

// A note by its file key ("1/8d" is dotted, "1/8t" a triplet) and its length in quarter notes.
struct NoteValue {
  const char* key;
  double quarters;
};

// From the longest to the shortest.
inline constexpr std::array<NoteValue, 20> kNoteValues{{
    {"4/1", 16.0},       {"2/1", 8.0},        {"1/1d", 6.0},        {"1/1", 4.0},        {"1/2d", 3.0},
    {"1/1t", 8.0 / 3.0}, {"1/2", 2.0},        {"1/4d", 1.5},        {"1/2t", 4.0 / 3.0}, {"1/4", 1.0},
    {"1/8d", 0.75},      {"1/4t", 2.0 / 3.0}, {"1/8", 0.5},         {"1/16d", 0.375},    {"1/8t", 1.0 / 3.0},
    {"1/16", 0.25},      {"1/32d", 0.1875},   {"1/16t", 1.0 / 6.0}, {"1/32", 0.125},     {"1/32t", 1.0 / 12.0},
}};

// A choice of note values leaves out the longest ones, `from` of them.
inline std::vector<std::string> note_keys(std::size_t from) {
  std::vector<std::string> keys;
  for (std::size_t i = from; i < kNoteValues.size(); ++i) keys.emplace_back(kNoteValues[i].key);
  return keys;
}

// Where a key stands in such a choice. [main]
inline int note_index(std::size_t from, const std::string& key) {
  std::size_t i = from;
  while (i < kNoteValues.size() && key != kNoteValues[i].key) ++i;
  return static_cast<int>(i - from);
}

// Seconds of a note of such a choice at a tempo in quarter notes a minute. Any thread.
inline double note_seconds(std::size_t from, double index, double tempo) noexcept {
  return kNoteValues[from + static_cast<std::size_t>(index + 0.5)].quarters * 60.0 / tempo;
}

}  // namespace sweetspot
