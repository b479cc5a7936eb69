// Cost of the compressor and the limiter; the counter is the time of one sample of one channel.
#include <benchmark/benchmark.h>

#include "tests/bench/rack.h"

namespace {

using sweetspot::bench::Rack;

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

void compressor_feedback(benchmark::State& state) { Rack("compressor", 1, 2, {{"topology", 1}, {"auto_release", 50}}).run(state, false); }
BENCHMARK(compressor_feedback);

void compressor_auto_makeup(benchmark::State& state) { Rack("compressor", 1, 2, {{"auto_makeup", 1}}).run(state, false); }
BENCHMARK(compressor_auto_makeup);

void limiter_stereo(benchmark::State& state) { Rack("limiter", 1, 2).run(state, false); }
BENCHMARK(limiter_stereo);

void limiter_stereo_driven(benchmark::State& state) { Rack("limiter", 1, 2, {{"drive", 12}, {"link", 100}}).run(state, false); }
BENCHMARK(limiter_stereo_driven);

}  // namespace
