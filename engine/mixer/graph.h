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
  int index = 0;  // of the send in `from`, or of the device in `to`
};

struct GraphNode {
  const Strip* strip = nullptr;
  const Track* track = nullptr;  // null for buses, the mix and the master
  int channels = 2;
  std::vector<Link> inputs;  // outputs and sends, in the session's order of their origins
  std::vector<Link> keys;
  std::vector<Link> leaving;  // ways that fade out: they count for the order only
  int depth = 0;              // longest way from a strip that nothing feeds
  bool fed = false;           // by other strips: all buses that play, the mix, the master. Run-ahead parts the work here
  bool gone = false;          // of the session before, on its way out
};

// All strips in the order of the desk: tracks, buses, the mix, the master; those gone after their like. Points into the session.
struct Graph {
  std::vector<GraphNode> nodes;
  std::vector<int> order;  // every strip after all that feed it
  std::unordered_map<StripId, int> index;

  int find(StripId id) const {
    const auto found = index.find(id);
    return found == index.end() ? -1 : found->second;
  }

  // Where a strip's output goes; -1: to the speakers. An output that names nothing goes to the mix.
  int output_of(int strip) const;
};

// What the session before had: its ways, and those of its tracks and buses that are gone. Points into that session.
struct Former {
  struct Way {
    StripId from, to;
  };
  std::vector<Way> ways;
  std::vector<const Track*> tracks;
  std::vector<const Bus*> buses;
};

// Throws Error naming the path when the routing has a cycle. A former way enters `leaving` where both ends are still there, if
// only as gone, and it closes no cycle. [main]
Graph make_graph(const Session& session, const Former& former = {});

}  // namespace sweetspot
