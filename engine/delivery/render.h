// From a session to files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/loudness.h"
#include "engine/core/progress.h"
#include "engine/dsp/dither.h"
#include "engine/media/audio_writer.h"
#include "engine/session/session.h"

namespace sweetspot {

using dsp::DitherKind;

struct RenderOptions {
  std::filesystem::path output = {};               // its suffix says the format; empty: stems alone
  bool before_mastering = false;                   // the stereo mix instead of the master
  std::optional<Frames> from = {};                 // on the session's timeline; 0
  std::optional<Frames> to = {};                   // one past the last frame; the end of the sound with its tails
  double rate = 0.0;                               // Hz; 0: the session's, or for Opus the nearest that it has
  SampleDepth depth = SampleDepth::pcm24;
  DitherKind dither = DitherKind::none;            // not of what the master has dithered to this depth as its last deed
  double quality = 0.8;                            // of lossy formats, 0 to 1
  std::optional<double> loudness = {};             // integrated, LUFS
  std::optional<double> ceiling = {};              // dBTP; -1 when only a loudness is given
  AudioTags tags = {};
  int jobs = 0;                                    // threads; 0: as many as there are cores
  int block = kMaxBlockFrames;                     // frames at once, 1 or more
  bool measure = true;                             // loudness and true peak of what is written

  std::filesystem::path stems = {};                // a folder for a file a strip, made when it is missing; empty: no stems
  std::vector<StripId> stem_strips = {};           // which; empty: every track and bus
  AudioFormat stem_format = AudioFormat::wav;      // at the rate, depth and dither above
};

struct RenderReport {
  std::filesystem::path path;
  std::vector<std::filesystem::path> stems;
  double rate = 48000.0;
  Frames frames = 0;                               // at `rate`
  LoudnessFigures loudness;                        // of the file as written; empty without `measure`
  std::int64_t clipped_samples = 0;                // that were beyond what the depth can hold
  double gain_db = 0.0;                            // given for the loudness
  double most_reduction_db = 0.0;                  // that the final limiter took
  int passes = 0;                                  // through the final limiter to find the gain
  std::vector<std::string> notes;                  // what the user should know, in whole sentences
};

// Renders a session whose audio lies in `folder`. The samples do not depend on `jobs` or `block`, and equal those that
// playback gives. Loudness and ceiling come last, at the file's rate: gain, the registry's limiter, dither. Files appear whole
// or not at all. Throws Error and Cancelled. Not for the audio thread.
RenderReport render(const SessionPtr& session, const std::filesystem::path& folder, const RenderOptions& options, const Progress& progress);

}  // namespace sweetspot
