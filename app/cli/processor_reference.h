// The reference of the processors, from their own tables.
#pragma once

#include <string>

#include "engine/studio/processors.h"

namespace sweetspot::cli {

// "none", "241 frames (5.0 ms) at the defaults, up to 960 frames (20.0 ms) with Look-ahead", at 48 kHz.
std::string latency_text(const ProcessorType& type);

// "none", "1.8 s at the defaults".
std::string tail_text(const ProcessorType& type);

// A page in Markdown on all processors.
std::string processors_markdown();

}  // namespace sweetspot::cli
