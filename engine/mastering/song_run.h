// One mix on its way through a mastering chain, block by block from its file.
#pragma once

#include <functional>

#include "engine/analysis/average_spectrum.h"
#include "engine/core/progress.h"
#include "engine/mastering/chain.h"
#include "engine/media/audio_file.h"

namespace sweetspot {

// Takes blocks of sound, one pointer a channel.
using UseBlock = std::function<void(const float* const* audio, int frames)>;

// Reads a whole file into `use`. Throws Error, Cancelled; not the audio thread.
void read_song(AudioReader& reader, const Progress& progress, const UseBlock& use);

// Runs a whole file through a chain into `use`: as many frames as the file has, in line with it. Returns the most that the limiter
// took away, in dB. Throws Error, Cancelled; not the audio thread.
double run_song(AudioReader& reader, const MasterSettings& settings, const Progress& progress, const UseBlock& use);

// The mean spectrum of a file: its channels, one after the other. Throws Error, Cancelled.
AverageSpectrum spectrum_of(AudioReader& reader, const Progress& progress);

}  // namespace sweetspot
