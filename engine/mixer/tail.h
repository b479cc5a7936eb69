// How long the sound of a session goes on after its last recording.
#pragma once

#include <string_view>

#include "engine/core/units.h"
#include "engine/mixer/graph.h"
#include "engine/processors/processor.h"

namespace sweetspot {

// Frames by the longest way to the master, of devices that are not bypassed; latency not counted. Types are looked up by `find`. Any thread.
Frames longest_tail(const Graph& graph, const Session& session, const ProcessorType* (*find)(std::string_view id));

}  // namespace sweetspot
