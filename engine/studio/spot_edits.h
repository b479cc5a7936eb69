// Sweet spots and resonances of a track: what is looked for by role, and the equalizer that an engineer may take.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "engine/analysis/spots.h"
#include "engine/core/progress.h"
#include "engine/session/added.h"
#include "engine/studio/hearing.h"

namespace sweetspot {

// What is looked for in a role. Any thread.
SpotRules spot_rules(Role role);

struct SpotsHeard {
  std::vector<Spot> spots;         // to attenuate first, then to enhance
  ToneSpectrum::Figures spectrum;  // of what was heard
};

// Renders the track as it is after its devices, whether it is muted or not, over a stretch, and looks. Throws Error, also when it is silent
// there; Cancelled. Any thread but the audio thread.
SpotsHeard hear_spots(const SessionPtr& session, const std::filesystem::path& folder, StripId track, const Stretch& stretch, int jobs,
                      const Progress& progress);

// An equalizer at the end of a strip's chain with a bell for each spot. With `match` it follows the loudness while it plays and keeps it
// what it was before (the equalizer's auto gain): to listen. Without, its output is set by what the bells do to the loudness of what was
// heard, so that the level stays and nothing moves: to keep. The same session when there are no spots.
edit::Added<DeviceId> add_spots(const SessionPtr& session, StripId strip, const SpotsHeard& heard, std::span<const Spot> spots, bool match);

// What accepting does, for the undo list and for people: "EQ on Lead Vocal: -5.4 dB at 412 Hz, +2.5 dB at 3.2 kHz".
std::string spots_step_name(const std::string& strip, std::span<const Spot> spots);

}  // namespace sweetspot
