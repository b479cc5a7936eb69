// Cost of a gain device at rest; the counter is the time of one sample of one channel.
#include <benchmark/benchmark.h>

#include <memory>
#include <vector>

#include "engine/processors/registry.h"

namespace {

using namespace sweetspot;

void gain_stereo(benchmark::State& state) {
  const int frames = static_cast<int>(state.range(0));
  const ProcessorType& type = *find_processor("gain");
  const std::unique_ptr<Processor> gain = type.make();
  gain->prepare({48000.0, 2, kMaxBlockFrames}, default_values(type));
  std::vector<ParamRamp> params(type.params.size());
  params[0] = {-1e-6f, -1e-6f};
  std::vector<float> left(kMaxBlockFrames, 0.5f), right(kMaxBlockFrames, 0.5f);
  float* audio[2] = {left.data(), right.data()};
  ProcessBlock block;
  block.audio = audio;
  block.channels = 2;
  block.frames = frames;
  block.params = params;
  for (auto _ : state) {
    gain->process(block);
    benchmark::ClobberMemory();
  }
  state.counters["sample"] = benchmark::Counter(2.0 * frames, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(gain_stereo)->Arg(64)->Arg(512);

}  // namespace
