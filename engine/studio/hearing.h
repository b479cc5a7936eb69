// What every track of a song brings to the mix: its loudness, its share of the power, its bands over time.
#pragma once

#include <filesystem>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/erb_levels.h"
#include "engine/core/progress.h"
#include "engine/session/session.h"

namespace sweetspot {

// Frames of the timeline from `from` up to but not including `to`.
struct Stretch {
  Frames from = 0, to = 0;

  friend bool operator==(const Stretch&, const Stretch&) = default;
};

// The loop where it is on, otherwise the whole song. Any thread.
Stretch stretch_to_hear(const Session& session);

struct HeardStrip {
  StripId strip;
  // Gated loudness (ITU-R BS.1770-4) of the strip as it reaches the mix: after its devices, its fader and pan, and turned up or down by
  // what the buses on its way do to the power of what goes through them. Empty when it is silent there or muted.
  std::optional<double> loudness_lufs;
  // Its K-weighted power as it reaches the mix over that of all that the mix is fed with, 0 to 1. Of tracks that have nothing to do with
  // each other, together with what comes back from effect buses, these sum to about 1; sounds that add up or cancel make it less or more.
  double share = 0.0;
  bool recording_missing = false;  // a file that its track plays is not there
  double way_db = 0.0;  // what the buses on its way do, as counted in the two above
  // Of tracks, when asked for: also as it reaches the mix. Shared, since it is large.
  std::shared_ptr<const ErbFrames> bands;
};

struct Hearing {
  std::string key;  // of what was heard: hearing_key
  Stretch stretch;
  std::vector<HeardStrip> tracks;   // in the order of the desk
  std::vector<HeardStrip> returns;  // buses that are fed by sends: what comes back from them
  std::vector<HeardStrip> buses;    // those that tracks or buses go through: their sound is that of what goes in, so it is no further share
  std::optional<double> mix_lufs;   // gated loudness of what the mix is fed with, before its own devices
  std::vector<std::string> problems;  // sentences, as of a render

  const HeardStrip* find(StripId strip) const;
};

// Says whether two sessions sound the same over a stretch: everything that is heard goes into it, names, colours, markers and versions do
// not. Any thread.
std::string hearing_key(const Session& session, const Stretch& stretch);

// Renders the song's stretch offline, without anybody's solo, and listens. With `bands` for the masking view, too. Throws Error, Cancelled.
// Any thread but the audio thread; `jobs` threads, 0: as many as there are cores.
Hearing hear_mix(const SessionPtr& session, const std::filesystem::path& folder, const Stretch& stretch, bool bands, int jobs,
                 const Progress& progress);

// The latest hearings by their key, so that undo and redo show their figures at once. [main]
class HearingShelf {
 public:
  // With bands when `bands`; null when there is none.
  std::shared_ptr<const Hearing> find(const std::string& key, bool bands);
  void keep(std::shared_ptr<const Hearing> hearing);
  void clear() { shelf_.clear(); }

 private:
  static constexpr std::size_t kMost = 12, kMostWithBands = 3;
  std::list<std::shared_ptr<const Hearing>> shelf_;  // the latest first
};

}  // namespace sweetspot
