// Dynamics in two to six bands.
//
// The sound is cut into bands, each band's gain is found from that band alone, and the bands are added up again, each at its width. With
// the minimum-phase crossover the sum of bands that do nothing is an all-pass; with the linear-phase one it is the sound itself, late. What
// is dry (mix, bypass) went through the same crossover, so it stays in phase with what is wet.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>

#include "engine/dsp/band_sum.h"
#include "engine/dsp/crossover.h"
#include "engine/dsp/delay_line.h"
#include "engine/dsp/linear_crossover.h"
#include "engine/processors/band_dynamics.h"
#include "engine/processors/multiband_settings.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"

namespace sweetspot {
namespace {

constexpr int kMaxChannels = 2;
constexpr std::size_t kRows = kMultibandBands * kMaxChannels;
constexpr int kChunk = 128;  // frames from crossover to sum at once: small enough to stay in the first cache
constexpr int kBandMeters = 2;
constexpr std::size_t kOutputMeter = kMultibandBands * kBandMeters;

using Weights = std::array<dsp::BandWeights, kMultibandBands>;

double param_of(std::span<const double> values, MultibandParam param) { return values[multiband_param(param)]; }
bool is_linear(std::span<const double> values) { return param_of(values, MultibandParam::phase) >= 0.5; }

int lookahead_frames(std::span<const double> values, double rate) {
  return static_cast<int>(std::lround(param_of(values, MultibandParam::lookahead) * 1e-3 * rate));
}

int latency_frames(std::span<const double> values, double rate) {
  return lookahead_frames(values, rate) + (is_linear(values) ? dsp::LinearCrossover::latency(rate) : 0);
}

// A Linkwitz-Riley section falls by 38 dB in a period of its corner; one more period for its double poles. What is lifted on the way out
// takes longer to fall under what was before.
Frames tail_frames(std::span<const double> values, double rate) {
  double lift = std::max(0.0, param_of(values, MultibandParam::output));
  double most = 0.0;
  for (std::size_t band = 0; band < kMultibandBands; ++band) {
    const auto value = [&](BandParam param) { return values[multiband_param(band, param)]; };
    const bool upward = static_cast<BandMode>(std::lround(value(BandParam::mode))) == BandMode::upward;
    most = std::max(most, value(BandParam::gain) + (upward ? value(BandParam::range) : 0.0));
  }
  lift += most;
  if (is_linear(values)) return latency_frames(values, rate) + dsp::LinearCrossover::tail(rate);
  double seconds = 0.0;
  const MultibandSplits splits = multiband_splits(values);
  for (const double hertz : splits.span()) seconds += (1.0 + (100.0 + lift) / 38.0) / hertz;
  return latency_frames(values, rate) + frames_from_seconds(seconds, rate);
}

// How the bands are heard. `value` gives a parameter by its place in the table, `level` the amplitude of one in dB.
template <class Value, class Level>
Weights weights_of(int bands, Value&& value, Level&& level) noexcept {
  const double mix = 0.01 * value(multiband_param(MultibandParam::mix));
  const double output = level(multiband_param(MultibandParam::output));
  double any_solo = 0.0;
  for (std::size_t band = 0; band < static_cast<std::size_t>(bands); ++band)
    any_solo = std::max(any_solo, double{value(multiband_param(band, BandParam::solo))});
  Weights weights;
  for (std::size_t band = 0; band < static_cast<std::size_t>(bands); ++band) {
    const double solo = value(multiband_param(band, BandParam::solo));
    const double heard = output * (1.0 - value(multiband_param(band, BandParam::mute))) * (1.0 - (any_solo - solo));
    const double wet = mix * (1.0 - value(multiband_param(band, BandParam::bypass)));
    const double gained = heard * wet * level(multiband_param(band, BandParam::gain));
    const double width = 0.01 * value(multiband_param(band, BandParam::width));
    weights[band] = {heard * (1.0 - wet), gained * (0.5 + 0.5 * width), gained * (0.5 - 0.5 * width)};
  }
  return weights;
}

class Multiband final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double> values) override {
    rate_ = setup.rate;
    channels_ = setup.channels;
    bands_ = multiband_splits(values).bands();
    lookahead_ = lookahead_frames(values, rate_);
    linear_.reset();
    if (is_linear(values)) {
      linear_ = std::make_unique<dsp::LinearCrossover>();
      linear_->prepare(rate_, bands_, channels_);
    } else {
      crossover_.prepare(rate_, bands_, channels_);
    }
    for (dsp::DelayLine& delay : delays_) delay.prepare(lookahead_);
    dynamics_.prepare(rate_, bands_, channels_);
    for (std::size_t i = 0; i < kMultibandParams; ++i) values_[i] = static_cast<float>(values[i]);
    take_values();
    revision_ = 0;
    reset();
  }

