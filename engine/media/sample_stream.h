// Where an AudioReader's samples come from. Only media's own sources include this.
#pragma once

#include <sndfile.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "engine/core/units.h"
#include "engine/media/pcm_decode.h"

namespace sweetspot {

// One open file. Not for two threads at once.
class SampleStream {
 public:
  virtual ~SampleStream() = default;

  // Decodes frames that all lie in the file; reading on from where the last read ended costs no seek. Says how many there
  // were: fewer when the file turns out shorter than it says. Throws Error when the disk fails.
  virtual int read(Frames start, int frames, float* const* audio) = 0;
};

struct SndfileCloser {
  void operator()(SNDFILE* file) const { sf_close(file); }
};
using SndfileHandle = std::unique_ptr<SNDFILE, SndfileCloser>;

// Any format, by libsndfile.
std::unique_ptr<SampleStream> make_sndfile_stream(SndfileHandle file, const std::filesystem::path& path, int channels);

// The samples of a plain WAV or RF64 file: where they start and how many bytes are there.
struct WavData {
  std::int64_t offset = 0;
  std::int64_t bytes = 0;      // that are in the file
  std::int64_t declared = 0;   // that the header promises; as `bytes` when it does not say
};

// Finds the samples of an open WAV or RF64 file (EBU Tech 3306); nothing when its structure is another.
std::optional<WavData> find_wav_data(int descriptor);

// Plain little-endian samples, read in pieces and decoded by decode_pcm: several times as fast as libsndfile, same samples.
std::unique_ptr<SampleStream> make_pcm_stream(int descriptor, const std::filesystem::path& path, std::int64_t offset, PcmType type, int channels);

}  // namespace sweetspot
