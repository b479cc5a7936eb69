// When sound arrives where: the figures behind latency compensation.
#pragma once

#include <vector>

#include "engine/mixer/graph.h"

namespace sweetspot {

// Frames since the sound was read, by strip of a graph.
struct ArrivalTimes {
  std::vector<int> in;                   // at the first device; all that is summed there is delayed to this
  std::vector<int> out;                  // after the last device
  std::vector<std::vector<int>> device;  // at each device; its side-chain is delayed to this
};

// `delays[strip][device]` is the latency of each device. A strip whose side-chain comes later than its own sound waits for it. [main]
ArrivalTimes arrival_times(const Graph& graph, const std::vector<std::vector<int>>& delays);

}  // namespace sweetspot
