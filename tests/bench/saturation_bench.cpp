// Cost of saturator, clipper and dither; the counter is the time of one frame, both channels. Beside them the same arithmetic by plain
// loops: what a straightforward implementation would cost.
#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "engine/dsp/oversampler.h"
#include "engine/dsp/oversampling_filters.h"
#include "engine/processors/registry.h"
#include "engine/realtime/denormals.h"

namespace {

using namespace sweetspot;

constexpr int kFrames = 512;
constexpr int kChannels = 2;

using Settings = std::vector<std::pair<std::string_view, double>>;

std::vector<std::vector<float>> sound() {
  std::mt19937 random(1);
  std::normal_distribution<float> noise(0.0f, 0.25f);
  std::vector<std::vector<float>> made(kChannels, std::vector<float>(kFrames));
  for (auto& channel : made)
    for (float& x : channel) x = noise(random);
  return made;
}

void count_frames(benchmark::State& state) {
  state.counters["frame"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * kFrames, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

// In blocks of state.range(0) frames.
void run(benchmark::State& state, std::string_view id, const Settings& settings) {
  const DenormalsGuard guard;
  const ProcessorType& type = *find_processor(id);
  std::vector<double> values = default_values(type);
  for (const auto& [key, value] : settings) values[static_cast<std::size_t>(index_of(type.params, key))] = value;
  std::vector<ParamRamp> ramps;
  for (const double value : values) ramps.push_back({static_cast<float>(value), static_cast<float>(value)});
  std::vector<float> meters(type.meters.size());
  const auto processor = type.make();
  processor->prepare({48000.0, kChannels, kFrames}, values);
  const auto source = sound();
  auto audio = source;
  const int length = static_cast<int>(state.range(0));
  for (auto _ : state) {
    for (std::size_t c = 0; c < audio.size(); ++c) std::copy(source[c].begin(), source[c].end(), audio[c].begin());
    for (int at = 0; at < kFrames; at += length) {
      float* const pointers[] = {audio[0].data() + at, audio[1].data() + at};
      ProcessBlock block;
      block.audio = pointers;
      block.channels = kChannels;
      block.frames = length;
      block.params = ramps;
      block.meters = meters.data();
      processor->process(block);
    }
    benchmark::ClobberMemory();
  }
  count_frames(state);
}

#define PROCESSOR_BENCH(name, id, ...)                                \
  void name(benchmark::State& state) { run(state, id, __VA_ARGS__); } \
  BENCHMARK(name)->Arg(512)->Arg(64)

PROCESSOR_BENCH(saturate_default, "saturate", {});
PROCESSOR_BENCH(saturate_tube, "saturate", {{"style", 1}});
PROCESSOR_BENCH(saturate_transistor, "saturate", {{"style", 2}});
PROCESSOR_BENCH(saturate_soft, "saturate", {{"style", 3}});
PROCESSOR_BENCH(saturate_soft_even, "saturate", {{"style", 3}, {"even_odd", 50}});
PROCESSOR_BENCH(saturate_soft_4x, "saturate", {{"style", 3}, {"oversampling", 2}});
PROCESSOR_BENCH(saturate_soft_16x, "saturate", {{"style", 3}, {"oversampling", 4}});
PROCESSOR_BENCH(saturate_soft_minimum, "saturate", {{"style", 3}, {"filter", 1}});
PROCESSOR_BENCH(saturate_hard, "saturate", {{"style", 4}});
PROCESSOR_BENCH(saturate_soft_unmatched, "saturate", {{"style", 3}, {"match", 0}});
PROCESSOR_BENCH(saturate_soft_1x, "saturate", {{"style", 3}, {"oversampling", 0}});
PROCESSOR_BENCH(clipper_default, "clipper", {{"drive", 6}});
PROCESSOR_BENCH(clipper_idle, "clipper", {{"ceiling", 0}});
PROCESSOR_BENCH(clipper_sample, "clipper", {{"drive", 6}, {"hold", 0}});
PROCESSOR_BENCH(clipper_1x, "clipper", {{"drive", 6}, {"hold", 0}, {"oversampling", 0}});
PROCESSOR_BENCH(dither_tpdf, "dither", {});
PROCESSOR_BENCH(dither_shaped, "dither", {{"noise", 1}});
PROCESSOR_BENCH(saturate_exciter, "saturate", {{"style", 3}, {"mode", 1}});

// Up and down again with nothing between.
void oversampler(benchmark::State& state) {
  const dsp::Oversampling setting{static_cast<int>(state.range(0)), dsp::OversamplingFilter::linear, true};
  std::array<dsp::Upsampler, kChannels> up;
  std::array<dsp::Downsampler, kChannels> down;
  for (auto& one : up) one.prepare(setting);
  for (auto& one : down) one.prepare(setting);
  auto audio = sound();
  for (auto _ : state) {
    for (std::size_t c = 0; c < kChannels; ++c)
      for (int at = 0; at < kFrames; at += dsp::kOversampleChunk) {
        float* const x = audio[c].data() + at;
        up[c].process(x, dsp::kOversampleChunk);
        for (int k = 0; k < setting.factor; ++k) std::copy_n(up[c].stream(k), dsp::kOversampleChunk, down[c].stream(k));
        down[c].process(x, dsp::kOversampleChunk);
      }
    benchmark::ClobberMemory();
  }
  count_frames(state);
}
BENCHMARK(oversampler)->Arg(2)->Arg(4)->Arg(8)->Arg(16);

// --- the plain way: sample by sample, in double, tap by tap

// Half-band filters over rows of samples, zeros left out.
std::vector<double> doubled(const std::vector<double>& x, const std::vector<double>& odd) {
  std::vector<double> out(2 * x.size());
  const auto taps = static_cast<std::ptrdiff_t>(odd.size());
  for (std::ptrdiff_t i = 0; i < static_cast<std::ptrdiff_t>(x.size()); ++i) {
    out[static_cast<std::size_t>(2 * i)] = i >= taps / 2 ? x[static_cast<std::size_t>(i - taps / 2)] : 0.0;
    double sum = 0.0;
    for (std::ptrdiff_t k = 0; k < taps && k <= i; ++k) sum += odd[static_cast<std::size_t>(k)] * x[static_cast<std::size_t>(i - k)];
    out[static_cast<std::size_t>(2 * i + 1)] = sum;
  }
  return out;
}

std::vector<double> halved(const std::vector<double>& x, const std::vector<double>& odd) {
  std::vector<double> out(x.size() / 2);
  const auto taps = static_cast<std::ptrdiff_t>(odd.size());
  for (std::ptrdiff_t i = 0; i < static_cast<std::ptrdiff_t>(out.size()); ++i) {
    double sum = i >= taps / 2 ? 0.5 * x[static_cast<std::size_t>(2 * (i - taps / 2))] : 0.0;
    for (std::ptrdiff_t k = 0; k < taps && k <= i; ++k)
      sum += odd[static_cast<std::size_t>(k)] * x[static_cast<std::size_t>(2 * (i - k) + 1)];
    out[static_cast<std::size_t>(i)] = sum;
  }
  return out;
}

// Eight times the rate and back, both channels; between them a curve with its antiderivative written out.
template <class Curve, class Antiderivative>
void naive(benchmark::State& state, const Curve& curve, const Antiderivative& antiderivative) {
  std::vector<std::vector<double>> up, down;
  for (int step = 0; step < 3; ++step) {
    up.push_back(dsp::linear_step_up(step).odd);
    down.push_back(dsp::linear_step_down(step).odd);
  }
  const auto audio = sound();
  for (auto _ : state) {
    for (const auto& channel : audio) {
      std::vector<double> x(channel.begin(), channel.end());
      for (const auto& taps : up) x = doubled(x, taps);
      double before = 0.0, sum_before = antiderivative(0.0);
      for (double& sample : x) {
        const double now = 2.0 * sample;
        const double sum = antiderivative(now);
        sample = 0.5 * (std::abs(now - before) > 1e-4 ? (sum - sum_before) / (now - before) : curve(0.5 * (now + before)));
        before = now;
        sum_before = sum;
      }
      for (std::size_t step = down.size(); step-- > 0;) x = halved(x, down[step]);
      benchmark::DoNotOptimize(x.data());
    }
  }
  count_frames(state);
}

void naive_soft(benchmark::State& state) {
  naive(
      state, [](double x) { return std::tanh(x); }, [](double x) { return std::abs(x) + std::log1p(std::exp(-2.0 * std::abs(x))); });
}
BENCHMARK(naive_soft);

void naive_clip(benchmark::State& state) {
  naive(
      state, [](double x) { return std::clamp(x, -1.0, 1.0); },
      [](double x) { return std::abs(x) < 1.0 ? 0.5 * x * x : std::abs(x) - 0.5; });
}
BENCHMARK(naive_clip);

// One call of the library's generator and of floor a sample.
void naive_dither(benchmark::State& state) {
  const auto source = sound();
  auto audio = source;
  std::minstd_rand random(1);
  std::uniform_real_distribution<double> even(0.0, 1.0);
  for (auto _ : state) {
    for (std::size_t c = 0; c < audio.size(); ++c)
      for (std::size_t i = 0; i < audio[c].size(); ++i)
        audio[c][i] = static_cast<float>(std::floor(source[c][i] * 32768.0 + even(random) - even(random) + 0.5) / 32768.0);
    benchmark::ClobberMemory();
  }
  count_frames(state);
}
BENCHMARK(naive_dither);

}  // namespace
