// Every processor of the registry at its defaults, stereo, in blocks of 128: with sound, and in the silence after it, where denormal
// numbers would show as time.
#include <benchmark/benchmark.h>

#include <random>
#include <vector>

#include "engine/processors/registry.h"
#include "engine/realtime/denormals.h"

namespace sweetspot {
namespace {

constexpr int kFrames = 128;
constexpr double kRate = 48000.0;
constexpr int kDecayBlocks = 40 * 375;  // 40 s

class Running {
 public:
  explicit Running(const ProcessorType& type) : processor_(type.make()), meters_(type.meters.size()) {
    const std::vector<double> values = default_values(type);
    processor_->prepare({kRate, 2, kMaxBlockFrames}, values);
    for (const double value : values) ramps_.push_back({static_cast<float>(value), static_cast<float>(value)});
    std::mt19937 random(1);
    std::uniform_real_distribution<float> sample(-0.3f, 0.3f);
    for (auto& channel : noise_)
      for (float& x : channel) x = sample(random);
    for (int i = 0; i < 400; ++i) run(true);
  }

  void run(bool sound) {
    for (std::size_t c = 0; c < 2; ++c)
      for (std::size_t i = 0; i < kFrames; ++i) audio_[c][i] = sound ? noise_[c][i] : 0.0f;
    float* const pointers[2] = {audio_[0], audio_[1]};
    ProcessBlock block;
    block.audio = pointers;
    block.channels = 2;
    block.frames = kFrames;
    block.params = ramps_;
    block.revision = 1;
    block.position = position_;
    block.meters = meters_.empty() ? nullptr : meters_.data();
    processor_->process(block);
    position_ += kFrames;
    benchmark::DoNotOptimize(audio_);
  }

 private:
  std::unique_ptr<Processor> processor_;
  std::vector<ParamRamp> ramps_;
  std::vector<float> meters_;
  Frames position_ = 0;
  float noise_[2][kFrames];
  alignas(64) float audio_[2][kFrames] = {};
};

void measure(benchmark::State& state, const ProcessorType& type, bool sound) {
  const DenormalsGuard denormals;
  Running running(type);
  if (!sound)
    for (int i = 0; i < kDecayBlocks; ++i) running.run(false);
  for (auto _ : state) running.run(sound);
  state.counters["time/frame"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * kFrames, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

const bool registered = [] {
  for (const ProcessorType* type : all_processors())
    for (const bool sound : {true, false})
      benchmark::RegisterBenchmark(("every/" + type->id + (sound ? "/sound" : "/after_silence")).c_str(),
                                   [type, sound](benchmark::State& state) { measure(state, *type, sound); });
  return true;
}();

}  // namespace
}  // namespace sweetspot
