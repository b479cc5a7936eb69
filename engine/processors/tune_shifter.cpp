#include "engine/processors/tune_shifter.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/analysis/pitch_refine.h"

namespace sweetspot {

namespace {

constexpr double kUnvoicedSeconds = 0.005;
constexpr double kLeastLikeness = 0.5;
constexpr RefineWindow kOnePeriod{1.0, 0.004};

}  // namespace

void TuneShifter::prepare(double rate, int latency) {
  rate_ = rate;
  latency_ = latency;
  reset();
}

void TuneShifter::reset() noexcept {
  voiced_ = false;
  a_ = Mark{};
  b_ = Mark{};
  a_.at = -static_cast<double>(latency_) - 1.0;
  b_.at = -static_cast<double>(latency_);
}

float TuneShifter::Mark::read(const History& history, std::int64_t n) const noexcept {
  if (speed == 1.0)
    return taps.value(history.at(n + static_cast<std::int64_t>(std::floor(offset)) - dsp::FractionalTaps::kBefore) +
                      dsp::FractionalTaps::kBefore);
  const double position = at + offset + (static_cast<double>(n) - at) * speed;
  const double whole = std::floor(position);
  return dsp::FractionalTaps(position - whole)
      .value(history.at(static_cast<std::int64_t>(whole) - dsp::FractionalTaps::kBefore) + dsp::FractionalTaps::kBefore);
}

// How far on the period that begins at `source` repeats.
double TuneShifter::period_at(double source, double about, const History& mix) const noexcept {
  const auto reach = static_cast<std::int64_t>(about * 1.2 + 0.003 * rate_) + 2;
  const double middle = source + about / 2.0;
  const std::int64_t first = static_cast<std::int64_t>(std::floor(middle)) - reach;
  // Only what has come in by the moment of the mark counts, however the input is cut into blocks.
  const auto known = static_cast<std::int64_t>(std::ceil(b_.at)) + latency_;
  if (first < 0 || first + 2 * reach > known) return about;
  const RefinedPitch found =
      refine_pitch(mix.span(first, 2 * reach), rate_, middle - static_cast<double>(first), rate_ / about, kOnePeriod);
  return found.hz > 0.0 && found.periodicity > kLeastLikeness ? rate_ / found.hz : about;
}

// The loudest moment of a period: marks are best set on the pulse.
double TuneShifter::loudest(double from, double period, const History& mix) const noexcept {
  const auto first = static_cast<std::int64_t>(std::ceil(from)), count = static_cast<std::int64_t>(period);
  const std::int64_t reach = std::max<std::int64_t>(1, count / 8);
  if (first - reach < 0) return from + period;
  const float* x = mix.at(first - reach);
  double sum = 0.0, most = -1.0;
  std::int64_t best = 0;
  for (std::int64_t k = 0; k < count + 2 * reach; ++k) {
    sum += static_cast<double>(x[k]) * static_cast<double>(x[k]);
    if (k >= 2 * reach) {
      if (sum > most) {
        most = sum;
        best = k - 2 * reach;
      }
      const auto old = static_cast<double>(x[k - 2 * reach]);
      sum -= old * old;
    }
  }
  return static_cast<double>(first + std::max<std::int64_t>(best, 1));
}

// Makes the mark after b_. On return a_ is where the output is.
void TuneShifter::advance(const History& mix, const Orders& orders, bool move_formants) noexcept {
  a_ = b_;
  const double wanted = (a_.at - static_cast<double>(orders.first)) / orders.hop;
  const std::int64_t k = std::min(orders.newest, static_cast<std::int64_t>(std::llround(wanted)));
  const ShiftOrder order = k < 0 ? ShiftOrder{} : orders.ring[k & (kOrders - 1)];
  b_ = Mark{};
  if (order.hz <= 0.0) {
    b_.at = a_.at + kUnvoicedSeconds * rate_;
    voiced_ = false;
  } else if (!voiced_) {
    b_.at = loudest(a_.at, rate_ / order.hz, mix);
    voiced_ = true;
  } else {
    const double ratio = std::exp2(order.cents / 1200.0);
    const double source = a_.at + a_.offset;
    b_.at = a_.at;  // what is known counts from here
    const double period = period_at(source, rate_ / order.hz, mix);
    b_.at = a_.at + (order.cents == 0.0 ? period : period / ratio);
    double next = source + period;
    if (source - b_.at > -period / 2.0) {
      next = source;  // this period once more
    } else if (next - b_.at < -period / 2.0) {
      next += period_at(next, period, mix);
    }
    b_.offset = order.cents == 0.0 && next == source + period ? a_.offset : next - b_.at;
    b_.speed = move_formants ? ratio : 1.0;
  }
  b_.taps = dsp::FractionalTaps(b_.offset - std::floor(b_.offset));
}

void TuneShifter::render(std::int64_t position, int frames, const History* histories, int channels, const History& mix,
                         const Orders& orders, bool move_formants, float* const* out) noexcept {
  for (int i = 0; i < frames; ++i) {
    const std::int64_t n = position + i;
    while (static_cast<double>(n) >= b_.at) advance(mix, orders, move_formants);
    const bool same = a_.offset == b_.offset && a_.speed == 1.0 && b_.speed == 1.0;
    const double w = same ? 0.0 : 0.5 - 0.5 * std::cos(std::numbers::pi * (static_cast<double>(n) - a_.at) / (b_.at - a_.at));
    for (int c = 0; c < channels; ++c) {
      const auto x = static_cast<double>(a_.read(histories[c], n));
      out[c][i] = same ? static_cast<float>(x) : static_cast<float>(x + w * (static_cast<double>(b_.read(histories[c], n)) - x));
    }
  }
}

}  // namespace sweetspot
