#include "engine/media/overview_store.h"

#include <algorithm>

#include "engine/media/audio_file.h"

namespace sweetspot {
namespace {

constexpr int kBlockFrames = 4096;

}  // namespace

Overview build_overview(const std::filesystem::path& audio, const Progress& progress) {
  AudioReader reader(audio);
  const AudioInfo& info = reader.info();
  std::vector<std::vector<float>> buffers(static_cast<std::size_t>(info.channels), std::vector<float>(kBlockFrames));
  std::vector<float*> block;
  for (auto& buffer : buffers) block.push_back(buffer.data());
  OverviewBuilder builder(info.channels);
  for (Frames at = 0; at < info.frames; at += kBlockFrames) {
    progress.at(static_cast<double>(at) / static_cast<double>(info.frames));
    const int frames = static_cast<int>(std::min<Frames>(kBlockFrames, info.frames - at));
    reader.read(at, frames, block.data());
    builder.add(block.data(), frames);
  }
  return builder.finish();
}

OverviewStore::OverviewStore(Cache cache, std::function<void(const std::string& hash)> on_done)
    : DerivedStore(std::move(cache),
                   {"overview", build_overview, [](const Overview& overview) { return overview.to_bytes(); },
                    [](std::string_view bytes) { return Overview::from_bytes(bytes); }},
                   std::move(on_done)) {}

}  // namespace sweetspot
