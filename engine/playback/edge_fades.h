// The edges of clips that cut into a sound. See docs/decisions/edges-of-clips.md.
#pragma once

#include <vector>

#include "engine/session/session.h"

namespace sweetspot {

// How an edge without a fade of its own is kept from clicking: the sound before the start is faded in, up to the start and no further, so
// that an attack right behind it stays whole; the end fades out within the region. Where two regions meet this is a crossfade. In frames;
// 0 where nothing is to be done.
struct EdgeFades {
  Frames lead = 0;  // before the start
  Frames out = 0;   // at the end

  friend bool operator==(const EdgeFades&, const EdgeFades&) = default;
};

inline constexpr double kEdgeFadeSeconds = 0.004;

// Those of the regions of one track, in their order. None where an edge is that of the recording itself, has a fade of its own, or meets a
// region that goes on with the same sound at the same gain, so that a cut alone changes no sample. Any thread.
std::vector<EdgeFades> edge_fades(const Session& session, const std::vector<Region>& regions);

// Their gain at a frame of the region, from -lead to length - 1: straight lines, the middle of a frame counts. Any thread.
double edge_gain_at(const EdgeFades& fades, Frames length, Frames at) noexcept;

}  // namespace sweetspot
