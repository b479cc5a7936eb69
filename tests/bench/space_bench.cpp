// Cost of the processors of time: reverb, delay, doubler, modulation. The counter is the time of one stereo frame. Beside each, a plain
// loop of the same arithmetic.
#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <numbers>
#include <random>
#include <string_view>
#include <vector>

#include "engine/dsp/soft_limit.h"
#include "engine/dsp/svf.h"
#include "engine/dsp/tape_line.h"
#include "engine/processors/registry.h"
#include "engine/realtime/denormals.h"

namespace sweetspot {
namespace {

constexpr double kRate = 48000.0;

// Stereo noise in blocks.
struct Source {
  alignas(64) float clean[2][kMaxBlockFrames];
  alignas(64) float sound[2][kMaxBlockFrames];
  float* pointers[2] = {sound[0], sound[1]};

  Source() {
    std::mt19937 random(1);
    std::uniform_real_distribution<float> sample(-0.25f, 0.25f);
    for (auto& channel : clean)
      for (float& x : channel) x = sample(random);
    renew();
  }
  void renew() {
    for (int c = 0; c < 2; ++c) std::copy_n(clean[c], kMaxBlockFrames, sound[c]);
  }
};

void report(benchmark::State& state, int block) {
  const double frames = static_cast<double>(state.iterations()) * block;
  state.counters["time/frame"] = benchmark::Counter(frames, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void run(benchmark::State& state, std::string_view id, std::vector<std::pair<std::string_view, double>> settings) {
  const DenormalsGuard denormals;
  const ProcessorType& type = *find_processor(id);
  std::vector<double> values = default_values(type);
  for (const auto& [key, value] : settings) values[static_cast<std::size_t>(index_of(type.params, key))] = value;
  std::vector<ParamRamp> ramps;
  for (const double value : values) ramps.push_back({static_cast<float>(value), static_cast<float>(value)});
  const int frames = static_cast<int>(state.range(0));
  const auto processor = type.make();
  processor->prepare({kRate, 2, kMaxBlockFrames}, values);
  Source source;
  ProcessBlock block;
  block.audio = source.pointers;
  block.channels = 2;
  block.frames = frames;
  block.params = ramps;
  for (auto _ : state) {
    source.renew();
    processor->process(block);
    block.position += frames;
    benchmark::ClobberMemory();
  }
  report(state, frames);
}

void reverb(benchmark::State& state) { run(state, "reverb", {}); }
BENCHMARK(reverb)->Arg(64)->Arg(512);

void reverb_plate_flat(benchmark::State& state) {
  run(state, "reverb", {{"space", 1}, {"high_decay", 1}, {"low_cut", 20}, {"high_cut", 20000}});
}
BENCHMARK(reverb_plate_flat)->Arg(512);

// One line after the other, one frame after the other: delays, two shelves, early reflections, diffuser, rotations and matrix.
class NaiveNetwork {
 public:
  NaiveNetwork() {
    std::mt19937 random(2);
    std::uniform_int_distribution<int> line(1000, 4000), diffuser(40, 900), early(100, 3000);
    for (auto& buffer : lines_) buffer.assign(kSize, 0.0f);
    for (auto& stage : diffusers_)
      for (auto& buffer : stage) buffer.assign(kSize, 0.0f);
    for (auto& buffer : inputs_) buffer.assign(kSize, 0.0f);
    for (int& delay : delays_) delay = line(random);
    for (auto& stage : diffuser_delays_)
      for (int& delay : stage) delay = diffuser(random);
    for (int& delay : early_) delay = early(random);
  }

  void tick(float& left, float& right) {
    inputs_[0][at_] = left;
    inputs_[1][at_] = right;
    float early[2] = {0.0f, 0.0f};
    for (std::size_t i = 0; i < 32; ++i) {
      const float x = inputs_[i / 16][back(early_[i])];
      early[0] += 0.1f * x;
      early[1] += 0.05f * x;
    }
    float x[16], y[16];
    for (std::size_t i = 0; i < 16; ++i) x[i] = inputs_[i % 2][back(720)] * 0.35f;
    for (std::size_t stage = 0; stage < 3; ++stage) {
      for (std::size_t i = 0; i < 16; ++i) {
        diffusers_[stage][i][at_] = x[i];
        x[i] = diffusers_[stage][i][back(diffuser_delays_[stage][i])];
      }
      for (std::size_t half = 1; half < 16; half *= 2)
        for (std::size_t i = 0; i < 16; ++i)
          if (!(i & half)) rotate(x[i], x[i + half], 0.7071f, 0.7071f);
    }
    float late[2] = {0.0f, 0.0f};
    for (std::size_t i = 0; i < 16; ++i) {
      y[i] = lines_[i][back(delays_[i])];
      for (std::size_t shelf = 0; shelf < 2; ++shelf) {
        auto& s = states_[shelf][i];
        const float over = y[i] - s[1];
        const float band = 0.9f * s[0] + 0.05f * over, low = s[1] + 0.05f * s[0] + 0.003f * over;
        s[0] = 2.0f * band - s[0];
        s[1] = 2.0f * low - s[1];
        y[i] = 0.95f * y[i] + 0.01f * band + 0.01f * low;
      }
      late[0] += i & 1 ? y[i] : -y[i];
      late[1] += i & 2 ? y[i] : -y[i];
    }
    phase_ += 1e-5f;
    for (std::size_t i = 0; i < 8; ++i) rotate(y[i], y[i + 8], 1.0f - phase_, phase_);
    for (std::size_t i = 0; i < 16; ++i)
      if (!(i & 4)) rotate(y[i], y[i + 4], 1.0f - phase_, phase_);
    if (phase_ > 0.1f) phase_ = 0.0f;
    for (std::size_t half = 1; half < 16; half *= 2)
      for (std::size_t i = 0; i < 16; ++i)
        if (!(i & half)) {
          const float a = y[i], b = y[i + half];
          y[i] = a + b;
          y[i + half] = a - b;
        }
    for (std::size_t i = 0; i < 16; ++i) lines_[i][at_] = 0.24f * y[i] + x[i];
    at_ = (at_ + 1) % kSize;
    left += early[0] + late[0];
    right += early[1] + late[1];
  }

 private:
  static constexpr std::size_t kSize = 8192;
  std::size_t back(int delay) const { return (at_ + kSize - static_cast<std::size_t>(delay)) % kSize; }
  static void rotate(float& a, float& b, float cosine, float sine) {
    const float first = cosine * a + sine * b;
    b = sine * a - cosine * b;
    a = first;
  }

  std::array<std::vector<float>, 16> lines_;
  std::array<std::array<std::vector<float>, 16>, 3> diffusers_;
  std::array<std::vector<float>, 2> inputs_;
  std::array<int, 16> delays_;
  std::array<std::array<int, 16>, 3> diffuser_delays_;
  std::array<int, 32> early_;
  float states_[2][16][2] = {};
  float phase_ = 0.0f;
  std::size_t at_ = 0;
};

// A stereo filter written out.
struct NaiveCut {
  dsp::Svf side[2];
  dsp::Svf::Tuning tuning = dsp::Svf::Tuning::at(1000.0, 0.7071, kRate);
  float low(int c, float x) { return static_cast<float>(side[c].tick(tuning, double{x}).low); }
};

void reverb_naive(benchmark::State& state) {
  const DenormalsGuard denormals;
  NaiveNetwork network;
  NaiveCut low, high;
  Source source;
  const int frames = static_cast<int>(state.range(0));
  for (auto _ : state) {
    source.renew();
    for (int i = 0; i < frames; ++i) {
      float in[2];
      for (int c = 0; c < 2; ++c) in[c] = high.low(c, low.low(c, source.sound[c][i]));
      network.tick(in[0], in[1]);
      for (int c = 0; c < 2; ++c) source.sound[c][i] += 0.5f * in[c];
    }
    benchmark::ClobberMemory();
  }
  report(state, frames);
}
BENCHMARK(reverb_naive)->Arg(512);

void delay(benchmark::State& state) { run(state, "delay", {}); }
BENCHMARK(delay)->Arg(64)->Arg(512);

void delay_wobble(benchmark::State& state) { run(state, "delay", {{"wobble", 10}}); }
BENCHMARK(delay_wobble)->Arg(512);

void delay_naive(benchmark::State& state) {
  const DenormalsGuard denormals;
  std::array<std::vector<float>, 2> lines{std::vector<float>(32768), std::vector<float>(32768)};
  std::size_t at = 0;
  NaiveCut low, high;
  Source source;
  const int frames = static_cast<int>(state.range(0));
  for (auto _ : state) {
    source.renew();
    for (int i = 0; i < frames; ++i) {
      for (int c = 0; c < 2; ++c) {
        auto& line = lines[static_cast<std::size_t>(c)];
        const float echo = high.low(c, low.low(c, line[(at - 16800) & 32767]));
        line[at] = source.sound[c][i] + dsp::soft_limit(0.35f * echo, 1.0f);
        source.sound[c][i] += 0.6f * echo;
      }
      at = (at + 1) & 32767;
    }
    benchmark::ClobberMemory();
  }
  report(state, frames);
}
BENCHMARK(delay_naive)->Arg(512);

void doubler(benchmark::State& state) { run(state, "doubler", {}); }
BENCHMARK(doubler)->Arg(64)->Arg(512);

void doubler_eight_voices(benchmark::State& state) { run(state, "doubler", {{"voices", 7}}); }
BENCHMARK(doubler_eight_voices)->Arg(512);

// Voices of two sines each, read by 16 taps of a table.
void doubler_naive(benchmark::State& state) {
  const DenormalsGuard denormals;
  std::array<std::vector<float>, 2> lines{std::vector<float>(8192), std::vector<float>(8192)};
  std::vector<std::array<float, 16>> table(129);
  for (auto& taps : table) taps.fill(0.06f);
  std::size_t at = 4096;
  double time = 0.0;
  NaiveCut low, high;
  Source source;
  const int frames = static_cast<int>(state.range(0));
  const int voices = static_cast<int>(state.range(1));
  for (auto _ : state) {
    source.renew();
    for (int i = 0; i < frames; ++i) {
      float sum[2] = {0.0f, 0.0f};
      for (std::size_t c = 0; c < 2; ++c) lines[c][at] = source.sound[c][i];
      for (int v = 0; v < voices; ++v) {
        const double delay = 900.0 + 60.0 * std::sin(time * (v + 1)) + 30.0 * std::sin(time * (v + 2.3));
        const auto whole = static_cast<std::size_t>(delay);
        const auto phase = static_cast<std::size_t>((delay - static_cast<double>(whole)) * 128.0);
        for (std::size_t c = 0; c < 2; ++c) {
          float x = 0.0f;
          for (std::size_t n = 0; n < 16; ++n)
            x += (table[phase][n] + 0.5f * (table[phase + 1][n] - table[phase][n])) * lines[c][(at - whole - n) & 8191];
          sum[c] += 0.7f * x;
        }
      }
      time += 4e-5;
      at = (at + 1) & 8191;
      for (int c = 0; c < 2; ++c) source.sound[c][i] += 0.6f * high.low(c, low.low(c, sum[c]));
    }
    benchmark::ClobberMemory();
  }
  report(state, frames);
}
BENCHMARK(doubler_naive)->Args({512, 2})->Args({512, 8});

void modulation(benchmark::State& state) { run(state, "modulation", {{"type", static_cast<double>(state.range(1))}, {"feedback", 50}}); }
BENCHMARK(modulation)->ArgsProduct({{512}, {0, 1, 2, 3, 4}});

void phaser_naive(benchmark::State& state) {
  const DenormalsGuard denormals;
  Source source;
  double states[2][6] = {}, out[2] = {}, time = 0.0;
  const int frames = static_cast<int>(state.range(0));
  for (auto _ : state) {
    source.renew();
    for (int i = 0; i < frames; ++i) {
      time += 1e-4;
      for (int c = 0; c < 2; ++c) {
        const double g = std::tan(std::numbers::pi * 800.0 * std::exp2(std::sin(time + c)) / kRate), k = g / (1.0 + g);
        double y = source.sound[c][i] + 0.5 * out[c];
        for (double& s : states[c]) {
          const double step = k * (y - s), low = s + step;
          s = low + step;
          y = 2.0 * low - y;
        }
        out[c] = y;
        source.sound[c][i] = static_cast<float>(0.5 * (source.sound[c][i] + y));
      }
    }
    benchmark::ClobberMemory();
  }
  report(state, frames);
}
BENCHMARK(phaser_naive)->Arg(512);

}  // namespace
}  // namespace sweetspot
