// A file whose samples are dithered on their way into it.
#pragma once

#include <optional>
#include <vector>

#include "engine/dsp/dither.h"
#include "engine/mastering/master_files.h"
#include "engine/media/audio_writer.h"

namespace sweetspot {

using dsp::DitherKind;

// Floats and lossy formats are written as they are. One thread at a time, not the audio thread.
class DitheredFile : public MasterOutput {
 public:
  // The format follows from the suffix; a depth that it cannot hold becomes 24 bit. Throws Error.
  DitheredFile(const std::filesystem::path& path, double rate, int channels, SampleDepth depth, DitherKind dither);

  void write(const float* const* audio, int frames) override;
  void finish() override { writer_.finish(); }

 private:
  AudioWriter writer_;
  std::optional<dsp::Dither> dither_;
  std::vector<std::vector<float>> buffers_;
  std::vector<float*> pointers_;
};

}  // namespace sweetspot
