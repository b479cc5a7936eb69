// A chain of processors outside any session.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/progress.h"
#include "engine/media/audio_writer.h"
#include "engine/processors/steady_processor.h"
#include "engine/studio/presets.h"

namespace sweetspot {

using Effect = SteadySettings;

// Reads "eq:band1.type=bell,band1.freq=1000" or plain "gain"; "eq:preset=NAME,band1.gain=3" begins with a preset of that processor
// (what stands before it counts no more). Throws Error with the near names for an unknown type, parameter or preset, and with the
// range for a value out of it. Any thread.
Effect parse_effect(std::string_view text, const PresetShelf& presets);

// The devices of a preset that are not bypassed. Throws Error for a processor that this version does not have. Any thread.
std::vector<Effect> effects_of(const Preset& preset);

// Runs blocks through a chain; what the chain delays is not taken away. One thread at a time.
class EffectChain {
 public:
  EffectChain(const std::vector<Effect>& effects, double rate, int channels);

  // Changes 1 to kMaxBlockFrames frames in place.
  void process(float* const* audio, int frames, Frames position);

  // Frames by which the sound comes out late.
  Frames latency() const { return latency_; }

 private:
  Frames latency_ = 0;
  std::vector<SteadyProcessor> stages_;
};

// Runs a file through a chain into another file of equal length and alignment, without dither. Mono and stereo only. Gives a
// sentence for each thing that was wrong with what was read and was put right (samples that are no number, a file cut off).
// Throws Error and writes nothing when something is wrong.
std::vector<std::string> process_file(const std::filesystem::path& in, const std::filesystem::path& out, const std::vector<Effect>& effects,
                                      SampleDepth depth, const Progress& progress);

}  // namespace sweetspot
