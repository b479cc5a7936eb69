#include "engine/studio/convert.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/core/error.h"
#include "engine/media/audio_file.h"
#include "engine/media/resample.h"
#include "engine/studio/dithered_file.h"

namespace sweetspot {
namespace {

constexpr int kBlock = 16384;

}  // namespace

SampleDepth parse_depth(std::string_view text) {
  if (text == "16") return SampleDepth::pcm16;
  if (text == "24") return SampleDepth::pcm24;
  if (text == "float" || text == "32") return SampleDepth::float32;
  throw Error("depth " + std::string(text), "is not known", "use 16, 24 or float");
}

DitherKind parse_dither(std::string_view text) {
  if (text == "none") return DitherKind::none;
  if (text == "tpdf") return DitherKind::tpdf;
  if (text == "shaped") return DitherKind::shaped;
  throw Error("dither " + std::string(text), "is not known", "use none, tpdf or shaped");
}

void convert_file(const std::filesystem::path& in, const std::filesystem::path& out, double rate, SampleDepth depth, DitherKind dither,
                  const Progress& progress) {
  AudioReader reader(in);
  const AudioInfo info = reader.info();
  DitheredFile output(out, rate, info.channels, depth, dither);
  std::optional<Resampler> resampler;
  if (rate != info.rate) resampler.emplace(info.rate, rate, info.channels);
  std::vector<std::vector<float>> buffers(static_cast<std::size_t>(info.channels), std::vector<float>(kBlock));
  std::vector<float*> pointers;
  for (auto& buffer : buffers) pointers.push_back(buffer.data());
  for (Frames at = 0; at < info.frames; at += kBlock) {
    progress.at(static_cast<double>(at) / static_cast<double>(info.frames));
    const int frames = static_cast<int>(std::min<Frames>(kBlock, info.frames - at));
    reader.read(at, frames, pointers.data());
    if (!resampler) output.write(pointers.data(), frames);
    else {
      resampler->push(pointers.data(), frames);
      output.write(resampler->output(), resampler->output_frames());
    }
  }
  if (resampler) {
    resampler->finish();
    output.write(resampler->output(), resampler->output_frames());
  }
  output.finish();
}

}  // namespace sweetspot
