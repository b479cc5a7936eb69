#include "engine/processors/eq_follower.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/core/units.h"

namespace sweetspot {
namespace {

constexpr double kShortestSeconds = 0.003;
constexpr double kQuietest = 1e-16;  // mean square

double coefficient(double seconds, double frames, double rate) noexcept { return -std::expm1(-frames / (seconds * rate)); }

}  // namespace

void EqFollower::reset() noexcept {
  ears_ = {};
  gain_db_ = 0.0;
}

void EqFollower::aim(EqBandType type, const EqBandTuning& tuning, double rate) noexcept {
  hears_ = type == EqBandType::bell ? Hears::band : type == EqBandType::low_shelf ? Hears::below : Hears::above;
  tuning_ = dsp::Svf::Tuning::at(tuning.freq, hears_ == Hears::band ? tuning.q : std::numbers::sqrt2 / 2.0, rate);
  speed_ = coefficient(std::max(kShortestSeconds, 1.0 / tuning.freq), 1.0, rate);
}

void EqFollower::listen(const float* const* key, int channels, int begin, int frames) noexcept {
  for (int c = 0; c < channels; ++c) {
    Ear ear = ears_[static_cast<std::size_t>(c)];
    for (int i = begin; i < begin + frames; ++i) {
      const float sample = key[c][i];
      const dsp::Svf::Outputs out = ear.filter.tick(tuning_, std::abs(sample) < 1e6f ? double{sample} : 0.0);
      const double heard = hears_ == Hears::band ? tuning_.k * out.band : hears_ == Hears::below ? out.low : out.high;
      ear.first += speed_ * (heard * heard - ear.first);
      ear.second += speed_ * (ear.first - ear.second);
    }
    ears_[static_cast<std::size_t>(c)] = ear;
  }
  if (channels == 1) ears_[1] = ears_[0];
}

double EqFollower::advance(const EqBandDynamics& dynamics, int frames, double rate) noexcept {
  const double mean_square = std::max({ears_[0].second, ears_[1].second, kQuietest});
  const double over = std::max(0.0, 10.0 * std::log10(2.0 * mean_square) - dynamics.threshold);
  const double wanted = std::clamp(over * (1.0 / dynamics.ratio - 1.0), -dynamics.range, dynamics.range);
  const bool away = std::abs(wanted) > std::abs(gain_db_);
  gain_db_ += coefficient(1e-3 * (away ? dynamics.attack_ms : dynamics.release_ms), frames, rate) * (wanted - gain_db_);
  return gain_db_;
}

}  // namespace sweetspot
