#include "engine/mixer/latency.h"

#include <algorithm>

namespace sweetspot {

ArrivalTimes arrival_times(const Graph& graph, const std::vector<std::vector<int>>& delays) {
  const std::size_t count = graph.nodes.size();
  ArrivalTimes times{std::vector<int>(count, 0), std::vector<int>(count, 0), std::vector<std::vector<int>>(count)};
  for (const int node : graph.order) {
    const auto at = static_cast<std::size_t>(node);
    std::vector<int> before{0};  // from the first device to each
    for (const int delay : delays[at]) before.push_back(before.back() + delay);
    int in = 0;
    for (const Link& link : graph.nodes[at].inputs) in = std::max(in, times.out[static_cast<std::size_t>(link.from)]);
    for (const Link& key : graph.nodes[at].keys) {
      in = std::max(in, times.out[static_cast<std::size_t>(key.from)] - before[static_cast<std::size_t>(key.index)]);
    }
    times.in[at] = in;
    times.out[at] = in + before.back();
    for (const int offset : before) times.device[at].push_back(in + offset);
  }
  return times;
}

}  // namespace sweetspot
