// How long a session of 128 tracks with 2,000 regions takes to save, load, edit and journal.
#include <benchmark/benchmark.h>

#include "engine/processors/registry.h"
#include "engine/session/format.h"
#include "engine/session/journal_record.h"
#include "engine/session/region_batch.h"
#include "engine/session/region_edits.h"
#include "engine/session/session_folder.h"
#include "engine/session/strip_edits.h"
#include "tests/engine/session/big_session.h"
#include "tests/engine/session/temp_folder.h"

namespace sweetspot {
namespace {

void session_to_text_128(benchmark::State& state) {
  const SessionPtr session = test::big_session(processor_catalog(), 128, 2000);
  std::size_t bytes = 0;
  for (auto _ : state) bytes += session_to_text(*session, processor_catalog()).size();
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(session_to_text_128)->Unit(benchmark::kMillisecond);

void session_save_128(benchmark::State& state) {
  const SessionPtr session = test::big_session(processor_catalog(), 128, 2000);
  const test::TempFolder folder;
  for (auto _ : state) save_session(*session, new_session_file(folder.path()), processor_catalog());
}
BENCHMARK(session_save_128)->Unit(benchmark::kMillisecond);

void session_load_128(benchmark::State& state) {
  const test::TempFolder folder;
  save_session(*test::big_session(processor_catalog(), 128, 2000), new_session_file(folder.path()), processor_catalog());
  for (auto _ : state) benchmark::DoNotOptimize(open_session(folder.path(), processor_catalog()).session);
}
BENCHMARK(session_load_128)->Unit(benchmark::kMillisecond);

void session_edit_128(benchmark::State& state) {
  SessionPtr session = test::big_session(processor_catalog(), 128, 2000);
  double db = 0.0;
  for (auto _ : state) session = edit::set_gain(session, session->tracks[64]->strip.id, db = db < -60 ? 0 : db - 0.1);
}
BENCHMARK(session_edit_128)->Unit(benchmark::kMicrosecond);

void session_journal_record_128(benchmark::State& state) {
  const SessionPtr before = test::big_session(processor_catalog(), 128, 2000);
  const SessionPtr after = edit::set_gain(before, before->tracks[64]->strip.id, -3);
  for (auto _ : state) benchmark::DoNotOptimize(record_change(*before, *after, processor_catalog()));
}
BENCHMARK(session_journal_record_128)->Unit(benchmark::kMicrosecond);

std::vector<edit::RegionPlace> all_moved(const Session& session, Frames by) {
  std::vector<edit::RegionPlace> places;
  for (const auto& track : session.tracks)
    for (const Region& region : track->regions) places.push_back({region.id, region.position + by});
  return places;
}

void session_move_2000_regions(benchmark::State& state) {
  const SessionPtr session = test::big_session(processor_catalog(), 128, 2000);
  const auto places = all_moved(*session, 1000);
  for (auto _ : state) benchmark::DoNotOptimize(edit::place_regions(session, places));
}
BENCHMARK(session_move_2000_regions)->Unit(benchmark::kMillisecond);

// The same, one by one.
void session_move_2000_regions_naive(benchmark::State& state) {
  const SessionPtr session = test::big_session(processor_catalog(), 128, 2000);
  const auto places = all_moved(*session, 1000);
  for (auto _ : state) {
    SessionPtr next = session;
    for (const edit::RegionPlace& place : places) next = edit::move_region(next, place.region, place.position);
    benchmark::DoNotOptimize(next);
  }
}
BENCHMARK(session_move_2000_regions_naive)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sweetspot
