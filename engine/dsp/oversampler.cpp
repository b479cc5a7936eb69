#include "engine/dsp/oversampler.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "engine/dsp/oversampling_filters.h"

namespace sweetspot::dsp {
namespace {

struct Design {
  std::vector<RateStep> up, down;
  int latency = 0;
};

Design linear_design(const Oversampling& wanted, int steps) {
  Design design;
  double delay = wanted.half_late && steps == 0 ? 1.0 : 0.0;
  for (int step = 0; step < steps; ++step) {
    const bool top = step == steps - 1;
    design.up.push_back(linear_step_up(step));
    design.down.push_back(wanted.half_late && top ? linear_step_down_half(step) : linear_step_down(step));
    delay += std::ldexp(design.up.back().delay + design.down.back().delay, -step);
  }
  design.latency = static_cast<int>(std::lround(delay));
  return design;
}

// The first step down carries what is missing to whole frames.
Design minimum_design(const Oversampling& wanted, int steps, bool dry) {
  Design design;
  const double late = wanted.half_late ? 0.5 / wanted.factor : 0.0;
  double delay = late;
  for (int step = 0; step < steps; ++step) {
    design.up.push_back(minimum_step_up(step));
    design.down.push_back(minimum_step_down(step, 0.0));
    delay += std::ldexp(design.up.back().delay + design.down.back().delay, -step);
  }
  constexpr double kLeastMore = 0.25;
  design.latency = static_cast<int>(std::ceil(delay + kLeastMore));
  design.down.front() = minimum_step_down(0, 2.0 * (design.latency - delay + (dry ? late : 0.0)));
  return design;
}

Design design_of(const Oversampling& wanted, bool dry = false) {
  const int steps = std::countr_zero(static_cast<unsigned>(wanted.factor));
  if (wanted.filter == OversamplingFilter::minimum && steps > 0) return minimum_design(wanted, steps, dry);
  return linear_design(wanted, steps);
}

// A sample of `streams` streams by its number, counted from sample 0 of stream 0.
const float* sample_at(const SampleStreams& streams, int number) {
  const int count = streams.count();
  const int frame = number >= 0 ? number / count : -((count - 1 - number) / count);
  return streams.at(number - frame * count) + frame;
}

// Frames of the base rate that the filter beside a level of 2^level streams reaches back.
int history_of(const RateStep& step, std::size_t level) {
  return static_cast<int>(std::max(step.even.size(), step.odd.size()) >> level) + 2;
}

std::size_t taps_of(const RateStep& step) { return step.even.size() + step.odd.size(); }

}  // namespace

int oversampling_latency(const Oversampling& wanted) {
  constexpr int kFactors = 5;
  using Table = std::array<int, 4 * kFactors>;
  const auto place = [](const Oversampling& o) {
    return static_cast<std::size_t>(4 * std::countr_zero(static_cast<unsigned>(o.factor)) + (o.half_late ? 2 : 0) +
                                    (o.filter == OversamplingFilter::minimum ? 1 : 0));
  };
  static const Table all = [&place] {
    Table made{};
    for (int factor = 1; factor <= kMostOversampling; factor *= 2)
      for (const auto filter : {OversamplingFilter::linear, OversamplingFilter::minimum})
        for (const bool late : {false, true}) made[place({factor, filter, late})] = design_of({factor, filter, late}).latency;
    return made;
  }();
  return all[place(wanted)];
}

void SampleStreams::prepare(int count, int history) {
  constexpr std::size_t kLine = 16;  // floats to a line of the cache
  count_ = count;
  history_ = (static_cast<std::size_t>(history) + kLine - 1) / kLine * kLine;
  stride_ = history_ + kOversampleChunk + kTapSumSpare;
  samples_.assign(static_cast<std::size_t>(count) * stride_, 0.0f);
}

void SampleStreams::reset() noexcept { std::fill(samples_.begin(), samples_.end(), 0.0f); }

void SampleStreams::move_on(int frames) noexcept {
  if (frames == 0) return;
  for (int k = 0; k < count_; ++k) {
    float* const first = at(k) - history_;
    std::copy_n(first + frames, history_, first);
  }
}

void RateStepSums::reserve(std::size_t sums, std::size_t taps) {
  sums_.reserve(sums);
  taps_.reserve(taps);
  from_.reserve(taps);
}

void RateStepSums::begin(float* out) {
  sums_.push_back({.out = out, .from = from_.data() + from_.size(), .taps = taps_.data() + taps_.size(), .count = 0});
}

void RateStepSums::add(const float* from, double tap) {
  if (tap == 0.0) return;
  from_.push_back(from);
  taps_.push_back(static_cast<float>(tap));
  ++sums_.back().count;
}

// --- up

void Upsampler::prepare(const Oversampling& oversampling) {
  const Design design = design_of(oversampling);
  levels_.resize(design.up.size() + 1);
  for (std::size_t level = 0; level < levels_.size(); ++level)
    levels_[level].prepare(1 << level, level < design.up.size() ? history_of(design.up[level], level) : 1);
  steps_.assign(design.up.size(), {});
  for (std::size_t level = 0; level < steps_.size(); ++level) {
    const RateStep& step = design.up[level];
    SampleStreams& high = levels_[level + 1];
    steps_[level].reserve(static_cast<std::size_t>(high.count()), taps_of(step) * static_cast<std::size_t>(levels_[level].count()));
    for (int j = 0; j < high.count(); ++j) {
      steps_[level].begin(high.at(j));
      const std::vector<double>& taps = j % 2 == 0 ? step.even : step.odd;
      for (std::size_t k = 0; k < taps.size(); ++k) steps_[level].add(sample_at(levels_[level], j / 2 - static_cast<int>(k)), taps[k]);
    }
  }
  done_ = 0;
}

void Upsampler::reset() noexcept {
  for (SampleStreams& level : levels_) level.reset();
  done_ = 0;
}

void Upsampler::process(const float* in, int frames) noexcept {
  for (SampleStreams& level : levels_) level.move_on(done_);
  done_ = frames;
  std::copy_n(in, frames, levels_.front().at(0));
  for (const RateStepSums& step : steps_) step.run(frames);
}

// --- down

void Downsampler::prepare(const Oversampling& oversampling, bool dry) {
  const Design design = design_of(oversampling, dry);
  levels_.resize(design.down.size() + 1);
  levels_[0].prepare(1, 1);
  for (std::size_t level = 1; level < levels_.size(); ++level)
    levels_[level].prepare(1 << level, history_of(design.down[level - 1], level - 1));
  steps_.assign(design.down.size(), {});
  for (std::size_t level = 0; level < steps_.size(); ++level) {
    const RateStep& step = design.down[level];
    SampleStreams& low = levels_[level];
    steps_[level].reserve(static_cast<std::size_t>(low.count()), taps_of(step) * static_cast<std::size_t>(low.count()));
    for (int a = 0; a < low.count(); ++a) {
      steps_[level].begin(low.at(a));
      for (std::size_t k = 0; k < step.even.size(); ++k)
        steps_[level].add(sample_at(levels_[level + 1], 2 * (a - static_cast<int>(k))), step.even[k]);
      for (std::size_t k = 0; k < step.odd.size(); ++k)
        steps_[level].add(sample_at(levels_[level + 1], 2 * (a - static_cast<int>(k)) + 1), step.odd[k]);
    }
  }
  // Without a step: a frame is the mean of two samples half a frame late, or the sample as it is.
  mean_ = steps_.empty() && oversampling.half_late;
  delayed_ = mean_ && dry;
}

void Downsampler::reset() noexcept {
  for (SampleStreams& level : levels_) level.reset();
}

void Downsampler::process(float* out, int frames) noexcept {
  for (std::size_t level = steps_.size(); level-- > 0;) steps_[level].run(frames);
  const float* const last = levels_.front().at(0);
  if (delayed_)
    std::copy_n(last - 1, frames, out);
  else if (mean_)
    for (int i = 0; i < frames; ++i) out[i] = 0.5f * (last[i - 1] + last[i]);
  else
    std::copy_n(last, frames, out);
  for (SampleStreams& level : levels_) level.move_on(frames);
}

}  // namespace sweetspot::dsp
