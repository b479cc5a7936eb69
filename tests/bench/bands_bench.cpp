// Cost of what works in bands; the counter is the time of one frame of stereo.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "engine/dsp/biquad_lanes.h"
#include "engine/dsp/crossover.h"
#include "engine/dsp/linear_crossover.h"
#include "engine/dsp/matched_cascade.h"
#include "engine/dsp/svf.h"
#include "engine/processors/registry.h"
#include "engine/realtime/denormals.h"

namespace {

using namespace sweetspot;

constexpr int kFrames = 256;
constexpr double kRate = 48000.0;
constexpr std::array<double, 5> kSplits{100.0, 350.0, 1200.0, 4000.0, 9000.0};

struct Stereo {
  std::array<std::vector<float>, 2> sound;
  std::array<std::vector<float>, 12> bands;
  const float* in[2];
  float* out[12];

  Stereo() {
    std::mt19937 random(1);
    std::normal_distribution<float> noise(0.0f, 0.2f);
    for (std::size_t c = 0; c < 2; ++c) {
      for (int i = 0; i < kFrames; ++i) sound[c].push_back(noise(random));
      in[c] = sound[c].data();
    }
    for (std::size_t b = 0; b < bands.size(); ++b) {
      bands[b].assign(kFrames, 0.0f);
      out[b] = bands[b].data();
    }
  }
};

void report(benchmark::State& state) {
  const double frames = static_cast<double>(state.iterations()) * kFrames;
  state.counters["frame"] = benchmark::Counter(frames, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void crossover(benchmark::State& state) {
  const DenormalsGuard guard;
  Stereo stereo;
  dsp::Crossover crossover;
  const int bands = static_cast<int>(state.range(0));
  crossover.prepare(kRate, bands, 2);
  for (int s = 0; s < bands - 1; ++s) crossover.set_split(s, kSplits[static_cast<std::size_t>(s)]);
  for (auto _ : state) {
    crossover.process(stereo.in, stereo.out, kFrames);
    benchmark::ClobberMemory();
  }
  report(state);
}
BENCHMARK(crossover)->Arg(2)->Arg(4)->Arg(6);

void crossover_gliding(benchmark::State& state) {
  const DenormalsGuard guard;
  Stereo stereo;
  dsp::Crossover crossover;
  crossover.prepare(kRate, 6, 2);
  std::vector<double> hertz(kFrames, 500.0);
  const double* const moving[5] = {hertz.data(), hertz.data(), hertz.data(), hertz.data(), hertz.data()};
  for (auto _ : state) {
    crossover.process_gliding(stereo.in, stereo.out, kFrames, moving);
    benchmark::ClobberMemory();
  }
  report(state);
}
BENCHMARK(crossover_gliding);

void linear_crossover(benchmark::State& state) {
  const DenormalsGuard guard;
  Stereo stereo;
  dsp::LinearCrossover crossover;
  const int bands = static_cast<int>(state.range(0));
  crossover.prepare(kRate, bands, 2);
  for (int s = 0; s < bands - 1; ++s) crossover.set_split(s, kSplits[static_cast<std::size_t>(s)]);
  for (auto _ : state) {
    crossover.process(stereo.in, stereo.out, kFrames);
    benchmark::ClobberMemory();
  }
  report(state);
}
BENCHMARK(linear_crossover)->Arg(2)->Arg(4)->Arg(6);

void linear_crossover_gliding(benchmark::State& state) {
  const DenormalsGuard guard;
  Stereo stereo;
  dsp::LinearCrossover crossover;
  crossover.prepare(kRate, 6, 2);
  double at = 0.0;
  for (auto _ : state) {
    at = at > 1.0 ? 0.0 : at + 0.01;
    for (int s = 0; s < 5; ++s) crossover.set_split(s, kSplits[static_cast<std::size_t>(s)] * (1.0 + at));
    crossover.process(stereo.in, stereo.out, kFrames);
    benchmark::ClobberMemory();
  }
  report(state);
}
BENCHMARK(linear_crossover_gliding);

// The same tree of filters, one after the other.
void crossover_naive(benchmark::State& state) {
  const DenormalsGuard guard;
  Stereo stereo;
  struct Split {
    dsp::Svf first, second, passes[5];
  };
  std::array<std::array<Split, 5>, 2> splits;
  std::array<dsp::Svf::Tuning, 5> tunings;
  for (std::size_t s = 0; s < 5; ++s) tunings[s] = dsp::Svf::Tuning::at(kSplits[s], std::numbers::sqrt2 / 2.0, kRate);
  for (auto _ : state) {
    for (std::size_t c = 0; c < 2; ++c)
      for (std::size_t i = 0; i < kFrames; ++i) {
        double rest = stereo.sound[c][i];
        double bands[6];
        for (std::size_t s = 0; s < 5; ++s) {
          const dsp::Svf::Tuning& t = tunings[s];
          const auto all_pass = [&t](const dsp::Svf::Outputs& o) { return o.low - t.k * o.band + o.high; };
          for (std::size_t b = 0; b < s; ++b) bands[b] = all_pass(splits[c][s].passes[b].tick(t, bands[b]));
          const dsp::Svf::Outputs o = splits[c][s].first.tick(t, rest);
          bands[s] = splits[c][s].second.tick(t, o.low).low;
          rest = all_pass(o) - bands[s];
        }
        bands[5] = rest;
        for (std::size_t b = 0; b < 6; ++b) stereo.bands[2 * b + c][i] = static_cast<float>(bands[b]);
      }
    benchmark::ClobberMemory();
  }
  report(state);
}
BENCHMARK(crossover_naive);

// Each band of each channel a cascade of its own, as many sections as the longest needs.
void crossover_cascades(benchmark::State& state) {
  const DenormalsGuard guard;
  Stereo stereo;
  std::vector<dsp::Biquad> sections(10, dsp::Biquad{0.2, 0.1, 0.05, -0.5, 0.1});
  std::array<std::vector<dsp::BiquadState>, 6> states;
  std::vector<dsp::CascadeBlock> blocks;
  for (std::size_t b = 0; b < 6; ++b) {
    states[b].resize(10);
    blocks.push_back({sections, states[b].data(), stereo.out + 2 * b, 2});
  }
  for (auto _ : state) {
    for (std::size_t lane = 0; lane < 12; ++lane) std::copy_n(stereo.in[lane % 2], kFrames, stereo.out[lane]);
    dsp::run_cascades(blocks, kFrames);
    benchmark::ClobberMemory();
  }
  report(state);
}
BENCHMARK(crossover_cascades);

// A processor on the same noise again and again.
struct Device {
  const ProcessorType& type;
  std::unique_ptr<Processor> processor;
  std::vector<double> values;
  std::vector<ParamRamp> ramps;
  std::vector<float> meters;
  Stereo stereo;
  std::array<std::vector<float>, 2> work;
  float* audio[2];

  Device(std::string_view id, std::vector<std::pair<std::string_view, double>> settings)
      : type(*find_processor(id)), values(default_values(type)) {
    for (const auto& [key, value] : settings) values[static_cast<std::size_t>(index_of(type.params, key))] = value;
    processor = type.make();
    processor->prepare({kRate, 2, kFrames}, values);
    for (const double value : values) ramps.push_back({static_cast<float>(value), static_cast<float>(value)});
    meters.resize(type.meters.size());
    work = stereo.sound;
    for (std::size_t c = 0; c < 2; ++c) audio[c] = work[c].data();
  }

  // In blocks of 64 frames; while a parameter moves, in slices.
  void run(benchmark::State& state, std::string_view moving = {}) {
    const DenormalsGuard guard;
    const std::size_t param = moving.empty() ? 0 : static_cast<std::size_t>(index_of(type.params, moving));
    for (auto _ : state) {
      for (std::size_t c = 0; c < 2; ++c) std::copy(stereo.sound[c].begin(), stereo.sound[c].end(), work[c].begin());
      const int length = moving.empty() ? 64 : kSliceFrames;
      for (int at = 0; at < kFrames; at += length) {
        float* const pointers[2] = {audio[0] + at, audio[1] + at};
        ProcessBlock block;
        block.audio = pointers;
        block.channels = 2;
        block.frames = length;
        if (!moving.empty()) {
          const float base = static_cast<float>(values[param]);
          ramps[param] = {base * (1.0f + 0.001f * static_cast<float>(at)), base * (1.0f + 0.001f * static_cast<float>(at + length))};
          block.moving = true;
        }
        block.params = ramps;
        block.meters = meters.data();
        processor->process(block);
      }
      benchmark::ClobberMemory();
    }
    report(state);
  }
};

void multiband(benchmark::State& state) { Device("multiband", {{"bands", static_cast<double>(state.range(0) - 2)}}).run(state); }
BENCHMARK(multiband)->Arg(2)->Arg(4)->Arg(6);

void multiband_linear(benchmark::State& state) {
  Device("multiband", {{"bands", static_cast<double>(state.range(0) - 2)}, {"phase", 1}}).run(state);
}
BENCHMARK(multiband_linear)->Arg(4)->Arg(6);

void multiband_threshold_moving(benchmark::State& state) { Device("multiband", {{"bands", 4}}).run(state, "band1.threshold"); }
BENCHMARK(multiband_threshold_moving);

void multiband_split_moving(benchmark::State& state) { Device("multiband", {{"bands", 4}}).run(state, "split2"); }
BENCHMARK(multiband_split_moving);

void multiband_linear_split_moving(benchmark::State& state) { Device("multiband", {{"bands", 4}, {"phase", 1}}).run(state, "split2"); }
BENCHMARK(multiband_linear_split_moving);

// Six bands: the tree of filters, then level, curve, smoothing and gain of each band of each channel, one after the other.
void multiband_naive(benchmark::State& state) {
  const DenormalsGuard guard;
  Stereo stereo;
  struct Split {
    dsp::Svf first, second, passes[5];
  };
  std::array<std::array<Split, 5>, 2> splits;
  std::array<dsp::Svf::Tuning, 5> tunings;
  for (std::size_t s = 0; s < 5; ++s) tunings[s] = dsp::Svf::Tuning::at(kSplits[s], std::numbers::sqrt2 / 2.0, kRate);
  float reduction[6][2] = {}, held[6][2] = {};
  std::vector<float> out[2] = {std::vector<float>(kFrames), std::vector<float>(kFrames)};
  for (auto _ : state) {
    for (std::size_t i = 0; i < kFrames; ++i) {
      double bands[6][2];
      for (std::size_t c = 0; c < 2; ++c) {
        double rest = stereo.sound[c][i];
        for (std::size_t s = 0; s < 5; ++s) {
          const dsp::Svf::Tuning& t = tunings[s];
          const auto all_pass = [&t](const dsp::Svf::Outputs& o) { return o.low - t.k * o.band + o.high; };
          for (std::size_t b = 0; b < s; ++b) bands[b][c] = all_pass(splits[c][s].passes[b].tick(t, bands[b][c]));
          const dsp::Svf::Outputs o = splits[c][s].first.tick(t, rest);
          bands[s][c] = splits[c][s].second.tick(t, o.low).low;
          rest = all_pass(o) - bands[s][c];
        }
        bands[5][c] = rest;
      }
      double sum[2] = {};
      for (std::size_t b = 0; b < 6; ++b) {
        const float both = std::max({static_cast<float>(std::abs(bands[b][0])), static_cast<float>(std::abs(bands[b][1])), 1e-9f});
        for (std::size_t c = 0; c < 2; ++c) {
          held[b][c] = std::max(both, held[b][c] * 0.999f);
          const float over = std::max(std::log2(held[b][c]) + 4.0f, 0.0f), in_knee = std::min(over, 1.0f);
          const float wanted = std::max(-0.5f * (in_knee * in_knee * 0.5f + over - in_knee), -4.0f);
          reduction[b][c] += (wanted < reduction[b][c] ? 0.01f : 0.001f) * (wanted - reduction[b][c]);
          sum[c] += bands[b][c] * std::exp2(reduction[b][c]);
        }
      }
      for (std::size_t c = 0; c < 2; ++c) out[c][i] = static_cast<float>(sum[c]);
    }
    benchmark::DoNotOptimize(out);
    benchmark::ClobberMemory();
  }
  report(state);
}
BENCHMARK(multiband_naive);

void width_at_rest(benchmark::State& state) { Device("width", {}).run(state); }
BENCHMARK(width_at_rest);

void width_in_bands(benchmark::State& state) {
  Device("width", {{"band1.width", 50}, {"band3.width", 150}, {"mono_below", 100}}).run(state);
}
BENCHMARK(width_in_bands);

void width_all(benchmark::State& state) {
  Device("width", {{"band1.width", 50}, {"band3.width", 150}, {"mono_below", 100}, {"spread", 50}, {"guard", 0.3}, {"rotation", 10}})
      .run(state);
}
BENCHMARK(width_all);

void width_moving(benchmark::State& state) {
  Device("width", {{"width", 90}, {"band1.width", 50}, {"band3.width", 150}, {"mono_below", 100}}).run(state, "width");
}
BENCHMARK(width_moving);

// All of it in plain loops: rotation, spread, four bands of mid and side, levels, energies.
void width_naive(benchmark::State& state) {
  const DenormalsGuard guard;
  Stereo stereo;
  struct Split {
    dsp::Svf first, second, passes[3];
  };
  std::array<std::array<Split, 3>, 2> splits;
  std::array<dsp::Svf::Tuning, 3> tunings;
  for (std::size_t s = 0; s < 3; ++s) tunings[s] = dsp::Svf::Tuning::at(kSplits[s], std::numbers::sqrt2 / 2.0, kRate);
  std::vector<dsp::Biquad> sections;
  for (double hertz = 150.0; hertz < 16000.0; hertz *= 1.26)
    sections.push_back(dsp::bilinear_all_pass(hertz * 2.0 * std::numbers::pi / kRate, 2.0));
  std::vector<dsp::BiquadState> states(sections.size());
  dsp::Svf low_cut;
  const double widths[4] = {0.0, 0.5, 1.0, 1.5};
  double energies[6] = {};
  std::vector<float> out[2] = {std::vector<float>(kFrames), std::vector<float>(kFrames)};
  for (auto _ : state) {
    for (std::size_t i = 0; i < kFrames; ++i) {
      const double m = 0.5 * (stereo.sound[0][i] + stereo.sound[1][i]), s = 0.5 * (stereo.sound[0][i] - stereo.sound[1][i]);
      double parts[2] = {0.98 * m + 0.17 * s, 0.98 * s - 0.17 * m};
      double unlike = parts[0];
      for (std::size_t k = 0; k < sections.size(); ++k) unlike = dsp::tick(sections[k], states[k], 0, unlike);
      parts[1] += 0.5 * low_cut.tick(tunings[1], unlike).high;
      for (std::size_t c = 0; c < 2; ++c) {
        double rest = parts[c], bands[4];
        for (std::size_t n = 0; n < 3; ++n) {
          const dsp::Svf::Tuning& t = tunings[n];
          const auto all_pass = [&t](const dsp::Svf::Outputs& o) { return o.low - t.k * o.band + o.high; };
          for (std::size_t b = 0; b < n; ++b) bands[b] = all_pass(splits[c][n].passes[b].tick(t, bands[b]));
          const dsp::Svf::Outputs o = splits[c][n].first.tick(t, rest);
          bands[n] = splits[c][n].second.tick(t, o.low).low;
          rest = all_pass(o) - bands[n];
        }
        bands[3] = rest;
        parts[c] = 0.0;
        for (std::size_t b = 0; b < 4; ++b) parts[c] += (c == 0 ? 1.0 : widths[b]) * bands[b];
      }
      energies[0] += m * m;
      energies[1] += s * s;
      energies[2] += m * s;
      energies[3] += parts[0] * parts[0];
      energies[4] += parts[1] * parts[1];
      energies[5] += parts[0] * parts[1];
      out[0][i] = static_cast<float>(parts[0] + parts[1]);
      out[1][i] = static_cast<float>(parts[0] - parts[1]);
    }
    benchmark::DoNotOptimize(energies);
    benchmark::DoNotOptimize(out);
    benchmark::ClobberMemory();
  }
  report(state);
}
BENCHMARK(width_naive);

}  // namespace
