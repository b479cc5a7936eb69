// The rate a new song takes from its recordings.
#pragma once

#include <filesystem>
#include <span>

namespace sweetspot {

// The sample rate in Hz from 44100 up that most of the files have (of two as frequent the higher), folders standing for the
// files in them; 48000 when none has such a rate. Any thread but the audio thread.
double common_rate(std::span<const std::filesystem::path> paths);

}  // namespace sweetspot
