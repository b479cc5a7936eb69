// What a region plays: which frames of its recording, how loud.
#pragma once

#include "engine/session/session.h"

namespace sweetspot {

// Limits of a point of the envelope, in dB.
inline constexpr double kLeastEnvelopeDb = -24.0;
inline constexpr double kMostEnvelopeDb = 24.0;

// The frame of the recording (at the session's rate) that is heard at the region's frame `at` (0 to length - 1). Any thread.
Frames source_frame(const Region& region, Frames at) noexcept;

// The frame at which a frame of the recording is heard, on the timeline; it may lie outside the region. Any thread.
Frames timeline_frame(const Region& region, Frames source) noexcept;

// The envelope alone at a frame of the recording, in dB: 0 without points. Any thread, no heap.
double envelope_db(const Region& region, Frames source) noexcept;

// Whether two regions lay the same frames of one recording at the same places of the timeline, wherever their edges are. Any thread.
bool aligned(const Region& a, const Region& b) noexcept;

// Whether two regions sound alike; names, groups and locks do not matter. Any thread.
bool sounds_alike(const Region& a, const Region& b);

}  // namespace sweetspot
