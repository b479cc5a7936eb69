#include "engine/analysis/scale.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "engine/core/error.h"

namespace sweetspot {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) || c == ',' || c == ';' || c == '_' || c == '-') {
      if (!word.empty()) out.push_back(std::move(word));
      word.clear();
    } else {
      word += c;
    }
  }
  if (!word.empty()) out.push_back(std::move(word));
  return out;
}

// "C", "f#", "Bb", with the signs of music too.
std::optional<int> pitch_class(std::string_view word) {
  static constexpr int kNatural[] = {9, 11, 0, 2, 4, 5, 7};  // A to G
  if (word.empty()) return std::nullopt;
  const int letter = std::toupper(static_cast<unsigned char>(word[0])) - 'A';
  if (letter < 0 || letter > 6) return std::nullopt;
  int note = kNatural[letter];
  std::string_view rest = word.substr(1);
  while (!rest.empty()) {
    if (rest.starts_with("#")) {
      ++note;
      rest.remove_prefix(1);
    } else if (rest.starts_with("b")) {
      --note;
      rest.remove_prefix(1);
    } else if (rest.starts_with("\u266f")) {
      ++note;
      rest.remove_prefix(3);
    } else if (rest.starts_with("\u266d")) {
      --note;
      rest.remove_prefix(3);
    } else {
      return std::nullopt;
    }
  }
  return (note + 24) % 12;
}

const ScaleShape* shape_called(const std::string& label) {
  for (const ScaleShape& shape : kScaleShapes) {
    if (label == shape.label) return &shape;
  }
  return nullptr;
}

MusicScale in_key(int root, const ScaleShape& shape) {
  return {scale_notes(root, shape.steps), std::string(kPitchClassNames[static_cast<std::size_t>(root)]) + " " + std::string(shape.label)};
}

Error not_a_scale(std::string_view text) {
  return {"scale \"" + std::string(text) + "\"", "this is no scale that Sweetspot knows",
          "give a key such as \"A minor\" or \"Eb major pentatonic\", \"chromatic\", \"auto\", or note names such as \"C D E G A\""};
}

}  // namespace

bool is_auto_scale(std::string_view text) {
  const auto w = words(text);
  return w.size() == 1 && lower(w[0]) == "auto";
}

MusicScale parse_scale(std::string_view text) {
  std::vector<std::string> w = words(text);
  if (w.empty()) throw not_a_scale(text);
  if (w.size() == 1 && lower(w[0]) == "chromatic") return {};
  if (w.size() == 1 && w[0].size() > 1 && w[0].back() == 'm') {
    w[0].pop_back();
    w.push_back("minor");
  }
  const std::optional<int> root = pitch_class(w[0]);
  if (!root) throw not_a_scale(text);
  if (w.size() == 1) return in_key(*root, kScaleShapes[1]);

  std::string label;
  for (std::size_t i = 1; i < w.size(); ++i) label.append(i > 1 ? " " : "").append(lower(w[i]));
  if (label == "natural minor" || label == "aeolian" || label == "min") label = "minor";
  if (label == "ionian" || label == "maj") label = "major";
  if (label == "pentatonic") label = "major pentatonic";
  if (const ScaleShape* shape = shape_called(label)) return in_key(*root, *shape);

  MusicScale scale{0, ""};
  for (const std::string& word : w) {
    const std::optional<int> note = pitch_class(word);
    if (!note) throw not_a_scale(text);
    scale.notes = static_cast<std::uint16_t>(scale.notes | (1u << *note));
    scale.name.append(scale.name.empty() ? "" : " ").append(kPitchClassNames[static_cast<std::size_t>(*note)]);
  }
  return scale;
}

std::string note_name(int midi) {
  const int octave = static_cast<int>(std::floor(midi / 12.0)) - 1;
  return std::string(kPitchClassNames[static_cast<std::size_t>(((midi % 12) + 12) % 12)]) + std::to_string(octave);
}

}  // namespace sweetspot