  void reset() noexcept override {
    crossover_.reset();
    if (linear_) linear_->reset();
    for (dsp::DelayLine& delay : delays_) delay.reset();
    dynamics_.reset();
  }

  void process(const ProcessBlock& block) noexcept override {
    if (block.moving)
      take_moving(block);
    else
      take_resting(block);
    if (block.meters) clear_meters();
    for (int at = 0; at < block.frames; at += kChunk) {
      const int frames = std::min(kChunk, block.frames - at);
      cut(block, at, frames);
      find_gains(block, at, frames);
      if (block.meters) read_meters(frames);
      add_up(block, at, frames);
    }
    if (block.meters) write_meters(block);
  }

 private:
  using Row = float[kChunk];

  std::size_t rows() const noexcept { return static_cast<std::size_t>(bands_ * channels_); }

  // --- parameters

  void take_resting(const ProcessBlock& block) noexcept {
    if (!unsettled_ && block.revision != 0 && block.revision == revision_) return;
    revision_ = block.revision;
    bool changed = unsettled_;
    for (std::size_t i = 0; i < kMultibandParams; ++i) {
      changed |= values_[i] != block.params[i].to;
      values_[i] = block.params[i].to;
    }
    if (changed) take_values();
  }

  void take_values() noexcept {
    for (std::size_t band = 0; band < static_cast<std::size_t>(bands_); ++band)
      dynamics_.set(band, BandSettings::from(values_, band, rate_));
    weights_ = weights_at(values_);
    set_splits();
    unsettled_ = false;
  }

  Weights weights_at(const std::array<float, kMultibandParams>& values) const noexcept {
    const auto value = [&values](std::size_t param) { return values[param]; };
    return weights_of(bands_, value, [&values](std::size_t param) { return gain_from_db(values[param]); });
  }

  void set_splits() noexcept {
    const auto splits = MultibandSplits::of(bands_ - 1, [this](int split) { return double{values_[split_param(split)]}; });
    for (int split = 0; split < splits.count; ++split) {
      const double hertz = splits.hertz[static_cast<std::size_t>(split)];
      if (linear_)
        linear_->set_split(split, hertz);
      else
        crossover_.set_split(split, hertz);
    }
  }

  void take_moving(const ProcessBlock& block) noexcept {
    std::array<float, kMultibandParams> start;
    dynamics_move_ = false;
    for (std::size_t i = 0; i < kMultibandParams; ++i) {
      start[i] = block.params[i].from;
      values_[i] = block.params[i].to;
    }
    for (std::size_t band = 0; band < static_cast<std::size_t>(bands_); ++band) {
      from_[band] = BandSettings::from(start, band, rate_);
      to_[band] = BandSettings::from(values_, band, rate_);
      dynamics_move_ |= from_[band] != to_[band];
      if (!dynamics_move_) dynamics_.set(band, to_[band]);
    }
    splits_move_ = false;
    for (int split = 0; split < bands_ - 1; ++split) splits_move_ |= block.params[split_param(split)].moving();
    if (!splits_move_) set_splits();
    weights_ = weights_at(values_);
    weights_move_ = weights_ != weights_at(start);
    unsettled_ = true;
  }

