// Cost of the compressor and the limiter; the counter is the time of one sample of one channel.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#include "engine/processors/registry.h"
#include "engine/realtime/denormals.h"

namespace {

using namespace sweetspot;

constexpr int kFrames = 256;

// Instances of one type with their own noise bursts, run again and again.
struct Rack {
  std::vector<std::unique_ptr<Processor>> processors;
  std::vector<std::vector<float>> source, sound;
  std::vector<std::vector<float*>> pointers;
  std::vector<ParamRamp> ramps;
  std::vector<ProcessBlock> blocks;
  std::vector<BatchItem> items;
  const ProcessorType* type = nullptr;

  Rack(std::string_view id, int count, int channels, std::vector<std::pair<std::string_view, double>> settings = {})
      : type(find_processor(id)) {
    std::vector<double> values = default_values(*type);
    for (const auto& [key, value] : settings) values[static_cast<std::size_t>(index_of(type->params, key))] = value;
    for (double value : values) ramps.push_back({static_cast<float>(value), static_cast<float>(value)});
    std::mt19937 random(1);
    std::normal_distribution<float> noise(0.0f, 0.3f);
    for (int i = 0; i < count; ++i) {
      processors.push_back(type->make());
      processors.back()->prepare({48000.0, channels, kFrames}, values);
      pointers.emplace_back();
      for (int c = 0; c < channels; ++c) {
        source.emplace_back(kFrames);
        for (std::size_t n = 0; n < kFrames; ++n) source.back()[n] = noise(random) * (n < kFrames / 2 ? 1.0f : 0.1f);
      }
    }
    sound = source;
    for (int i = 0; i < count; ++i)
      for (int c = 0; c < channels; ++c)
        pointers[static_cast<std::size_t>(i)].push_back(sound[static_cast<std::size_t>(i * channels + c)].data());
    blocks.resize(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      blocks[i].audio = pointers[i].data();
      blocks[i].channels = channels;
      blocks[i].frames = kFrames;
      blocks[i].params = ramps;
      items.push_back({processors[i].get(), &blocks[i]});
    }
  }

  void run(benchmark::State& state, bool together) {
    const DenormalsGuard guard;
    for (auto _ : state) {
      for (std::size_t i = 0; i < sound.size(); ++i) std::copy(source[i].begin(), source[i].end(), sound[i].begin());
      if (together)
        type->process_batch(items);
      else
        for (const BatchItem& item : items) item.processor->process(*item.block);
      benchmark::ClobberMemory();
    }
    const double samples = static_cast<double>(state.iterations()) * kFrames * static_cast<double>(sound.size());
    state.counters["sample"] = benchmark::Counter(samples, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  }
};

void compressor_batch(benchmark::State& state) { Rack("compressor", 8, 2).run(state, true); }
BENCHMARK(compressor_batch);

void compressor_batch_peak(benchmark::State& state) { Rack("compressor", 16, 1, {{"detector", 0}}).run(state, true); }
BENCHMARK(compressor_batch_peak);

void compressor_single_stereo(benchmark::State& state) { Rack("compressor", 1, 2).run(state, false); }
BENCHMARK(compressor_single_stereo);

void compressor_rms_filtered_lookahead(benchmark::State& state) {
  Rack("compressor", 1, 2, {{"detector", 1}, {"sc_hp", 100}, {"lookahead", 5}}).run(state, false);
}
BENCHMARK(compressor_rms_filtered_lookahead);

void limiter_stereo(benchmark::State& state) { Rack("limiter", 1, 2).run(state, false); }
BENCHMARK(limiter_stereo);

void limiter_stereo_driven(benchmark::State& state) { Rack("limiter", 1, 2, {{"drive", 12}, {"link", 100}}).run(state, false); }
BENCHMARK(limiter_stereo_driven);

}  // namespace
