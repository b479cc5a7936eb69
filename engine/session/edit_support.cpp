#include "engine/session/edit_support.h"

namespace sweetspot::edit {
namespace {

template <class T>
const T& present(const T* item, const char* kind) {
  if (!item) throw_gone(kind);
  return *item;
}

}  // namespace

void throw_gone(const std::string& kind) { throw Error("this " + kind, "is no longer in the session", "choose another"); }

const Strip& strip_of(const Session& session, StripId id) { return present(find_strip(session, id), "strip"); }
const Track& track_of(const Session& session, StripId id) { return present(find_track(session, id), "track"); }
const Bus& bus_of(const Session& session, StripId id) { return present(find_bus(session, id), "bus"); }
const Device& device_of(const Session& session, DeviceId id, StripId& owner) { return present(find_device(session, id, &owner), "device"); }
const Vca& vca_of(const Session& session, StripId id) { return present(find_vca(session, id), "VCA"); }
const StripGroup& group_of(const Session& session, GroupId id) { return present(find_group(session, id), "group"); }
const Media& media_of(const Session& session, MediaId id) { return present(find_media(session, id), "recording"); }

void refuse_vca(const Session& session, StripId strip, const char* what) {
  if (const Vca* vca = find_vca(session, strip))
    throw Error(vca->strip.name, std::string("a VCA has no ") + what, "choose a track or a bus; a VCA has a level, mute and solo");
}

}  // namespace sweetspot::edit
