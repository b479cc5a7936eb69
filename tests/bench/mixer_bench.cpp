// What a frame of a track costs in the mixer: sources in memory, 64 tracks (a third stereo), the reference mix's processors.
#include <benchmark/benchmark.h>

#include <cmath>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/mixer/plan.h"
#include "engine/mixer/workers.h"
#include "engine/processors/registry.h"
#include "engine/session/session.h"

namespace sweetspot {
namespace {

constexpr int kTracks = 64;
constexpr int kLoop = 2048;    // frames of each source, read over and over

class LoopSource : public TrackSource {
 public:
  LoopSource(int channels, unsigned seed) : sound_(static_cast<std::size_t>(channels), std::vector<float>(kLoop + kMaxBlockFrames)) {
    std::mt19937 random(seed);
    std::normal_distribution<float> value(0.0f, 0.1f);
    for (auto& channel : sound_) {
      for (std::size_t i = 0; i < channel.size(); ++i) channel[i] = i < kLoop ? value(random) : channel[i - kLoop];
    }
  }
  void read(Frames position, int frames, float* const* audio) noexcept override {
    for (std::size_t c = 0; c < sound_.size(); ++c) std::copy_n(sound_[c].data() + position % kLoop, frames, audio[c]);
  }
  int channels() const noexcept override { return static_cast<int>(sound_.size()); }

 private:
  std::vector<std::vector<float>> sound_;
};

std::shared_ptr<const Device> device(std::uint64_t& id, const char* type, std::map<std::string, double> params) {
  auto made = std::make_shared<Device>();
  made->id = {id++};
  made->type = type;
  made->params = std::move(params);
  return made;
}

std::map<std::string, double> bells(int first, double spread) {
  std::map<std::string, double> params;
  const double freqs[] = {180.0, 600.0, 2500.0, 8000.0};
  for (int i = 0; i < 4; ++i) {
    const std::string band = "band" + std::to_string(first + i);
    params[band + ".type"] = 1.0;
    params[band + ".freq"] = freqs[i] * spread;
    params[band + ".gain"] = i % 2 ? 3.0 : -3.0;
    params[band + ".q"] = 1.1;
  }
  return params;
}

void key(std::map<std::string, double>& params, const ProcessorType& type, const char* name, const char* choice) {
  const int at = index_of(type.params, name);
  if (at < 0) return;
  const auto& choices = type.params[static_cast<std::size_t>(at)].choices;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (choices[i] == choice) params[name] = static_cast<double>(i);
  }
}

std::map<std::string, double> eq(bool high_pass, double spread) {
  const ProcessorType& type = *find_processor("eq");
  auto params = bells(high_pass ? 2 : 1, spread);
  for (int i = 1; i <= 5; ++i) key(params, type, ("band" + std::to_string(i) + ".type").c_str(), i == 1 && high_pass ? "high_pass" : "bell");
  if (high_pass) {
    params["band1.freq"] = 80.0;
    params["band1.q"] = 0.7071;
    key(params, type, "band1.slope", "12");
  } else {
    params.erase("band5.type");
  }
  return params;
}

std::map<std::string, double> comp(double threshold, double ratio) {
  return {{"threshold", threshold}, {"ratio", ratio}, {"knee", 6.0}, {"attack", 10.0}, {"release", 120.0}, {"makeup", 3.0}};
}

SessionPtr make_mix(bool tracks, bool master) {
  auto session = std::make_shared<Session>(*make_session("bench", 48000.0));
  std::uint64_t id = 1000;
  for (unsigned i = 0; i < kTracks; ++i) {
    auto track = std::make_shared<Track>();
    track->strip.id = {100 + i};
    track->strip.output = tracks ? StripId{20 + i % 4} : kMixStrip;
    track->channels = i % 3 == 2 ? 2 : 1;
    track->strip.fader.gain_db = -20.0 + 0.1 * i;
    track->strip.fader.pan = (i % 9) / 5.0 - 0.8;
    if (tracks) {
      track->strip.devices = {device(id, "gain", {{"gain", 0.1 * i}}), device(id, "eq", eq(true, 1.0 + 0.004 * i)), device(id, "compressor", comp(-24.0, 4.0))};
    }
    session->tracks.push_back(track);
  }
  for (unsigned i = 0; tracks && i < 4; ++i) {
    auto bus = std::make_shared<Bus>();
    bus->strip.id = {20 + i};
    bus->strip.output = kMixStrip;
    bus->strip.devices = {device(id, "compressor", comp(-18.0, 2.0))};
    session->buses.push_back(bus);
  }
  if (master) {
    auto strip = std::make_shared<Strip>(*session->master);
    strip->devices = {device(id, "eq", eq(false, 1.0)), device(id, "compressor", comp(-14.0, 2.0)), device(id, "limiter", {{"ceiling", -1.0}})};
    session->master = strip;
  }
  return session;
}

// Arguments: block in frames, jobs, and 1 for two blocks in flight.
void run_mix(benchmark::State& state, bool tracks, bool master) {
  Assets assets;
  assets.source = [](const Session&, const Track& track) {
    return std::make_shared<LoopSource>(track.channels, static_cast<unsigned>(track.strip.id.value));
  };
  const auto plan = compile(make_mix(tracks, master), nullptr, assets);
  const int block = static_cast<int>(state.range(0));
  Workers workers(static_cast<int>(state.range(1)));
  Frames position = 0;
  for (auto _ : state) {
    if (state.range(2)) {
      plan->run_ahead(position, block, true, &workers);
    } else {
      plan->run(position, block, true, &workers);
    }
    position += block;
  }
  benchmark::DoNotOptimize(plan->master()[0][0]);
  state.SetItemsProcessed(position * kTracks);   // frames of tracks
  state.counters["x real time"] = benchmark::Counter(static_cast<double>(position) / 48000.0, benchmark::Counter::kIsRate);
}

void bare_mix(benchmark::State& state) { run_mix(state, false, false); }
void tracks_only(benchmark::State& state) { run_mix(state, true, false); }
void master_only(benchmark::State& state) { run_mix(state, false, true); }
void full_mix(benchmark::State& state) { run_mix(state, true, true); }

BENCHMARK(bare_mix)->Args({512, 1, 0})->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK(tracks_only)->Args({512, 1, 0})->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK(master_only)->Args({512, 1, 0})->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK(full_mix)->Args({64, 1, 0})->Args({128, 1, 0})->Args({256, 1, 0})->Args({512, 1, 0})->Args({512, 2, 0})->Args({512, 2, 1})->MeasureProcessCPUTime()->UseRealTime();

}  // namespace
}  // namespace sweetspot
