// A strip as a plan runs it: its input, its devices, its meter.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "engine/mixer/block_ops.h"
#include "engine/mixer/device_runner.h"
#include "engine/mixer/edge.h"
#include "engine/mixer/job.h"
#include "engine/mixer/plan.h"
#include "engine/mixer/track_source.h"

namespace sweetspot {

// What a strip goes on with when the plan is compiled anew.
struct StripState {
  Glide trim;
  double trim_from = 1.0;
  double trim_to = 1.0;
  Slice slice;
  bool started = false;
  std::uint32_t seen = 0;
  std::unique_ptr<DelayLine> line;  // delays a track's sound when a side-chain comes later than it
  int stopping = 0;                 // frames left of the fade-out after the playhead stopped
  bool rolled = false;
  Frames read_to = 0;

  std::atomic<float> peak[2] = {};
  std::atomic<float> mean_square[2] = {};
  std::atomic<bool> clipped{false};
  std::atomic<std::uint32_t> non_finite{0};  // blocks of the source replaced by silence
};

// A device in its place in a chain.
struct DevicePlace {
  DeviceId id;
  std::shared_ptr<DeviceRunner> runner;
  DeviceSlot slot;
  std::unique_ptr<Edge> key_edge;
  float* key[2] = {};
};

// Room that a job needs while it runs one strip after another.
struct Scratch {
  float* first[2] = {};
  float* second[2] = {};
};

class StripRun {
 public:
  StripId id;
  int channels = 2;
  bool is_track = false;
  double rate = 48000.0;
  std::shared_ptr<StripControls> controls;
  std::shared_ptr<StripState> state;
  float* audio[2][2] = {};                  // of each parity, each channel
  float* rest[2][2] = {};                   // of a bus without devices: what its sum has in double beyond `audio`; or null
  int input_delay = 0;                      // of a track
  std::shared_ptr<TrackSource> source;      // of a track; null is silence
  std::shared_ptr<TrackSource> old_source;  // faded out while `source` fades in
  int source_fade = 0;                      // frames that fade takes still
  std::vector<std::unique_ptr<DevicePlace>> devices;
  Edge meter_edge;

  // The strip's sound before its devices: reads a track's source (a bus was summed before), lines it up, trims it. [audio]
  void begin(const BlockContext& block, const Scratch& scratch) noexcept;

  // Readies a device's side-chain. [audio]
  void begin_device(DevicePlace& place, const BlockContext& block) noexcept;

  // What a device is given. [audio]
  DeviceBlock device_block(const BlockContext& block, const Scratch& scratch) const noexcept;

  // Takes the levels after the fader. [audio]
  void finish(const BlockContext& block, const Scratch& scratch) noexcept;

  StripMeter take_meter() noexcept;  // [one reader]
  void reset() noexcept;             // [audio, or main while not running]
  void settle() noexcept;
  void notice() noexcept;  // as DeviceRunner::notice

 private:
  void read(const BlockContext& block, const Scratch& scratch) noexcept;
  void read_turning(TrackSource& from, const BlockContext& block, const Scratch& scratch, float* const* to) noexcept;
  void read_source(TrackSource& from, Frames position, int frames, float* const* to) noexcept;
  void fade_sources(const BlockContext& block, const Scratch& scratch) noexcept;
  void trim(const BlockContext& block) noexcept;
  void publish(const Levels& left, const Levels& right, int frames) noexcept;
};

// Sums edges into two buffers. [audio]
void sum_edges(std::vector<Edge>& edges, std::vector<SumTerm>& terms, const BlockContext& block, const SumTarget& target) noexcept;

}  // namespace sweetspot
