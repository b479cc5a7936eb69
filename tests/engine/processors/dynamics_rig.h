// Runs one processor over whole sounds, cut into blocks as asked, and measures what comes out.
#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <functional>
#include <map>
#include <numbers>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/processors/registry.h"

namespace sweetspot::test {

using Channel = std::vector<float>;
using Sound = std::vector<Channel>;
using Settings = std::map<std::string, double>;

// A parameter that glides from one value to another over one slice.
struct Glide {
  std::string key;
  Frames slice_start = 0;
  double from = 0.0;
  double to = 0.0;
};

class Rig {
 public:
  Rig(std::string_view id, const Settings& settings, double rate = 48000.0, int channels = 2)
      : type_(*find_processor(id)), rate_(rate), channels_(channels), values_(default_values(type_)) {
    for (const auto& [key, value] : settings) values_.at(index(key)) = value;
    processor_ = type_.make();
    processor_->prepare({rate, channels, kMaxBlockFrames}, values_);
    meters_.resize(type_.meters.size());
  }

  int latency() const { return type_.latency ? type_.latency(values_, rate_) : 0; }
  float meter(std::size_t i) const { return meters_.at(i); }
  Processor& processor() { return *processor_; }
  const ProcessorType& type() const { return type_; }
  std::size_t index(const std::string& key) const {
    const int at = index_of(type_.params, key);
    if (at < 0) throw std::out_of_range(key);
    return static_cast<std::size_t>(at);
  }

  // Blocks of lengths that `next_length` gives, cut at the borders of slices while something glides. In place.
  void run(Sound& sound, const std::function<int()>& next_length, const std::vector<Glide>& glides = {}, const Sound* sidechain = nullptr) {
    const Frames frames = static_cast<Frames>(sound[0].size());
    for (Frames at = 0; at < frames;) {
      ProcessBlock block;
      Frames length = std::min<Frames>({next_length(), kMaxBlockFrames, frames - at});
      std::vector<ParamRamp> ramps;
      for (double value : values_) ramps.push_back({static_cast<float>(value), static_cast<float>(value)});
      for (const Glide& glide : glides) {
        const Frames end = glide.slice_start + kSliceFrames;
        if (at < glide.slice_start) {
          length = std::min(length, glide.slice_start - at);
          if (at < glide.slice_start) ramps[index(glide.key)] = held(glide.from);
        } else if (at < end) {
          length = std::min(length, end - at);
          ramps[index(glide.key)] = {static_cast<float>(glide.from), static_cast<float>(glide.to)};
          block.moving = true;
          block.slice_offset = static_cast<int>(at - glide.slice_start);
        } else {
          values_[index(glide.key)] = glide.to;
          ramps[index(glide.key)] = held(glide.to);
        }
      }
      std::vector<float*> audio;
      for (Channel& channel : sound) audio.push_back(channel.data() + at);
      std::vector<const float*> side;
      if (sidechain)
        for (const Channel& channel : *sidechain) side.push_back(channel.data() + at);
      block.audio = audio.data();
      block.channels = channels_;
      block.frames = static_cast<int>(length);
      block.sidechain = sidechain ? side.data() : nullptr;
      block.sidechain_channels = static_cast<int>(side.size());
      block.params = ramps;
      block.position = at;
      block.meters = meters_.data();
      processor_->process(block);
      at += length;
    }
  }

  Sound process(Sound sound, int block = kMaxBlockFrames, const Sound* sidechain = nullptr) {
    run(
        sound, [block] { return block; }, {}, sidechain);
    return sound;
  }

 private:
  static ParamRamp held(double value) { return {static_cast<float>(value), static_cast<float>(value)}; }

