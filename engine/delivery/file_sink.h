// A file as the end of a render: dithered, measured, written.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "engine/analysis/loudness.h"
#include "engine/delivery/sink.h"
#include "engine/dsp/dither.h"
#include "engine/media/audio_writer.h"

namespace sweetspot {

using dsp::DitherKind;

class FileSink final : public Sink {
 public:
  // Dither is for 16 and 24 bits; other depths and lossy formats get none. With `measure` the loudness of what is written is
  // taken on the way.
  FileSink(const std::filesystem::path& path, double rate, const WriteOptions& options, DitherKind dither, bool measure);

  void write(const float* const* audio, int frames) override;
  void finish() override;

  const std::filesystem::path& path() const { return path_; }
  Frames frames() const { return writer_.frames(); }
  std::int64_t clipped_samples() const { return writer_.clipped_samples(); }

  // After finish(), when measuring. A lossy file is decoded for it: encoders move peaks.
  const std::optional<LoudnessFigures>& figures() const { return figures_; }

 private:
  std::filesystem::path path_;
  double top_;   // the highest sample the file can hold
  bool lossy_;
  bool measure_;
  AudioWriter writer_;
  std::optional<dsp::Dither> dither_;
  std::optional<LoudnessMeter> meter_;
  std::optional<LoudnessFigures> figures_;
  std::vector<float> buffers_[kRenderChannels];
};

// Loudness of a file of one or two channels. Throws Error.
LoudnessFigures measure_loudness(const std::filesystem::path& path);

}  // namespace sweetspot
