// Cost of long FIR filters: a frame of stereo at 48 kHz through 8192 taps, and the dearest block of 64 frames in it.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <complex>
#include <random>
#include <vector>

#include "engine/dsp/convolver.h"
#include "engine/realtime/denormals.h"

namespace {

using namespace sweetspot;

constexpr int kHop = 256, kTaps = 8192, kBlock = 64, kParts = kTaps / kHop;

std::vector<float> noise(std::size_t frames) {
  std::mt19937 random(1);
  std::normal_distribution<float> normal(0.0f, 0.1f);
  std::vector<float> samples(frames);
  for (float& x : samples) x = normal(random);
  return samples;
}

void report(benchmark::State& state) {
  const double frames = static_cast<double>(state.iterations()) * kHop;
  state.counters["frame"] = benchmark::Counter(frames, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void run(benchmark::State& state, int kernels, bool changing) {
  const DenormalsGuard guard;
  dsp::Convolver convolver;
  dsp::Convolver::Setup setup{.hop = kHop, .taps = kTaps, .inputs = 2, .kernels = kernels, .routes = {}};
  for (int k = 0; k < kernels; ++k)
    for (int input = 0; input < 2; ++input) setup.routes.push_back({input, k});
  convolver.prepare(setup);
  const std::vector<float> taps = noise(kTaps), left = noise(kHop), right = noise(kHop);
  std::vector<std::vector<float>> out(setup.routes.size(), std::vector<float>(kHop));
  const auto offer = [&] {
    for (int k = 0; k < kernels; ++k) {
      std::ranges::copy(taps, convolver.next_kernel(k).begin());
      convolver.offer_kernel(k);
    }
  };
  const auto hop = [&] {
    double dearest = 0.0;
    for (int at = 0; at < kHop; at += kBlock) {
      const float* const in[2] = {left.data() + at, right.data() + at};
      float* to[10];
      for (std::size_t o = 0; o < out.size(); ++o) to[o] = out[o].data() + at;
      const auto start = std::chrono::steady_clock::now();
      convolver.process(in, to, kBlock);
      dearest = std::max(dearest, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return dearest;
  };
  for (int i = 0; i < 4; ++i) {
    if (changing || i == 0) offer();
    hop();
  }
  double dearest = 1.0;
  for (auto _ : state) {
    if (changing) offer();
    dearest = std::min(dearest, hop());  // of the hop that was disturbed least
  }
  report(state);
  state.counters["dearest_us"] = dearest * 1e6;
}

void convolver_shared_kernel(benchmark::State& state) { run(state, 1, false); }
BENCHMARK(convolver_shared_kernel);

void convolver_shared_kernel_changing(benchmark::State& state) { run(state, 1, true); }
BENCHMARK(convolver_shared_kernel_changing);

void convolver_five_kernels(benchmark::State& state) { run(state, 5, false); }
BENCHMARK(convolver_five_kernels);

void convolver_five_kernels_changing(benchmark::State& state) { run(state, 5, true); }
BENCHMARK(convolver_five_kernels_changing);

// The same partitions in plain loops over complex numbers, all at once when the hop is full.
void convolver_shared_kernel_naive(benchmark::State& state) {
  const DenormalsGuard guard;
  dsp::RealFft fft(2 * kHop);
  using Spectrum = std::vector<std::complex<float>>;
  std::vector<Spectrum> kernel(kParts, Spectrum(kHop + 1));
  std::vector<std::vector<Spectrum>> ring(2, kernel);
  const std::vector<float> taps = noise(kTaps), sound = noise(2 * kHop);
  for (std::size_t p = 0; p < kParts; ++p) {
    std::ranges::fill(fft.time(), 0.0f);
    std::copy_n(taps.begin() + static_cast<std::ptrdiff_t>(p) * kHop, kHop, fft.time().begin());
    fft.forward();
    std::ranges::copy(fft.bins(), kernel[p].begin());
  }
  std::vector<float> out(kHop);
  std::size_t newest = 0;
  for (auto _ : state) {
    newest = (newest + 1) % kParts;
    for (auto& channel : ring) {
      std::ranges::copy(sound, fft.time().begin());
      fft.forward();
      std::ranges::copy(fft.bins(), channel[newest].begin());
      Spectrum sum(kHop + 1);
      for (std::size_t p = 0; p < kParts; ++p) {
        const Spectrum& x = channel[(newest + kParts - p) % kParts];
        for (std::size_t k = 0; k < sum.size(); ++k) {
          const auto a = x[k], h = kernel[p][k];
          sum[k] += std::complex<float>(a.real() * h.real() - a.imag() * h.imag(), a.real() * h.imag() + a.imag() * h.real());
        }
      }
      std::ranges::copy(sum, fft.bins().begin());
      fft.inverse();
      for (std::size_t i = 0; i < kHop; ++i) out[i] = fft.time()[kHop + i];
      benchmark::DoNotOptimize(out.data());
    }
  }
  report(state);
}
BENCHMARK(convolver_shared_kernel_naive);

}  // namespace
