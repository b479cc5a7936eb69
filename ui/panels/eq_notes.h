// Frequencies as notes, and the piano that shows them.
#pragma once

#include <vector>

#include <QRectF>
#include <QString>

#include "ui/controls/curve_scale.h"

namespace sweetspot::ui {

// The nearest note of the twelve-tone scale about A4 = 440 Hz. Pure.
struct NearestNote {
  QString name;   // "A4", "C♯3"
  int cents = 0;  // from the note to the frequency, -50 to 50
};
NearestNote nearest_note(double hertz);

// "B5 −12 ct".
QString note_text(double hertz);

// One key of a piano drawn along a frequency axis.
struct PianoKey {
  double left = 0.0, right = 0.0;  // as wide as its semitone
  bool black = false;
  int octave = 0;  // of a C; -10 for the other keys
};
inline constexpr int kNoC = -10;
std::vector<PianoKey> piano_keys(const CurveScale& scale);

}  // namespace sweetspot::ui
