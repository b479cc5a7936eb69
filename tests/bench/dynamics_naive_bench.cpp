// Cost of the gate, the de-esser, the transient shaper and the rider, each beside a plain loop of the same arithmetic; the counter is the
// time of one sample of one channel.
#include <cmath>

#include "engine/analysis/loudness_hops.h"
#include "engine/dsp/band_cut.h"
#include "engine/dsp/compression_curve.h"
#include "engine/dsp/sliding_extreme.h"
#include "tests/bench/rack.h"

namespace {

using namespace sweetspot;
using bench::kFrames;
using bench::Rack;

// A loop over the frames of a stereo block, on the same bursts as a rack.
template <class Frame>
void plain(benchmark::State& state, Frame&& frame) {
  const DenormalsGuard guard;
  Rack rack("gain", 1, 2);
  for (auto _ : state) {
    for (std::size_t i = 0; i < 2; ++i) std::copy(rack.source[i].begin(), rack.source[i].end(), rack.sound[i].begin());
    for (std::size_t i = 0; i < kFrames; ++i) frame(rack.sound[0][i], rack.sound[1][i]);
    benchmark::ClobberMemory();
  }
  const double samples = static_cast<double>(state.iterations()) * kFrames * 2.0;
  state.counters["sample"] = benchmark::Counter(samples, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

// The level of both sides over 12.5 ms, in octaves.
struct PlainLevel {
  dsp::SlidingMax<float> window;

  PlainLevel() { window.prepare(600, 0.0f); }
  double operator()(float left, float right) { return std::log2(window.push(std::max({std::abs(left), std::abs(right), 1e-9f}))); }
};

struct PlainFollower {
  double value = 0.0;

  double operator()(double wanted) { return value += (wanted < value ? 0.02 : 0.0003) * (wanted - value); }
};

void compressor_feedback_plain(benchmark::State& state) {
  PlainLevel level;
  PlainFollower follow;
  const dsp::FeedbackCurve curve(dsp::CompressionCurve<double>::from(-3.3, 4.0, 1.0, 10.0));
  plain(state, [&](float& left, float& right) {
    const auto gain = static_cast<float>(std::exp2(follow(curve.gain(level(left, right) + follow.value))));
    left *= gain;
    right *= gain;
  });
}
BENCHMARK(compressor_feedback_plain);

void gate_stereo(benchmark::State& state) { Rack("gate", 1, 2, {{"threshold", -20}}).run(state, false); }
BENCHMARK(gate_stereo);

void gate_plain(benchmark::State& state) {
  PlainLevel level;
  PlainFollower follow;
  const auto curve = dsp::CompressionCurve<double>::from(3.3, 4.0, 1.0, 10.0);
  plain(state, [&](float& left, float& right) {
    const auto gain = static_cast<float>(-follow(-std::exp2(curve.gain(-level(left, right)))));
    left *= gain;
    right *= gain;
  });
}
BENCHMARK(gate_plain);

void deesser_stereo(benchmark::State& state) { Rack("deesser", 1, 2).run(state, false); }
BENCHMARK(deesser_stereo);

void deesser_plain(benchmark::State& state) {
  PlainLevel level;
  PlainFollower follow;
  const auto curve = dsp::CompressionCurve<double>::from(-4.0, 3.0, 1.0, 1.3);
  const auto tuning = dsp::BandTuning::above_corner(5500.0, 48000.0);
  dsp::BandFilter ears[2];
  dsp::BandCut cuts[2];
  plain(state, [&](float& left, float& right) {
    const double band[2] = {ears[0].tick(tuning, left), ears[1].tick(tuning, right)};
    const double root = std::exp2(0.25 * follow(curve.gain(level(static_cast<float>(band[0]), static_cast<float>(band[1])))));
    left = static_cast<float>(cuts[0].tick(tuning, left, root));
    right = static_cast<float>(cuts[1].tick(tuning, right, root));
  });
}
BENCHMARK(deesser_plain);

void transient_stereo(benchmark::State& state) { Rack("transient", 1, 2, {{"attack", 50}, {"sustain", 30}}).run(state, false); }
BENCHMARK(transient_stereo);

void transient_plain(benchmark::State& state) {
  PlainLevel level;
  double quick = 0.0, slow = 0.0, lasting = 0.0;
  plain(state, [&](float& left, float& right) {
    const double now = level(left, right);
    quick += (now > quick ? 0.07 : 0.001) * (now - quick);
    slow += 0.001 * (quick - slow);
    lasting = std::max(quick, lasting + 0.0001 * (quick - lasting));
    const double attack = std::max(0.0, quick - slow), sustain = lasting - quick;
    const auto gain = static_cast<float>(std::exp2(attack / (attack + 2.0) + 0.6 * sustain / (sustain + 2.0)));
    left *= gain;
    right *= gain;
  });
}
BENCHMARK(transient_plain);

void rider_stereo(benchmark::State& state) { Rack("rider", 1, 2).run(state, false); }
BENCHMARK(rider_stereo);

void rider_plain(benchmark::State& state) {
  KWeighting left_filter(48000.0), right_filter(48000.0);
  double sum = 0.0;
  plain(state, [&](float& left, float& right) { sum = right_filter.add_energy(&right, 1, left_filter.add_energy(&left, 1, sum)); });
  benchmark::DoNotOptimize(sum);
}
BENCHMARK(rider_plain);

}  // namespace
