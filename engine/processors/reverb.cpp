// A reverb: early reflections of a mirrored room, and a feedback delay network that decays as it is told, band by band.
//
// Both sides go in and both come out: what the left input does to the right output is not what the right one does (true stereo). Parameters
// are looked at once a period of 32 frames, and what follows from them moves in straight lines until the next one. Delays (space, size,
// early size, pre-delay) are changed by a fade of kFadeSeconds between the taps before and after, without a change of pitch; while they
// keep moving, fade follows upon fade.
//
// The level of the late sound is such that steady noise is about as loud wet as dry (within 2.5 dB), whatever the decay time, so that
// turning the decay does not turn the level. Early reflections keep their share of it.
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "engine/dsp/reverb_network.h"
#include "engine/dsp/slow_phase.h"
#include "engine/processors/mix_law.h"
#include "engine/processors/period_ramp.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"
#include "engine/processors/reverb_settings.h"
#include "engine/processors/settling.h"
#include "engine/processors/soft_cut.h"

namespace sweetspot {
namespace {

using Param = ReverbParam;
using dsp::kRotations;
static_assert(dsp::kReverbPeriod == kPeriodFrames);

enum Meter { kInputLevel, kGainReduction, kOutputLevel };

constexpr double kFadeSeconds = 0.05;
constexpr double kSettleSeconds = 0.1;  // delays that keep moving wait no longer than this for the next fade
constexpr float kLoudest = 1e9f;
constexpr float kFaintest = 1e-15f;
constexpr double kReferenceDecay = 1.8;  // seconds for which the level of the early reflections is set
constexpr double kMatrixGain = 0.25;     // Hadamard's matrix multiplies by 4

// Where the rotations begin, and how fast they swing beside each other: spread over the golden section, so that none repeat together.
constexpr std::array<double, kRotations> golden(double from, double span) noexcept {
  std::array<double, kRotations> list{};
  double at = 0.0;
  for (double& value : list) {
    at += 0.61803398874989485;
    at -= at >= 1.0 ? 1.0 : 0.0;
    value = from + span * at;
  }
  return list;
}
constexpr std::array<double, kRotations> kFirstPhases = golden(0.0, 1.0);
constexpr std::array<double, kRotations> kRateRatios = golden(0.7, 0.6);

class Reverb final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double>) override {
    rate_ = setup.rate;
    network_.prepare(longest_layout(kReverbLargestSize, kReverbLongestPreDelay, rate_),
                     static_cast<int>(frames_from_seconds(kFadeSeconds, rate_)));
    settle_periods_ = static_cast<int>(kSettleSeconds * rate_) / kPeriodFrames;
    ducker_.prepare(rate_, kPeriodFrames);
    low_cut_.prepare(rate_);
    high_cut_.prepare(rate_);
    reset();
  }

  void reset() noexcept override {
    network_.reset();
    ducker_.reset();
    low_cut_.reset();
    high_cut_.reset();
    duck_.aim(1.0, true);
    fresh_ = true;
    at_ = 0;
  }

  void process(const ProcessBlock& block) noexcept override {
    float loudest = 0.0f;
    for (int done = 0; done < block.frames;) {
      if (at_ == 0) begin_period(block, done);
      const int frames = std::min(kPeriodFrames - at_, block.frames - done);
      loudest = std::max(loudest, render(block, done, frames));
      at_ += frames;
      done += frames;
      if (at_ == kPeriodFrames) end_period();
    }
    if (!block.meters) return;
    block.meters[kInputLevel] = static_cast<float>(ducker_.level_db());
    block.meters[kGainReduction] = static_cast<float>(ducker_.reduction_db());
    block.meters[kOutputLevel] = static_cast<float>(std::max(kSilenceDb, db_from_gain(loudest)));
  }

 private:
  ReverbValues now() const noexcept { return {values_}; }

  // --- once a period

