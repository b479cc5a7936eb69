#include "engine/delivery/dither.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {
namespace {

// A number of the sequence "splitmix64" (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
std::uint64_t next_random(std::uint64_t& state) {
  std::uint64_t z = state += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

// Triangular between -1 and 1: the difference of two even ones.
double triangular(std::uint64_t& state) {
  const std::uint64_t bits = next_random(state);
  const auto a = static_cast<double>(bits >> 32);
  const auto b = static_cast<double>(bits & 0xffffffff);
  return (a - b) * 0x1p-32;
}

}  // namespace

Dither::Dither(DitherKind kind, int bits, double rate, int channels, std::uint64_t seed)
    : kind_(kind), steps_(std::ldexp(1.0, bits - 1)), channels_(static_cast<std::size_t>(channels)) {
  if (kind == DitherKind::shaped) shape_ = noise_shape(rate);
  for (Channel& channel : channels_) channel.random = next_random(seed);
}

void Dither::process(float* const* audio, int frames) {
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    if (kind_ == DitherKind::tpdf) process_white(channels_[c], audio[c], frames);
    if (kind_ == DitherKind::shaped) process_shaped(channels_[c], audio[c], frames);
  }
}

void Dither::process_white(Channel& channel, float* audio, int frames) const {
  for (int i = 0; i < frames; ++i) audio[i] = static_cast<float>(std::floor(audio[i] * steps_ + triangular(channel.random) + 0.5) / steps_);
}

void Dither::process_shaped(Channel& channel, float* audio, int frames) const {
  auto& e = channel.errors;
  for (int i = 0; i < frames; ++i) {
    double wanted = audio[i] * steps_;
    for (std::size_t k = 0; k < e.size(); ++k) wanted -= shape_[k] * e[k];
    const double got = std::floor(wanted + triangular(channel.random) + 0.5);
    std::copy_backward(e.begin(), e.end() - 1, e.end());
    e[0] = wanted - got;
    audio[i] = static_cast<float>(got / steps_);
  }
}

}  // namespace sweetspot
