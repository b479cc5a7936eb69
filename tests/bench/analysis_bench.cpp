// Speed of the measures. Items are frames; times real time at 48 kHz = items a second / 48000.
#include <benchmark/benchmark.h>
#include <ebur128.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "engine/analysis/loudness.h"

namespace sweetspot {
namespace {

constexpr int kRate = 48000;
constexpr int kSeconds = 20;

// Programme-like: coloured noise with a beat and tones, near full scale, so that the true-peak meter has to look closely.
std::vector<float> programme(std::uint32_t seed) {
  std::vector<float> out(static_cast<std::size_t>(kRate) * kSeconds);
  double low = 0.0;
  for (std::size_t n = 0; n < out.size(); ++n) {
    seed = seed * 1664525u + 1013904223u;
    const double white = static_cast<double>(seed) / 2147483648.0 - 1.0;
    low += 0.08 * (white - low);
    const double t = static_cast<double>(n) / kRate;
    const double beat = std::exp(-8.0 * std::fmod(t, 0.5));
    const double x = 1.6 * low + 0.3 * std::sin(2.0 * 3.14159265358979 * 110.0 * t) + 0.9 * beat * white;
    out[n] = static_cast<float>(std::tanh(x) * 0.9);
  }
  return out;
}

void BM_loudness_and_true_peak(benchmark::State& state) {
  const std::vector<float> left = programme(1), right = programme(2);
  const float* audio[2] = {left.data(), right.data()};
  for (auto _ : state) {
    LoudnessMeter meter(kRate, 2);
    meter.process(audio, static_cast<Frames>(left.size()));
    meter.finish();
    benchmark::DoNotOptimize(meter.figures());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(left.size()));
}
BENCHMARK(BM_loudness_and_true_peak)->Unit(benchmark::kMillisecond);

void BM_loudness_and_true_peak_libebur128(benchmark::State& state) {
  const std::vector<float> left = programme(1), right = programme(2);
  std::vector<float> both;
  for (std::size_t n = 0; n < left.size(); ++n) both.insert(both.end(), {left[n], right[n]});
  for (auto _ : state) {
    ebur128_state* meter = ebur128_init(2, kRate, EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK);
    ebur128_add_frames_float(meter, both.data(), left.size());
    double loudness = 0.0, peak = 0.0;
    ebur128_loudness_global(meter, &loudness);
    ebur128_true_peak(meter, 0, &peak);
    benchmark::DoNotOptimize(loudness + peak);
    ebur128_destroy(&meter);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(left.size()));
}
BENCHMARK(BM_loudness_and_true_peak_libebur128)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sweetspot