  static constexpr std::size_t split_param(int split) { return multiband_param(MultibandParam::split1) + static_cast<std::size_t>(split); }

  // --- sound

  void cut(const ProcessBlock& block, int at, int frames) noexcept {
    const float* const in[kMaxChannels] = {block.audio[0] + at, block.audio[block.channels - 1] + at};
    float* out[kRows];
    for (std::size_t row = 0; row < rows(); ++row) out[row] = sound_[row];
    if (!block.moving || !splits_move_) {
      if (linear_)
        linear_->process(in, out, frames);
      else
        crossover_.process(in, out, frames);
      return;
    }
    double hertz[kMultibandSplits][kChunk];
    glide_splits(block, at, frames, hertz);
    const double* moving[kMultibandSplits];
    for (int split = 0; split < kMultibandSplits; ++split) moving[split] = hertz[split];
    if (linear_)
      linear_->process_gliding(in, out, frames, moving);
    else
      crossover_.process_gliding(in, out, frames, moving);
  }

  void glide_splits(const ProcessBlock& block, int at, int frames, double (*hertz)[kChunk]) const noexcept {
    for (int i = 0; i < frames; ++i) {
      const auto splits = MultibandSplits::of(bands_ - 1, [&](int split) { return value_at(block, split_param(split), at + i); });
      for (int split = 0; split < splits.count; ++split) hertz[split][i] = splits.hertz[static_cast<std::size_t>(split)];
    }
  }

  // The gains are those of the sound before the look-ahead.
  void find_gains(const ProcessBlock& block, int at, int frames) noexcept {
    const float* keys[kRows];
    float* gains[kRows];
    for (std::size_t row = 0; row < rows(); ++row) {
      keys[row] = sound_[row];
      gains[row] = gains_[row];
      std::fill_n(gains_[row], frames, 1.0f);
      if (lookahead_ == 0) continue;
      std::copy_n(sound_[row], frames, keys_[row]);
      keys[row] = keys_[row];
      delays_[row].process(sound_[row], frames);
    }
    if (block.moving && dynamics_move_)
      dynamics_.process_gliding(keys, gains, frames, from_, to_, block.slice_offset + at, block.slice_length);
    else
      dynamics_.process(keys, gains, frames);
  }

  void add_up(const ProcessBlock& block, int at, int frames) noexcept {
    double* const sums[kMaxChannels] = {sums_[0], sums_[1]};
    for (double* sum : sums) std::fill_n(sum, kChunk, 0.0);
    if (block.moving && weights_move_) {
      add_moving(block, at, frames);
    } else {
      for (std::size_t band = 0; band < static_cast<std::size_t>(bands_); ++band) {
        dsp::BandRows rows_of_band;
        for (std::size_t c = 0; c < static_cast<std::size_t>(channels_); ++c) {
          rows_of_band.sound[c] = sound_[band * static_cast<std::size_t>(channels_) + c];
          rows_of_band.gain[c] = gains_[band * static_cast<std::size_t>(channels_) + c];
        }
        dsp::add_band(sums, rows_of_band, weights_[band], channels_, frames);
      }
    }
    for (int c = 0; c < channels_; ++c)
      std::transform(sums[c], sums[c] + frames, block.audio[c] + at, [](double x) { return static_cast<float>(x); });
  }

  void add_moving(const ProcessBlock& block, int at, int frames) noexcept {
    for (int i = 0; i < frames; ++i) {
      const auto value = [&](std::size_t param) { return value_at(block, param, at + i); };
      const Weights weights = weights_of(bands_, value, [&](std::size_t param) {
        const double level = value(param);
        return level == 0.0 ? 1.0 : gain_from_db(level);
      });
      for (std::size_t band = 0; band < static_cast<std::size_t>(bands_); ++band) {
        const dsp::BandWeights& w = weights[band];
        const std::size_t left = band * static_cast<std::size_t>(channels_), right = left + static_cast<std::size_t>(channels_) - 1;
        const double l = sound_[left][i], r = sound_[right][i];
        const double l_wet = gains_[left][i] * l, r_wet = gains_[right][i] * r;
        sums_[0][i] += w.dry * l + w.near * l_wet + w.far * r_wet;
        sums_[1][i] += w.dry * r + w.near * r_wet + w.far * l_wet;
      }
    }
  }

