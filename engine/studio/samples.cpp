#include "engine/studio/samples.h"

#include <algorithm>

#include "engine/media/audio_file.h"

namespace sweetspot {

std::vector<std::vector<float>> read_samples(const std::filesystem::path& file, Frames from, int frames) {
  AudioReader reader(file);
  std::vector<std::vector<float>> audio(static_cast<std::size_t>(std::max(1, reader.info().channels)),
                                        std::vector<float>(static_cast<std::size_t>(std::max(0, frames))));
  std::vector<float*> places;
  for (auto& channel : audio) places.push_back(channel.data());
  reader.read(from, frames, places.data());
  if (audio.size() > 2) audio.resize(2);
  return audio;
}

}  // namespace sweetspot