  void begin_period(const ProcessBlock& block, int frame) noexcept {
    bool changed = fresh_;
    for (std::size_t i = 0; i < kReverbParams; ++i) {
      const double value = value_at(block, i, frame);
      changed |= value != values_[i];
      values_[i] = value;
    }
    if (fresh_)
      for (std::size_t i = 0; i < kRotations; ++i)
        phases_[i].start(kFirstPhases[i], dsp::SlowPhase::step(now()[Param::mod_rate] * kRateRatios[i], rate_), block.position + frame);
    if (changed) wanted_place_ = now().place();
    follow_place(changed);
    if (changed || !network_.steady() || lengthening_) find_lengths();
    if (changed || lengthening_) dsp::design_decay(now().times(), lengths_, rate_, kMatrixGain, coefficients_);
    swing();
    network_.begin_period(coefficients_);
    aim_gains();
    fresh_ = false;
  }

  void follow_place(bool& changed) noexcept {
    if (fresh_) settling_.reset(wanted_place_);
    const bool due = settling_.due(wanted_place_, place_, settle_periods_);
    if (!fresh_ && (!due || !network_.steady())) return;
    settling_.done();
    place_ = wanted_place_;
    network_.change(make_layout(place_, rate_));
    changed = true;
  }

  // How long the lines are at the end of the period: a fade changes them little by little.
  void find_lengths() noexcept {
    lengthening_ = !network_.steady();
    lengths_ = network_.lengths_after_period();
  }

  // The rotations' angles at the end of the period.
  void swing() noexcept {
    const ReverbValues at = now();
    const auto depth = static_cast<float>(0.01 * at[Param::mod_depth]);
    std::array<float, kRotations> angles;  // in turns
    for (std::size_t i = 0; i < kRotations; ++i) {
      phases_[i].advance(dsp::SlowPhase::step(at[Param::mod_rate] * kRateRatios[i], rate_), kPeriodFrames);
      angles[i] = static_cast<float>(phases_[i].cycles());
    }
    for (float& angle : angles) angle = depth * dsp::sine_of_cycles(angle);
    for (std::size_t i = 0; i < kRotations; ++i) coefficients_.sine[i] = dsp::sine_of_cycles(angles[i]);
    for (std::size_t i = 0; i < kRotations; ++i) coefficients_.cosine[i] = dsp::sine_of_cycles(angles[i] + 0.25f);
    const auto diffusion = static_cast<float>(0.01 * at[Param::diffusion] / 8.0);  // up to an eighth of a turn
    coefficients_.diffuse_sine = dsp::sine_of_cycles(diffusion);
    coefficients_.diffuse_cosine = dsp::sine_of_cycles(diffusion + 0.25f);
  }

  void aim_gains() noexcept {
    const ReverbValues at = now();
    const MixGains mix = MixGains::from_percent(at[Param::mix]);
    const double wet = mix.wet * gain_from_db(at[Param::level]);
    const double seconds = std::accumulate(lengths_.begin(), lengths_.end(), 0.0) / rate_;
    const double late = std::sqrt(13.8155 * seconds / at[Param::decay] / (2.0 * dsp::kReverbLines));
    const double angle = 0.01 * at[Param::width] * 0.78539816339744831;
    dry_.aim(mix.dry, fresh_);
    early_.aim(wet * at.early_gain() * std::sqrt(kReferenceDecay / at[Param::decay]), fresh_);
    late_.aim(wet * late / kMatrixGain, fresh_);
    middle_.aim(std::cos(angle), fresh_);
    side_.aim(std::sin(angle), fresh_);
    low_cut_.aim(at[Param::low_cut], fresh_);
    high_cut_.aim(at[Param::high_cut], fresh_);
  }

  void end_period() noexcept {
    at_ = 0;
    duck_.aim(ducker_.end_period(now().ducking()), false);
  }

  // --- frame by frame

