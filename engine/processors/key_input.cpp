#include "engine/processors/key_input.h"

#include <algorithm>
#include <cmath>

#include "engine/processors/param_table.h"
#include "engine/processors/ramps.h"

namespace sweetspot {
namespace {

bool has_high_pass(const ParamRamp& corner) noexcept { return std::max(corner.from, corner.to) > static_cast<float>(kKeyHighPassOff); }
bool has_low_pass(const ParamRamp& corner) noexcept { return std::min(corner.from, corner.to) < static_cast<float>(kKeyLowPassOff); }
bool is_external(const ProcessBlock& block) noexcept { return block.sidechain && block.sidechain_channels > 0; }

}  // namespace

std::vector<ParamSpec> key_param_specs(std::uint32_t first_id) {
  std::vector<ParamSpec> specs = {
      continuous(first_id, "lookahead", "Look-ahead", Unit::milliseconds, {0.0, 20.0, 0.0}),
      continuous(first_id + 1, "sc_hp", "Key high-pass", Unit::hertz, {kKeyHighPassOff, 2000.0, kKeyHighPassOff}, Scale::logarithmic),
      continuous(first_id + 2, "sc_lp", "Key low-pass", Unit::hertz, {500.0, kKeyLowPassOff, kKeyLowPassOff}, Scale::logarithmic),
      audition(first_id + 3, "sc_listen", "Listen to key", 5.0),
  };
  specs[0].structural = true;
  specs[0].ramp_ms = 0.0;
  return specs;
}

int lookahead_frames(std::span<const double> values, const KeyParams& params, double rate) {
  return static_cast<int>(std::lround(values[params.lookahead] * 1e-3 * rate));
}

// A Butterworth section is 100 dB down after less than four periods of its corner.
Frames key_tail_frames(std::span<const double> values, const KeyParams& params, double rate) {
  double seconds = 0.0;
  if (values[params.listen] > 0.0 && values[params.high_pass] > kKeyHighPassOff) seconds += 4.0 / values[params.high_pass];
  if (values[params.listen] > 0.0 && values[params.low_pass] < kKeyLowPassOff) seconds += 4.0 / values[params.low_pass];
  return frames_from_seconds(seconds, rate);
}

float shown_level(double amplitude) noexcept { return static_cast<float>(std::max(kSilenceDb, db_from_gain(amplitude))); }

void KeyInput::prepare(const ProcessSetup& setup, std::span<const double> values) {
  rate_ = setup.rate;
  for (Channel& channel : channels_) {
    channel.delay.prepare(lookahead_frames(values, params_, rate_));
    channel.key.assign(static_cast<std::size_t>(setup.max_frames), 0.0f);
  }
  reset();
}

void KeyInput::reset() noexcept {
  for (Channel& channel : channels_) channel.delay.reset();
  pass_by();
}

void KeyInput::take(std::span<const float> values) noexcept {
  for (Channel& channel : channels_) {
    channel.high_pass.set(dsp::KeyFilter::Kind::high_pass, values[params_.high_pass], rate_);
    channel.low_pass.set(dsp::KeyFilter::Kind::low_pass, values[params_.low_pass], rate_);
  }
}

bool KeyInput::is_audio(const ProcessBlock& block) const noexcept {
  return !is_external(block) && !has_high_pass(block.params[params_.high_pass]) && !has_low_pass(block.params[params_.low_pass]) &&
         channels_[0].delay.delay() == 0;
}

void KeyInput::pass_by() noexcept {
  for (Channel& channel : channels_) {
    channel.high_pass.pass_by();
    channel.low_pass.pass_by();
  }
}

void KeyInput::process(const ProcessBlock& block) noexcept {
  for (int c = 0; c < block.channels; ++c) {
    Channel& channel = channels_[static_cast<std::size_t>(c)];
    float* const key = channel.key.data();
    std::copy_n(is_external(block) ? block.sidechain[std::min(c, block.sidechain_channels - 1)] : block.audio[c], block.frames, key);
    const ParamRamp& low_corner = block.params[params_.high_pass];
    const ParamRamp& high_corner = block.params[params_.low_pass];
    filter(channel.high_pass, has_high_pass(low_corner), low_corner, block, key);
    filter(channel.low_pass, has_low_pass(high_corner), high_corner, block, key);
    listen(block, c);
    channel.delay.process(block.audio[c], block.frames);
  }
}

void KeyInput::listen(const ProcessBlock& block, int channel) noexcept {
  const ParamRamp& amount = block.params[params_.listen];
  if (amount.from == 0.0f && amount.to == 0.0f) return;
  float* const audio = block.audio[channel];
  const float* const key = channels_[static_cast<std::size_t>(channel)].key.data();
  for (int i = 0; i < block.frames; ++i) audio[i] += static_cast<float>(value_at(block, params_.listen, i)) * (key[i] - audio[i]);
}

void KeyInput::filter(dsp::KeyFilter& key_filter, bool on, const ParamRamp& corner, const ProcessBlock& block, float* key) const noexcept {
  if (!on)
    key_filter.pass_by();
  else if (corner.moving())
    key_filter.process_gliding(key, block.frames, corner.from, corner.to, rate_, block.slice_offset, block.slice_length);
  else
    key_filter.process(key, block.frames);
}

}  // namespace sweetspot
