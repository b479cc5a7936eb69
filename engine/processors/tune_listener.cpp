#include "engine/processors/tune_listener.h"

#include <algorithm>
#include <cmath>

#include "engine/analysis/pitch_refine.h"

namespace sweetspot {

namespace {

constexpr double kReducedRate = 12000.0;
constexpr double kWindowSeconds = 0.024;
constexpr double kHopSeconds = 0.004;
constexpr double kGatePower = 1e-6;   // -60 dBFS
constexpr double kStarts = 0.85;      // periodicity at which a note starts
constexpr double kStays = 0.60;       // and below which it ends
constexpr double kOctaveGain = 0.05;  // periodicity that an octave below must gain to be believed
constexpr double kOctaveShare = 0.6;  // and its share of what was missing
constexpr double kNearCents = 150.0;  // candidates this near the last pitch are favoured
constexpr double kNearBonus = 0.3;

}  // namespace

void TuneListener::prepare(double rate) {
  rate_ = rate;
  hop_ = std::max(16, static_cast<int>(std::lround(kHopSeconds * rate)));
  filter_ = std::make_unique<dsp::DecimationFilter>(std::max(1, static_cast<int>(rate / kReducedRate)));
  finder_ = std::make_unique<PitchCandidateFinder>(rate / filter_->factor(), kLowestHz, std::min(kHighestHz, rate / 6.0), kWindowSeconds);
  reduced_.assign(static_cast<std::size_t>(finder_->span()), 0.0f);
  candidates_.clear();
  candidates_.reserve(finder_->most_candidates());
  delay_ = finder_->span() * filter_->factor() / 2 + filter_->reach();
  reset();
}

void TuneListener::reset() noexcept { last_hz_ = 0.0; }

void TuneListener::reduce(const History& history) noexcept {
  const int factor = filter_->factor();
  const std::int64_t centre = history.written() - 1 - delay_;
  const std::int64_t first = centre - static_cast<std::int64_t>(reduced_.size()) * factor / 2;
  for (std::size_t i = 0; i < reduced_.size(); ++i)
    reduced_[i] = filter_->at(history.at(first + static_cast<std::int64_t>(i) * factor - filter_->reach()) + filter_->reach());
}

// The likeliest candidate, where nearness to the pitch before counts as likelihood.
double TuneListener::choose(double low, double high) const noexcept {
  double best = 0.0, score = 0.0;
  for (const PitchCandidate& c : candidates_) {
    const auto hz = static_cast<double>(c.hz);
    if (hz < low || hz > high) continue;
    const bool near = last_hz_ > 0.0 && std::abs(1200.0 * std::log2(hz / last_hz_)) < kNearCents;
    const double s = static_cast<double>(c.probability) + (near ? kNearBonus : 0.0);
    if (s > score) {
      score = s;
      best = hz;
    }
  }
  return best;
}

HeardPitch TuneListener::hear(const History& history, double low, double high) noexcept {
  const double before = last_hz_;
  last_hz_ = 0.0;
  if (history.written() < 2 * delay_ + 2) return {};
  reduce(history);
  double power = 0.0;
  for (const float x : reduced_) power += static_cast<double>(x) * static_cast<double>(x);
  if (power < kGatePower * static_cast<double>(reduced_.size())) return {};

  finder_->find(reduced_, candidates_);
  last_hz_ = before;
  const double guess = choose(low, high);
  last_hz_ = 0.0;
  if (guess <= 0.0) return {};

  const std::int64_t first = history.written() - 2 * delay_ - 1;
  const auto around = history.span(first, 2 * delay_ + 1);
  const auto centre = static_cast<double>(delay_);
  RefinedPitch found = refine_pitch(around, rate_, centre, guess);
  if (guess / 2.0 >= low) {
    const RefinedPitch below = refine_pitch(around, rate_, centre, guess / 2.0);
    const double gain = below.periodicity - found.periodicity;
    if (below.hz > 0.0 && gain > std::max(kOctaveGain, kOctaveShare * (1.0 - found.periodicity))) found = below;
  }
  if (found.hz <= 0.0 || found.periodicity < (before > 0.0 ? kStays : kStarts)) return {};
  last_hz_ = found.hz;
  return {found.hz};
}

}  // namespace sweetspot
