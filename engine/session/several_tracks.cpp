#include "engine/session/several_tracks.h"

#include "engine/session/edit_support.h"
#include "engine/session/group_edits.h"

namespace sweetspot {
namespace {

bool holds(std::span<const StripId> ids, StripId id) { return std::ranges::find(ids, id) != ids.end(); }

bool is_hidden(const Session& session, StripId track) {
  return std::ranges::any_of(session.groups, [track](const auto& group) { return group->hidden && holds(group->members, track); });
}

// Made by hide_tracks: it links nothing and has the name, perhaps with a number.
bool hides_single_tracks(const StripGroup& group) { return group.hidden && !group.linked && group.name.starts_with(kHiddenGroupName); }

}  // namespace

std::vector<StripId> hidden_tracks(const Session& session) {
  std::vector<StripId> hidden;
  for (const auto& track : session.tracks)
    if (is_hidden(session, track->strip.id)) hidden.push_back(track->strip.id);
  return hidden;
}

}  // namespace sweetspot

namespace sweetspot::edit {

SessionPtr move_tracks(const SessionPtr& session, std::span<const StripId> tracks, StripId beside, bool behind) {
  std::vector<std::shared_ptr<const Track>> moved, others;
  std::size_t place = 0;
  bool found = false;
  for (const auto& track : session->tracks) {
    const bool goes = holds(tracks, track->strip.id);
    if (track->strip.id == beside) {
      found = true;
      place = others.size() + (behind && !goes ? 1 : 0);
    }
    (goes ? moved : others).push_back(track);
  }
  if (!found) throw_gone("track");
  others.insert(others.begin() + static_cast<std::ptrdiff_t>(place), moved.begin(), moved.end());
  if (others == session->tracks) return session;
  auto next = copy_of(session);
  next->tracks = std::move(others);
  return next;
}

SessionPtr hide_tracks(const SessionPtr& session, std::span<const StripId> tracks) {
  std::vector<StripId> wanted;
  for (const StripId track : tracks)
    if (find_track(*session, track) && !is_hidden(*session, track)) wanted.push_back(track);
  if (wanted.empty()) return session;
  const auto own = std::ranges::find_if(session->groups, [](const auto& group) { return hides_single_tracks(*group); });
  if (own == session->groups.end()) {
    const auto added = add_group(session, kHiddenGroupName, wanted);
    return set_group_hidden(set_group_linked(added.session, added.id, false), added.id, true);
  }
  SessionPtr next = session;
  for (const StripId track : wanted) next = join_group(next, (*own)->id, track);
  return next;
}

SessionPtr show_tracks(const SessionPtr& session, std::span<const StripId> tracks) {
  SessionPtr next = session;
  for (const auto& group : session->groups) {
    if (!group->hidden) continue;
    for (const StripId track : tracks) {
      if (!holds(group->members, track)) continue;
      if (!hides_single_tracks(*group)) {
        next = set_group_hidden(next, group->id, false);
        break;
      }
      next = leave_group(next, group->id, track);
    }
  }
  return next;
}

}  // namespace sweetspot::edit
