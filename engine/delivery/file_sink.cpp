#include "engine/delivery/file_sink.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/media/audio_file.h"

namespace sweetspot {
namespace {

constexpr int kBlockFrames = 4096;

bool has_steps(const WriteOptions& options) { return !is_lossy(options.format) && options.depth != SampleDepth::float32; }

}  // namespace

FileSink::FileSink(const std::filesystem::path& path, double rate, const WriteOptions& options, DitherKind dither, bool measure)
    : path_(path), top_(has_steps(options) ? 1.0 - std::ldexp(1.0, 1 - bits_of(options.depth)) : std::numeric_limits<double>::infinity()),
      lossy_(is_lossy(options.format)), measure_(measure), writer_(path, rate, kRenderChannels, options) {
  if (dither != DitherKind::none && has_steps(options) && bits_of(options.depth) <= 24) dither_.emplace(dither, bits_of(options.depth), rate, kRenderChannels);
  if (measure && !lossy_) meter_.emplace(rate, kRenderChannels);
}

void FileSink::write(const float* const* audio, int frames) {
  float* out[kRenderChannels];
  for (int c = 0; c < kRenderChannels; ++c) {
    buffers_[c].assign(audio[c], audio[c] + frames);
    out[c] = buffers_[c].data();
  }
  if (dither_) dither_->process(out, frames);
  writer_.write(out, frames);
  if (!meter_) return;
  // What is written is what is measured: the writer clamps.
  if (top_ < 1.0) {
    for (auto& buffer : buffers_) {
      for (float& x : buffer) x = std::clamp(x, -1.0f, static_cast<float>(top_));
    }
  }
  meter_->process(out, frames);
}

void FileSink::finish() {
  writer_.finish();
  if (meter_) {
    meter_->finish();
    figures_ = meter_->figures();
  } else if (measure_) {
    figures_ = measure_loudness(path_);
  }
}

LoudnessFigures measure_loudness(const std::filesystem::path& path) {
  AudioReader reader(path);
  const int channels = reader.info().channels;
  LoudnessMeter meter(reader.info().rate, channels);
  std::vector<std::vector<float>> buffers(static_cast<std::size_t>(channels), std::vector<float>(kBlockFrames));
  std::vector<float*> block;
  for (auto& buffer : buffers) block.push_back(buffer.data());
  for (Frames at = 0; at < reader.info().frames; at += kBlockFrames) {
    const int frames = static_cast<int>(std::min<Frames>(kBlockFrames, reader.info().frames - at));
    reader.read(at, frames, block.data());
    meter.process(block.data(), frames);
  }
  meter.finish();
  return meter.figures();
}

}  // namespace sweetspot
