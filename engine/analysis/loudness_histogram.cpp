#include "engine/analysis/loudness_histogram.h"

#include <algorithm>
#include <cmath>

#include "engine/core/units.h"

namespace sweetspot {

double lufs_from_power(double power) noexcept { return power > 0.0 ? -0.691 + 10.0 * std::log10(power) : kMinusInfinity; }

double power_from_lufs(double lufs) noexcept { return std::pow(10.0, (lufs + 0.691) / 10.0); }

void LoudnessHistogram::clear() noexcept {
  fine_.fill({});
  coarse_.fill({});
  all_ = {};
}

void LoudnessHistogram::add(double power) noexcept {
  const double lufs = lufs_from_power(power);
  if (!(lufs > kBottomLufs)) return;
  const int bin = static_cast<int>(std::min((lufs - kBottomLufs) * kFine, kFine * kCoarse - 1.0));
  for (Sum* sum : {&fine_[static_cast<std::size_t>(bin)], &coarse_[static_cast<std::size_t>(bin / kFine)], &all_}) {
    sum->power += power;
    ++sum->count;
  }
}

int LoudnessHistogram::first_bin_above(double power) const noexcept {
  const double place = (lufs_from_power(power) - kBottomLufs) * kFine;
  if (!(place > 0.0)) return 0;
  const int bin = static_cast<int>(std::min(place, kFine * kCoarse - 1.0));
  // The gate cuts through this bin; it counts as above when its windows are, on average.
  const Sum& at = fine_[static_cast<std::size_t>(bin)];
  const bool above = at.count > 0 && at.power > power * static_cast<double>(at.count);
  return above ? bin : bin + 1;
}

double LoudnessHistogram::gated_power(double gate_lu) const noexcept {
  if (all_.count == 0) return 0.0;
  const double gate = all_.power / static_cast<double>(all_.count) * std::pow(10.0, gate_lu / 10.0);
  Sum kept;
  int bin = first_bin_above(gate);
  for (; bin < kFine * kCoarse && bin % kFine != 0; ++bin) {
    kept.power += fine_[static_cast<std::size_t>(bin)].power;
    kept.count += fine_[static_cast<std::size_t>(bin)].count;
  }
  for (int c = bin / kFine; c < kCoarse; ++c) {
    kept.power += coarse_[static_cast<std::size_t>(c)].power;
    kept.count += coarse_[static_cast<std::size_t>(c)].count;
  }
  return kept.count > 0 ? kept.power / static_cast<double>(kept.count) : 0.0;
}

double LoudnessHistogram::loudness_of_rank(std::uint64_t rank) const noexcept {
  int coarse = 0;
  while (coarse + 1 < kCoarse && rank >= coarse_[static_cast<std::size_t>(coarse)].count) {
    rank -= coarse_[static_cast<std::size_t>(coarse)].count;
    ++coarse;
  }
  int bin = coarse * kFine;
  while (bin + 1 < kFine * kCoarse && rank >= fine_[static_cast<std::size_t>(bin)].count) {
    rank -= fine_[static_cast<std::size_t>(bin)].count;
    ++bin;
  }
  const Sum& at = fine_[static_cast<std::size_t>(bin)];
  return at.count > 0 ? lufs_from_power(at.power / static_cast<double>(at.count)) : kBottomLufs;
}

double LoudnessHistogram::range() const noexcept {
  if (all_.count == 0) return 0.0;
  const int first = first_bin_above(all_.power / static_cast<double>(all_.count) * 0.01);
  std::uint64_t below = 0;
  for (int c = 0; c < first / kFine; ++c) below += coarse_[static_cast<std::size_t>(c)].count;
  for (int bin = first / kFine * kFine; bin < first; ++bin) below += fine_[static_cast<std::size_t>(bin)].count;
  const std::uint64_t kept = all_.count - below;
  if (kept == 0) return 0.0;
  const auto rank = [&](double quantile) {
    return below + static_cast<std::uint64_t>(std::llround(static_cast<double>(kept - 1) * quantile));
  };
  return loudness_of_rank(rank(0.95)) - loudness_of_rank(rank(0.10));
}

}  // namespace sweetspot
