// The demo song as a session: tracks, markers, devices, automation.
#pragma once

#include <string>
#include <vector>

#include "engine/analysis/track_features.h"
#include "engine/params/catalog.h"
#include "engine/session/clip_edits.h"
#include "engine/session/session.h"
#include "engine/studio/balance.h"
#include "engine/studio/demo_score.h"

namespace sweetspot::demo {

// A recording of the song, written already.
struct Recording {
  std::string name;  // of the track
  Role role = Role::unknown;
  Media media;  // without an id
  TrackFeatures features;
  std::vector<edit::Span> phrases;  // a clip each; none: one clip of all
};

// The whole session, mixed: names, roles, buses, a plate and an echo, markers, clips, devices, a starting balance settled with `measure`,
// faders that move.
SessionPtr make_demo_session(const Score& score, const std::vector<Recording>& recordings, const ParamCatalog& catalog,
                             const MeasureMix& measure);

}  // namespace sweetspot::demo
