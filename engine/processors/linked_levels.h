// The levels that a dynamics processor's channels go by: of one frame after the other, linked, held.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "engine/dsp/held_peak.h"
#include "engine/dsp/level_blocks.h"

namespace sweetspot {

// Levels are amplitudes, never under dsp::kQuietestLevel; samples that are no numbers count as that.
class LinkedLevels {
 public:
  // [main]
  void prepare(double rate, double hold_ms, int max_frames) {
    for (Channel& channel : channels_) {
      channel.hold.prepare(rate, hold_ms);
      channel.level.assign(static_cast<std::size_t>(max_frames), 0.0f);
    }
    reset();
  }

  // [audio]
  void reset() noexcept {
    for (Channel& channel : channels_) channel.hold.reset();
    phase = 0;
  }

  // The levels of a block, and the greatest of them. `link_at(frame)`: 0 own level, 1 the louder of two channels, between: the other counts
  // so much. `holds`: whether peaks are held. [audio]
  template <class LinkAt>
  float find(const float* const* key, int channels, int frames, bool holds, LinkAt&& link_at) noexcept {
    for (int c = 0; c < channels; ++c) {
      float* const level = of(c);
      for (int i = 0; i < frames; ++i) {
        const float size = std::abs(key[c][i]);
        level[i] = size > dsp::kQuietestLevel ? size : dsp::kQuietestLevel;
      }
    }
    if (channels == 2) link(frames, link_at);
    if (holds) {
      hold(channels, frames);
    } else {
      phase = (phase + frames) % dsp::kHoldStretch;
    }
    float loudest = 0.0f;
    for (int c = 0; c < channels; ++c) loudest = std::max(loudest, *std::max_element(of(c), of(c) + frames));
    return loudest;
  }

  // Of the last find(); for the caller to write over. [audio]
  float* of(int channel) noexcept { return channels_[static_cast<std::size_t>(channel)].level.data(); }

  // For those who find levels by themselves. [audio]
  dsp::HeldPeak& held(int channel) noexcept { return channels_[static_cast<std::size_t>(channel)].hold; }
  const dsp::HeldPeak& held(int channel) const noexcept { return channels_[static_cast<std::size_t>(channel)].hold; }

  int phase = 0;  // frames into the stretch

 private:
  struct Channel {
    dsp::HeldPeak hold;
    std::vector<float> level;
  };

  // The second operand of a maximum counts only when it is greater: 0 times infinity is no number.
  template <class LinkAt>
  void link(int frames, LinkAt&& link_at) noexcept {
    float* const left = of(0);
    float* const right = of(1);
    for (int i = 0; i < frames; ++i) {
      const float amount = link_at(i);
      const float l = left[i], r = right[i];
      left[i] = std::max(l, amount * r);
      right[i] = std::max(r, amount * l);
    }
  }

  void hold(int channels, int frames) noexcept {
    for (int at = 0; at < frames;) {
      const int end = std::min(frames, at + dsp::kHoldStretch - phase);
      for (int c = 0; c < channels; ++c) {
        dsp::HeldPeak& peak = held(c);
        float* const level = of(c);
        for (int i = at; i < end; ++i) level[i] = peak.push(level[i]);
      }
      phase += end - at;
      at = end;
      if (phase < dsp::kHoldStretch) continue;
      phase = 0;
      for (int c = 0; c < channels; ++c) held(c).end_stretch();
    }
  }

  std::array<Channel, 2> channels_;
};

}  // namespace sweetspot
