// The compressor's parameters, and what its inner loop needs of them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/dsp/compression_curve.h"
#include "engine/dsp/compressor_lanes.h"
#include "engine/dsp/gain_follower.h"
#include "engine/params/spec.h"
#include "engine/processors/key_input.h"
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
  topology,
  hold,
  auto_release,
  auto_makeup,
  count
};

enum class CompressorDetector { peak, rms, smooth };
enum class CompressorTopology { feed_forward, feedback };

inline constexpr KeyParams kCompressorKey{
    static_cast<std::size_t>(CompressorParam::lookahead), static_cast<std::size_t>(CompressorParam::key_high_pass),
    static_cast<std::size_t>(CompressorParam::key_low_pass), static_cast<std::size_t>(CompressorParam::listen)};

// The table. [main]
std::vector<ParamSpec> compressor_params();

// Time constant of the slow part of the automatic release for a set release, both in ms: ten times it, from 0.5 to 5 s. Any thread.
double slow_release_ms(double release_ms) noexcept;

// Level out in dB of a steady level in dB, for values in the order of the table: the static curve with knee, range, make-up and
// mix, without the automatic make-up. The same for both topologies. Any thread.
double compressor_curve_db(std::span<const double> values, double level_db);

// What turns a level of the key into a gain, both in octaves: curve and follower.
struct CompressorLaw {
  dsp::CompressionCurve<float> forward;
  dsp::FeedbackCurve loop;
  dsp::FollowerTimes times;
  bool feedback = false;

  // [audio]
  double push(dsp::GainFollower& follower, float level) const noexcept {
    const double wanted = feedback ? loop.gain(level + follower.value()) : forward.gain(level);
    return follower.push(wanted, times);
  }
};

// One instance's settings at one moment (levels in octaves of amplitude).
struct CompressorSettings {
  dsp::CompressionCurve<float> curve;
  float attack = 1.0f, release = 1.0f, makeup = 0.0f, dry = 0.0f, wet = 1.0f, link = 1.0f;
  float hold = 0.0f;  // frames
  float memory = 0.0f, density = 0.0f;
  float listen = 0.0f;  // 0 the compressed sound, 1 the key
  bool feedback = false;

  // Of values in the order of the table. No heap. Any thread.
  static CompressorSettings from(std::span<const float> values, double rate) noexcept;

  // On the straight line from one to the other; the time constants are those of `to`. No heap. Any thread.
  static CompressorSettings between(const CompressorSettings& from, const CompressorSettings& to, float amount) noexcept;

  // Whether the lanes can do all of it. Any thread.
  bool is_plain() const noexcept { return !feedback && hold == 0.0f && density == 0.0f; }

  // What multiplies the sound: never-listened-to sound and compressed sound. Whoever listens to the key hears it as it is.
  float dry_share() const noexcept { return dry + listen * (1.0f - dry); }
  float wet_share() const noexcept { return wet * (1.0f - listen); }

  // A loop is faster than what is in it by the ratio, so its attack is slowed down by that. Any thread, no heap.
  CompressorLaw law() const noexcept;

  // Writes them into a lane. `stereo`: whether there is another channel to link with. [audio]
  void put(dsp::CompressorLanes& lanes, std::size_t lane, bool stereo) const noexcept;
};

}  // namespace sweetspot
