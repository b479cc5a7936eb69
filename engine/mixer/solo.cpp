#include "engine/mixer/solo.h"

#include "engine/session/vca.h"

namespace sweetspot {

SoloMap::SoloMap(const Graph& graph, const Session& session) : heard_(graph.nodes.size(), false), feeds_(graph.nodes.size(), false) {
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const Strip& strip = *graph.nodes[i].strip;
    const bool end = strip.id == kMixStrip || strip.id == kMasterStrip;
    feeds_[i] = !end && is_soloed(session, strip);
    heard_[i] = feeds_[i] || strip.solo_safe || end;
    any_ = any_ || feeds_[i];
  }
  for (std::size_t i = graph.order.size(); i-- > 0;) {  // from the ends of the paths to their origins
    const auto at = static_cast<std::size_t>(graph.order[i]);
    if (!feeds_[at]) continue;
    for (const Link& link : graph.nodes[at].inputs) feeds_[static_cast<std::size_t>(link.from)] = true;
  }
  for (const int order : graph.order) {  // from the origins to the ends
    const auto at = static_cast<std::size_t>(order);
    for (const Link& link : graph.nodes[at].inputs) {
      if (heard_[static_cast<std::size_t>(link.from)]) heard_[at] = true;
    }
  }
}

}  // namespace sweetspot
