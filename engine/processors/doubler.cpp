// A doubler: copies of the sound that are never quite in time and never quite in tune, spread between the speakers.
//
// Each voice is a tape head of its own (tape_line.h) around its own place near the delay, carried back and forth by two slow waves that
// share no period with any other voice. The waves' speed is what detunes: `detune` is the most that a voice is ever out of tune. Voices
// with no room for that (a short delay, a slow rate) wander as far as they can. The voices' power together is that of one.
//
// In mono nothing cancels for good: over ten seconds, each third of an octave from 200 Hz on holds what the dry sound and the voices hold
// apart, within 0.4 dB. At any moment there is a comb, as two singers make one.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "engine/dsp/delay_glide.h"
#include "engine/dsp/pan_law.h"
#include "engine/dsp/slow_phase.h"
#include "engine/dsp/tape_line.h"
#include "engine/processors/mix_law.h"
#include "engine/processors/param_table.h"
#include "engine/processors/period_ramp.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"
#include "engine/processors/soft_cut.h"

namespace sweetspot {
namespace {

enum Param : std::size_t { kVoices, kDelay, kDetune, kRate, kSpread, kLowCut, kHighCut, kLevel, kMix, kParams };

constexpr std::size_t kMostVoices = 8;
constexpr double kLowCutOff = 20.0, kHighCutOff = 20000.0;
constexpr double kLongestMs = 60.0;
constexpr double kScatter = 0.45;  // of the delay, by which the voices' places differ from it
constexpr double kShortestFrames = 10.0;
constexpr double kVoiceFadeSeconds = 0.02;
constexpr float kLoudest = 1e9f;

// The two waves of a voice share its detuning.
constexpr std::array<double, 2> kShares{0.6, 0.4};

// Numbers from 0 to 1, each far from those before it.
constexpr double golden(std::size_t i) noexcept {
  const double at = static_cast<double>(i + 1) * 0.61803398874989485;
  return at - static_cast<double>(static_cast<int>(at));
}

struct VoiceShape {
  double place;                  // times the delay
  std::array<double, 2> ratios;  // times the rate
  std::array<double, 2> phases;  // at the beginning, in cycles
};

constexpr VoiceShape shape_of(std::size_t voice) noexcept {
  return {1.0 + kScatter * (2.0 * golden(voice) - 1.0),
          {0.8 + 0.4 * golden(voice + 11), 1.4 + 0.6 * golden(voice + 23)},
          {golden(voice + 37), golden(voice + 53)}};
}

class Doubler final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double>) override {
    rate_ = setup.rate;
    stereo_ = setup.channels == 2;
    const int longest = static_cast<int>(2.0 * (1.0 + kScatter) * 1e-3 * kLongestMs * rate_) + 1;
    for (dsp::TapeLine& line : lines_) line.prepare(longest, kPeriodFrames);
    for (Voice& voice : voices_) voice.place.prepare(rate_);
    low_cut_.prepare(rate_);
    high_cut_.prepare(rate_);
    fade_step_ = static_cast<float>(kPeriodFrames / (kVoiceFadeSeconds * rate_));
    reset();
  }

  void reset() noexcept override {
    for (dsp::TapeLine& line : lines_) line.reset();
    low_cut_.reset();
    high_cut_.reset();
    at_ = 0;
    fresh_ = true;
  }

  void process(const ProcessBlock& block) noexcept override {
    for (int done = 0; done < block.frames;) {
      if (at_ == 0) begin_period(block, done);
      const int frames = std::min(kPeriodFrames - at_, block.frames - done);
      render(block, done, frames);
      done += frames;
      at_ = (at_ + frames) % kPeriodFrames;
    }
  }

