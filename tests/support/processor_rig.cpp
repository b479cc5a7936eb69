#include "tests/support/processor_rig.h"

#include <algorithm>
#include <cmath>

#include "engine/params/spec.h"
#include "engine/realtime/denormals.h"
#include "engine/realtime/thread_flag.h"

namespace sweetspot::testing {
namespace {

bool glides(const ParamSpec& spec) { return spec.ramp_ms > 0.0 && !spec.structural; }

// How the parameters move over the slice that begins at values `from` and ends at `to`.
std::vector<ParamRamp> ramps_between(const ProcessorType& type, const std::vector<double>& from, const std::vector<double>& to) {
  std::vector<ParamRamp> ramps;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const auto start = static_cast<float>(glides(type.params[i]) ? from[i] : to[i]);
    ramps.push_back({start, static_cast<float>(to[i])});
  }
  return ramps;
}

}  // namespace

struct ProcessorRig::Buffers {
  alignas(64) float audio[2][kMaxBlockFrames] = {};
  alignas(64) float sidechain[2][kMaxBlockFrames] = {};
  std::vector<float> meters;
};

Trajectory resting_at(std::vector<double> values) {
  return [values](Frames) { return values; };
}

std::vector<double> random_values(const ProcessorType& type, std::mt19937& random) {
  std::uniform_real_distribution<double> travel(0.0, 1.0);
  std::vector<double> values;
  for (const ParamSpec& spec : type.params) values.push_back(constrain(spec, value_from_travel(spec, travel(random))));
  return values;
}

Trajectory wandering(const ProcessorType& type, std::vector<double> start, unsigned seed) {
  constexpr Frames kLeg = 16;   // slices from one place to the next
  constexpr Frames kMove = 11;  // of which it moves
  const auto place = [&type, start, seed](Frames leg) {
    if (leg == 0) return start;
    std::mt19937 random(seed + static_cast<unsigned>(leg) * 7919u);
    std::vector<double> values = random_values(type, random);
    for (std::size_t i = 0; i < values.size(); ++i)
      if (type.params[i].structural) values[i] = start[i];
    return values;
  };
  return [&type, place](Frames slice) {
    const std::vector<double> from = place(slice / kLeg);
    std::vector<double> values = place(slice / kLeg + 1);
    const double way = std::min(1.0, static_cast<double>(slice % kLeg) / kMove);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = glides(type.params[i]) ? from[i] + (values[i] - from[i]) * way : from[i];
    return values;
  };
}

Sound noise(int channels, Frames frames, float level, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> sample(-level, level);
  Sound sound(static_cast<std::size_t>(channels));
  for (auto& channel : sound)
    for (Frames i = 0; i < frames; ++i) channel.push_back(sample(random));
  return sound;
}

std::vector<ParamRamp> ramps_at(const std::vector<double>& values) {
  std::vector<ParamRamp> ramps;
  for (const double value : values) ramps.push_back({static_cast<float>(value), static_cast<float>(value)});
  return ramps;
}

ProcessorRig::ProcessorRig(const ProcessorType& type, double rate, int channels, std::vector<double> values)
    : type_(type), channels_(channels), processor_(type.make()), buffers_(std::make_unique<Buffers>()) {
  buffers_->meters.assign(type.meters.size(), 0.0f);
  processor_->prepare({rate, channels, kMaxBlockFrames}, values);
}

ProcessorRig::~ProcessorRig() = default;

void ProcessorRig::reset() { reset_at(0); }

void ProcessorRig::reset_at(Frames position) {
  processor_->reset();
  position_ = position;
}

Sound ProcessorRig::run(const Sound& input, const Trajectory& trajectory, int most, std::mt19937* splits, const Sound* sidechain) {
  const auto frames = static_cast<Frames>(input[0].size());
  Sound output = input;
  float* const audio[2] = {buffers_->audio[0], buffers_->audio[1]};
  const float* const side[2] = {buffers_->sidechain[0], buffers_->sidechain[1]};
  for (Frames done = 0; done < frames;) {
    const Frames slice = position_ / slice_frames_;
    const auto offset = static_cast<int>(position_ % slice_frames_);
    const std::vector<ParamRamp> ramps = ramps_between(type_, trajectory(slice), trajectory(slice + 1));
    const bool moving = std::ranges::any_of(ramps, &ParamRamp::moving);

    // A block lies within a slice, or spans slices that all rest at the same values.
    Frames room = slice_frames_ - offset;
    const auto same = [&](Frames other) {
      const auto next = ramps_between(type_, trajectory(other), trajectory(other + 1));
      return std::ranges::equal(ramps, next, [](ParamRamp a, ParamRamp b) { return a.from == b.from && a.to == b.to; });
    };
    if (!moving)
      for (Frames other = slice + 1; room < most && same(other); ++other) room += slice_frames_;
    Frames wanted = most;
    if (splits) wanted = std::uniform_int_distribution<Frames>(1, most)(*splits);
    const Frames count = std::min({wanted, room, frames - done, Frames{kMaxBlockFrames}});

    for (int channel = 0; channel < channels_; ++channel) {
      std::copy_n(input[static_cast<std::size_t>(channel)].begin() + done, count, audio[channel]);
      if (sidechain) std::copy_n((*sidechain)[static_cast<std::size_t>(channel)].begin() + done, count, buffers_->sidechain[channel]);
    }
    ProcessBlock block;
    block.audio = audio;
    block.channels = channels_;
    block.frames = static_cast<int>(count);
    if (sidechain) {
      block.sidechain = side;
      block.sidechain_channels = channels_;
    }
    if (!std::ranges::equal(ramps, ramps_, [](ParamRamp a, ParamRamp b) { return a.from == b.from && a.to == b.to; })) ++revision_;
    ramps_ = ramps;
    block.params = ramps;
    block.revision = revision_;
    block.moving = moving;
    block.slice_offset = moving ? offset : 0;
    block.slice_length = slice_frames_;
    block.position = position_;
    block.tempo = tempo_;
    block.meters = buffers_->meters.empty() ? nullptr : buffers_->meters.data();
    {
      const DenormalsGuard denormals;
      const AudioThreadScope audio_thread;
      processor_->process(block);
    }
    for (int channel = 0; channel < channels_; ++channel)
      std::copy_n(audio[channel], count, output[static_cast<std::size_t>(channel)].begin() + done);
    done += count;
    position_ += count;
  }
  return output;
}

}  // namespace sweetspot::testing
