#include "engine/session/vca_edits.h"

#include "engine/session/edit_support.h"
#include "engine/session/strip_edits.h"
#include "engine/session/vca.h"

namespace sweetspot::edit {
namespace {

void check_member(const Session& session, const Vca& vca, StripId member) {
  const Strip& strip = strip_of(session, member);
  if (member == kMixStrip || member == kMasterStrip)
    throw Error(strip.name, "it cannot be under a VCA, since everything passes through it",
                "put tracks, buses or other VCAs under " + vca.strip.name);
  if (is_under(session, vca.strip.id, member))
    throw Error(strip.name, "it would come under itself, since " + vca.strip.name + " is under it already", "choose another VCA");
}

template <class Change>
SessionPtr change_vca(const SessionPtr& session, StripId id, Change&& change) {
  auto next = copy_of(session);
  if (!change_shared(
          next->vcas, [id](const Vca& vca) { return vca.strip.id == id; }, change))
    throw_gone("VCA");
  return next;
}

}  // namespace

Added<StripId> add_vca(const SessionPtr& session, std::string_view name, std::span<const StripId> members) {
  auto vca = std::make_shared<Vca>();
  vca->strip.name = free_vca_name(*session, name);
  auto grown = copy_of(session);
  const auto id = take_id<StripId>(*grown);
  vca->strip.id = id;
  grown->vcas.push_back(std::move(vca));
  SessionPtr next = std::move(grown);
  for (const StripId member : members) next = join_vca(next, id, member);
  return {next, id};
}

SessionPtr join_vca(const SessionPtr& session, StripId id, StripId member) {
  const Vca& vca = vca_of(*session, id);
  check_member(*session, vca, member);
  if (std::ranges::find(vca.members, member) != vca.members.end()) return session;
  return change_vca(session, id, [member](Vca& v) { v.members.push_back(member); });
}

SessionPtr leave_vca(const SessionPtr& session, StripId id, StripId member) {
  const Vca& vca = vca_of(*session, id);
  if (std::ranges::find(vca.members, member) == vca.members.end()) return session;
  return change_vca(session, id, [member](Vca& v) { std::erase(v.members, member); });
}

std::string free_vca_name(const Session& session, std::string_view wanted) {
  const std::string name = checked_name(wanted);
  const auto taken = [&](const std::string& text) {
    return std::ranges::any_of(session.vcas, [&](const auto& vca) { return vca->strip.name == text; });
  };
  std::string candidate = name;
  for (int number = 2; taken(candidate); ++number) candidate = name + " " + std::to_string(number);
  return candidate;
}

}  // namespace sweetspot::edit