 private:
  struct Voice {
    dsp::DelayGlide place;
    std::array<dsp::SlowPhase, 2> phases;
    std::array<PeriodRamp, 2> swings;  // how far the waves carry it, in frames
    std::array<PeriodRamp, 2> levels;  // left and right
    bool heard() const noexcept { return levels[0].moving() || levels[1].moving() || levels[0].goal != 0.0f || levels[1].goal != 0.0f; }
  };
  using Part = std::array<std::array<float, kPeriodFrames>, 2>;

  // --- once a period

  void begin_period(const ProcessBlock& block, int frame) noexcept {
    for (std::size_t i = 0; i < kParams; ++i) values_[i] = value_at(block, i, frame);
    for (std::size_t v = 0; v < kMostVoices; ++v) {
      Voice& voice = voices_[v];
      const VoiceShape shape = shape_of(v);
      const double place = std::max(kShortestFrames, shape.place * 1e-3 * values_[kDelay] * rate_);
      fresh_ ? voice.place.jump(place) : voice.place.aim(place);
      if (fresh_)
        for (std::size_t w = 0; w < 2; ++w) voice.phases[w].start(shape.phases[w], step(shape, w), block.position + frame);
      aim_swings(voice, shape, place);
      aim_levels(voice, v);
    }
    const MixGains mix = MixGains::from_percent(values_[kMix]);
    dry_.aim(mix.dry, fresh_);
    wet_.aim(mix.wet * gain_from_db(values_[kLevel]), fresh_);
    low_cut_.aim(values_[kLowCut], fresh_);
    high_cut_.aim(values_[kHighCut], fresh_);
    fresh_ = false;
  }

  std::uint64_t step(const VoiceShape& shape, std::size_t wave) const noexcept {
    return dsp::SlowPhase::step(values_[kRate] * shape.ratios[wave], rate_);
  }

  void aim_swings(Voice& voice, const VoiceShape& shape, double place) noexcept {
    const double speed = std::exp2(values_[kDetune] / 1200.0) - 1.0;
    std::array<double, 2> swings;
    for (std::size_t w = 0; w < 2; ++w)
      swings[w] = kShares[w] * speed * rate_ / (2.0 * std::numbers::pi * values_[kRate] * shape.ratios[w]);
    const double all = swings[0] + swings[1], room = place - kShortestFrames;
    for (std::size_t w = 0; w < 2; ++w) voice.swings[w].aim(all > room ? swings[w] * room / all : swings[w], fresh_);
  }

  // Voices come and go, and change places, by a fade.
  void aim_levels(Voice& voice, std::size_t v) noexcept {
    const std::size_t count = static_cast<std::size_t>(values_[kVoices] + 0.5) + 1;
    const double across = count < 2 ? 0.0 : 2.0 * static_cast<double>(v) / static_cast<double>(count - 1) - 1.0;
    const dsp::StereoGains pan = dsp::constant_power_gains(stereo_ ? 0.01 * values_[kSpread] * across : 0.0);
    const double level = v < count ? std::sqrt(2.0 / static_cast<double>(count)) : 0.0;
    const std::array<float, 2> goals{static_cast<float>(level * pan.left), static_cast<float>(level * pan.right)};
    for (std::size_t c = 0; c < 2; ++c) {
      const float from = voice.levels[c].goal;
      voice.levels[c].aim(fresh_ ? goals[c] : std::clamp(goals[c], from - fade_step_, from + fade_step_), fresh_);
    }
  }

  // --- frame by frame

  void render(const ProcessBlock& block, int done, int frames) noexcept {
    float* const audio[2] = {block.audio[0] + done, block.audio[block.channels - 1] + done};
    for (std::size_t c = 0; c < 2; ++c)
      for (int i = 0; i < frames; ++i) lines_[c].write(std::abs(audio[c][i]) < kLoudest ? audio[c][i] : 0.0f);
    Part sum{};
    for (std::size_t v = 0; v < kMostVoices; ++v) add(voices_[v], shape_of(v), sum, frames);
    low_cut_.process(sum[0].data(), sum[1].data(), frames, at_);
    high_cut_.process(sum[0].data(), sum[1].data(), frames, at_);
    for (int c = 0; c < block.channels; ++c)
      for (int i = 0; i < frames; ++i)
        audio[c][i] = dry_.at(at_ + i) * audio[c][i] + wet_.at(at_ + i) * sum[static_cast<std::size_t>(c)][static_cast<std::size_t>(i)];
  }

