#include "engine/dsp/linear_crossover.h"

#include <algorithm>
#include <cmath>

namespace sweetspot::dsp {
namespace {

constexpr int kPartitions = 32;

// About 5 ms at every rate.
int hop_at(double rate) noexcept {
  int hop = 256;
  for (double at = 64000.0; rate > at; at *= 2.0) hop *= 2;
  for (double at = 32000.0; rate < at && hop > 32; at /= 2.0) hop /= 2;
  return hop;
}

int half_at(double rate) noexcept { return kPartitions * hop_at(rate) / 2 - 1; }

}  // namespace

int LinearCrossover::latency(double rate) noexcept { return 2 * hop_at(rate) + half_at(rate); }

int LinearCrossover::tail(double rate) noexcept { return half_at(rate) + 1; }

void LinearCrossover::prepare(double rate, int bands, int channels) {
  rate_ = rate;
  bands_ = std::clamp(bands, 2, kCrossoverBands);
  channels_ = channels;
  const int half = half_at(rate);
  for (CrossoverKernel& kernel : kernels_) kernel.prepare(half);
  Convolver::Setup setup{.hop = hop_at(rate), .taps = 2 * half + 1, .inputs = channels, .kernels = bands_ - 1, .routes = {}};
  for (int split = 0; split < bands_ - 1; ++split)
    for (int c = 0; c < channels; ++c) setup.routes.push_back({c, split});
  convolver_.prepare(setup);
  for (DelayLine& delay : delays_) delay.prepare(latency(rate));
  hertz_.fill(1000.0);
  reset();
}

void LinearCrossover::reset() noexcept {
  convolver_.reset();
  for (DelayLine& delay : delays_) delay.reset();
  made_for_.fill(0.0);
}

void LinearCrossover::run(const float* const* in, float* const* out, int frames, const double* const* hertz) noexcept {
  for (int done = 0; done < frames;) {
    const int length = std::min(frames - done, convolver_.frames_to_border());
    if (convolver_.frames_to_border() == convolver_.hop()) {
      for (int split = 0; hertz && split < bands_ - 1; ++split) set_split(split, hertz[split][done]);
      begin_kernels();
    }
    make_kernels(length);
    const float* from[2];
    float* to[2 * kCrossoverBands];
    for (int c = 0; c < channels_; ++c) from[c] = in[c] + done;
    for (int row = 0; row < bands_ * channels_; ++row) to[row] = out[row] + done;
    for (int c = 0; c < channels_; ++c) {
      float* const highest = to[(bands_ - 1) * channels_ + c];
      std::transform(from[c], from[c] + length, highest, [](float x) { return std::isfinite(x) ? x : 0.0f; });
      delays_[static_cast<std::size_t>(c)].process(highest, length);
    }
    convolver_.process(from, to, length);
    part(to, length);
    done += length;
  }
}

void LinearCrossover::begin_kernels() noexcept {
  for (int split = 0; split < bands_ - 1; ++split) {
    const auto s = static_cast<std::size_t>(split);
    if (made_for_[s] == hertz_[s]) continue;
    made_for_[s] = hertz_[s];
    kernels_[s].begin(hertz_[s], rate_);
  }
}

// As much of each kernel as these frames are of the hop; all of it by the hop's end.
void LinearCrossover::make_kernels(int frames) noexcept {
  const int hop = convolver_.hop();
  const int at = hop - convolver_.frames_to_border() + frames;
  for (int split = 0; split < bands_ - 1; ++split) {
    CrossoverKernel& kernel = kernels_[static_cast<std::size_t>(split)];
    if (!kernel.busy()) continue;
    const std::span<float> taps = convolver_.next_kernel(split);
    kernel.advance((kernel.steps() * at + hop - 1) / hop, taps);
    if (kernel.busy()) continue;
    taps.back() = 0.0f;  // one more than there are
    convolver_.offer_kernel(split);
  }
}

// From low-passes and the delayed sound to bands.
void LinearCrossover::part(float* const* out, int frames) noexcept {
  for (int row = bands_ * channels_ - 1; row >= channels_; --row) {
    const float* const below = out[row - channels_];
    float* const band = out[row];
    for (int i = 0; i < frames; ++i) band[i] -= below[i];
  }
}

double linear_crossover_response(std::span<const double> splits, int band, double hertz, double rate) noexcept {
  const auto low_pass = [&](std::size_t split) {
    const double x = Svf::warped(hertz, rate) / Svf::warped(splits[split], rate);
    return 1.0 / (1.0 + x * x * x * x);
  };
  const auto b = static_cast<std::size_t>(band);
  const double upper = b < splits.size() ? low_pass(b) : 1.0;
  return b > 0 ? upper - low_pass(b - 1) : upper;
}

}  // namespace sweetspot::dsp
