// The jobs of a plan.
#pragma once

#include <vector>

#include "engine/mixer/job.h"
#include "engine/mixer/strip_run.h"

namespace sweetspot {

// Sums what comes into a bus, the mix or the master, in the session's order; or what a tap or the speakers hear.
class SumJob : public Job {
 public:
  std::vector<Edge> edges;
  std::vector<SumTerm> terms;    // as many as edges
  float* const* target[2] = {};  // left and right, of each parity
  float* const* rest[2] = {};    // of each parity, where the target keeps what rounding takes off; or null
  float* const* copy[2] = {};    // where the same is wanted once more; or null

  void run(const BlockContext& block) noexcept override;
};

// Some strips of one depth, run device by device side by side: devices of one type go through one kernel, lanes = channels.
class PodJob : public Job {
 public:
  // The device that each of some strips has next; all of one type.
  struct Stage {
    struct Entry {
      StripRun* strip = nullptr;
      DevicePlace* place = nullptr;
    };
    std::vector<Entry> entries;
  };

  std::vector<StripRun*> strips;
  std::vector<Stage> stages;
  Scratch scratch;

  void run(const BlockContext& block) noexcept override;

 private:
  void run_stage(Stage& stage, const BlockContext& block) noexcept;
};

// Orders the devices of a pod's strips into stages so that as many as possible of one type meet, each chain in its order. [main]
std::vector<PodJob::Stage> make_stages(const std::vector<StripRun*>& strips);

}  // namespace sweetspot
