// The jobs of a plan and their order.
#include <algorithm>
#include <string>
#include <tuple>

#include "engine/mixer/plan_builder.h"

namespace sweetspot {
namespace {

// Strips with the same chain sort together, stereo before mono, so that lanes fill up.
std::string signature(const StripRun& run) {
  std::string text;
  for (const auto& place : run.devices) text += place->runner->type().id + ' ';
  return text;
}

}  // namespace

// Cuts the strips of each depth into pods of at most kBatchLanes channels, and lists all jobs by depth.
void PlanBuilder::add_pods() {
  int deepest = 0;
  for (const GraphNode& node : graph_.nodes) deepest = std::max(deepest, node.depth);
  for (int depth = 0; depth <= deepest; ++depth) {
    std::vector<int> members;
    for (int node = 0; node < static_cast<int>(graph_.nodes.size()); ++node) {
      const GraphNode& graph_node = graph_.nodes[static_cast<std::size_t>(node)];
      if (graph_node.depth != depth) continue;
      members.push_back(node);
      const int sum = sum_of_[static_cast<std::size_t>(node)];
      if (sum >= 0)
        pieces_.push_back({body_->sums[static_cast<std::size_t>(sum)].get(),
                           graph_node.fed,
                           {},
                           origins_[static_cast<std::size_t>(node)],
                           {node},
                           {}});
    }
    const auto rank = [&](int node) {
      const StripRun& run = strip(node);
      return std::tuple(graph_.nodes[static_cast<std::size_t>(node)].fed, signature(run), -run.channels);
    };
    std::ranges::stable_sort(members, std::ranges::less{}, rank);
    std::unique_ptr<PodJob> pod;
    Piece piece;
    int lanes = 0;
    const auto close = [&] {
      if (!pod) return;
      pod->stages = make_stages(pod->strips);
      for (float*& room : pod->scratch.first) room = body_->arena.take();
      for (float*& room : pod->scratch.second) room = body_->arena.take();
      piece.job = pod.get();
      pieces_.push_back(std::move(piece));
      body_->pods.push_back(std::move(pod));
    };
    for (const int node : members) {
      const GraphNode& graph_node = graph_.nodes[static_cast<std::size_t>(node)];
      if (pod && (lanes + graph_node.channels > kBatchLanes || piece.back != graph_node.fed)) close();
      if (!pod) {
        pod = std::make_unique<PodJob>();
        piece = Piece{};
        piece.back = graph_node.fed;
        lanes = 0;
      }
      pod->strips.push_back(&strip(node));
      piece.makes_pod.push_back(node);
      if (sum_of_[static_cast<std::size_t>(node)] >= 0) piece.needs_sums.push_back(node);
      for (const Link& key : graph_node.keys) piece.needs_pods.push_back(key.from);
      lanes += graph_node.channels;
    }
    close();
  }
}

void PlanBuilder::add_jobs() {
  add_graph(body_->whole, true, true, false);
  add_graph(body_->overlapped, true, true, true);
  add_graph(body_->front_only, true, false, true);
  add_graph(body_->back_only, false, true, true);
}

// With `overlapped` the back works on another block than the front and waits for nothing in it; it comes first, being long chains.
void PlanBuilder::add_graph(JobGraph& graph, bool front, bool back, bool overlapped) {
  const std::size_t count = graph_.nodes.size();
  std::vector<int> sum_job(count, -1);
  std::vector<int> pod_job(count, -1);
  const auto add = [&](const Piece& piece) {
    const int job = graph.add(*piece.job, piece.back ? body_->back : body_->front);
    std::vector<int> needs;
    for (const int node : piece.needs_sums) needs.push_back(sum_job[static_cast<std::size_t>(node)]);
    for (const int node : piece.needs_pods) needs.push_back(pod_job[static_cast<std::size_t>(node)]);
    std::ranges::sort(needs);
    needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
    for (const int need : needs) {
      if (need >= 0) graph.depend(job, need);
    }
    for (const int node : piece.makes_sum) sum_job[static_cast<std::size_t>(node)] = job;
    for (const int node : piece.makes_pod) pod_job[static_cast<std::size_t>(node)] = job;
  };
  if (overlapped && back) {
    for (const Piece& piece : pieces_) {
      if (piece.back) add(piece);
    }
  }
  for (const Piece& piece : pieces_) {
    if (piece.back ? back && !overlapped : front) add(piece);
  }
  graph.seal();
}

}  // namespace sweetspot
