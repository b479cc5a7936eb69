// What a plan holds.
#pragma once

#include <array>
#include <atomic>
#include <compare>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "engine/mixer/buffers.h"
#include "engine/mixer/job.h"
#include "engine/mixer/jobs.h"
#include "engine/mixer/plan.h"
#include "engine/mixer/strip_run.h"

namespace sweetspot {

// What an edge is from compile to compile: its kind, its ends, and the send or device it belongs to.
struct EdgeKey {
  int kind = 0;
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  std::uint64_t part = 0;

  friend auto operator<=>(const EdgeKey&, const EdgeKey&) = default;
};

// A state that had to be made anew because its delay line was too short takes over from the old one before its first block.
struct EdgeAdoption {
  std::shared_ptr<EdgeState> to, from;
};

struct Plan::Body {
  SessionPtr session;
  BufferArena arena;
  std::vector<std::unique_ptr<StripRun>> strips;  // in the order of the graph
  std::unordered_map<StripId, StripRun*> strip_of;
  std::unordered_map<DeviceId, std::shared_ptr<DeviceRunner>> device_of;
  std::unordered_map<SendId, std::shared_ptr<SendControls>> send_of;
  std::map<EdgeKey, std::shared_ptr<EdgeState>> edge_of;  // leaving ones are not in it
  std::vector<EdgeAdoption> adoptions;

  std::vector<std::unique_ptr<SumJob>> sums;  // a bus's input each; then the master's output; then the taps
  std::vector<std::unique_ptr<PodJob>> pods;
  std::unordered_map<StripId, std::array<float*, 2>> tap_of;
  float* mix_out[2] = {};
  float* master_out[2] = {};

  BlockContext front, back;  // of the jobs before the mix, and of the rest
  JobGraph whole;            // all jobs of one block
  JobGraph overlapped;       // the front of one block beside the back of the one before
  JobGraph front_only, back_only;
  std::atomic<bool> fresh{true};  // not run yet
  std::atomic<Frames> ran{0};     // frames so far
  bool ahead = false;             // the front of a block was run and its back was not

  int latency = 0;
  int mix_latency = 0;
  const ProcessorType* (*find)(std::string_view id) = nullptr;
  std::atomic<Frames> tail{0};  // the latency not counted

  // Calls `use` with the controls of what a lane would move and its parameter. False when there is none.
  bool with_controls(StripId strip, const AutomationTarget& target, const auto& use) {
    if (target.device) {
      const auto runner = device_of.find(target.device);
      if (runner == device_of.end()) return false;
      const int param = index_of(runner->second->type().params, target.param);
      if (param >= 0) use(runner->second->controls(), static_cast<std::size_t>(param));
      return param >= 0;
    }
    if (target.send) {
      const auto send = send_of.find(target.send);
      if (send != send_of.end()) use(*send->second, std::string_view(target.param));
      return send != send_of.end();
    }
    const auto run = strip_of.find(strip);
    if (run != strip_of.end()) use(*run->second->controls, std::string_view(target.param));
    return run != strip_of.end();
  }

  void start() noexcept;  // before the first block [audio]
  void run(JobGraph& graph, Workers* workers) noexcept;
};

}  // namespace sweetspot
