// The equalizer's part of a full mix: a high-pass and four bands on every channel.
#include <benchmark/benchmark.h>

#include <memory>
#include <random>
#include <vector>

#include "engine/core/units.h"
#include "engine/dsp/biquad.h"
#include "engine/dsp/matched_cascade.h"
#include "engine/params/spec.h"
#include "engine/processors/registry.h"
#include "engine/realtime/denormals.h"

namespace sweetspot {
namespace {

constexpr double kRate = 48000.0;
constexpr int kMono = 43;      // of 64 tracks; the rest stereo: 85 channels in all
constexpr int kStereo = 21;
constexpr int kBandsPerTrack = 5;

const ProcessorType& eq() { return *find_processor("eq"); }

std::vector<double> mix_values() {
  std::vector<double> values = default_values(eq());
  const auto set = [&](const char* key, double value) { values[static_cast<std::size_t>(index_of(eq().params, key))] = value; };
  set("band1.type", 3);
  set("band1.freq", 80);
  set("band2.freq", 200);
  set("band2.gain", -2.5);
  set("band3.freq", 800);
  set("band3.gain", 1.5);
  set("band4.freq", 2500);
  set("band4.gain", 2);
  set("band5.freq", 8000);
  set("band5.gain", 3);
  return values;
}

struct Track {
  int channels;
  std::unique_ptr<Processor> eq;
  alignas(64) float audio[2][kMaxBlockFrames];
  float* pointers[2] = {audio[0], audio[1]};
};

// All tracks of the mix, prepared and filled with noise.
struct Mix {
  explicit Mix(int block) : frames(block) {
    const auto values = mix_values();
    for (const double value : values) ramps.push_back({static_cast<float>(value), static_cast<float>(value)});
    std::mt19937 random(1);
    std::uniform_real_distribution<float> sample(-0.25f, 0.25f);
    for (int t = 0; t < kMono + kStereo; ++t) {
      auto track = std::make_unique<Track>();
      track->channels = t % 3 == 2 ? 2 : 1;
      track->eq = eq().make();
      track->eq->prepare({kRate, track->channels, kMaxBlockFrames}, values);
      for (auto& channel : track->audio)
        for (float& x : channel) x = sample(random);
      channels += track->channels;
      tracks.push_back(std::move(track));
    }
    for (auto& track : tracks) {
      ProcessBlock b;
      b.audio = track->pointers;
      b.channels = track->channels;
      b.frames = frames;
      b.params = ramps;
      b.revision = 1;  // as the mixer gives it: nothing moves
      blocks.push_back(b);
    }
  }

  int frames;
  int channels = 0;
  std::vector<ParamRamp> ramps;
  std::vector<std::unique_ptr<Track>> tracks;
  std::vector<ProcessBlock> blocks;
};

void report(benchmark::State& state, const Mix& mix) {
  const double samples = static_cast<double>(state.iterations()) * mix.channels * mix.frames;
  state.counters["time/channel-sample"] = benchmark::Counter(samples, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void BM_EqMixBatch(benchmark::State& state) {
  const DenormalsGuard denormals;
  Mix mix(static_cast<int>(state.range(0)));
  std::vector<std::vector<BatchItem>> batches(1);
  int lanes = 0;
  for (std::size_t t = 0; t < mix.tracks.size(); ++t) {
    if (lanes + mix.tracks[t]->channels > kBatchLanes) {
      batches.emplace_back();
      lanes = 0;
    }
    batches.back().push_back({mix.tracks[t]->eq.get(), &mix.blocks[t]});
    lanes += mix.tracks[t]->channels;
  }
  for (auto _ : state)
    for (const auto& batch : batches) eq().process_batch(batch);
  report(state, mix);
}
BENCHMARK(BM_EqMixBatch)->Arg(32)->Arg(64)->Arg(128)->Arg(512);

void BM_EqMixOneByOne(benchmark::State& state) {
  const DenormalsGuard denormals;
  Mix mix(static_cast<int>(state.range(0)));
  for (auto _ : state)
    for (std::size_t t = 0; t < mix.tracks.size(); ++t) mix.tracks[t]->eq->process(mix.blocks[t]);
  report(state, mix);
}
BENCHMARK(BM_EqMixOneByOne)->Arg(32)->Arg(512);

// The difference equation written out, channel by channel, without the correction near Nyquist.
void BM_EqMixNaive(benchmark::State& state) {
  const DenormalsGuard denormals;
  Mix mix(static_cast<int>(state.range(0)));
  dsp::MatchedCascade design;
  std::vector<dsp::Biquad> sections{design.add(dsp::analog_high_pass(0.7071), 0.0105)};
  for (const double omega : {0.026, 0.105, 0.33, 1.05}) sections.push_back(design.add(dsp::analog_bell(2, 0.7071), omega));
  std::vector<std::vector<dsp::BiquadState>> states(mix.tracks.size(), std::vector<dsp::BiquadState>(kBandsPerTrack));
  for (auto _ : state)
    for (std::size_t t = 0; t < mix.tracks.size(); ++t)
      for (int channel = 0; channel < mix.tracks[t]->channels; ++channel)
        for (int i = 0; i < mix.frames; ++i) {
          double x = static_cast<double>(mix.tracks[t]->audio[channel][i]);
          for (std::size_t k = 0; k < kBandsPerTrack; ++k) x = dsp::tick(sections[k], states[t][k], channel, x);
          mix.tracks[t]->audio[channel][i] = static_cast<float>(x);
        }
  report(state, mix);
}
BENCHMARK(BM_EqMixNaive)->Arg(512);

// One band sweeping: a design every slice.
void BM_EqMoving(benchmark::State& state) {
  const DenormalsGuard denormals;
  Mix mix(kSliceFrames);
  ProcessBlock block = mix.blocks[0];
  block.moving = true;
  const auto freq = static_cast<std::size_t>(index_of(eq().params, "band4.freq"));
  float at = 1000.0f;
  for (auto _ : state) {
    mix.ramps[freq].from = at;
    at = at > 8000.0f ? 1000.0f : at * 1.01f;
    mix.ramps[freq].to = at;
    block.params = mix.ramps;
    mix.tracks[0]->eq->process(block);
  }
}
BENCHMARK(BM_EqMoving);

void BM_EqDesign(benchmark::State& state) {
  const auto sections = static_cast<int>(state.range(0));
  double omega = 0.02;
  for (auto _ : state) {
    dsp::MatchedCascade design;
    for (int k = 0; k < sections; ++k) benchmark::DoNotOptimize(design.add(dsp::analog_bell(4, 1), omega * (k + 1)));
    benchmark::DoNotOptimize(design.correction());
    omega = omega > 0.3 ? 0.02 : omega * 1.01;
  }
}
BENCHMARK(BM_EqDesign)->Arg(1)->Arg(5)->Arg(9);

}  // namespace
}  // namespace sweetspot
