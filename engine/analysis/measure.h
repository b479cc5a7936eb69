// All that is measured of a finished recording, and what a mastering house would send back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/loudness.h"
#include "engine/core/progress.h"

namespace sweetspot {

// Something that is wrong, or that someone will ask about.
struct Fault {
  std::string id;    // stays the same for ever: "clipped", "true_peak_over", ...
  double at = 0.0;   // seconds: where it is first
  std::string text;  // a sentence
};

// A value that does not exist (the loudness of silence, the correlation of mono) is empty.
struct Measurement {
  double rate = 48000.0;
  int channels = 0;
  double seconds = 0.0;
  LoudnessFigures loudness;
  std::optional<double> plr_lu;       // true peak less integrated loudness
  std::optional<double> crest_db;     // sample peak over RMS, all channels
  double dc = 0.0;                    // offset of the channel that has most of it, linear, signed
  std::optional<double> correlation;  // of a stereo file
  std::int64_t clipped_runs = 0;
  std::optional<double> noise_floor_dbfs;  // RMS below which the quietest 5 % of the 50 ms windows with any sound lie
  std::vector<Fault> faults;               // in order of time
  std::vector<LoudnessPoint> series;       // every 100 ms
};

// What is known of the file besides its samples.
struct SourceNotes {
  int bits = 0;  // of its samples; 0: unknown
  bool lossy = false;
  std::int64_t non_finite = 0;  // samples that the reader replaced by silence
};

// Takes a recording block by block and measures everything in one pass. One thread at a time; not the audio thread.
class Measurer {
 public:
  // Rate 8000 to 192000 Hz; 1 to 8 channels. With `faults` false only the figures are taken, which is quicker.
  Measurer(double rate, int channels, bool faults = true);
  ~Measurer();
  Measurer(Measurer&&) noexcept;

  // Samples that are not finite are taken as silence and counted.
  void process(const float* const* audio, Frames frames);

  // Ends the recording; call once.
  Measurement finish(const SourceNotes& notes = {});

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

// Measures a file. Throws Error when it cannot be read or has more than 8 channels, Cancelled when asked to stop.
Measurement measure_file(const std::filesystem::path& path, const Progress& progress = {}, bool faults = true);

}  // namespace sweetspot
