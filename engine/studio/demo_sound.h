// What the instruments of the demo song are built from. The same input gives the same bits: its own random numbers, its own
// sine, no library's distributions.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

namespace sweetspot::demo {

inline constexpr double kRate = 48000.0;

using Samples = std::vector<float>;

struct Stereo {
  Samples left, right;

  explicit Stereo(std::size_t frames) : left(frames), right(frames) {}
};

// xorshift64*.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}

  // -1 to 1.
  double signed_unit() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return static_cast<double>(static_cast<std::int64_t>((state_ * 0x2545F4914F6CDD1Du) >> 11)) / 4503599627370496.0 - 1.0;
  }

  // Bell-shaped about 0, rarely beyond 1: how people miss the beat.
  double human() { return (signed_unit() + signed_unit() + signed_unit()) / 2.0; }

 private:
  std::uint64_t state_;
};

// Sine of a phase in turns; good to 1e-7 of full scale.
inline double sine(double turns) {
  double x = turns - std::floor(turns + 0.5);         // -0.5 to 0.5
  x = x > 0.25 ? 0.5 - x : x < -0.25 ? -0.5 - x : x;  // -0.25 to 0.25
  const double t = 6.283185307179586 * x, s = t * t;
  return t * (1.0 + s * (-1.0 / 6 + s * (1.0 / 120 + s * (-1.0 / 5040 + s * (1.0 / 362880 - s / 39916800)))));
}

inline double hertz_of(double midi) { return 440.0 * std::exp2((midi - 69.0) / 12.0); }

// Factor a sample of a decay by 60 dB in so many seconds.
inline double decay60(double seconds) { return std::exp(-6.907755 / (seconds * kRate)); }

// Smooth saturation, odd and monotonic, 1 at infinity; no library function in the inner loops.
inline double saturate(double x) {
  const double y = x < -3.0 ? -3.0 : x > 3.0 ? 3.0 : x;
  return y * (27.0 + y * y) / (27.0 + 9.0 * y * y);
}

// What a wave that steps by 2 at phase 0 must be given so that it does not alias much (polynomial band-limited step).
inline double step_residue(double phase, double increment) {
  if (phase < increment) {
    const double t = phase / increment;
    return t + t - t * t - 1.0;
  }
  if (phase > 1.0 - increment) {
    const double t = (phase - 1.0) / increment;
    return t * t + t + t + 1.0;
  }
  return 0.0;
}

// Two-pole state-variable filter (trapezoidal, after A. Simper, "Linear Trapezoidal Integrated State Variable Filter", 2013).
class Filter {
 public:
  void set(double hertz, double q) {
    const double w = 3.14159265358979 * hertz / kRate;
    g_ = w * (1.0 + w * w * (1.0 / 3.0 + w * w * 2.0 / 15.0));  // tangent, near enough below a third of the rate
    k_ = 1.0 / q;
    a_ = 1.0 / (1.0 + g_ * (g_ + k_));
  }
  void take(double x) {
    const double v3 = x - s2_;
    band_ = a_ * (s1_ + g_ * v3);
    low_ = s2_ + g_ * band_;
    s1_ = 2.0 * band_ - s1_;
    s2_ = 2.0 * low_ - s2_;
    high_ = x - k_ * band_ - low_;
  }
  double low(double x) { return take(x), low_; }
  double band(double x) { return take(x), k_ * band_; }  // 1 at its centre
  double high(double x) { return take(x), high_; }

 private:
  double g_ = 0.0, k_ = 1.0, a_ = 1.0, s1_ = 0.0, s2_ = 0.0, low_ = 0.0, band_ = 0.0, high_ = 0.0;
};

// Frame of a beat of the song, from the start.
inline std::int64_t frame_of(double beat, double beat_seconds) { return std::llround(beat * beat_seconds * kRate); }

// Scales so that the highest sample is `peak` (linear).
void normalise(Samples& samples, double peak);
void normalise(Stereo& samples, double peak);

// A small room around a mono sound: early reflections and a short diffuse tail; what comes out is the room alone.
void add_room(const Samples& dry, Stereo& wet, double level, double seconds);

}  // namespace sweetspot::demo
