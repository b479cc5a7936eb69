#include "engine/processors/saturate_shaper.h"

#include <algorithm>
#include <cmath>

#include "engine/processors/saturate_settings.h"

namespace sweetspot {
namespace {

// Of each of the two averages that move the bias: a coupling capacitor takes some waves of the bass to charge.
constexpr double kPullSeconds = 0.025;

constexpr std::size_t kRoom = dsp::kOversampleChunk + dsp::kTapSumSpare;

}  // namespace

void SaturateShaper::prepare(const dsp::Oversampling& oversampling, double rate) {
  linear_ = oversampling.filter == dsp::OversamplingFilter::linear || oversampling.factor == 1;
  up_.prepare(oversampling);
  down_.prepare(oversampling);
  if (linear_)
    dry_line_.prepare(dsp::oversampling_latency(oversampling));
  else
    dry_down_.prepare(oversampling, true);
  const auto streams = static_cast<std::size_t>(oversampling.factor);
  faded_.assign(streams, std::vector<float>(kRoom, 0.0f));
  in_.clear();
  out_.clear();
  faded_out_.clear();
  for (std::size_t k = 0; k < streams; ++k) {
    in_.push_back(up_.stream(static_cast<int>(k)));
    out_.push_back(down_.stream(static_cast<int>(k)));
    faded_out_.push_back(faded_[k].data());
  }
  bias_.assign(kRoom + 1, 0.0f);
  faded_bias_ = bias_;
  for (dsp::Emphasis* emphasis : {&lift_, &lower_, &lower_dry_}) emphasis->prepare(rate);
  constant_.prepare(rate);
  pull_speed_ = -std::expm1(-1.0 / (kPullSeconds * rate));
  reset();
}

void SaturateShaper::reset() noexcept {
  up_.reset();
  down_.reset();
  if (linear_)
    dry_line_.reset();
  else
    dry_down_.reset();
  std::fill(bias_.begin(), bias_.end(), 0.0f);
  std::fill(faded_bias_.begin(), faded_bias_.end(), 0.0f);
  pull_.fill(0.0f);
  for (dsp::Emphasis* emphasis : {&lift_, &lower_, &lower_dry_}) emphasis->reset();
  constant_.reset();
  pull_first_ = pull_second_ = 0.0;
}

// The mean over the streams: at the base rate the magnitude of a high note would beat with the rate.
void SaturateShaper::follow_bias(int frames) noexcept {
  const float share = 1.0f / static_cast<float>(in_.size());
  pull_.fill(0.0f);
  for (const float* stream : in_)
    for (std::size_t i = 0; i < static_cast<std::size_t>(frames); ++i) pull_[i] += share * saturate_bias_pull(std::abs(stream[i]));
  for (std::size_t i = 0; i < static_cast<std::size_t>(frames); ++i) {
    pull_first_ += pull_speed_ * (pull_[i] - pull_first_);
    pull_second_ += pull_speed_ * (pull_first_ - pull_second_);
    pull_[i] = static_cast<float>(pull_second_);
  }
}

void SaturateShaper::bend(const ChunkLook& look, std::vector<float>& bias, int frames, float* const* out) noexcept {
  bool biased = bias[0] != 0.0f;
  for (std::size_t i = 0; i < static_cast<std::size_t>(frames); ++i) {
    bias[i + 1] = look.bias[i] - look.shift * pull_[i];
    biased |= bias[i + 1] != 0.0f;
  }
  dsp::saturate_streams(look.curve, {.in = in_.data(),
                                     .out = out,
                                     .streams = up_.factor(),
                                     .frames = frames,
                                     .biased = biased,
                                     .bias = bias.data() + 1,
                                     .odd = look.odd.data(),
                                     .half_odd = look.half_odd.data(),
                                     .half_even = look.half_even.data()});
  bias[0] = bias[static_cast<std::size_t>(frames)];
}

void SaturateShaper::cross_fade(const SaturateChunk& chunk) noexcept {
  for (std::size_t k = 0; k < out_.size(); ++k)
    for (std::size_t i = 0; i < static_cast<std::size_t>(chunk.frames); ++i)
      out_[k][i] = faded_[k][i] + chunk.share[i] * (out_[k][i] - faded_[k][i]);
}

void SaturateShaper::process(const SaturateChunk& chunk, const float* driven, float* changed, float* same) noexcept {
  const int frames = chunk.frames;
  std::copy_n(driven, frames, same);
  if (!chunk.emphasised)
    for (dsp::Emphasis* emphasis : {&lift_, &lower_, &lower_dry_}) emphasis->reset();
  if (chunk.emphasised) {
    for (int i = 0; i < frames; ++i) changed[i] = static_cast<float>(lift_.lift(driven[i], chunk.emphasis[static_cast<std::size_t>(i)]));
    up_.process(changed, frames);
  } else {
    up_.process(driven, frames);
  }
  if (chunk.now.shift != 0.0f || (chunk.fading && chunk.before.shift != 0.0f)) follow_bias(frames);
  if (chunk.fade_begins) {
    std::swap(bias_[0], faded_bias_[0]);
    bias_[0] = chunk.now.bias[0];
  }
  bend(chunk.now, bias_, frames, out_.data());
  if (chunk.fading) {
    bend(chunk.before, faded_bias_, frames, faded_out_.data());
    cross_fade(chunk);
  }
  down_.process(changed, frames);

  if (linear_) {
    dry_line_.process(same, frames);
  } else {
    for (int k = 0; k < up_.factor(); ++k) std::copy_n(up_.stream(k), frames, dry_down_.stream(k));
    dry_down_.process(same, frames);
  }
  if (chunk.emphasised) {
    for (int i = 0; i < frames; ++i) {
      const double amount = chunk.emphasis[static_cast<std::size_t>(i)];
      changed[i] = static_cast<float>(lower_.lower(changed[i], amount));
      if (!linear_) same[i] = static_cast<float>(lower_dry_.lower(same[i], amount));
    }
  }
  for (int i = 0; i < frames; ++i) changed[i] = static_cast<float>(constant_.tick(changed[i]));
}

}  // namespace sweetspot
