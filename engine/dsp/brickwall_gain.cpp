#include "engine/dsp/brickwall_gain.h"

#include <algorithm>
#include <cmath>

namespace sweetspot::dsp {

namespace {

// The gain is at its least for some frames around a peak, so that the wave between the samples, which an interpolator makes
// from its neighbours, sees one gain.
constexpr int kPlateauFrames = 12;

}  // namespace

void BrickwallGain::prepare(double rate, int lookahead, const BrickwallRelease& release) {
  rate_ = rate;
  const int plateau = std::min(kPlateauFrames, lookahead / 4);
  const int hold = static_cast<int>(std::lround(release.hold_ms * 1e-3 * rate));
  least_.prepare(lookahead + 1 + plateau + hold, 1.0);
  average_.prepare(lookahead + 1 - plateau);
  set_release(release);
  reset();
}

void BrickwallGain::set_release(const BrickwallRelease& release) noexcept {
  const auto coefficient = [this](double ms) { return -std::expm1(-1.0 / std::max(1.0, ms * 1e-3 * rate_)); };
  fast_ = coefficient(release.fast_ms);
  slow_ = coefficient(release.slow_ms);
  density_ = release.density;
}

void BrickwallGain::reset() noexcept {
  least_.reset();
  average_.reset();
  memory_ = 1.0;
  released_ = 1.0;
}

}  // namespace sweetspot::dsp