  void add(Voice& voice, const VoiceShape& shape, Part& sum, int frames) noexcept {
    std::array<double, kPeriodFrames> delays;
    const bool heard = voice.heard();
    if (heard) {
      const std::uint64_t first = step(shape, 0), second = step(shape, 1);
      for (int i = 0; i < frames; ++i)
        delays[static_cast<std::size_t>(i)] = voice.swings[0].at(at_ + i) * dsp::sine_of_cycles(voice.phases[0].cycles(first, i)) +
                                              voice.swings[1].at(at_ + i) * dsp::sine_of_cycles(voice.phases[1].cycles(second, i));
    }
    for (std::size_t w = 0; w < 2; ++w) voice.phases[w].advance(step(shape, w), frames);
    for (int i = 0; i < frames; ++i) {
      const double place = voice.place.next();
      if (!heard) continue;
      const auto at = static_cast<std::size_t>(i);
      const double delay = std::max(place + delays[at], dsp::TapeLine::kShortest);
      // All frames of this part are in the lines already.
      for (std::size_t c = 0; c < (stereo_ ? 2u : 1u); ++c)
        sum[c][at] += voice.levels[c].at(at_ + i) * lines_[c].read_between(delay, i - frames);
    }
  }

  double rate_ = 48000.0;
  bool stereo_ = true;
  std::array<dsp::TapeLine, 2> lines_;
  std::array<Voice, kMostVoices> voices_;
  SoftCut low_cut_{dsp::StereoCut::Kind::high_pass, kLowCutOff}, high_cut_{dsp::StereoCut::Kind::low_pass, kHighCutOff};
  std::array<double, kParams> values_{};
  PeriodRamp dry_, wet_;
  float fade_step_ = 1.0f;
  int at_ = 0;  // frames into the period
  bool fresh_ = true;
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "doubler";
  type.label = "Doubler";
  type.category = "Modulation";
  type.summary = "Adds voices that are a little late and a little out of tune, to thicken a sound and widen it.";
  type.params = {
      choice(1, "voices", "Voices", {"1", "2", "3", "4", "5", "6", "7", "8"}, 1),
      continuous(2, "delay", "Delay", Unit::milliseconds, {5.0, kLongestMs, 20.0}, Scale::logarithmic),
      continuous(3, "detune", "Detune", Unit::cents, {0.0, 50.0, 9.0}),
      continuous(4, "rate", "Rate", Unit::hertz, {0.05, 5.0, 0.3}, Scale::logarithmic),
      continuous(5, "spread", "Spread", Unit::percent, {0.0, 100.0, 100.0}),
      continuous(6, "low_cut", "Low cut", Unit::hertz, {kLowCutOff, 1000.0, 100.0}, Scale::logarithmic),
      continuous(7, "high_cut", "High cut", Unit::hertz, {1000.0, kHighCutOff, 12000.0}, Scale::logarithmic),
      continuous(8, "level", "Level", Unit::decibels, {-40.0, 12.0, 0.0}),
      continuous(9, "mix", "Mix", Unit::percent, {0.0, 100.0, 35.0}),
  };
  type.params[kRate].shown_decimals = 2;
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Doubler>(); };
  type.tail = [](std::span<const double> values, double rate) {
    const double seconds = 2.0 * (1.0 + kScatter) * 1e-3 * values[kDelay] + 8.0 / values[kLowCut];
    return frames_from_seconds(seconds, rate) + static_cast<Frames>(2.0 * kShortestFrames);
  };
  return type;
}

}  // namespace

const ProcessorType& doubler_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
