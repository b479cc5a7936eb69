#include "ui/panels/picture_sound.h"

#include <algorithm>
#include <array>
#include <memory>

namespace sweetspot::ui {
namespace {

constexpr int kBlock = 256;
constexpr std::size_t kMostChannels = 2;

struct alignas(64) Room {
  std::array<std::array<float, kBlock>, kMostChannels> audio{};
};

}  // namespace

PictureSound picture_of(const ProcessorType& type, std::span<const double> values, double rate, PictureSound input) {
  const std::size_t channels = input.size(), frames = input[0].size();
  const auto late = static_cast<std::size_t>(type.latency ? type.latency(values, rate) : 0);
  for (auto& channel : input) channel.resize(frames + late, 0.0f);
  const auto processor = type.make();
  processor->prepare({rate, static_cast<int>(channels), kBlock}, values);
  std::vector<ParamRamp> ramps;
  for (const double value : values) ramps.push_back({static_cast<float>(value), static_cast<float>(value)});
  std::vector<float> meters(type.meters.size() + 1, 0.0f);
  const auto room = std::make_unique<Room>();
  for (std::size_t done = 0; done < frames + late; done += kBlock) {
    const std::size_t count = std::min<std::size_t>(kBlock, frames + late - done);
    float* audio[kMostChannels] = {room->audio[0].data(), room->audio[1].data()};
    for (std::size_t c = 0; c < channels; ++c) std::copy_n(input[c].data() + done, count, audio[c]);
    ProcessBlock block;
    block.audio = audio;
    block.channels = static_cast<int>(channels);
    block.frames = static_cast<int>(count);
    block.params = ramps;
    block.revision = 1;
    block.position = static_cast<Frames>(done);
    block.meters = type.meters.empty() ? nullptr : meters.data();
    processor->process(block);
    for (std::size_t c = 0; c < channels; ++c) std::copy_n(audio[c], count, input[c].data() + done);
  }
  for (auto& channel : input) channel.erase(channel.begin(), channel.begin() + static_cast<std::ptrdiff_t>(late));
  return input;
}

}  // namespace sweetspot::ui
