// Place and width of a stereo sound.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/dsp/pan_law.h"
#include "engine/processors/param_table.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"

namespace sweetspot {
namespace {

enum Param { kPan, kLaw, kWidth };

constexpr double kLawFadeSeconds = 0.01;

// Two sides in, two sides out: left-to-left, right-to-left, left-to-right, right-to-right.
using Matrix = std::array<double, 4>;

// Width first (the sides' difference scaled), then the law's gains.
Matrix stereo_matrix(double pan, dsp::PanLaw law, double width) noexcept {
  const dsp::StereoGains gains = dsp::pan_gains(law, pan);
  const double near = 0.5 + 0.5 * width;
  const double far = 0.5 - 0.5 * width;
  return {gains.left * near, gains.left * far, gains.right * far, gains.right * near};
}

class Pan final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double>) override {
    fade_frames_ = std::max(1, static_cast<int>(std::lround(setup.rate * kLawFadeSeconds)));
    reset();
  }

  void reset() noexcept override {
    fresh_ = true;
    fade_left_ = 0;
  }

  // A mono sound stands between the speakers whatever the settings are: it passes unchanged.
  void process(const ProcessBlock& block) noexcept override {
    if (block.channels != 2) return;
    const auto law = static_cast<dsp::PanLaw>(std::lround(block.params[kLaw].to));
    follow_law(law, block);
    if (block.moving) {
      apply_changing(block, 0, block.frames);
      return;
    }
    const int fading = std::min(fade_left_, block.frames);
    apply_changing(block, 0, fading);
    apply_resting(block, fading, stereo_matrix(block.params[kPan].to, law, block.params[kWidth].to));
  }

 private:
  // Laws jump; what the jump would change at once is added back and taken away over the fade.
  void follow_law(dsp::PanLaw law, const ProcessBlock& block) noexcept {
    if (!fresh_ && law != law_) {
      const double done = block.moving ? static_cast<double>(block.slice_offset) / block.slice_length : 1.0;
      const auto now = [done](const ParamRamp& ramp) { return ramp.from + (ramp.to - ramp.from) * done; };
      const Matrix before = stereo_matrix(now(block.params[kPan]), law_, now(block.params[kWidth]));
      const Matrix after = stereo_matrix(now(block.params[kPan]), law, now(block.params[kWidth]));
      const double left = static_cast<double>(fade_left_) / fade_frames_;
      for (std::size_t k = 0; k < 4; ++k) jump_[k] = jump_[k] * left + before[k] - after[k];
      fade_left_ = fade_frames_;
    }
    law_ = law;
    fresh_ = false;
  }

  static void apply_resting(const ProcessBlock& block, int begin, const Matrix& m) noexcept {
    float* left = block.audio[0];
    float* right = block.audio[1];
    const bool straight = m[1] == 0.0 && m[2] == 0.0;
    for (int i = begin; i < block.frames; ++i) {
      const double l = left[i];
      const double r = right[i];
      left[i] = static_cast<float>(straight ? m[0] * l : m[0] * l + m[1] * r);
      right[i] = static_cast<float>(straight ? m[3] * r : m[2] * l + m[3] * r);
    }
  }

  // The law is taken at every frame: straight lines between slices would bend at each border, which is heard beside a tone.
  void apply_changing(const ProcessBlock& block, int begin, int end) noexcept {
    for (int i = begin; i < end; ++i) {
      const double jump = static_cast<double>(fade_left_) / fade_frames_;
      Matrix m = stereo_matrix(value_at(block, kPan, i), law_, value_at(block, kWidth, i));
      for (std::size_t k = 0; k < 4; ++k) m[k] += jump_[k] * jump;
      const double l = block.audio[0][i];
      const double r = block.audio[1][i];
      block.audio[0][i] = static_cast<float>(m[0] * l + m[1] * r);
      block.audio[1][i] = static_cast<float>(m[2] * l + m[3] * r);
      if (fade_left_ > 0) --fade_left_;
    }
  }

  dsp::PanLaw law_ = dsp::PanLaw::balance;
  bool fresh_ = true;
  int fade_frames_ = 1;
  int fade_left_ = 0;
  Matrix jump_{};
};

ProcessorType describe() {
  ProcessorType type;
  type.id = "pan";
  type.label = "Pan";
  type.category = "Stereo";
  type.summary = "Places a stereo sound between the speakers and makes it narrower or wider.";
  type.params = {
      continuous(1, "pan", "Pan", Unit::none, {-1.0, 1.0, 0.0}),
      choice(2, "law", "Law", {"balance", "constant_power", "linear"}),
      continuous(3, "width", "Width", Unit::none, {0.0, 2.0, 1.0}),
  };
  for (ParamSpec& spec : type.params) spec.shown_decimals = 2;
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Pan>(); };
  return type;
}

}  // namespace

const ProcessorType& pan_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
