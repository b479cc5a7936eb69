// What a processor makes of a test sound, for pictures of what it does.
#pragma once

#include <span>
#include <vector>

#include "engine/studio/processors.h"

namespace sweetspot::ui {

// By channel.
using PictureSound = std::vector<std::vector<float>>;

// The output for an input of one or two channels from a processor that rests at these values and has heard nothing before; its latency is
// taken off. Takes the time that the processor takes. [main]
PictureSound picture_of(const ProcessorType& type, std::span<const double> values, double rate, PictureSound input);

}  // namespace sweetspot::ui
