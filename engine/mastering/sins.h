// The cardinal sins of mastering: what has no business in a master.
#pragma once

#include <string>
#include <vector>

#include "engine/analysis/measure.h"
#include "engine/session/session.h"

namespace sweetspot {

struct Sin {
  std::string id;    // stays the same for ever: "time_effect", "pitch_effect", "after_limiter", "ceiling", "makes_clips", "clipped",
                     // "dither_place", "dither_twice", "after_dither"
  std::string text;  // a sentence that says what to do
};

// In a session's master stage: effects of time, space, modulation and pitch; anything that may raise the level after the
// limiter; a ceiling over the streaming services' -1 dBTP. Dither anywhere but once and last: on a track, a bus or the mix, more than
// once, or with something after it, be it the master fader. Bypassed devices do no harm. Any thread.
std::vector<Sin> find_sins(const Session& session);

// In a finished file: clipped runs and true peaks over full scale. Any thread.
std::vector<Sin> find_sins(const Measurement& measurement);

}  // namespace sweetspot