  // Some frames within the period; gives the loudest sample.
  float render(const ProcessBlock& block, int done, int frames) noexcept {
    float* const audio[2] = {block.audio[0] + done, block.audio[block.channels - 1] + done};
    listen(block, done, frames);
    alignas(64) float input[2][kPeriodFrames];
    for (int c = 0; c < 2; ++c)
      for (int i = 0; i < frames; ++i) input[c][i] = std::abs(audio[c][i]) < kLoudest ? audio[c][i] : 0.0f;
    low_cut_.process(input[0], input[1], frames, at_);
    high_cut_.process(input[0], input[1], frames, at_);
    for (float(&side)[kPeriodFrames] : input)
      for (int i = 0; i < frames; ++i) side[i] = std::abs(side[i]) < kFaintest ? 0.0f : side[i];
    dsp::ReverbOutputs out;
    network_.process(input[0], input[1], out, frames);
    return block.channels == 2 ? blend(audio[0], audio[1], out, frames) : blend_mono(audio[0], out, frames);
  }

  void listen(const ProcessBlock& block, int done, int frames) noexcept {
    const bool external = block.sidechain && block.sidechain_channels > 0;
    const float* const* const from = external ? block.sidechain : block.audio;
    const int channels = external ? block.sidechain_channels : block.channels;
    const float* const key[2] = {from[0] + done, from[channels - 1] + done};
    ducker_.listen(key, channels, frames);
  }

  float blend(float* left, float* right, const dsp::ReverbOutputs& out, int frames) const noexcept {
    float loudest = 0.0f;
    for (int i = 0; i < frames; ++i) {
      const int frame = at_ + i;
      const float duck = duck_.at(frame), early = early_.at(frame) * duck, late = late_.at(frame) * duck;
      const float l = early * out.early[0][i] + late * out.late[0][i];
      const float r = early * out.early[1][i] + late * out.late[1][i];
      const float middle = middle_.at(frame) * (l + r), side = side_.at(frame) * (l - r);
      constexpr float kHalf = 0.70710678f;  // middle and side of equal weight give left and right back
      left[i] = dry_.at(frame) * left[i] + kHalf * (middle + side);
      right[i] = dry_.at(frame) * right[i] + kHalf * (middle - side);
      loudest = std::max({loudest, std::abs(left[i]), std::abs(right[i])});
    }
    return loudest;
  }

  // As one side of a stereo sound without width.
  float blend_mono(float* audio, const dsp::ReverbOutputs& out, int frames) const noexcept {
    float loudest = 0.0f;
    for (int i = 0; i < frames; ++i) {
      const int frame = at_ + i;
      const float duck = duck_.at(frame), early = early_.at(frame) * duck, late = late_.at(frame) * duck;
      const float l = early * out.early[0][i] + late * out.late[0][i];
      const float r = early * out.early[1][i] + late * out.late[1][i];
      audio[i] = dry_.at(frame) * audio[i] + 0.70710678f * (l + r);
      loudest = std::max(loudest, std::abs(audio[i]));
    }
    return loudest;
  }

  double rate_ = 48000.0;
  dsp::ReverbNetwork network_;
  std::array<double, dsp::kReverbLines> lengths_{};  // of the lines, in frames
  dsp::ReverbCoefficients coefficients_;
  Ducker ducker_;
  SoftCut low_cut_{dsp::StereoCut::Kind::high_pass, kReverbLowCutOff}, high_cut_{dsp::StereoCut::Kind::low_pass, kReverbHighCutOff};
  std::array<dsp::SlowPhase, kRotations> phases_;
  std::array<double, kReverbParams> values_{};
  ReverbPlace place_, wanted_place_;
  Settling<ReverbPlace> settling_;
  PeriodRamp dry_, early_, late_, middle_, side_, duck_;
  int settle_periods_ = 1;
  int at_ = 0;  // frames into the period
  bool fresh_ = true;
  bool lengthening_ = false;  // the lines' lengths change
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "reverb";
  type.label = "Reverb";
  type.category = "Space";
  type.summary = "Puts the sound into a room, a plate or a hall whose decay is set band by band.";
  type.params = reverb_params();
  type.meters = {{"input_level", "Input level", Unit::decibels, kSilenceDb},
                 {"gain_reduction", "Ducking", Unit::decibels, 0.0},
                 {"output_level", "Output level", Unit::decibels, kSilenceDb}};
  type.has_sidechain = true;
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Reverb>(); };
  type.tail = reverb_tail;
  type.decay = reverb_decay;
  return type;
}

}  // namespace

const ProcessorType& reverb_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
