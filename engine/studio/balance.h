// A starting balance: what an engineer's assistant sets up before the engineer sits down.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/analysis/role_guess.h"
#include "engine/analysis/track_features.h"
#include "engine/params/catalog.h"
#include "engine/session/session.h"

namespace sweetspot {

// What is known of a track besides the session: how it sounds, and what its name says about doubles and sides.
struct BalanceTrack {
  StripId track;
  TrackFeatures features;
  bool doubles = false;  // as RoleGuess
  int side = 0;          // as RoleGuess
};

// Renders a session's mix bus (before mastering) and measures it. May throw Cancelled.
using MeasureMix = std::function<LoudnessFigures(const SessionPtr&)>;

// Level of the mix bus that a starting balance aims at, and what its true peak stays below.
inline constexpr double kMixLufs = -18.0;
inline constexpr double kMixPeakDbtp = -3.0;

// What else a balance may do.
struct BalanceWishes {
  // As for a new song: the tracks are sorted and coloured, their levels set from the recordings, and all together are moved to kMixLufs.
  // Otherwise tracks keep their places and colours; the features are those of the sound after the devices; a strip with devices keeps its
  // trim (it was measured with it, the others without); one whose fader is automated keeps its level.
  bool new_song = true;
  // Not a new song: all together aim at this loudness instead, and the mix bus gets no limiter.
  std::optional<double> lufs;
};

struct Balance {
  SessionPtr session;
  std::vector<std::string> explanations;  // sentences: what was done and why
};

// Sorts the tracks by role (drums, bass, guitars, keys, strings, synths, effects, lead, backing, others), so that those of one
// role bus stand together in the order of the buses; routes them to role buses, colours them, cuts what lies below an
// instrument's range, sets pans, and faders by gated loudness so that the lead vocal sits on top; then moves all of them together
// until the mix bus is at kMixLufs with its true peak below kMixPeakDbtp. Where single peaks stand in the way by up to 6 dB, a
// limiter on the mix bus catches them; where they do by more, they win and the mix stays softer. Either is told.
//
// Only the given tracks are touched, by their roles in the session. A fader stays between -40 and 0 dB, so that it can be raised;
// what a quiet or loud recording needs beyond that goes to its trim. Where the trim is at its end (24 dB) the fader goes up to
// +3 dB. Silent tracks keep 0 dB, mix references are muted. The result depends on nothing but the arguments. Any thread but the
// audio thread; throws what `measure` throws.
Balance starting_balance(const SessionPtr& session, std::span<const BalanceTrack> tracks, const ParamCatalog& catalog,
                         const MeasureMix& measure, const BalanceWishes& wishes = {});

}  // namespace sweetspot
