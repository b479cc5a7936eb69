#include "engine/session/group_edits.h"

#include <cmath>

#include "engine/session/edit_support.h"
#include "engine/session/strip_edits.h"
#include "engine/session/strip_params.h"

namespace sweetspot {

bool is_put_away(const Session& session, StripId strip) {
  return std::ranges::any_of(session.groups, [strip](const auto& group) {
    return (group->folded || group->hidden) && std::ranges::find(group->members, strip) != group->members.end();
  });
}

}  // namespace sweetspot

namespace sweetspot::edit {
namespace {

template <class Change>
SessionPtr change_group(const SessionPtr& session, GroupId id, Change&& change) {
  auto next = copy_of(session);
  if (!change_shared(
          next->groups, [id](const StripGroup& group) { return group.id == id; }, change))
    throw_gone("group");
  return next;
}

template <class Field, class Value>
SessionPtr set_group_field(const SessionPtr& session, GroupId id, Field field, const Value& value) {
  if (group_of(*session, id).*field == value) return session;
  return change_group(session, id, [&](StripGroup& group) { group.*field = value; });
}

void check_member(const Session& session, StripId strip) {
  const Strip& found = strip_of(session, strip);
  if (!find_track(session, strip) && !find_bus(session, strip))
    throw Error(found.name, "only tracks and buses can be in a group", "leave it out");
}

bool StripGroup::*field_of(Link link) {
  switch (link) {
    case Link::gain:
      return &StripGroup::link_gain;
    case Link::pan:
      return &StripGroup::link_pan;
    case Link::mute:
      return &StripGroup::link_mute;
    case Link::solo:
      break;
  }
  return &StripGroup::link_solo;
}

bool links(const StripGroup& group, std::string_view key) {
  if (!group.linked) return false;
  if (key == "gain") return group.link_gain;
  if (key == "pan") return group.link_pan;
  if (key == "mute") return group.link_mute;
  return key == "solo" && group.link_solo;
}

// The items of a list that are members, put where the first of them stands.
template <class Items>
void gather(Items& items, const std::vector<StripId>& members) {
  const auto inside = [&](const auto& item) { return std::ranges::find(members, item->strip.id) != members.end(); };
  const auto first = std::find_if(items.begin(), items.end(), inside);
  std::stable_partition(first, items.end(), inside);
}

// How far all can go together, of what is asked for.
double shared_step(double step, const ParamSpec& spec, const std::vector<double>& values) {
  for (const double value : values) step = std::clamp(step, std::min(0.0, spec.minimum - value), std::max(0.0, spec.maximum - value));
  return step;
}

SessionPtr move_linked(const SessionPtr& session, StripId strip, const std::vector<StripId>& others, std::string_view key, double value) {
  const ParamSpec& spec = strip_param(key);
  const bool level = key == "gain";
  const auto rests = [&](double v) { return level && v <= kSilenceDb; };
  const double now = strip_value(strip_of(*session, strip), key);
  if (rests(now)) return set_strip_value(session, strip, key, value);
  std::vector<StripId> moving;
  std::vector<double> values{now};
  for (const StripId other : others) {
    const double at = strip_value(strip_of(*session, other), key);
    if (rests(at)) continue;
    moving.push_back(other);
    values.push_back(at);
  }
  // Silence is the end of the fader, but no level to keep a distance from: short of it all keep theirs.
  const double lowest = level ? std::nextafter(kSilenceDb, 0.0) : spec.minimum;
  ParamSpec range = spec;
  range.minimum = moving.empty() ? spec.minimum : lowest;
  const double step = shared_step(constrain(spec, value) - now, range, values);
  SessionPtr next = set_strip_value(session, strip, key, now + step);
  for (std::size_t i = 0; i < moving.size(); ++i) next = set_strip_value(next, moving[i], key, values[i + 1] + step);
  return next;
}

}  // namespace

Added<GroupId> add_group(const SessionPtr& session, std::string_view name, std::span<const StripId> members) {
  auto group = std::make_shared<StripGroup>();
  group->name = free_group_name(*session, name);
  auto grown = copy_of(session);
  const auto id = take_id<GroupId>(*grown);
  group->id = id;
  grown->groups.push_back(std::move(group));
  SessionPtr next = std::move(grown);
  for (const StripId member : members) next = join_group(next, id, member);
  return {next, id};
}

SessionPtr remove_group(const SessionPtr& session, GroupId group) {
  group_of(*session, group);
  auto next = copy_of(session);
  std::erase_if(next->groups, [group](const auto& g) { return g->id == group; });
  return next;
}

SessionPtr rename_group(const SessionPtr& session, GroupId group, std::string_view name) {
  const std::string clean = checked_name(name);
  const bool taken = std::ranges::any_of(session->groups, [&](const auto& g) { return g->name == clean && g->id != group; });
  if (taken) throw Error(clean, "another group has that name", "choose another name");
  return set_group_field(session, group, &StripGroup::name, clean);
}

SessionPtr set_group_colour(const SessionPtr& session, GroupId group, std::string_view colour) {
  return set_group_field(session, group, &StripGroup::colour, checked_colour(colour));
}

SessionPtr join_group(const SessionPtr& session, GroupId id, StripId strip) {
  const StripGroup& group = group_of(*session, id);
  check_member(*session, strip);
  if (std::ranges::find(group.members, strip) != group.members.end()) return session;
  return change_group(session, id, [strip](StripGroup& g) { g.members.push_back(strip); });
}

SessionPtr leave_group(const SessionPtr& session, GroupId id, StripId strip) {
  const StripGroup& group = group_of(*session, id);
  if (std::ranges::find(group.members, strip) == group.members.end()) return session;
  if (group.members.size() == 1) return remove_group(session, id);
  return change_group(session, id, [strip](StripGroup& g) { std::erase(g.members, strip); });
}

SessionPtr set_group_folded(const SessionPtr& session, GroupId group, bool folded) {
  return set_group_field(session, group, &StripGroup::folded, folded);
}

SessionPtr set_group_hidden(const SessionPtr& session, GroupId group, bool hidden) {
  return set_group_field(session, group, &StripGroup::hidden, hidden);
}

SessionPtr show_all_groups(const SessionPtr& session) {
  SessionPtr next = session;
  for (const auto& group : session->groups) next = set_group_hidden(next, group->id, false);
  return next;
}

SessionPtr set_group_linked(const SessionPtr& session, GroupId group, bool linked) {
  return set_group_field(session, group, &StripGroup::linked, linked);
}

SessionPtr set_group_link(const SessionPtr& session, GroupId group, Link link, bool on) {
  return set_group_field(session, group, field_of(link), on);
}

SessionPtr gather_group(const SessionPtr& session, GroupId group) {
  const StripGroup& found = group_of(*session, group);
  auto next = copy_of(session);
  gather(next->tracks, found.members);
  gather(next->buses, found.members);
  if (next->tracks == session->tracks && next->buses == session->buses) return session;
  return next;
}

std::vector<StripId> linked_strips(const Session& session, StripId strip, std::string_view key) {
  std::vector<StripId> found;
  for (const auto& group : session.groups) {
    if (!links(*group, key) || std::ranges::find(group->members, strip) == group->members.end()) continue;
    for (const StripId member : group->members) {
      if (member != strip && find_strip(session, member) && std::ranges::find(found, member) == found.end()) found.push_back(member);
    }
  }
  return found;
}

SessionPtr set_linked_value(const SessionPtr& session, StripId strip, std::string_view key, double value) {
  const auto others = linked_strips(*session, strip, key);
  if (others.empty()) return set_strip_value(session, strip, key, value);
  if (key == "gain" || key == "pan") return move_linked(session, strip, others, key, value);
  SessionPtr next = set_strip_value(session, strip, key, value);
  for (const StripId other : others) next = set_strip_value(next, other, key, value);
  return next;
}

std::string free_group_name(const Session& session, std::string_view wanted) {
  const std::string name = checked_name(wanted);
  const auto taken = [&](const std::string& text) {
    return std::ranges::any_of(session.groups, [&](const auto& g) { return g->name == text; });
  };
  std::string candidate = name;
  for (int number = 2; taken(candidate); ++number) candidate = name + " " + std::to_string(number);
  return candidate;
}

}  // namespace sweetspot::edit
