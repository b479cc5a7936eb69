// What a dynamics processor hears: its own sound or a side-chain, through a high-pass and a low-pass filter.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "engine/dsp/delay_line.h"
#include "engine/dsp/side_chain.h"
#include "engine/params/spec.h"
#include "engine/processors/processor.h"

namespace sweetspot {

// Corners of the key filters at and beyond which they are off, in Hz.
inline constexpr double kKeyHighPassOff = 10.0;
inline constexpr double kKeyLowPassOff = 22000.0;

// Where the parameters of a key lie in the table.
struct KeyParams {
  std::size_t lookahead, high_pass, low_pass, listen;
};

// Their descriptions: "lookahead" (0 to 20 ms), "sc_hp", "sc_lp", "sc_listen". Ids count on from `first_id`. [main]
std::vector<ParamSpec> key_param_specs(std::uint32_t first_id);

// Frames of look-ahead, and frames that a key which is listened to goes on after the input ends. Any thread.
int lookahead_frames(std::span<const double> values, const KeyParams& params, double rate);
Frames key_tail_frames(std::span<const double> values, const KeyParams& params, double rate);

// Level in dB as meters show it: nothing below kSilenceDb.
float shown_level(double amplitude) noexcept;

// Makes the key of a block and delays its sound by the look-ahead.
class KeyInput {
 public:
  explicit KeyInput(const KeyParams& params) noexcept : params_(params) {}

  // [main]
  void prepare(const ProcessSetup& setup, std::span<const double> values);

  // [audio]
  void reset() noexcept;

  // Takes the values at rest, in the order of the table. [audio]
  void take(std::span<const float> values) noexcept;

  // True when the key of this block is the sound itself, unfiltered and undelayed. [audio]
  bool is_audio(const ProcessBlock& block) const noexcept;

  // Instead of process() where the key is the sound itself. [audio]
  void pass_by() noexcept;

  // Fills the keys and delays the sound. As far as the key is listened to it takes the place of the sound. [audio]
  void process(const ProcessBlock& block) noexcept;

  // Of the last process(): as many frames as the block had. [audio]
  float* key(int channel) noexcept { return channels_[static_cast<std::size_t>(channel)].key.data(); }

 private:
  struct Channel {
    dsp::DelayLine delay;  // of the sound, for the look-ahead
    dsp::KeyFilter high_pass, low_pass;
    std::vector<float> key;
  };

  void listen(const ProcessBlock& block, int channel) noexcept;
  void filter(dsp::KeyFilter& key_filter, bool on, const ParamRamp& corner, const ProcessBlock& block, float* key) const noexcept;

  KeyParams params_;
  double rate_ = 48000.0;
  std::array<Channel, 2> channels_;
};

}  // namespace sweetspot
