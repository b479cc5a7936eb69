// Cuts the silence out of regions.
#pragma once

#include <filesystem>

#include "engine/analysis/silence.h"
#include "engine/session/clip_edits.h"
#include "engine/session/script.h"

namespace sweetspot {

struct StripSilence {
  SilenceSettings silence;
  double fade = 0.005;  // seconds, at each new edge
};

// Where a region sounds, on the timeline: its recording as it is, before its gain, envelope and fades. Throws Error when the recording
// cannot be read. Any thread but the audio thread.
std::vector<edit::Span> sounding_spans(const Session& session, const std::filesystem::path& folder, const Region& region,
                                       const SilenceSettings& settings);

// The session with the silence cut out of the regions: one edit. Regions that are silent as a whole stay as they are when others are not.
// Throws Error when all are silent, when one is locked, or when a recording cannot be read.
SessionPtr strip_silence(const SessionPtr& session, const std::filesystem::path& folder, const edit::RegionIds& regions,
                         const StripSilence& how);

// What strip_silence in scripts does to a song in that folder. See session/script.h.
CutSilence silence_cutter(std::filesystem::path folder);

}  // namespace sweetspot
