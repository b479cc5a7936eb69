// Conversion of a file's rate and depth alone.
#pragma once

#include <filesystem>
#include <string_view>

#include "engine/core/progress.h"
#include "engine/dsp/dither.h"
#include "engine/media/audio_writer.h"

namespace sweetspot {

using dsp::DitherKind;

// "16", "24" or "float". Throws Error naming these. Any thread.
SampleDepth parse_depth(std::string_view text);

// "none", "tpdf" or "shaped". Throws Error naming these. Any thread.
DitherKind parse_dither(std::string_view text);

// Writes a file at another rate (Hz) and depth; the length is that of the input in time, to the nearest frame, and nothing is
// moved. Throws Error and writes nothing when something is wrong.
void convert_file(const std::filesystem::path& in, const std::filesystem::path& out, double rate, SampleDepth depth, DitherKind dither,
                  const Progress& progress);

}  // namespace sweetspot
