#include "engine/analysis/pitch_path.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {

namespace {

constexpr double kBinCents = 20.0;
constexpr double kCentsPerSecond = 60000.0;  // the fastest glide: 300 cents in 5 ms
constexpr double kSwitch = 0.01;             // chance of voicing to change between two frames
constexpr double kFloor = 1e-12;
constexpr float kNever = -1e30f;

}  // namespace

PitchPath::PitchPath(double lowest_hz, double highest_hz, double hop)
    : lowest_hz_(lowest_hz),
      bins_(static_cast<int>(1200.0 * std::log2(highest_hz / lowest_hz) / kBinCents) + 1),
      reach_(std::clamp(static_cast<int>(kCentsPerSecond * hop / kBinCents), 1, 60)) {
  const auto bins = static_cast<std::size_t>(bins_);
  double sum = 0.0;
  for (int move = -reach_; move <= reach_; ++move) sum += reach_ + 1 - std::abs(move);
  for (int move = -reach_; move <= reach_; ++move) move_cost_.push_back(static_cast<float>(std::log((reach_ + 1 - std::abs(move)) / sum)));
  voiced_.assign(bins, 0.0f);
  unvoiced_.assign(bins, 0.0f);
  voiced_best_.resize(bins);
  unvoiced_best_.resize(bins);
  voiced_move_.resize(bins);
  unvoiced_move_.resize(bins);
  padded_.assign(bins + 2 * static_cast<std::size_t>(reach_), kNever);
}

int PitchPath::bin_of(double hz) const { return static_cast<int>(std::lround(1200.0 * std::log2(hz / lowest_hz_) / kBinCents)); }

double PitchPath::hz_of(int bin) const { return lowest_hz_ * std::exp2(bin * kBinCents / 1200.0); }

// The best score that leads to each bin in one hop, and the move it came by.
void PitchPath::spread(const std::vector<float>& score, std::vector<float>& best, std::vector<std::int8_t>& move) {
  std::copy(score.begin(), score.end(), padded_.begin() + reach_);
  std::fill(best.begin(), best.end(), kNever);
  for (int m = -reach_; m <= reach_; ++m) {
    const float* from = padded_.data() + reach_ + m;
    const float cost = move_cost_[static_cast<std::size_t>(m + reach_)];
    for (int b = 0; b < bins_; ++b) {
      const float s = from[b] + cost;
      const bool better = s > best[b];
      best[b] = better ? s : best[b];
      move[b] = better ? static_cast<std::int8_t>(m) : move[b];
    }
  }
}

void PitchPath::add(const std::vector<PitchCandidate>& candidates) {
  static const float stay = static_cast<float>(std::log(1.0 - kSwitch)), change = static_cast<float>(std::log(kSwitch));
  frames_.push_back(candidates);
  spread(voiced_, voiced_best_, voiced_move_);
  spread(unvoiced_, unvoiced_best_, unvoiced_move_);

  double sum = 0.0;
  for (const PitchCandidate& c : candidates) sum += c.probability;
  const auto none = static_cast<float>(std::log(std::max((1.0 - std::min(sum, 1.0)) / bins_, kFloor)));
  const auto floor = static_cast<float>(std::log(kFloor));

  const std::size_t at = back_.size();
  back_.resize(at + 2 * static_cast<std::size_t>(bins_));
  std::uint8_t* voiced_back = back_.data() + at;
  std::uint8_t* unvoiced_back = voiced_back + bins_;
  float top = kNever;
  for (int b = 0; b < bins_; ++b) {
    const bool from_unvoiced = unvoiced_best_[b] + change > voiced_best_[b] + stay;
    const bool from_voiced = voiced_best_[b] + change > unvoiced_best_[b] + stay;
    voiced_[b] = floor + (from_unvoiced ? unvoiced_best_[b] + change : voiced_best_[b] + stay);
    unvoiced_[b] = none + (from_voiced ? voiced_best_[b] + change : unvoiced_best_[b] + stay);
    const int voiced_move = from_unvoiced ? unvoiced_move_[b] : voiced_move_[b];
    const int unvoiced_move = from_voiced ? voiced_move_[b] : unvoiced_move_[b];
    voiced_back[b] = static_cast<std::uint8_t>((from_unvoiced ? 128 : 0) + voiced_move + 64);
    unvoiced_back[b] = static_cast<std::uint8_t>((from_voiced ? 128 : 0) + unvoiced_move + 64);
  }
  for (const PitchCandidate& c : candidates) {
    const int b = bin_of(c.hz);
    if (b < 0 || b >= bins_ || c.probability <= kFloor) continue;
    const auto before = static_cast<float>(std::log(static_cast<double>(c.probability))) - floor;
    voiced_[b] += before;
  }
  for (int b = 0; b < bins_; ++b) top = std::max({top, voiced_[b], unvoiced_[b]});
  for (int b = 0; b < bins_; ++b) {
    voiced_[b] -= top;
    unvoiced_[b] -= top;
  }
}

std::vector<PathStep> PitchPath::decode() const {
  std::vector<PathStep> path(frames_.size());
  if (path.empty()) return path;
  const auto best_voiced = std::max_element(voiced_.begin(), voiced_.end());
  const auto best_unvoiced = std::max_element(unvoiced_.begin(), unvoiced_.end());
  bool voiced = *best_voiced > *best_unvoiced;
  int bin = static_cast<int>(voiced ? best_voiced - voiced_.begin() : best_unvoiced - unvoiced_.begin());
  for (std::size_t i = path.size(); i-- > 0;) {
    PathStep& step = path[i];
    step.voiced = voiced;
    step.hz = static_cast<float>(hz_of(bin));
    float nearest = 3.0f;
    for (const PitchCandidate& c : frames_[i]) {
      step.probability += c.probability;
      const auto off = static_cast<float>(std::abs(1200.0 * std::log2(c.hz / hz_of(bin)) / kBinCents));
      if (off < nearest) {
        nearest = off;
        step.hz = c.hz;
      }
    }
    step.probability = std::min(step.probability, 1.0f);
    const std::uint8_t code = back_[(2 * i + (voiced ? 0 : 1)) * static_cast<std::size_t>(bins_) + static_cast<std::size_t>(bin)];
    bin = std::clamp(bin + (code & 127) - 64, 0, bins_ - 1);
    if (code & 128) voiced = !voiced;
  }
  return path;
}

}  // namespace sweetspot
