// What the edits share: copying only the path from the session down to what changes. Included by edits alone.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "engine/core/error.h"
#include "engine/session/session.h"

namespace sweetspot::edit {

inline std::shared_ptr<Session> copy_of(const SessionPtr& session) { return std::make_shared<Session>(*session); }

// A new id of any kind.
template <class IdType>
IdType take_id(Session& session) {
  return IdType{session.next_id++};
}

// What has that id, or an Error that it is gone.
const Strip& strip_of(const Session& session, StripId id);
const Track& track_of(const Session& session, StripId id);
const Bus& bus_of(const Session& session, StripId id);
const Device& device_of(const Session& session, DeviceId id, StripId& owner);
const Vca& vca_of(const Session& session, StripId id);
const StripGroup& group_of(const Session& session, GroupId id);
const Media& media_of(const Session& session, MediaId id);
// Throws Error when the strip is a VCA, through which no sound goes. `what` it has none of: "devices".
void refuse_vca(const Session& session, StripId strip, const char* what);
[[noreturn]] void throw_gone(const std::string& kind);

// Replaces one shared item of a list by a changed copy.
template <class T, class Matches, class Change>
bool change_shared(std::vector<std::shared_ptr<const T>>& items, Matches matches, Change&& change) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return matches(*item); });
  if (found == items.end()) return false;
  auto copy = std::make_shared<T>(**found);
  change(*copy);
  *found = std::move(copy);
  return true;
}

template <class Change>
void change_strip_in(Session& session, StripId id, Change&& change) {
  const auto is_it = [id](const auto& item) { return item.strip.id == id; };
  const auto change_item = [&change](auto& item) { change(item.strip); };
  if (id == kMixStrip || id == kMasterStrip) {
    auto& end = id == kMixStrip ? session.mix : session.master;
    auto copy = std::make_shared<Strip>(*end);
    change(*copy);
    end = std::move(copy);
    return;
  }
  if (!change_shared(session.tracks, is_it, change_item) && !change_shared(session.buses, is_it, change_item) &&
      !change_shared(session.vcas, is_it, change_item))
    throw_gone("strip");
}

template <class Change>
SessionPtr change_strip(const SessionPtr& session, StripId id, Change&& change) {
  auto next = copy_of(session);
  change_strip_in(*next, id, change);
  return next;
}

template <class Change>
SessionPtr change_track(const SessionPtr& session, StripId id, Change&& change) {
  auto next = copy_of(session);
  if (!change_shared(next->tracks, [id](const Track& track) { return track.strip.id == id; }, change)) throw_gone("track");
  return next;
}

template <class Change>
SessionPtr change_device(const SessionPtr& session, DeviceId id, Change&& change) {
  StripId owner;
  device_of(*session, id, owner);
  return change_strip(session, owner, [&](Strip& strip) { change_shared(strip.devices, [id](const Device& d) { return d.id == id; }, change); });
}

// Sets one field; the same session when it has that value already. `field` gives a reference to it.
template <class Field, class Value>
SessionPtr set_strip_field(const SessionPtr& session, StripId id, Field field, const Value& value) {
  if (field(strip_of(*session, id)) == value) return session;
  return change_strip(session, id, [&](Strip& strip) { field(strip) = value; });
}

template <class Field, class Value>
SessionPtr set_device_field(const SessionPtr& session, DeviceId id, Field field, const Value& value) {
  StripId owner;
  if (field(device_of(*session, id, owner)) == value) return session;
  return change_device(session, id, [&](Device& device) { field(device) = value; });
}

// Moves the item at `from` of a list to position `to` (held inside the list).
template <class T>
void move_item(std::vector<T>& items, std::size_t from, std::size_t to) {
  const auto begin = items.begin();
  const auto a = static_cast<std::ptrdiff_t>(from), b = static_cast<std::ptrdiff_t>(std::min(to, items.size() - 1));
  if (a < b) std::rotate(begin + a, begin + a + 1, begin + b + 1);
  if (b < a) std::rotate(begin + b, begin + a, begin + a + 1);
}

}  // namespace sweetspot::edit
