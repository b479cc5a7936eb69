// The inner loop of compressors: sixteen channels side by side.
#pragma once

#include <array>
#include <cstdint>

#include "engine/dsp/held_peak.h"

namespace sweetspot::dsp {

inline constexpr int kCompressorLanes = 16;

// Settings, state and sound of up to sixteen channels, one array entry a channel. Stereo pairs lie in lanes 2k and 2k + 1; a mono
// channel has link 0. Levels are in octaves of amplitude (log2; 6.02 dB each).
//
// A feed-forward compressor: level, static curve with a quadratic knee, then a branching one-pole smoother on the gain in dB,
// after D. Giannoulis, M. Massberg, J. D. Reiss, "Digital dynamic range compressor design - a tutorial and analysis", JAES 60
// (2012), there "smooth, branching" in the log domain.
//
// With the level turned over the curve is that of a downward expander: `start` is then minus the level under which it begins, `slope` is
// 1 - ratio, and attack and release change places, since the gain falls with the level. With the wanted gain turned over as well it is
// an upward compressor, which lifts what is quiet; -deepest is the most it lifts by.
struct alignas(64) CompressorLanes {
  template <class T>
  using PerLane = std::array<T, kCompressorLanes>;

  // Settings.
  PerLane<float> start{}, knee{}, curvature{};  // where the knee begins, how wide it is, 1 / (2 knee)
  PerLane<float> slope{};                       // 1 / ratio - 1
  PerLane<float> deepest{};                     // most reduction, at most 0
  PerLane<float> level_sign{}, gain_sign{};     // -0 turns the level or the wanted gain over: see below; 0 leaves it
  PerLane<float> attack{}, release{};           // one-pole coefficients
  PerLane<float> makeup{}, dry{}, wet{};
  PerLane<float> link{};          // 0 own level, 1 the louder of the pair, between: the other counts so much (linear)
  PerLane<std::uint32_t> hold{};  // all bits: peaks are held; 0: the level is that of each sample

  // State.
  PerLane<float> reduction{};  // at most 0 unless the gain is turned over
  PerLane<float> gathered{};   // peak of this stretch so far
  PerLane<float> held{};       // peak of the stretches before, as far back as the hold goes; 0 without hold

  PerLane<float> least{};  // lowest reduction seen; the caller sets it to 0 first

  // Sound.
  PerLane<const float*> key{};  // what the level is taken from; may be the audio itself
  PerLane<float*> audio{};
  int count = 0;  // lanes in use
};

// Compresses frames from `from` on, at most to the end of a stretch when something is held. The samples of a lane do not depend
// on how many others there are. Not finite samples count as silence in the key. [audio]
void compress_lanes(CompressorLanes& lanes, int from, int frames) noexcept;

}  // namespace sweetspot::dsp
