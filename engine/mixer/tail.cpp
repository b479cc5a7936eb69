#include "engine/mixer/tail.h"

#include <algorithm>
#include <vector>

#include "engine/mixer/controls.h"

namespace sweetspot {

Frames longest_tail(const Graph& graph, const Session& session, const ProcessorType* (*find)(std::string_view id)) {
  std::vector<Frames> tails(graph.nodes.size(), 0);
  for (const int at : graph.order) {
    const auto i = static_cast<std::size_t>(at);
    for (const Link& link : graph.nodes[i].inputs) tails[i] = std::max(tails[i], tails[static_cast<std::size_t>(link.from)]);
    for (const auto& device : graph.nodes[i].strip->devices) {
      const ProcessorType* type = find(device->type);
      if (!type || device->bypassed) continue;
      std::vector<double> values;
      for (const ParamSpec& spec : type->params) values.push_back(constrained_value(*device, spec));
      tails[i] += tail_frames(*type, values, session.rate, session.tempo);
    }
  }
  return tails[static_cast<std::size_t>(graph.find(kMasterStrip))];
}

}  // namespace sweetspot
