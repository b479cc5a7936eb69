// The kinds of things in a session that keep an identity.
#pragma once

#include "engine/core/id.h"

namespace sweetspot {

using StripId = Id<struct StripKind>;    // a track, a bus, a VCA, the mix or the master
using MediaId = Id<struct MediaKind>;
using RegionId = Id<struct RegionKind>;
using RegionGroupId = Id<struct RegionGroupKind>;
using TakeId = Id<struct TakeKind>;
using DeviceId = Id<struct DeviceKind>;
using SendId = Id<struct SendKind>;
using MarkerId = Id<struct MarkerKind>;
using GroupId = Id<struct GroupKind>;

// Every session has these two, with these ids. All other ids count on from kFirstFreeId.
inline constexpr StripId kMixStrip{1};
inline constexpr StripId kMasterStrip{2};
inline constexpr std::uint64_t kFirstFreeId = 16;

}  // namespace sweetspot
