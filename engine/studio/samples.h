// Pieces of recordings, sample by sample, for whoever draws them.
#pragma once

#include <filesystem>
#include <vector>

#include "engine/core/units.h"

namespace sweetspot {

// One vector a channel (at most two) of `frames` samples of a file from a frame of its own on; silence beyond its ends. Opens the file
// anew. Throws Error when it cannot be read. Any thread but the audio thread.
std::vector<std::vector<float>> read_samples(const std::filesystem::path& file, Frames from, int frames);

}  // namespace sweetspot
