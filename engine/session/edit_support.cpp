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
const Media& media_of(const Session& session, MediaId id) { return present(find_media(session, id), "recording"); }

}  // namespace sweetspot::edit
