// The demo song as a session: tracks, markers, devices, automation.
#pragma once

#include <string>
#include <vector>

#include "engine/analysis/track_features.h"
#include "engine/params/catalog.h"
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
};

// The whole session, mixed: names, roles, buses, markers, devices, a starting balance settled with `measure`, a fader that moves.
SessionPtr make_demo_session(const Score& score, const std::vector<Recording>& recordings, const ParamCatalog& catalog,
                             const MeasureMix& measure);

}  // namespace sweetspot::demo
