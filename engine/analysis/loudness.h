// Loudness of a programme: offline (LoudnessMeter) and live (LiveLoudness), by ITU-R BS.1770-4, EBU R 128,
// EBU Tech 3341 and 3342. Both run the same code (loudness_core.h), so they show the same figures for the same sound.
#pragma once

#include <atomic>
#include <optional>
#include <vector>

#include "engine/analysis/loudness_core.h"

namespace sweetspot {

// What a programme measures as a whole. A figure that does not exist (the loudness of silence, the short-term loudness of a
// file under 3 s) is empty.
struct LoudnessFigures {
  std::optional<double> integrated_lufs;
  std::optional<double> momentary_max_lufs;
  std::optional<double> short_term_max_lufs;
  std::optional<double> loudness_range_lu;
  std::optional<double> true_peak_dbtp;
  std::optional<double> sample_peak_dbfs;
};

// A tenth of a second of a programme: the highest of the ten looks taken in it.
struct LoudnessPoint {
  double seconds = 0.0;                // its end
  double momentary = kMinusInfinity;   // LUFS; minus infinity for silence and until the first window is full
  double short_term = kMinusInfinity;  // likewise
  float true_peak = 0.0f;              // linear, all channels
};

// Offline: fed with blocks of any size, then asked. One thread at a time.
class LoudnessMeter {
 public:
  // Rate 8000 to 192000 Hz, 1 to 8 channels (see LoudnessCore for their order).
  LoudnessMeter(double rate, int channels);

  // `audio` holds a pointer to `frames` samples a channel.
  void process(const float* const* audio, Frames frames);

  // Ends the programme; call once, before figures().
  void finish();

  LoudnessFigures figures() const;

  // A point every 100 ms.
  const std::vector<LoudnessPoint>& series() const { return series_; }

  // Samples that were no numbers, taken as silence.
  std::uint64_t non_finite() const { return core_.non_finite(); }

 private:
  void take_hop();

  LoudnessCore core_;
  LoudnessPoint next_;
  std::vector<LoudnessPoint> series_;
};

// Live, on the audio thread: no heap, lock or system call in process(). Readings are relaxed atomics that any thread may take;
// integrated loudness and range are kept for any length of time in fixed memory.
class LiveLoudness {
 public:
  // As LoudnessMeter. [main]
  LiveLoudness(double rate, int channels);

  // Takes a block of any size and publishes new readings when 10 ms are full. [audio]
  void process(const float* const* audio, int frames) noexcept;

  // Starts integrated loudness, range, maxima and peaks anew with the next block. Any thread.
  void restart() noexcept { restart_.store(true, std::memory_order_relaxed); }

  // As restart, at once. [audio, or main while nothing processes]
  void reset() noexcept;

  struct Reading {
    double momentary = kMinusInfinity;                         // LUFS
    double short_term = kMinusInfinity;                        // LUFS
    double integrated = kMinusInfinity;                        // LUFS since the start
    double range = 0.0;                                        // LU since the start
    double momentary_max = kMinusInfinity;                     // LUFS
    double short_term_max = kMinusInfinity;                    // LUFS
    double true_peak = kMinusInfinity;                         // dBTP, highest since the start
    double true_peak_now = kMinusInfinity;                     // dBTP of the last 100 ms at least
    double sample_peak[2] = {kMinusInfinity, kMinusInfinity};  // dBFS a channel (mono: both the same), since the start
  };

  // The newest reading. Any thread.
  Reading read() const noexcept;

 private:
  void publish() noexcept;

  LoudnessCore core_;
  float last_peak_ = 0.0f;
  std::atomic<bool> restart_{false};
  std::atomic<double> momentary_, short_term_, integrated_, range_, momentary_max_, short_term_max_, true_peak_, true_peak_now_, left_,
      right_;
};

}  // namespace sweetspot
