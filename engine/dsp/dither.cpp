#include "engine/dsp/dither.h"

#include <algorithm>
#include <cmath>

namespace sweetspot::dsp {
namespace {

// The sequence "splitmix64" (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): its state only counts, so
// that numbers can be left out.
constexpr std::uint64_t kCount = 0x9e3779b97f4a7c15;

std::uint64_t next_random(std::uint64_t& state) noexcept {
  std::uint64_t z = state += kCount;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

// Triangular between -1 and 1: the difference of two even ones.
double triangular(std::uint64_t& state) noexcept {
  const std::uint64_t bits = next_random(state);
  const auto a = static_cast<double>(bits >> 32);
  const auto b = static_cast<double>(bits & 0xffffffff);
  return (a - b) * 0x1p-32;
}

}  // namespace

void ChannelDither::begin(std::uint64_t seed) noexcept {
  random_ = seed;
  errors_.fill(0.0);
}

void ChannelDither::process(DitherKind kind, double steps, const NoiseShape& shape, float* audio, int frames) noexcept {
  if (kind == DitherKind::tpdf) process_white(steps, audio, frames);
  if (kind == DitherKind::shaped) process_shaped(steps, shape, audio, frames);
}

void ChannelDither::pass(int frames) noexcept {
  random_ += kCount * static_cast<std::uint64_t>(frames);
  errors_.fill(0.0);
}

void ChannelDither::process_white(double steps, float* audio, int frames) noexcept {
  for (int i = 0; i < frames; ++i) audio[i] = static_cast<float>(std::floor(audio[i] * steps + triangular(random_) + 0.5) / steps);
}

// The errors of a stretch are written downwards, so that those before any sample lie newest first behind it.
void ChannelDither::process_shaped(double steps, const NoiseShape& shape, float* audio, int frames) noexcept {
  constexpr int kStretch = 64;
  std::array<double, kStretch + kNoiseShapeTaps> errors;
  for (int start = 0; start < frames; start += kStretch) {
    const int length = std::min(kStretch, frames - start);
    double* e = errors.data() + length;
    std::copy(errors_.begin(), errors_.end(), e);
    for (int i = start; i < start + length; ++i, --e) {
      double wanted = audio[i] * steps;
      for (std::size_t k = shape.size(); k-- > 0;) wanted -= shape[k] * e[k];  // the newest last: it has only just come
      const double got = std::floor(wanted + triangular(random_) + 0.5);
      e[-1] = wanted - got;
      audio[i] = static_cast<float>(got / steps);
    }
    std::copy_n(e, errors_.size(), errors_.begin());
  }
}

std::uint64_t dither_seed(int channel) noexcept {
  std::uint64_t state = 1 + kCount * static_cast<std::uint64_t>(channel);
  return next_random(state);
}

double dither_steps(int bits) noexcept { return std::ldexp(1.0, bits - 1); }

Dither::Dither(DitherKind kind, int bits, double rate, int channels)
    : kind_(kind), steps_(dither_steps(bits)), channels_(static_cast<std::size_t>(channels)) {
  if (kind == DitherKind::shaped) shape_ = noise_shape(rate);
  for (int c = 0; c < channels; ++c) channels_[static_cast<std::size_t>(c)].begin(dither_seed(c));
}

void Dither::process(float* const* audio, int frames) noexcept {
  for (std::size_t c = 0; c < channels_.size(); ++c) channels_[c].process(kind_, steps_, shape_, audio[c], frames);
}

}  // namespace sweetspot::dsp
