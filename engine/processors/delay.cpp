// A delay: echoes that come back and back, from side to side, in time with the song, as from a tape.
//
// The loop holds a high-pass, a low-pass and a soft limit, none of which amplifies, so it is stable at any feedback: at 100 % an echo stays
// for ever, and what the loop brings back never passes twice the level where the limit begins (0 dBFS, or less by the drive). A change of
// time either fades between two heads in kFadeSeconds or moves the head as a tape does (delay_glide.h). Times at rest are whole frames, so
// echoes are copies; the wobble reads between them (tape_line.h).
//
// A note that is longer than kLongestSeconds is halved until it is not. Tails are declared up to kLongestTail; what goes on for longer is
// cut off there when a song is rendered.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "engine/dsp/delay_glide.h"
#include "engine/dsp/slow_phase.h"
#include "engine/dsp/soft_limit.h"
#include "engine/dsp/stereo_cut.h"
#include "engine/dsp/tape_line.h"
#include "engine/processors/ducker.h"
#include "engine/processors/mix_law.h"
#include "engine/processors/note_values.h"
#include "engine/processors/param_table.h"
#include "engine/processors/period_ramp.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"
#include "engine/processors/settling.h"

namespace sweetspot {
namespace {

enum Param : std::size_t {
  kTime,
  kSync,
  kNote,
  kOffset,
  kFeedback,
  kPingPong,
  kLowCut,
  kHighCut,
  kDrive,
  kWobble,
  kWobbleRate,
  kChange,
  kDuck,
  kDuckThreshold,
  kDuckRelease,
  kMix,
  kParams
};
enum Change { kFade, kTape };
enum Meter { kInputLevel, kGainReduction, kOutputLevel };

constexpr std::size_t kFirstNote = 2;  // the longest is a dotted whole note
constexpr double kLongestSeconds = 6.0;
constexpr double kLongestTail = 60.0;
constexpr double kLargestOffset = 0.05;  // seconds
constexpr double kFadeSeconds = 0.04;
constexpr double kSettleSeconds = 0.1;  // a time that keeps moving waits no longer for the next fade
constexpr int kShortestFrames = 10;
constexpr float kLoudest = 1e9f;
constexpr float kFaintest = 1e-15f;

// The wobble: a slow wow and a faster, smaller flutter.
constexpr double kFlutterRatio = 5.831;
constexpr double kFlutterShare = 0.3;  // of the change of pitch

using Values = std::array<double, kParams>;
using Delays = std::array<int, 2>;

double seconds_of(std::span<const double> values, double tempo) noexcept {
  if (values[kSync] < 0.5) return 1e-3 * values[kTime];
  double seconds = note_seconds(kFirstNote, values[kNote], tempo);
  while (seconds > kLongestSeconds) seconds *= 0.5;
  return seconds;
}

Delays delays_of(std::span<const double> values, double rate, double tempo) noexcept {
  const double seconds = seconds_of(values, tempo), offset = 1e-3 * values[kOffset];
  const auto frames = [rate](double time) { return std::max(kShortestFrames, static_cast<int>(std::lround(time * rate))); };
  return {frames(seconds + std::max(0.0, -offset)), frames(seconds + std::max(0.0, offset))};
}

// How far the wow and the flutter move the head, in frames, for a change of pitch in cents.
struct Wobble {
  double wow = 0.0, flutter = 0.0;

  static Wobble of(double cents, double hertz, double rate) noexcept {
    const double speed = std::exp2(cents / 1200.0) - 1.0;
    const double wow = speed * rate / (2.0 * std::numbers::pi * hertz);
    return {(1.0 - kFlutterShare) * wow, kFlutterShare * wow / kFlutterRatio};
  }
  double most() const noexcept { return wow + flutter; }
  Wobble times(double share) const noexcept { return {wow * share, flutter * share}; }
};

constexpr double kSlowestWobble = 0.2, kDeepestWobble = 50.0;

Frames tail_in_tempo(std::span<const double> values, double rate, double tempo) {
  const Delays delays = delays_of(values, rate, tempo);
  const double wobble = Wobble::of(values[kWobble], values[kWobbleRate], rate).most();
  const double filters = 0.5 / values[kLowCut];  // seconds by which a pass through the loop smears what is low
  const double pass = (std::max(delays[0], delays[1]) + std::min<double>(wobble, std::min(delays[0], delays[1]))) / rate + filters;
  const double feedback = 0.01 * values[kFeedback];
  const double passes = feedback <= 0.0 ? 1.0 : feedback >= 1.0 ? 1e9 : 1.0 + std::ceil(std::log(1e-5) / std::log(feedback));
  return frames_from_seconds(std::min(kLongestTail, passes * pass + 8.0 / values[kLowCut]), rate);
}

class Delay final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double>) override {
    rate_ = setup.rate;
    stereo_ = setup.channels == 2;
    const double wobble = Wobble::of(kDeepestWobble, kSlowestWobble, rate_).most();
    const int longest = static_cast<int>((kLongestSeconds + kLargestOffset) * rate_ + wobble) + 1;
    for (dsp::TapeLine& line : lines_) line.prepare(longest, kPeriodFrames);
    for (auto* heads : {&heads_, &next_heads_})
      for (dsp::DelayGlide& head : *heads) head.prepare(rate_);
    fade_frames_ = static_cast<int>(kFadeSeconds * rate_) / kPeriodFrames * kPeriodFrames + kPeriodFrames;
    settle_periods_ = static_cast<int>(kSettleSeconds * rate_) / kPeriodFrames;
    ducker_.prepare(rate_, kPeriodFrames);
    reset();
  }

