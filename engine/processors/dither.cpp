// The reduction to 16, 20 or 24 bits as a device: once, and last.
//
// The same steps and noise as a file gets on delivery (dsp/dither.h). What comes out lies on the steps, so nothing may touch it any more:
// mastering/sins.h tells when something does, and a render whose master ends in this device does not dither again.
//
// Each channel has noise of its own; the noise of a frame depends on how many frames have passed since the reset and on nothing else.
//
// `auto_blank` is on by default: a channel that has been exactly silent for half a second stays exactly silent. Without it the noise goes
// on as long as the session runs, also where there is no sound yet or any more. Which of both a record wants is a matter of taste; the
// default leaves silence as it is, as every other device does.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/dsp/dither.h"
#include "engine/processors/param_table.h"
#include "engine/processors/processor.h"

namespace sweetspot {
namespace {

enum Param { kDepth, kNoise, kAutoBlank };

constexpr int kMaxChannels = 2;
constexpr double kBlankSeconds = 0.5;
constexpr std::array<int, 3> kBits{16, 20, 24};

class DitherDevice final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double>) override {
    shape_ = dsp::noise_shape(setup.rate);
    blank_after_ = frames_from_seconds(kBlankSeconds, setup.rate);
    reset();
  }

  void reset() noexcept override {
    for (std::size_t c = 0; c < channels_.size(); ++c) {
      channels_[c].dither.begin(dsp::dither_seed(static_cast<int>(c)));
      channels_[c].silent = blank_after_;
    }
  }

  void process(const ProcessBlock& block) noexcept override {
    const double steps = dsp::dither_steps(kBits[static_cast<std::size_t>(std::lround(block.params[kDepth].to))]);
    const auto kind = block.params[kNoise].to > 0.5f ? dsp::DitherKind::shaped : dsp::DitherKind::tpdf;
    const bool blanks = block.params[kAutoBlank].to > 0.5f;
    for (int c = 0; c < block.channels; ++c) {
      Channel& channel = channels_[static_cast<std::size_t>(c)];
      float* const audio = block.audio[c];
      for (int from = 0; from < block.frames;) {
        bool blank = false;
        const int length = stretch(channel, blanks, audio + from, block.frames - from, blank);
        if (blank)
          channel.dither.pass(length);
        else
          channel.dither.process(kind, steps, shape_, audio + from, length);
        from += length;
      }
    }
  }

 private:
  struct Channel {
    dsp::ChannelDither dither;
    Frames silent = 0;  // frames of exact silence up to now, counted up to blank_after_
  };

  // How many frames from here on are all blank or all not. What is no number is silence.
  int stretch(Channel& channel, bool blanks, float* audio, int frames, bool& blank) const noexcept {
    int length = 0;
    for (; length < frames; ++length) {
      if (!std::isfinite(audio[length])) audio[length] = 0.0f;
      const Frames silent = audio[length] == 0.0f ? std::min(channel.silent + 1, blank_after_) : 0;
      const bool now = blanks && silent == blank_after_;
      if (length > 0 && now != blank) break;
      blank = now;
      channel.silent = silent;
    }
    return length;
  }

  std::array<Channel, kMaxChannels> channels_;
  dsp::NoiseShape shape_{};
  Frames blank_after_ = 0;
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "dither";
  type.label = "Dither";
  type.category = "Delivery";
  type.summary = "Reduces the depth to 16, 20 or 24 bits with noise instead of distortion; once, and as the very last of the master.";
  type.params = {
      choice(1, "depth", "Depth", {"16", "20", "24"}),
      choice(2, "noise", "Noise", {"tpdf", "shaped"}),
      toggle(3, "auto_blank", "Blank silence", true),
  };
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<DitherDevice>(); };
  type.tail = [](std::span<const double> values, double rate) {
    return values[kAutoBlank] > 0.5 ? frames_from_seconds(kBlankSeconds, rate) : Frames{0};
  };
  return type;
}

}  // namespace

const ProcessorType& dither_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
