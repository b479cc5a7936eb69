// Level, polarity and exchange of the sides.
#include <cmath>

#include "engine/dsp/scale.h"
#include "engine/processors/param_table.h"
#include "engine/processors/processor.h"

namespace sweetspot {
namespace {

enum Param { kGain, kInvert, kSwap };

// At the bottom of the range there is no sound at all.
constexpr double kBottomDb = -60.0;
constexpr double kTopDb = 24.0;
constexpr double kFadeMs = 5.0;

double level_from_db(double db) { return db <= kBottomDb ? 0.0 : gain_from_db(db); }

// The level over one slice: a straight line in dB, or in amplitude where an end is silent and has no dB.
class LevelRamp {
 public:
  LevelRamp(ParamRamp db, int slice_length) noexcept : level_(level_from_db(db.from)) {
    const double end = level_from_db(db.to);
    if (level_ > 0.0 && end > 0.0)
      ratio_ = std::pow(end / level_, 1.0 / slice_length);
    else
      step_ = (end - level_) / slice_length;
  }

  double next() noexcept {
    const double level = level_;
    level_ = level_ * ratio_ + step_;
    return level;
  }

 private:
  double level_;
  double ratio_ = 1.0;
  double step_ = 0.0;
};

class Gain final : public Processor {
 public:
  void prepare(const ProcessSetup&, std::span<const double>) override {}
  void reset() noexcept override {}

  void process(const ProcessBlock& block) noexcept override {
    if (block.moving)
      process_moving(block);
    else
      process_resting(block);
  }

  static void process_batch(std::span<const BatchItem> items) noexcept {
    for (const BatchItem& item : items) static_cast<Gain*>(item.processor)->process(*item.block);
  }

 private:
  void process_resting(const ProcessBlock& block) noexcept {
    const double polarity = block.params[kInvert].to >= 0.5f ? -1.0 : 1.0;
    const float level = static_cast<float>(level_at(block.params[kGain].to) * polarity);
    if (block.channels == 2 && block.params[kSwap].to >= 0.5f) {
      dsp::scale_exchanged(block.audio[0], block.audio[1], block.frames, level);
      return;
    }
    for (int channel = 0; channel < block.channels; ++channel) dsp::scale(block.audio[channel], block.frames, level);
  }

  // The level is the same for most blocks, and its power costs as much as a short block.
  double level_at(float db) noexcept {
    if (db != level_db_) {
      level_db_ = db;
      level_ = level_from_db(db);
    }
    return level_;
  }

  // Polarity and exchange glide as cross-fades, so that neither clicks.
  static void process_moving(const ProcessBlock& block) noexcept {
    LevelRamp level(block.params[kGain], block.slice_length);
    for (int i = 0; i < block.slice_offset; ++i) level.next();
    const auto at = [&block](int param, int frame) {
      const ParamRamp& ramp = block.params[static_cast<std::size_t>(param)];
      return ramp.from + (ramp.to - ramp.from) * static_cast<double>(block.slice_offset + frame) / block.slice_length;
    };
    float* left = block.audio[0];
    float* right = block.audio[block.channels - 1];
    for (int i = 0; i < block.frames; ++i) {
      const double signed_level = level.next() * (1.0 - 2.0 * at(kInvert, i));
      const double crossed = at(kSwap, i);
      const double l = left[i];
      const double r = right[i];
      left[i] = static_cast<float>(signed_level * (l + crossed * (r - l)));
      right[i] = static_cast<float>(signed_level * (r + crossed * (l - r)));
    }
  }

  float level_db_ = 0.0f;
  double level_ = 1.0;
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "gain";
  type.label = "Gain";
  type.category = "Level";
  type.summary = "Sets the level, turns the polarity over, and exchanges left and right.";
  type.params = {
      continuous(1, "gain", "Gain", Unit::decibels, {kBottomDb, kTopDb, 0.0}),
      toggle(2, "invert", "Invert", false, kFadeMs),
      toggle(3, "swap", "Swap", false, kFadeMs),
  };
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Gain>(); };
  type.process_batch = [](std::span<const BatchItem> items) noexcept { Gain::process_batch(items); };
  return type;
}

}  // namespace

const ProcessorType& gain_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
