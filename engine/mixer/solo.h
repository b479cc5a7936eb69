// Solo in place.
#pragma once

#include <vector>

#include "engine/mixer/graph.h"

namespace sweetspot {

// What the solos of a session let through. Without a solo: everything. Otherwise a soloed or solo-safe strip is heard on its
// whole way to the speakers, by outputs and sends; what feeds a soloed bus goes on feeding that bus, and nothing else.
// The solo of a VCA is that of each of its members. The mix and the master cannot be soloed.
class SoloMap {
 public:
  SoloMap(const Graph& graph, const Session& session);  // [main]

  // Whether sound may go from one strip to another.
  bool open(int from, int to) const { return !any_ || heard_[static_cast<std::size_t>(from)] || feeds_[static_cast<std::size_t>(to)]; }

  // Whether a strip's sound goes anywhere at all: what its meter shows.
  bool audible(int strip) const { return !any_ || heard_[static_cast<std::size_t>(strip)] || feeds_[static_cast<std::size_t>(strip)]; }

 private:
  bool any_ = false;
  std::vector<bool> heard_;  // soloed, solo-safe, or fed by such
  std::vector<bool> feeds_;  // soloed, or feeds such
};

}  // namespace sweetspot
