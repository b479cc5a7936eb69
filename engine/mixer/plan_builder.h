// How a plan is made.
#pragma once

#include <memory>
#include <vector>

#include "engine/mixer/graph.h"
#include "engine/mixer/latency.h"
#include "engine/mixer/plan.h"
#include "engine/mixer/plan_body.h"
#include "engine/processors/processor.h"

namespace sweetspot {

// Builds one plan, in the order of the private functions. [main]
class PlanBuilder {
 public:
  PlanBuilder(SessionPtr session, const Plan* previous, const Assets& assets, const CompileOptions& options);

  std::unique_ptr<Plan> build();

 private:
  // build_strips.cpp
  void add_strips();
  void add_source(StripRun& run, const Track& track, bool gone);
  void add_devices(std::size_t node);
  void keep_rest(StripRun& run);
  std::unique_ptr<DevicePlace> make_place(const GraphNode& node, const Device& device, const ProcessorType& type, const DevicePlace* kept);
  bool goes_on(const DevicePlace& old, const Device& device) const;
  bool fades() const { return old_ && assets_.fade_in; }

  // build_edges.cpp
  Former former() const;
  void add_sums();
  Edge make_edge(EdgeKind kind, int from, int to, std::uint64_t part, int arrival);
  void add_meter_edges();
  void add_key_edges();
  void add_leaving_edges();
  void add_taps();
  void give_state(Edge& edge, const EdgeKey& key);
  bool lane_is_new(const Strip& strip, const AutomationTarget& target) const;
  Edge::Lanes lanes_of(const Strip& strip, SendId send, int arrival) const;

  // build_jobs.cpp
  void add_pods();
  void add_jobs();
  void add_graph(JobGraph& graph, bool front, bool back, bool overlapped);

  const ProcessorType* find_type(const Device& device) const;
  StripRun& strip(int node) { return *body_->strips[static_cast<std::size_t>(node)]; }

  SessionPtr session_;
  const Assets& assets_;
  const CompileOptions& options_;
  const Plan::Body* old_;
  std::unique_ptr<Plan::Body> body_;
  Graph graph_;
  std::vector<std::vector<int>> delays_;  // of each strip's devices, as in the session
  ArrivalTimes times_;

  // A job, the depth of the strip it works for, and the pods it waits for by strip.
  struct Piece {
    Job* job = nullptr;
    bool back = false;
    std::vector<int> needs_sums;  // strips whose input must be there
    std::vector<int> needs_pods;  // strips that must be through their devices
    std::vector<int> makes_sum;
    std::vector<int> makes_pod;
  };
  std::vector<Piece> pieces_;              // each after all that it needs
  std::vector<std::vector<int>> origins_;  // of each strip's input
  std::vector<int> sum_of_;                // index into body_->sums of each strip, or -1
};

}  // namespace sweetspot
