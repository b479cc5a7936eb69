#include "engine/studio/dithered_file.h"

#include "engine/core/error.h"

namespace sweetspot {
namespace {

AudioFormat format_of(const std::filesystem::path& path) {
  if (const auto format = format_from_suffix(path)) return *format;
  throw Error(path.string(), "its suffix names no audio format", "end it in .wav, .flac, .aiff, .ogg, .opus or .mp3");
}

SampleDepth depth_for(AudioFormat format, SampleDepth wanted) {
  return format == AudioFormat::flac && wanted == SampleDepth::float32 ? SampleDepth::pcm24 : wanted;
}

}  // namespace

DitheredFile::DitheredFile(const std::filesystem::path& path, double rate, int channels, SampleDepth depth, DitherKind dither)
    : writer_(path, rate, channels, {.format = format_of(path), .depth = depth_for(format_of(path), depth)}),
      buffers_(static_cast<std::size_t>(channels)),
      pointers_(buffers_.size()) {
  const SampleDepth written = depth_for(format_of(path), depth);
  if (written != SampleDepth::float32 && dither != DitherKind::none && !is_lossy(format_of(path)))
    dither_.emplace(dither, bits_of(written), rate, channels);
}

void DitheredFile::write(const float* const* audio, int frames) {
  if (!dither_) return writer_.write(audio, frames);
  for (std::size_t c = 0; c < buffers_.size(); ++c) {
    buffers_[c].assign(audio[c], audio[c] + frames);
    pointers_[c] = buffers_[c].data();
  }
  dither_->process(pointers_.data(), frames);
  writer_.write(pointers_.data(), frames);
}

}  // namespace sweetspot
