// The compressor's parameters, and what its inner loop needs of them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/dsp/compressor_lanes.h"
#include "engine/params/spec.h"
#include "engine/processors/processor.h"

namespace sweetspot {

// In the order of the table.
enum class CompressorParam : std::size_t {
  threshold,
  ratio,
  knee,
  attack,
  release,
  makeup,
  mix,
  range,
  link,
  detector,
  lookahead,
  key_high_pass,
  key_low_pass,
  listen,
  count
};

enum class CompressorDetector { peak, rms, smooth };

// Corners of the key filters at and beyond which they are off, in Hz.
inline constexpr double kKeyHighPassOff = 10.0;
inline constexpr double kKeyLowPassOff = 22000.0;

// The table. [main]
std::vector<ParamSpec> compressor_params();

// Level out in dB of a steady level in dB, for values in the order of the table: the static curve with knee, range, make-up and
// mix. Any thread.
double compressor_curve_db(std::span<const double> values, double level_db);

// One instance's settings at one moment, as the lanes take them (levels in octaves of amplitude).
struct CompressorSettings {
  float start = 0.0f, knee = 0.0f, curvature = 0.0f, slope = 0.0f, deepest = 0.0f;
  float attack = 1.0f, release = 1.0f, makeup = 0.0f, dry = 0.0f, wet = 1.0f, link = 1.0f;
  float listen = 0.0f;  // 0 the compressed sound, 1 the key

  // Of values in the order of the table. No heap. Any thread.
  static CompressorSettings from(std::span<const float> values, double rate) noexcept;

  // On the straight line from one to the other; the time constants are those of `to`. No heap. Any thread.
  static CompressorSettings between(const CompressorSettings& from, const CompressorSettings& to, float amount) noexcept;

  // Writes them into a lane. `stereo`: whether there is another channel to link with. [audio]
  void put(dsp::CompressorLanes& lanes, std::size_t lane, bool stereo) const noexcept;
};

}  // namespace sweetspot
