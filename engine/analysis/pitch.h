// The pitch of a monophonic voice or instrument over time.
//
// Probabilistic YIN: M. Mauch and S. Dixon, "pYIN: A fundamental frequency estimator using probabilistic threshold
// distributions", ICASSP 2014, over the difference function of A. de Cheveigné and H. Kawahara, JASA 111 (2002). Two things
// are added: each value is refined in a short window centred on its frame, so that vibrato and glides are neither late
// nor rounded, and voicing is trimmed by level and periodicity in that window (see pitch_voicing.h).
#pragma once

#include <span>
#include <vector>

#include "engine/core/progress.h"

namespace sweetspot {

struct PitchFrame {
  float hz = 0.0f;           // best estimate, also where unvoiced; 0 when there is none at all
  float probability = 0.0f;  // that the frame is voiced, 0 to 1
  float periodicity = 0.0f;  // of the wave about this frame, 0 (noise) to 1 (each period like the last)
  float level_db = -200.0f;  // RMS about this frame, dBFS
  bool voiced = false;       // the decision
};

struct PitchTrack {
  double hop = 0.005;              // seconds from frame to frame
  std::vector<PitchFrame> frames;  // frame i is about the time i * hop

  double time(std::size_t frame) const { return static_cast<double>(frame) * hop; }

  // Frequency in Hz at a time, interpolated in pitch between voiced neighbours; 0 where unvoiced or outside. Any thread.
  double hz_at(double seconds) const;

  // The best estimate about a time, voiced or not; 0 where there is none. Any thread.
  double hz_near(double seconds) const;
};

struct PitchOptions {
  double lowest_hz = 60.0;     // of the range searched; at least 30
  double highest_hz = 1200.0;  // at most 4000, and a quarter of the rate
  double hop = 0.005;          // seconds
};

// Tracks the pitch of `mono` at `rate` Hz. Frames run from 0 to the end. Silence and non-finite samples are unvoiced.
// Off the audio thread; takes memory; the result is the same in every run.
PitchTrack track_pitch(std::span<const float> mono, double rate, const PitchOptions& options = {}, const Progress& progress = {});

// Cents from one frequency to another (positive: `to` is higher). Both above 0.
double cents_between(double from_hz, double to_hz);

// MIDI note number with fraction (69 = A4 = 440 Hz) of a frequency above 0, and back.
double midi_from_hz(double hz);
double hz_from_midi(double midi);

}  // namespace sweetspot
