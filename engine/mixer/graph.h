// Who feeds whom in a session.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/session/session.h"

namespace sweetspot {

enum class LinkKind { output, send, key };

// Sound that goes from one strip to another: by its output, by a send, or to a device's side-chain.
struct Link {
  LinkKind kind = LinkKind::output;
  int from = 0;
  int to = 0;
  int index = 0;   // of the send in `from`, or of the device in `to`
};

struct GraphNode {
  const Strip* strip = nullptr;
  const Track* track = nullptr;   // null for buses, the mix and the master
  int channels = 2;
  std::vector<Link> inputs;       // outputs and sends, in the session's order of their origins
  std::vector<Link> keys;
  std::vector<Link> leaving;      // ways that fade out: they count for the order only
  int depth = 0;                  // longest way from a strip that nothing feeds
  bool after_mix = false;         // the mix or fed by it
};

// All strips in the order of the desk: tracks, buses, the mix, the master. Points into the session.
struct Graph {
  std::vector<GraphNode> nodes;
  std::vector<int> order;         // every strip after all that feed it
  std::unordered_map<StripId, int> index;

  int find(StripId id) const {
    const auto found = index.find(id);
    return found == index.end() ? -1 : found->second;
  }

  // Where a strip's output goes; -1: to the speakers. An output that names nothing goes to the mix.
  int output_of(int strip) const;
};

// A way from one strip to another that a session had and no longer has.
struct FormerLink {
  StripId from, to;
};

// Throws Error naming the path when the routing has a cycle. A former link enters `leaving` where both ends are still there and it
// closes no cycle. [main]
Graph make_graph(const Session& session, const std::vector<FormerLink>& former = {});

}  // namespace sweetspot
