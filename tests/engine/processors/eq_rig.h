// What the tests of the equalizer share: settings as on the command line, responses, sines.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <string>
#include <vector>

#include "engine/params/spec.h"
#include "engine/processors/eq_bands.h"
#include "engine/processors/registry.h"
#include "tests/support/processor_rig.h"

namespace sweetspot::testing {

inline constexpr double kTau = 2.0 * std::numbers::pi;

inline const ProcessorType& eq() { return *find_processor("eq"); }

struct Setting {
  std::string key;
  std::string text;
};

// The defaults with some parameters set as on the command line.
inline std::vector<double> with(const std::vector<Setting>& settings) {
  std::vector<double> values = default_values(eq());
  for (const auto& [key, text] : settings) {
    const int at = index_of(eq().params, key);
    EXPECT_GE(at, 0) << key;
    values[static_cast<std::size_t>(at)] = parse_value(eq().params[static_cast<std::size_t>(at)], text);
  }
  return values;
}

inline std::vector<float> impulse_response(const std::vector<double>& values, double rate, int frames) {
  Sound input(1, std::vector<float>(static_cast<std::size_t>(frames), 0.0f));
  input[0][0] = 1.0f;
  ProcessorRig rig(eq(), rate, 1, values);
  return rig.run(input, resting_at(values), kMaxBlockFrames)[0];
}

inline std::complex<double> gain_at(const std::vector<float>& response, double hz, double rate) {
  std::complex<double> sum = 0.0;
  for (std::size_t i = 0; i < response.size(); ++i) {
    const double angle = kTau * hz / rate * static_cast<double>(i);
    sum += static_cast<double>(response[i]) * std::polar(1.0, -angle);
  }
  return sum;
}

inline double db(double gain) { return 20.0 * std::log10(gain); }

inline std::vector<float> sine(double hz, double rate, Frames frames, double level) {
  std::vector<float> wave;
  for (Frames i = 0; i < frames; ++i) wave.push_back(static_cast<float>(level * std::sin(kTau * hz / rate * static_cast<double>(i))));
  return wave;
}

// Energy that is not the sine at `hz`, relative to it in dB, over a stretch: what a least-squares fit of the sine leaves.
inline double residual_db(const std::vector<float>& wave, std::size_t begin, std::size_t end, double hz, double rate) {
  double cc = 0, ss = 0, cs = 0, xc = 0, xs = 0, xx = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const double c = std::cos(kTau * hz / rate * static_cast<double>(i));
    const double s = std::sin(kTau * hz / rate * static_cast<double>(i));
    const double x = wave[i];
    cc += c * c, ss += s * s, cs += c * s, xc += x * c, xs += x * s, xx += x * x;
  }
  const double determinant = cc * ss - cs * cs;
  const double a = (xc * ss - xs * cs) / determinant;
  const double b = (xs * cc - xc * cs) / determinant;
  double left = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const double fitted = a * std::cos(kTau * hz / rate * static_cast<double>(i)) + b * std::sin(kTau * hz / rate * static_cast<double>(i));
    left += (wave[i] - fitted) * (wave[i] - fitted);
  }
  return 10.0 * std::log10(left / xx);
}

}  // namespace sweetspot::testing
