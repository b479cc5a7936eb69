// Measures for processors that work with time: decays, echoes, pitch, clicks.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "engine/dsp/fft.h"
#include "engine/dsp/svf.h"
#include "engine/params/spec.h"
#include "engine/processors/registry.h"
#include "tests/support/processor_rig.h"

namespace sweetspot::testing {

inline constexpr double kTimeRate = 48000.0;
inline constexpr std::array<double, 7> kOctaves{125, 250, 500, 1000, 2000, 4000, 8000};

using Signal = std::vector<float>;

// Values of a type: its defaults, and what the text says ("decay=3 mix=100").
inline std::vector<double> settings(const ProcessorType& type, std::string_view text) {
  std::vector<double> values = default_values(type);
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    const std::size_t equals = word.find('=');
    const auto index = static_cast<std::size_t>(index_of(type.params, word.substr(0, equals)));
    values.at(index) = parse_value(type.params.at(index), word.substr(equals + 1));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return values;
}

inline Sound silent(int channels, double seconds) {
  return Sound(static_cast<std::size_t>(channels), Signal(static_cast<std::size_t>(seconds * kTimeRate), 0.0f));
}

inline Sound sine(double hertz, double seconds, float level = 0.5f, int channels = 2) {
  Sound sound = silent(channels, seconds);
  for (Signal& channel : sound)
    for (std::size_t i = 0; i < channel.size(); ++i)
      channel[i] = level * static_cast<float>(std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(i) / kTimeRate));
  return sound;
}

// What comes out at rest.
inline Sound process(std::string_view id, std::string_view text, const Sound& input, const Sound* sidechain = nullptr) {
  const ProcessorType& type = *find_processor(id);
  const std::vector<double> values = settings(type, text);
  ProcessorRig rig(type, kTimeRate, static_cast<int>(input.size()), values);
  return rig.run(input, resting_at(values), kMaxBlockFrames, nullptr, sidechain);
}

// What comes out when the settings jump from one to the other at a time; continuous ones glide there as the engine lets them.
inline Sound process_change(std::string_view id, std::string_view before, std::string_view after, const Sound& input, double at_seconds) {
  const ProcessorType& type = *find_processor(id);
  const std::vector<double> from = settings(type, before), to = settings(type, after);
  ProcessorRig rig(type, kTimeRate, static_cast<int>(input.size()), from);
  const auto first = static_cast<Frames>(at_seconds * kTimeRate) / kSliceFrames;
  return rig.run(
      input,
      [&, first](Frames slice) {
        std::vector<double> values = from;
        for (std::size_t i = 0; i < values.size(); ++i) {
          const double length = std::max(1.0, type.params[i].ramp_ms * 1e-3 * kTimeRate / kSliceFrames);
          values[i] += (to[i] - from[i]) * std::clamp(static_cast<double>(slice - first) / length, 0.0, 1.0);
          if (type.params[i].ramp_ms == 0.0) values[i] = slice < first ? from[i] : to[i];
        }
        return values;
      },
      kMaxBlockFrames);
}

inline double power(const Signal& x, std::size_t from = 0, std::size_t to = ~std::size_t{0}) {
  double sum = 0.0;
  for (std::size_t i = from; i < std::min(to, x.size()); ++i) sum += static_cast<double>(x[i]) * x[i];
  return sum;
}

inline float peak_of(const Signal& x, std::size_t from = 0, std::size_t to = ~std::size_t{0}) {
  float most = 0.0f;
  for (std::size_t i = from; i < std::min(to, x.size()); ++i) most = std::max(most, std::abs(x[i]));
  return most;
}

inline double correlation(const Signal& a, const Signal& b, std::size_t from = 0) {
  double sum = 0.0;
  for (std::size_t i = from; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
  return sum / std::sqrt(power(a, from) * power(b, from));
}

// An octave about its centre: Butterworth filters of fourth order at both edges.
inline Signal octave_of(const Signal& x, double centre) {
  constexpr std::array<double, 2> kQ{0.54119610, 1.30656296};
  std::array<dsp::Svf, 2> high, low;
  std::array<dsp::Svf::Tuning, 2> high_tuning, low_tuning;
  for (std::size_t k = 0; k < 2; ++k) {
    high_tuning[k] = dsp::Svf::Tuning::at(centre / std::numbers::sqrt2, kQ[k], kTimeRate);
    low_tuning[k] = dsp::Svf::Tuning::at(centre * std::numbers::sqrt2, kQ[k], kTimeRate);
  }
  Signal out;
  out.reserve(x.size());
  for (const float in : x) {
    double y = in;
    for (std::size_t k = 0; k < 2; ++k) y = high[k].tick(high_tuning[k], y).high;
    for (std::size_t k = 0; k < 2; ++k) y = low[k].tick(low_tuning[k], y).low;
    out.push_back(static_cast<float>(y));
  }
  return out;
}

// Seconds to fade by 60 dB: the line fitted to the backward integral of the energy of all signals (M. R. Schroeder, "New method of
// measuring reverberation time", J. Acoust. Soc. Am. 37, 1965) from -5 to -35 dB.
inline double decay_of(const std::vector<Signal>& signals) {
  std::vector<double> left(signals[0].size());
  double sum = 0.0;
  for (std::size_t i = left.size(); i-- > 0;) {
    for (const Signal& signal : signals) sum += static_cast<double>(signal[i]) * signal[i];
    left[i] = sum;
  }
  double n = 0.0, sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const double level = 10.0 * std::log10(left[i] / left[0] + 1e-30);
    if (level > -5.0) continue;
    if (level < -35.0) break;
    const double x = static_cast<double>(i) / kTimeRate;
    n += 1.0, sx += x, sy += level, sxx += x * x, sxy += x * level;
  }
  return -60.0 * (n * sxx - sx * sx) / (n * sxy - sx * sy);
}

