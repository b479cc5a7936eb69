// Speed of pitch tracking, of the corrected render beside Rubber Band's own, and of the live processor. The counter "x" is
// times real time.
#include <benchmark/benchmark.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "engine/analysis/pitch.h"
#include "engine/processors/registry.h"
#include "engine/tuning/correct.h"
#include "engine/tuning/psola.h"
#include "engine/tuning/rubber_band.h"

namespace sweetspot {
namespace {

constexpr double kRate = 48000.0;
constexpr double kSeconds = 20.0;

// A voice that sings a scale half a second a note, everything a third of a semitone flat, with vibrato.
const TuneAudio& voice() {
  static const TuneAudio audio = [] {
    std::vector<float> out(static_cast<std::size_t>(kRate * kSeconds));
    double phase = 0.0;
    for (std::size_t n = 0; n < out.size(); ++n) {
      const double t = static_cast<double>(n) / kRate;
      const double note = 57.0 + 2.0 * std::fmod(std::floor(2.0 * t), 7.0) - 0.33;
      const double hz = hz_from_midi(note + 0.3 * std::sin(2.0 * std::numbers::pi * 5.5 * t));
      phase = std::fmod(phase + hz / kRate, 1.0);
      double sum = 0.0;
      for (int k = 1; k * hz < 6000.0; ++k) sum += std::cos(2.0 * std::numbers::pi * k * phase) / (1.0 + k * hz / 600.0);
      out[n] = static_cast<float>(0.1 * sum);
    }
    return TuneAudio{out};
  }();
  return audio;
}

const PitchTrack& track() {
  static const PitchTrack t = track_pitch(voice()[0], kRate);
  return t;
}

void count_real_time(benchmark::State& state) {
  state.counters["x"] = benchmark::Counter(kSeconds * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void track_pitch_of_a_voice(benchmark::State& state) {
  const auto& audio = voice();
  for (auto _ : state) benchmark::DoNotOptimize(track_pitch(audio[0], kRate));
  count_real_time(state);
}
BENCHMARK(track_pitch_of_a_voice)->Unit(benchmark::kMillisecond);

void correct_every_note(benchmark::State& state) {
  const auto formants = state.range(0) == 0 ? Formants::keep : Formants::shift;
  const auto edits = edits_to_scale(find_notes(track()), {});
  for (auto _ : state) benchmark::DoNotOptimize(correct(voice(), kRate, track(), edits, formants));
  count_real_time(state);
}
BENCHMARK(correct_every_note)->ArgName("shift_formants")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void correct_nothing(benchmark::State& state) {
  std::vector<NoteEdit> edits;
  for (const SungNote& note : find_notes(track())) edits.push_back({note});
  for (auto _ : state) benchmark::DoNotOptimize(correct(voice(), kRate, track(), edits));
  count_real_time(state);
}
BENCHMARK(correct_nothing)->Unit(benchmark::kMillisecond);

// Rubber Band's own time for all of the voice: the peer.
void rubber_band_alone(benchmark::State& state) {
  ShiftJob job;
  job.audio = voice();
  job.rate = kRate;
  job.end = static_cast<Frames>(voice()[0].size());
  job.cents = [](double) { return 33.0; };
  job.hz = [](double seconds) { return track().hz_near(seconds); };
  for (auto _ : state) benchmark::DoNotOptimize(shift_with_rubber_band(job));
  count_real_time(state);
}
BENCHMARK(rubber_band_alone)->Unit(benchmark::kMillisecond);

void tune_processor_live(benchmark::State& state) {
  const ProcessorType& type = *find_processor("tune");
  const std::vector<double> values = default_values(type);
  std::vector<ParamRamp> ramps;
  for (const double v : values) ramps.push_back({static_cast<float>(v), static_cast<float>(v)});
  const auto processor = type.make();
  processor->prepare({kRate, 1, 64}, values);
  std::vector<float> sound;
  for (auto _ : state) {
    state.PauseTiming();
    sound = voice()[0];
    state.ResumeTiming();
    for (std::size_t n = 0; n + 64 <= sound.size(); n += 64) {
      float* audio[] = {sound.data() + n};
      ProcessBlock block;
      block.audio = audio;
      block.frames = 64;
      block.params = ramps;
      processor->process(block);
    }
  }
  count_real_time(state);
}
BENCHMARK(tune_processor_live)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sweetspot