  void reset() noexcept override {
    for (dsp::TapeLine& line : lines_) line.reset();
    low_cut_.reset();
    high_cut_.reset();
    ducker_.reset();
    duck_.aim(1.0, true);
    fade_at_ = -1;
    at_ = 0;
    fresh_ = true;
  }

  void process(const ProcessBlock& block) noexcept override {
    float loudest = 0.0f;
    for (int done = 0; done < block.frames;) {
      if (at_ == 0) begin_period(block, done);
      const int frames = std::min({kPeriodFrames - at_, block.frames - done, reach()});
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
  using Heads = std::array<dsp::DelayGlide, 2>;
  using Part = std::array<std::array<float, kPeriodFrames>, 2>;  // both sides of a part of a period

  // --- once a period

  void begin_period(const ProcessBlock& block, int frame) noexcept {
    for (std::size_t i = 0; i < kParams; ++i) values_[i] = value_at(block, i, frame);
    if (!stereo_) values_[kOffset] = values_[kPingPong] = 0.0;
    if (fresh_)
      for (std::size_t i = 0; i < 2; ++i) phases_[i].start(0.0, wobble_step(i), block.position + frame);
    place_heads(delays_of(values_, rate_, block.tempo));
    aim_wobble();
    const MixGains mix = MixGains::from_percent(values_[kMix]);
    dry_.aim(mix.dry, fresh_);
    wet_.aim(mix.wet, fresh_);
    feedback_.aim(0.01 * values_[kFeedback], fresh_);
    cross_.aim(values_[kPingPong], fresh_);
    clean_.aim(gain_from_db(-values_[kDrive]), fresh_);
    low_corner_.aim(values_[kLowCut], fresh_);
    high_corner_.aim(values_[kHighCut], fresh_);
    fresh_ = false;
  }

  void place_heads(const Delays& wanted) noexcept {
    if (fresh_) {
      for (std::size_t c = 0; c < 2; ++c) heads_[c].jump(wanted[c]);
      delays_ = wanted;
      settling_.reset(wanted);
      return;
    }
    const bool due = settling_.due(wanted, delays_, settle_periods_);
    if (fade_at_ >= 0) return;
    if (values_[kChange] >= 0.5) {
      for (std::size_t c = 0; c < 2; ++c) heads_[c].aim(wanted[c]);
      delays_ = wanted;
    } else if (due) {
      for (std::size_t c = 0; c < 2; ++c) next_heads_[c].jump(wanted[c]);
      delays_ = wanted;
      fade_at_ = 0;
      settling_.done();
    }
  }

  std::uint64_t wobble_step(std::size_t i) const noexcept {
    return dsp::SlowPhase::step(values_[kWobbleRate] * (i == 0 ? 1.0 : kFlutterRatio), rate_);
  }

  // A short delay has less room to wobble in.
  void aim_wobble() noexcept {
    const Wobble wanted = Wobble::of(values_[kWobble], values_[kWobbleRate], rate_);
    const double room = std::max(0.0, std::min(delays_[0], delays_[1]) - dsp::TapeLine::kShortest - 2.0);
    const Wobble wobble = wanted.times(wanted.most() > room ? room / wanted.most() : 1.0);
    wow_.aim(wobble.wow, fresh_);
    flutter_.aim(wobble.flutter, fresh_);
    wobbles_ = wow_.moving() || wow_.goal != 0.0f;
  }

  void end_period() noexcept {
    at_ = 0;
    const DuckerSettings ducking{values_[kDuck], values_[kDuckThreshold], values_[kDuckRelease]};
    duck_.aim(ducker_.end_period(ducking), false);
  }

  // --- frame by frame

  // Frames that may be made at once: none of them hears another.
  int reach() const noexcept {
    double nearest = std::min(heads_[0].at(), heads_[1].at());
    if (fade_at_ >= 0) nearest = std::min({nearest, next_heads_[0].at(), next_heads_[1].at()});
    const double sway = wobbles_ ? std::max(wow_.start, wow_.goal) + std::max(flutter_.start, flutter_.goal) : 0.0;
    return std::clamp(static_cast<int>(nearest - sway - dsp::TapeLine::kShortest) - kPeriodFrames, 1, kPeriodFrames);
  }

  float render(const ProcessBlock& block, int done, int frames) noexcept {
    float* const audio[2] = {block.audio[0] + done, block.audio[block.channels - 1] + done};
    listen(block, done, frames);
    Part echo;
    read(echo, frames);
    filter(echo, frames);
    write(audio, echo, frames);
    float loudest = 0.0f;
    for (int c = 0; c < block.channels; ++c)
      for (int i = 0; i < frames; ++i) {
        const int frame = at_ + i;
        float& x = audio[c][i];
        x = dry_.at(frame) * x + wet_.at(frame) * duck_.at(frame) * echo[static_cast<std::size_t>(c)][static_cast<std::size_t>(i)];
        loudest = std::max(loudest, std::abs(x));
      }
    return loudest;
  }

  void listen(const ProcessBlock& block, int done, int frames) noexcept {
    const bool external = block.sidechain && block.sidechain_channels > 0;
    const float* const* const from = external ? block.sidechain : block.audio;
    const int channels = external ? block.sidechain_channels : block.channels;
    const float* const key[2] = {from[0] + done, from[channels - 1] + done};
    ducker_.listen(key, channels, frames);
  }

  void read(Part& echo, int frames) noexcept {
    std::array<double, kPeriodFrames> sway{};
    if (wobbles_) find_sway(sway, frames);
    for (std::size_t c = 0; c < 2; ++c) read_head(heads_[c], c, sway, echo[c].data(), frames);
    for (std::size_t i = 0; i < 2; ++i) phases_[i].advance(wobble_step(i), frames);
    if (fade_at_ < 0) return;
    Part next;
    for (std::size_t c = 0; c < 2; ++c) read_head(next_heads_[c], c, sway, next[c].data(), frames);
    for (int i = 0; i < frames; ++i) {
      const float x = static_cast<float>(fade_at_ + i) / static_cast<float>(fade_frames_);
      const float share = x * x * (3.0f - 2.0f * x);
      for (std::size_t c = 0; c < 2; ++c) {
        float& old = echo[c][static_cast<std::size_t>(i)];
        old += share * (next[c][static_cast<std::size_t>(i)] - old);
      }
    }
    fade_at_ += frames;
    if (fade_at_ < fade_frames_) return;
    fade_at_ = -1;
    heads_ = next_heads_;
  }

  void find_sway(std::array<double, kPeriodFrames>& sway, int frames) const noexcept {
    const std::uint64_t wow_step = wobble_step(0), flutter_step = wobble_step(1);
    for (int i = 0; i < frames; ++i)
      sway[static_cast<std::size_t>(i)] = wow_.at(at_ + i) * dsp::sine_of_cycles(phases_[0].cycles(wow_step, i)) +
                                          flutter_.at(at_ + i) * dsp::sine_of_cycles(phases_[1].cycles(flutter_step, i));
  }

  void read_head(dsp::DelayGlide& head, std::size_t channel, const std::array<double, kPeriodFrames>& sway, float* to,
                 int frames) noexcept {
    const dsp::TapeLine& line = lines_[channel];
    if (!wobbles_ && head.resting()) {
      const int delay = static_cast<int>(head.at());
      line.read(delay, to, frames);
      return;
    }
    for (int i = 0; i < frames; ++i) {
      const double delay = head.next() + sway[static_cast<std::size_t>(i)];
      to[i] = line.read_between(std::max(delay, dsp::TapeLine::kShortest + i), i);
    }
  }

  void filter(Part& echo, int frames) noexcept {
    const auto cut = [&](dsp::StereoCut& filter, const PeriodRamp& corner) {
      if (corner.moving())
        filter.process_gliding(echo[0].data(), echo[1].data(), frames, corner.start, corner.goal, rate_, at_, kPeriodFrames);
      else
        filter.process(echo[0].data(), echo[1].data(), frames, corner.goal, rate_);
    };
    cut(low_cut_, low_corner_);
    cut(high_cut_, high_corner_);
  }

  // What goes into the lines: the input, and what comes back. In ping-pong the input enters on the left and each side feeds the other.
  void write(float* const* audio, const Part& echo, int frames) noexcept {
    Part line;
    for (int i = 0; i < frames; ++i) {
      const auto at = static_cast<std::size_t>(i);
      const float cross = cross_.at(at_ + i), feedback = feedback_.at(at_ + i), clean = clean_.at(at_ + i);
      float in[2];
      for (int c = 0; c < 2; ++c) in[c] = std::abs(audio[c][i]) < kLoudest ? audio[c][i] : 0.0f;
      const float both = 0.70710678f * (in[0] + in[1]);
      in[0] += cross * (both - in[0]);
      in[1] -= cross * in[1];
      for (std::size_t c = 0; c < 2; ++c) {
        const float own = echo[c][at], other = echo[1 - c][at];
        const float x = in[c] + dsp::soft_limit(feedback * (own + cross * (other - own)), clean);
        line[c][at] = std::abs(x) < kFaintest ? 0.0f : x;
      }
    }
    for (std::size_t c = 0; c < 2; ++c) lines_[c].write(line[c].data(), frames);
  }

  double rate_ = 48000.0;
  bool stereo_ = true;
  std::array<dsp::TapeLine, 2> lines_;
  Heads heads_, next_heads_;  // faded from the first to the second
  dsp::StereoCut low_cut_{dsp::StereoCut::Kind::high_pass}, high_cut_{dsp::StereoCut::Kind::low_pass};
  Ducker ducker_;
  std::array<dsp::SlowPhase, 2> phases_;  // of wow and flutter
  Values values_{};
  Delays delays_{};  // where the heads are or go
  Settling<Delays> settling_;
  PeriodRamp dry_, wet_, feedback_, cross_, clean_, low_corner_, high_corner_, wow_, flutter_, duck_;
  bool wobbles_ = false;
  int fade_frames_ = 1, settle_periods_ = 1;
  int fade_at_ = -1;  // frames into the fade; -1: none
  int at_ = 0;        // frames into the period
  bool fresh_ = true;
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "delay";
  type.label = "Delay";
  type.category = "Space";
  type.summary = "Repeats the sound after a time or a note value, from side to side if wanted, as a tape would.";
  type.params = {
      continuous(1, "time", "Time", Unit::milliseconds, {1.0, 5000.0, 350.0}, Scale::logarithmic),
      toggle(2, "sync", "Sync to tempo", false),
      choice(3, "note", "Note", note_keys(kFirstNote), note_index(kFirstNote, "1/4")),
      continuous(4, "offset", "Stereo offset", Unit::milliseconds, {-1e3 * kLargestOffset, 1e3 * kLargestOffset, 0.0}),
      continuous(5, "feedback", "Feedback", Unit::percent, {0.0, 100.0, 35.0}),
      toggle(6, "ping_pong", "Ping-pong", false, 20.0),
      continuous(7, "low_cut", "Low cut", Unit::hertz, {20.0, 2000.0, 120.0}, Scale::logarithmic),
      continuous(8, "high_cut", "High cut", Unit::hertz, {500.0, 20000.0, 6000.0}, Scale::logarithmic),
      continuous(9, "drive", "Drive", Unit::decibels, {0.0, 24.0, 0.0}),
      continuous(10, "wobble", "Wobble", Unit::cents, {0.0, kDeepestWobble, 0.0}),
      continuous(11, "wobble_rate", "Wobble rate", Unit::hertz, {kSlowestWobble, 5.0, 0.7}, Scale::logarithmic),
      choice(12, "change", "Change of time", {"fade", "tape"}),
      continuous(13, "duck", "Ducking", Unit::decibels, {0.0, 24.0, 0.0}),
      continuous(14, "duck_threshold", "Duck threshold", Unit::decibels, {-60.0, 0.0, -30.0}),
      continuous(15, "duck_release", "Duck release", Unit::milliseconds, {20.0, 2000.0, 300.0}, Scale::logarithmic),
      continuous(16, "mix", "Mix", Unit::percent, {0.0, 100.0, 30.0}),
  };
  put_under("Character", type.params, {"drive", "wobble", "wobble_rate", "change"});
  put_under("Ducking", type.params, {"duck", "duck_threshold", "duck_release"});
  type.meters = {{"input_level", "Input level", Unit::decibels, kSilenceDb},
                 {"gain_reduction", "Ducking", Unit::decibels, 0.0},
                 {"output_level", "Output level", Unit::decibels, kSilenceDb}};
  type.has_sidechain = true;
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Delay>(); };
  type.tail_in_tempo = tail_in_tempo;
  return type;
}

}  // namespace

const ProcessorType& delay_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
