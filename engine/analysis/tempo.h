// The tempo of a recording that keeps one, and where its bars begin.
#pragma once

#include "engine/analysis/onsets.h"

namespace sweetspot {

struct TempoEstimate {
  double bpm = 0.0;             // quarters a minute, 50 to 210; 0 when nothing repeats
  double first_beat = 0.0;      // seconds, at or after 0
  int downbeat = 0;             // how many beats later the first bar begins, 0 to 3
  double confidence = 0.0;      // 0 to 1: how much of the strength of all onsets lies on the beats and their halves and quarters
  double bar_confidence = 0.0;  // 0 to 1: how far the first of four beats stands out
  std::size_t onsets = 0;       // that were listened to
};

// Of a whole song with four quarters to the bar. The period comes from the autocorrelation of the onset curve, preferring what people tap
// to (Ellis, "Beat Tracking by Dynamic Programming", 2007); it and its phase are then made exact over the whole length, where all onsets
// are summed as turns of a wheel that goes round once a beat. The first beat of the bar is the one where the lows are struck and the
// harmony changes. `rate` in hertz. Throws Cancelled and what `read` throws. Any thread but the audio thread.
TempoEstimate find_tempo(const MonoReader& read, Frames total, double rate, const Progress& progress = {});

}  // namespace sweetspot
