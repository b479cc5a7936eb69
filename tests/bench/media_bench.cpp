// Decoding, importing, overviews and rate conversion: seconds a sample and channel, or times real time.
#include <benchmark/benchmark.h>
#include <sndfile.h>
#include <unistd.h>

#include <filesystem>
#include <random>

#include "engine/media/audio_file.h"
#include "engine/media/audio_writer.h"
#include "engine/media/import.h"
#include "engine/media/overview.h"
#include "engine/media/overview_store.h"
#include "engine/media/resample.h"

namespace {

using namespace sweetspot;
namespace fs = std::filesystem;

constexpr int kSeconds = 60;
constexpr int kRate = 48000;

// A minute of noise as a WAV file, written once.
class Stem {
 public:
  Stem(int channels, SampleDepth depth) {
    path_ = fs::temp_directory_path() / ("sweetspot-bench-" + std::to_string(::getpid()) + "-" + std::to_string(channels) + ".wav");
    std::mt19937 random(1);
    std::uniform_real_distribution<float> spread(-0.5f, 0.5f);
    std::vector<std::vector<float>> audio(static_cast<std::size_t>(channels), std::vector<float>(kRate));
    std::vector<float*> pointers;
    for (auto& channel : audio) {
      for (float& x : channel) x = spread(random);
      pointers.push_back(channel.data());
    }
    AudioWriter writer(path_, kRate, channels, {.depth = depth});
    for (int i = 0; i < kSeconds; ++i) writer.write(pointers.data(), kRate);
    writer.finish();
  }
  ~Stem() { fs::remove(path_); }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void count_samples(benchmark::State& state, int channels) {
  state.counters["per sample"] =
      benchmark::Counter(static_cast<double>(kSeconds) * kRate * channels, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void decode_ours(benchmark::State& state) {
  const int channels = static_cast<int>(state.range(0));
  const Stem stem(channels, SampleDepth::pcm24);
  std::vector<std::vector<float>> audio(2, std::vector<float>(512));
  float* block[] = {audio[0].data(), audio[1].data()};
  for (auto _ : state) {
    AudioReader reader(stem.path());
    for (Frames at = 0; at < reader.info().frames; at += 512) reader.read(at, 512, block);
    benchmark::DoNotOptimize(block[0][0]);
  }
  count_samples(state, channels);
}
BENCHMARK(decode_ours)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

// The peer: libsndfile's own decoding to interleaved float.
void decode_libsndfile(benchmark::State& state) {
  const int channels = static_cast<int>(state.range(0));
  const Stem stem(channels, SampleDepth::pcm24);
  std::vector<float> audio(512 * 2);
  for (auto _ : state) {
    SF_INFO info{};
    SNDFILE* file = sf_open(stem.path().c_str(), SFM_READ, &info);
    while (sf_readf_float(file, audio.data(), 512) > 0) benchmark::DoNotOptimize(audio.data());
    sf_close(file);
  }
  count_samples(state, channels);
}
BENCHMARK(decode_libsndfile)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

void overview_from_memory(benchmark::State& state) {
  std::vector<float> audio(kRate * kSeconds);
  std::mt19937 random(1);
  for (float& x : audio) x = static_cast<float>(random()) * 1e-10f;
  for (auto _ : state) {
    OverviewBuilder builder(1);
    for (int at = 0; at < kRate * kSeconds; at += 4096) {
      const float* block[] = {audio.data() + at};
      builder.add(block, std::min(4096, kRate * kSeconds - at));
    }
    benchmark::DoNotOptimize(builder.finish());
  }
  count_samples(state, 1);
}
BENCHMARK(overview_from_memory)->Unit(benchmark::kMillisecond);

void overview_from_file(benchmark::State& state) {
  const Stem stem(2, SampleDepth::pcm24);
  for (auto _ : state) benchmark::DoNotOptimize(build_overview(stem.path()));
  count_samples(state, 2);
}
BENCHMARK(overview_from_file)->Unit(benchmark::kMillisecond);

// Stereo stems into a session: of its rate, as FLAC, and at another rate.
void import_stem(benchmark::State& state, const char* suffix, double rate) {
  const Stem stem(2, SampleDepth::pcm24);
  fs::path source = stem.path();
  if (std::string(suffix) != ".wav") {
    source.replace_extension(suffix);
    AudioReader reader(stem.path());
    AudioWriter writer(source, kRate, 2, {.format = *format_from_suffix(source)});
    std::vector<float> left(kRate), right(kRate);
    float* block[] = {left.data(), right.data()};
    for (int i = 0; i < kSeconds; ++i) {
      reader.read(Frames{i} * kRate, kRate, block);
      writer.write(block, kRate);
    }
    writer.finish();
  }
  const fs::path song = fs::temp_directory_path() / ("sweetspot-bench-song-" + std::to_string(::getpid()));
  for (auto _ : state) {
    import_audio(source, song, rate, false, {});
    state.PauseTiming();
    fs::remove_all(song);
    state.ResumeTiming();
  }
  if (source != stem.path()) fs::remove(source);
  state.counters["x real time"] = benchmark::Counter(kSeconds, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK_CAPTURE(import_stem, wav, ".wav", 48000.0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(import_stem, flac, ".flac", 48000.0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(import_stem, wav_to_44100, ".wav", 44100.0)->Unit(benchmark::kMillisecond);

}  // namespace