  // --- meters. An upward band's reduction is negative: what it lifts by.

  void clear_meters() noexcept {
    least_.fill(1.0f);
    most_.fill(1.0f);
    level_.fill(0.0f);
  }

  void read_meters(int frames) noexcept {
    for (std::size_t row = 0; row < rows(); ++row) {
      const std::size_t band = row / static_cast<std::size_t>(channels_);
      least_[band] = std::min(least_[band], dsp::least_of(gains_[row], frames));
      most_[band] = std::max(most_[band], dsp::peak_of(gains_[row], frames));
      level_[band] = std::max(level_[band], dsp::peak_of(lookahead_ > 0 ? keys_[row] : sound_[row], frames));
    }
  }

  void write_meters(const ProcessBlock& block) const noexcept {
    const auto level = [](float peak) { return static_cast<float>(std::max(kSilenceDb, db_from_gain(peak))); };
    for (std::size_t band = 0; band < kMultibandBands; ++band) {
      const float gain = least_[band] < 1.0f ? least_[band] : most_[band];
      block.meters[band * kBandMeters] = static_cast<float>(0.0 - db_from_gain(gain));
      block.meters[band * kBandMeters + 1] = level(level_[band]);
    }
    float peak = 0.0f;
    for (int c = 0; c < channels_; ++c) peak = std::max(peak, dsp::peak_of(block.audio[c], block.frames));
    block.meters[kOutputMeter] = level(peak);
  }

  double rate_ = 48000.0;
  int channels_ = 1, bands_ = 2, lookahead_ = 0;
  dsp::Crossover crossover_;
  std::unique_ptr<dsp::LinearCrossover> linear_;  // in its place
  std::array<dsp::DelayLine, kRows> delays_;      // of the bands, for the look-ahead
  BandDynamics dynamics_;

  std::array<float, kMultibandParams> values_{};             // as of the last block
  Weights weights_{};                                        // of these
  std::uint32_t revision_ = 0;                               // as of the last block at rest
  bool unsettled_ = false;                                   // the last block moved, so not all has been taken over
  std::array<BandSettings, kMultibandBands> from_{}, to_{};  // of a moving slice
  bool dynamics_move_ = false, splits_move_ = false, weights_move_ = false;

  alignas(64) Row sound_[kRows] = {};  // band * channels + channel
  alignas(64) Row keys_[kRows] = {};
  alignas(64) Row gains_[kRows] = {};
  alignas(64) double sums_[kMaxChannels][kChunk] = {};
  std::array<float, kMultibandBands> least_{}, most_{}, level_{};  // of the gains and the sound, over the block
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "multiband";
  type.label = "Multiband";
  type.category = "Dynamics";
  type.summary = "Compresses, expands or lifts up to six bands of a sound, each by itself.";
  type.params = multiband_params();
  for (int band = 1; band <= kMultibandBands; ++band) {
    const std::string key = "band" + std::to_string(band) + ".", label = "Band " + std::to_string(band) + " ";
    type.meters.push_back({key + "gain_reduction", label + "gain reduction", Unit::decibels, 0.0});
    type.meters.push_back({key + "input_level", label + "input level", Unit::decibels, kSilenceDb});
  }
  type.meters.push_back({"output_level", "Output level", Unit::decibels, kSilenceDb});
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Multiband>(); };
  type.latency = latency_frames;
  type.tail = tail_frames;
  return type;
}

}  // namespace

const ProcessorType& multiband_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
