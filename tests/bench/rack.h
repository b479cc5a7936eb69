// Processors at rest that are run again and again on noise bursts.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/processors/registry.h"
#include "engine/realtime/denormals.h"

namespace sweetspot::bench {

inline constexpr int kFrames = 256;

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

}  // namespace sweetspot::bench
