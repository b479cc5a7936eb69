// A ride of a fader: what the level rider shows, written as automation that can be seen and changed.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/progress.h"
#include "engine/session/session.h"

namespace sweetspot {

struct RideOptions {
  std::optional<double> target_lufs = {};   // before the fader; none: as loud as the strip is as a whole
  std::optional<double> silence_lufs = {};  // what is softer is a gap or a breath; none: 20 LU under the strip as a whole
  double up_db = 6.0;                       // the most that it moves up, and down
  double down_db = 6.0;
  double speed_ms = 600.0;  // how long a move takes, 10 to 2000
  StripId key = {};         // a strip to keep a distance to, after its fader; none when 0
  double follow = 1.0;      // 0 to 1: how far the target is the loudness of the key plus the distance
  double distance_db = 3.0;
  bool replace = false;  // starts from the fader's level though there is a lane
};

// What the strip's own level rider is set to, with its key; without one the usual options. Any thread.
RideOptions ride_options(const Session& session, StripId strip);

// What a ride goes by, from one render.
struct RideSound {
  std::vector<double> voice, key;       // power every 10 ms (LoudnessHops); `key` is empty without one
  std::optional<double> loudness_lufs;  // of the voice as a whole; none when it is silent
};

// Renders a track or a bus as it is after its devices and before its fader, pan and mute, and the key as it is heard. Throws Error,
// Cancelled. Any thread but the audio thread.
RideSound hear_for_ride(const SessionPtr& session, const std::filesystem::path& folder, StripId strip, StripId key,
                        const Progress& progress);

struct Ride {
  SessionPtr session;          // the same when there was nothing to ride
  double loudness_lufs = 0.0;  // of the strip as a whole, before its fader
  double target_lufs = 0.0;    // that was ridden to where no key decides
  double silence_lufs = 0.0;
  double most_up_db = 0.0, most_down_db = 0.0;  // that the ride moves, both 0 or more
  std::size_t points = 0;                       // of the lane
  std::vector<std::string> notes;               // what the user should know, in whole sentences
};

// The session with the ride as the automation of the strip's fader: one edit. The gain is RideGain's, the code that the level rider's meter
// runs, earlier by RideGain::delay_ms() since the whole song is known. It is thinned to few points, within 0.2 dB.
//
// The ride is added to what is there: to an enabled lane of the fader, value by value, its steps and curves kept as lines; otherwise to the
// fader's level. The points of a disabled lane, which do not sound, are replaced and the lane is enabled. Where the sum would leave the
// fader's range it stays at its end, and a fader that is at its bottom stays there. To ride a song anew, undo the ride before or set
// `replace`.
//
// Throws Error when the strip is silent or is neither a track nor a bus. Pure. Any thread.
Ride write_ride(const SessionPtr& session, StripId strip, const RideSound& sound, const RideOptions& options);

// Both in one. For a panel: commit the session under a name of its own.
Ride ride_fader(const SessionPtr& session, const std::filesystem::path& folder, StripId strip, const RideOptions& options,
                const Progress& progress);

}  // namespace sweetspot
