// Writing audio files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/units.h"
#include "engine/media/tags.h"

namespace sweetspot {

enum class AudioFormat { wav, aiff, flac, caf, ogg, opus, mp3 };
enum class SampleDepth { pcm16, pcm24, pcm32, float32 };

// The format of a file name's suffix (wav, rf64, bwf, aif, aiff, flac, caf, ogg, oga, opus, mp3; any case), or nothing.
std::optional<AudioFormat> format_from_suffix(const std::filesystem::path& path);

// Bits of an integer depth; 32 for float.
int bits_of(SampleDepth depth) noexcept;

// Whether a format keeps only what is heard of the samples; it then has no depth.
bool is_lossy(AudioFormat format) noexcept;

struct WriteOptions {
  AudioFormat format = AudioFormat::wav;
  SampleDepth depth = SampleDepth::pcm24;   // of lossless formats; FLAC has 16 and 24
  double quality = 0.8;                     // of lossy formats: 0 small to 1 best
  AudioTags tags = {};
  std::optional<Frames> time_stamp = {};    // BWF time reference, frames since midnight; WAV only
};

// A file being written; it appears under its name when finish() returns and not before, whole or not at all. A WAV file past
// 4 GB is an RF64. One thread at a time, not the audio thread.
class AudioWriter {
 public:
  // Throws Error when the folder cannot be written or the format cannot hold this rate, depth or number of channels.
  AudioWriter(const std::filesystem::path& path, double rate, int channels, WriteOptions options);
  ~AudioWriter();   // without finish(): nothing is left

  // Appends frames. Integers are rounded to nearest after multiplying by 2^(bits - 1), the opposite of AudioReader, so that
  // integer sound passes through unchanged. Samples beyond full scale of integer formats are clamped and counted; NaN
  // becomes silence. Throws Error with the system's reason (disk full).
  void write(const float* const* audio, int frames);

  // Ends the file, writes its tags, syncs it and gives it its name. Throws Error.
  void finish();

  Frames frames() const { return frames_; }
  std::int64_t clipped_samples() const { return clipped_; }

 private:
  struct File;
  void write_integers(const float* const* audio, int first, int frames);
  void write_floats(const float* const* audio, int first, int frames);

  std::filesystem::path path_;
  int channels_;
  WriteOptions options_;
  std::unique_ptr<File> file_;
  std::vector<std::int32_t> integers_;
  std::vector<float> floats_;
  Frames frames_ = 0;
  std::int64_t clipped_ = 0;
};

}  // namespace sweetspot
