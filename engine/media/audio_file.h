// Reading audio files: WAV, RF64, W64, AIFF, CAF, FLAC, Ogg Vorbis, Opus, MP3 and what else libsndfile knows.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/units.h"
#include "engine/media/pcm_decode.h"

namespace sweetspot {

class SampleStream;

struct AudioInfo {
  double rate = 48000.0;
  int channels = 1;                   // any number
  Frames frames = 0;                  // that are really there
  int bits = 24;                      // of one sample; 32 for float, 64 for double, 0 where the format has none (lossy)
  bool floating = false;              // samples may be over full scale
  bool lossy = false;
  std::optional<PcmType> plain;       // set for WAV and RF64 of 16, 24, 32 bit or float
  std::optional<Frames> time_stamp;   // BWF time reference: frames since midnight
  std::string format;                 // for people: "WAV (Microsoft), 24-bit"
};

// One open audio file. Each instance belongs to one thread at a time; several may read one file.
class AudioReader {
 public:
  // Opens a file. Throws Error, saying what is wrong: missing, a folder, empty, unreadable, no audio file, no sound in it.
  explicit AudioReader(std::filesystem::path path);
  ~AudioReader();
  AudioReader(AudioReader&&) noexcept;
  AudioReader& operator=(AudioReader&&) noexcept;

  const AudioInfo& info() const { return info_; }
  const std::filesystem::path& path() const { return path_; }

  // Fills one buffer a channel with `frames` frames from `start` on; silence before the first and after the last frame of the
  // file. Reading on where the last read ended is the cheap way. NaN and infinite samples come out as silence. Throws Error
  // when the disk fails or the file cannot be decoded.
  void read(Frames start, int frames, float* const* audio);

  // How many NaN and infinite samples were replaced by silence so far.
  std::int64_t non_finite() const { return non_finite_; }

  // Where the sound ends before the file says it does; none for a whole file. Known at once where the headers tell, otherwise (FLAC, ...)
  // once it was read that far.
  std::optional<Frames> cut_off() const;

  // What the user should know, in whole sentences: the file is cut off, samples are no numbers. Grows while reading.
  std::vector<std::string> warnings() const;

 private:
  std::filesystem::path path_;
  AudioInfo info_;
  std::unique_ptr<SampleStream> stream_;
  std::vector<std::string> opening_warnings_;
  std::int64_t non_finite_ = 0;
  Frames there_ = 0;                  // up to where the sound was found
  bool promises_more_ = false, ended_early_ = false;
};

}  // namespace sweetspot
