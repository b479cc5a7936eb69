#include "ui/panels/eq_notes.h"

#include <array>
#include <cmath>

namespace sweetspot::ui {
namespace {

constexpr double kA4 = 440.0;
constexpr int kA4Number = 69;  // as MIDI counts
constexpr std::array<const char*, 12> kNames{"C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"};

double number_of(double hertz) { return kA4Number + 12.0 * std::log2(hertz / kA4); }
double hertz_of(double number) { return kA4 * std::exp2((number - kA4Number) / 12.0); }

}  // namespace

NearestNote nearest_note(double hertz) {
  const double exact = number_of(hertz);
  const int number = static_cast<int>(std::lround(exact));
  const int pitch_class = (number % 12 + 12) % 12;
  const int octave = (number - pitch_class) / 12 - 1;
  return {QString::fromUtf8(kNames[static_cast<std::size_t>(pitch_class)]) + QString::number(octave),
          static_cast<int>(std::lround(100.0 * (exact - number)))};
}

QString note_text(double hertz) {
  const NearestNote note = nearest_note(hertz);
  if (note.cents == 0) return note.name;
  return note.name + (note.cents > 0 ? " +" : QString(" ") + QChar(0x2212)) + QString::number(std::abs(note.cents)) + " ct";
}

std::vector<PianoKey> piano_keys(const CurveScale& scale) {
  std::vector<PianoKey> keys;
  const int first = static_cast<int>(std::ceil(number_of(scale.low_hz))), last = static_cast<int>(std::floor(number_of(scale.high_hz)));
  for (int number = first; number <= last; ++number) {
    const int pitch_class = (number % 12 + 12) % 12;
    const bool black = pitch_class == 1 || pitch_class == 3 || pitch_class == 6 || pitch_class == 8 || pitch_class == 10;
    keys.push_back({std::max(scale.area.left(), scale.x(hertz_of(number - 0.5))),
                    std::min(scale.area.right(), scale.x(hertz_of(number + 0.5))), black, pitch_class == 0 ? number / 12 - 1 : kNoC});
  }
  return keys;
}

}  // namespace sweetspot::ui
