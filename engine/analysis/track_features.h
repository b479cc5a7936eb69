// What a track sounds like, in a few numbers: enough to guess its role and to balance it.
#pragma once

#include <filesystem>
#include <span>

#include "engine/analysis/loudness.h"
#include "engine/core/progress.h"

namespace sweetspot {

struct TrackFeatures {
  int channels = 1;
  double seconds = 0.0;
  LoudnessFigures loudness;        // integrated is gated: of where it plays
  bool silent = true;              // nothing above -75 dBFS, or no loudness at all
  double active_share = 0.0;       // of the time, above -50 dB of its peak
  double crest_db = 0.0;           // peak over RMS where it plays
  double onsets_per_second = 0.0;  // sharp rises of level, where it plays
  double decay_db = 0.0;           // how far the level falls within 150 ms after an onset, on average
  double low_share = 0.0;          // of the power, below 150 Hz
  double high_share = 0.0;         // of the power, above 5 kHz
  double centroid_hz = 0.0;        // of the power on a logarithmic axis
  double lowest_hz = 0.0;          // below it lies a ten-thousandth of the power
  double correlation = 1.0;        // of the channels
  bool has_pitch = false;          // whether the next three were looked at
  double voiced_share = 0.0;       // of the loud frames, with one clear pitch
  double median_hz = 0.0;          // of that pitch
  double glide = 0.0;              // cents a 5 ms frame, median of the pitch's movement: voices 1 and more, keys near 0
};

// From samples: one pointer a channel (1 or 2). Off the audio thread. With `pitch` up to eight loud seconds are tracked too,
// which takes most of the time.
TrackFeatures track_features(std::span<const float* const> audio, Frames frames, double rate, bool pitch);

// From a file; more channels than two are left out. Throws Error, Cancelled.
TrackFeatures track_features(const std::filesystem::path& path, bool pitch, const Progress& progress = {});

}  // namespace sweetspot
