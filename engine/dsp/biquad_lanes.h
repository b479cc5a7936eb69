// Cascades of second-order sections over blocks, several channels at once.
//
// A recursive filter cannot be vectorised along time, but channels do not depend on each other: every channel is a lane. One
// cascade alone runs the same operations as sixteen channels of many cascades together, so the samples are bit-identical.
// Arithmetic is double precision; samples that are not finite count as silence and a zero always comes out positive.
#pragma once

#include <span>

#include "engine/dsp/biquad.h"

namespace sweetspot::dsp {

// The most sections that run_cascade takes, and the most channels and sections that run_cascades does.
inline constexpr int kLongestCascade = 208;
inline constexpr int kCascadeLanes = 16;
inline constexpr int kCascadeSections = 16;

// A cascade and the block it changes in place.
struct CascadeBlock {
  std::span<const Biquad> sections;  // first to last, all stable
  BiquadState* states = nullptr;     // one a section, kept from block to block
  float* const* audio = nullptr;     // `channels` pointers
  int channels = 1;                  // 1 or 2
};

// One cascade of kLongestCascade sections at most, over kMaxBlockFrames frames at most. [audio]
void run_cascade(const CascadeBlock& block, int frames) noexcept;

// Several cascades, kCascadeLanes channels in all at most, each of kCascadeSections sections at most, over kMaxBlockFrames
// frames at most. [audio]
void run_cascades(std::span<const CascadeBlock> blocks, int frames) noexcept;

}  // namespace sweetspot::dsp
