#include "engine/mastering/song_run.h"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/realtime/denormals.h"

namespace sweetspot {
namespace {

constexpr int kMostChannels = 2;

// Looking at a flag and drawing a bar is not worth it for every block.
constexpr int kBlocksBetweenReports = 64;

struct alignas(64) Block {
  std::array<std::array<float, kMaxBlockFrames>, kMostChannels> samples;
  std::array<float*, kMostChannels> audio{samples[0].data(), samples[1].data()};
};

// Frames of the file and `beyond` of the silence after it.
template <class Use>
void for_each_block(AudioReader& reader, Frames beyond, const Progress& progress, Use&& use) {
  Block block;
  const Frames total = reader.info().frames + beyond;
  int blocks = 0;
  for (Frames at = 0; at < total; at += kMaxBlockFrames) {
    if (blocks++ % kBlocksBetweenReports == 0) progress.at(static_cast<double>(at) / static_cast<double>(total));
    const int frames = static_cast<int>(std::min<Frames>(kMaxBlockFrames, total - at));
    reader.read(at, frames, block.audio.data());
    use(block, frames);
  }
}

}  // namespace

void read_song(AudioReader& reader, const Progress& progress, const UseBlock& use) {
  for_each_block(reader, 0, progress, [&use](const Block& block, int frames) { use(block.audio.data(), frames); });
}

double run_song(AudioReader& reader, const MasterSettings& settings, const Progress& progress, const UseBlock& use) {
  const DenormalsGuard guard;
  MasterChain chain(settings, reader.info().rate, reader.info().channels);
  Frames late = chain.latency();
  for_each_block(reader, late, progress, [&](const Block& block, int frames) {
    chain.process(block.audio.data(), frames);
    const int skipped = static_cast<int>(std::min<Frames>(late, frames));
    late -= skipped;
    if (skipped == frames) return;
    const std::array<const float*, kMostChannels> rest{block.audio[0] + skipped, block.audio[1] + skipped};
    use(rest.data(), frames - skipped);
  });
  return chain.most_limiting_db();
}

AverageSpectrum spectrum_of(AudioReader& reader, const Progress& progress) {
  AverageSpectrum spectrum(reader.info().rate);
  const int channels = reader.info().channels;
  for (int channel = 0; channel < channels; ++channel)
    read_song(reader, progress, [&](const float* const* audio, int frames) { spectrum.process(audio[channel], frames); });
  return spectrum;
}

}  // namespace sweetspot