// Seconds until the echo density first reaches that of noise: the share of samples beyond one standard deviation in a window of 25 ms, over
// that of a Gaussian (J. S. Abel and P. Huang, "A simple, robust measure of reverberation echo density", AES 121st convention, 2006).
inline double dense_after(const Signal& x) {
  constexpr std::size_t kLength = 1200;
  std::array<double, kLength> window;
  double whole = 0.0;
  for (std::size_t i = 0; i < kLength; ++i)
    whole += window[i] = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(i) / (kLength - 1));
  for (std::size_t at = 0; at + kLength < x.size(); at += 24) {
    double square = 0.0, beyond = 0.0;
    for (std::size_t i = 0; i < kLength; ++i) square += window[i] * x[at + i] * x[at + i];
    const double deviation = std::sqrt(square / whole);
    for (std::size_t i = 0; i < kLength; ++i)
      if (std::abs(x[at + i]) > deviation) beyond += window[i];
    if (beyond / whole / 0.31731050786 >= 1.0) return (static_cast<double>(at) + 0.5 * kLength) / kTimeRate;
  }
  return 1e9;
}

// Power spectrum averaged over Hann windows of a length that overlap by half.
inline std::vector<double> average_spectrum(const Signal& x, int length) {
  dsp::RealFft fft(length);
  std::vector<double> sum(fft.bins().size(), 0.0);
  for (std::size_t at = 0; at + static_cast<std::size_t>(length) <= x.size(); at += static_cast<std::size_t>(length) / 2) {
    for (int i = 0; i < length; ++i)
      fft.time()[static_cast<std::size_t>(i)] =
          x[at + static_cast<std::size_t>(i)] * static_cast<float>(0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * i / length));
    fft.forward();
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += std::norm(std::complex<double>(fft.bins()[k]));
  }
  return sum;
}

// dB of a sine's power that lies further than `away` Hz from it, in the frames from `from` to `to`: what a click leaves. The window (four
// terms, Blackman-Harris) keeps the sine's own skirt below -90 dB.
inline double splash_db(const Signal& x, double hertz, double away, std::size_t from, std::size_t to) {
  const int length = static_cast<int>(to - from) / 2 * 2;
  dsp::RealFft fft(length);
  for (int i = 0; i < length; ++i) {
    const double t = 2.0 * std::numbers::pi * i / length;
    const double window = 0.35875 - 0.48829 * std::cos(t) + 0.14128 * std::cos(2 * t) - 0.01168 * std::cos(3 * t);
    fft.time()[static_cast<std::size_t>(i)] = x[from + static_cast<std::size_t>(i)] * static_cast<float>(window);
  }
  fft.forward();
  double near = 0.0, far = 0.0;
  for (std::size_t k = 0; k < fft.bins().size(); ++k) {
    const double p = std::norm(std::complex<double>(fft.bins()[k]));
    (std::abs(static_cast<double>(k) * kTimeRate / length - hertz) > away ? far : near) += p;
  }
  return 10.0 * std::log10(far / near + 1e-30);
}

// Cents by which a sine is off `hertz`, once a period: from one upward crossing of zero to the next, the crossings found by straight lines.
inline std::vector<double> cents_of(const Signal& x, double hertz, std::size_t from = 0, std::size_t to = ~std::size_t{0}) {
  std::vector<double> cents;
  double before = -1.0;
  for (std::size_t i = std::max<std::size_t>(from, 1); i < std::min(to, x.size()); ++i) {
    if (!(x[i - 1] < 0.0f && x[i] >= 0.0f)) continue;
    const double at = static_cast<double>(i) - x[i] / (double{x[i]} - x[i - 1]);
    if (before >= 0.0) cents.push_back(1200.0 * std::log2(kTimeRate / (at - before) / hertz));
    before = at;
  }
  return cents;
}

}  // namespace sweetspot::testing