  const ProcessorType& type_;
  double rate_;
  int channels_;
  std::vector<double> values_;
  std::unique_ptr<Processor> processor_;
  std::vector<float> meters_;
};

inline std::function<int()> random_lengths(unsigned seed) {
  return [random = std::mt19937(seed)]() mutable {
    return random() % 4 == 0 ? 1 + static_cast<int>(random() % 5) : 1 + static_cast<int>(random() % kMaxBlockFrames);
  };
}

inline double decibels(double amplitude) { return 20.0 * std::log10(std::max(amplitude, 1e-20)); }
inline double amplitude(double db) { return std::pow(10.0, db / 20.0); }

inline Channel sine(double hertz, double level_db, std::size_t frames, double rate = 48000.0, double phase = 0.0) {
  Channel channel(frames);
  for (std::size_t i = 0; i < frames; ++i)
    channel[i] = static_cast<float>(amplitude(level_db) * std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(i) / rate + phase));
  return channel;
}

inline Channel noise(double rms_db, std::size_t frames, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(0.0, amplitude(rms_db));
  Channel channel(frames);
  for (float& sample : channel) sample = static_cast<float>(normal(random));
  return channel;
}

// Complex amplitude of a sine in a stretch that holds whole periods of it.
inline std::complex<double> component(const Channel& x, std::size_t from, std::size_t to, double hertz, double rate = 48000.0) {
  std::complex<double> sum = 0.0;
  for (std::size_t i = from; i < to; ++i)
    sum += double{x[i]} * std::polar(1.0, -2.0 * std::numbers::pi * hertz * static_cast<double>(i) / rate);
  return 2.0 * sum / static_cast<double>(to - from);
}

// All that is not the sine (nor a constant), relative to it, in dB.
inline double residual_db(const Channel& x, std::size_t from, std::size_t to, double hertz, double rate = 48000.0) {
  const std::complex<double> tone = component(x, from, to, hertz, rate);
  double mean = 0.0;
  for (std::size_t i = from; i < to; ++i) mean += x[i];
  mean /= static_cast<double>(to - from);
  double sum = 0.0;
  for (std::size_t i = from; i < to; ++i) {
    const double wanted = (tone * std::polar(1.0, 2.0 * std::numbers::pi * hertz * static_cast<double>(i) / rate)).real();
    sum += std::pow(x[i] - mean - wanted, 2.0);
  }
  return decibels(std::sqrt(2.0 * sum / static_cast<double>(to - from)) / std::abs(tone));
}

// Peak of the wave at 16 points a sample by a sinc of 256 taps, the plain way.
inline double true_peak_16(const Channel& x) {
  constexpr int kHalf = 128;
  constexpr int kPoints = 16;
  static const std::vector<std::vector<double>> phases = [] {
    const auto i0 = [](double v) {
      double term = 1.0, sum = 1.0;
      for (int k = 1; k < 60; ++k) sum += term *= (v / (2 * k)) * (v / (2 * k));
      return sum;
    };
    std::vector<std::vector<double>> all;
    for (int p = 1; p < kPoints; ++p) {
      std::vector<double> taps;
      for (int k = 1 - kHalf; k <= kHalf; ++k) {
        const double t = k - static_cast<double>(p) / kPoints;
        const double window = i0(11.0 * std::sqrt(std::max(0.0, 1.0 - t * t / (kHalf * kHalf)))) / i0(11.0);
        taps.push_back(std::sin(std::numbers::pi * t) / (std::numbers::pi * t) * window);
      }
      all.push_back(taps);
    }
    return all;
  }();
  const auto frames = static_cast<std::ptrdiff_t>(x.size());
  double peak = 0.0;
  for (float sample : x) peak = std::max(peak, double{std::abs(sample)});
  for (std::ptrdiff_t n = 0; n < frames; ++n) {
    // A point is far from a sum of absolute taps; where all around is quiet nothing can exceed the peak found.
    double near = 0.0;
    for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(0, n - 4); k < std::min(frames, n + 6); ++k)
      near = std::max(near, double{std::abs(x[static_cast<std::size_t>(k)])});
    if (near < 0.3 * peak) continue;
    for (const std::vector<double>& taps : phases) {
      double sum = 0.0;
      for (std::ptrdiff_t k = 1 - kHalf; k <= kHalf; ++k)
        if (n + k >= 0 && n + k < frames) sum += taps[static_cast<std::size_t>(k + kHalf - 1)] * x[static_cast<std::size_t>(n + k)];
      peak = std::max(peak, std::abs(sum));
    }
  }
  return peak;
}

}  // namespace sweetspot::test
