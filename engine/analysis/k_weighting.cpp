#include "engine/analysis/k_weighting.h"

#include <cmath>
#include <numbers>

namespace sweetspot {

namespace {

// Below this a state is no sound but would decay into denormal numbers, which are slow.
constexpr double kNothing = 1e-30;

}  // namespace

KWeighting::KWeighting(double rate) noexcept {
  {
    const double f0 = 1681.974450955533, gain_db = 3.999843853973347, q = 0.7071752369554196;
    const double k = std::tan(std::numbers::pi * f0 / rate);
    const double vh = std::pow(10.0, gain_db / 20.0);
    const double vb = std::pow(vh, 0.4996667741545416);
    const double a0 = 1.0 + k / q + k * k;
    shelf_ = {(vh + vb * k / q + k * k) / a0, 2.0 * (k * k - vh) / a0, (vh - vb * k / q + k * k) / a0, 2.0 * (k * k - 1.0) / a0,
              (1.0 - k / q + k * k) / a0};
  }
  {
    const double f0 = 38.13547087602444, q = 0.5003270373238773;
    const double k = std::tan(std::numbers::pi * f0 / rate);
    const double a0 = 1.0 + k / q + k * k;
    high_pass_ = {1.0, -2.0, 1.0, 2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0};
  }
}

void KWeighting::reset() noexcept {
  for (double& s : state_) s = 0.0;
}

double KWeighting::add_energy(const float* samples, int frames, double sum) noexcept {
  const Section f = shelf_, g = high_pass_;
  double s1 = state_[0], s2 = state_[1], t1 = state_[2], t2 = state_[3];
  for (int n = 0; n < frames; ++n) {
    const double x = samples[n];
    const double y = f.b0 * x + s1;
    s1 = f.b1 * x - f.a1 * y + s2;
    s2 = f.b2 * x - f.a2 * y;
    const double z = y + t1;
    t1 = -2.0 * y - g.a1 * z + t2;
    t2 = y - g.a2 * z;
    sum += z * z;
  }
  const double out[4] = {s1, s2, t1, t2};
  for (int i = 0; i < 4; ++i) state_[i] = std::abs(out[i]) < kNothing ? 0.0 : out[i];
  return sum;
}

}  // namespace sweetspot
