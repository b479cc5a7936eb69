// A voice of known pitch, for tests: harmonics under a spectral envelope.
#pragma once

#include <cmath>
#include <functional>
#include <numbers>
#include <random>
#include <vector>

namespace sweetspot::testing {

struct Sung {
  double rate = 48000.0;
  double seconds = 1.0;
  std::function<double(double)> hz;                                   // at a time; 0 is silence
  std::function<double(double)> level = [](double f) { return 1.0 / (1.0 + f / 600.0); };  // of a harmonic at a frequency
  double breath = 0.0;                                                // amplitude of white noise
};

// Sings it. Starts and stops within 10 ms wherever hz goes from or to 0.
inline std::vector<float> sing(const Sung& voice) {
  std::mt19937 random(7);
  std::normal_distribution<double> normal;
  std::vector<float> out(static_cast<std::size_t>(voice.seconds * voice.rate));
  double phase = 0.0, gain = 0.0, last = 220.0;
  for (std::size_t n = 0; n < out.size(); ++n) {
    const double hz = voice.hz(static_cast<double>(n) / voice.rate);
    gain += ((hz > 0.0 ? 1.0 : 0.0) - gain) / (0.003 * voice.rate);
    if (hz > 0.0) last = hz;
    phase = std::fmod(phase + last / voice.rate, 1.0);
    double sum = 0.0;
    for (int k = 1; k * last < 0.45 * voice.rate && k * last < 8000.0; ++k)
      sum += voice.level(k * last) * std::cos(2.0 * std::numbers::pi * k * phase);
    out[n] = static_cast<float>(0.1 * gain * sum + voice.breath * normal(random));
  }
  return out;
}

inline std::function<double(double)> steady(double hz) {
  return [hz](double) { return hz; };
}

inline double cents_above(double hz, double cents) { return hz * std::exp2(cents / 1200.0); }

}  // namespace sweetspot::testing
