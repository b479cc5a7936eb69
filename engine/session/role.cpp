#include "engine/session/role.h"

#include <algorithm>
#include <array>

namespace sweetspot {
namespace {

constexpr std::string_view kNeutral = "#9AA3AD";   // grey: no role to tell by colour
constexpr std::string_view kDrums = "#DD7F6A", kPercussion = "#D57224", kBass = "#A577B5", kGuitar = "#449EFD", kKeys = "#40F5CC";
constexpr std::string_view kStrings = "#CFDE81", kLead = "#FBD54F", kBacking = "#D96286", kEffects = "#B3DCFE";

constexpr auto kRoles = std::to_array<RoleInfo>({
    {Role::unknown, "unknown", "Unknown", kNeutral, RoleGroup::none},
    {Role::kick, "kick", "Kick", kDrums, RoleGroup::drums},
    {Role::snare, "snare", "Snare", kDrums, RoleGroup::drums},
    {Role::hats, "hats", "Hats", kDrums, RoleGroup::drums},
    {Role::toms, "toms", "Toms", kDrums, RoleGroup::drums},
    {Role::overheads, "overheads", "Overheads", kDrums, RoleGroup::drums},
    {Role::drums, "drums", "Drums", kDrums, RoleGroup::drums},
    {Role::percussion, "percussion", "Percussion", kPercussion, RoleGroup::drums},
    {Role::bass, "bass", "Bass", kBass, RoleGroup::music},
    {Role::electric_guitar, "electric_guitar", "Electric guitar", kGuitar, RoleGroup::music},
    {Role::acoustic_guitar, "acoustic_guitar", "Acoustic guitar", kGuitar, RoleGroup::music},
    {Role::keys, "keys", "Keys", kKeys, RoleGroup::music},
    {Role::strings, "strings", "Strings", kStrings, RoleGroup::music},
    {Role::synth, "synth", "Synth", kKeys, RoleGroup::music},
    {Role::lead_vocal, "lead_vocal", "Lead vocal", kLead, RoleGroup::vocals},
    {Role::backing_vocal, "backing_vocal", "Backing vocal", kBacking, RoleGroup::backing},
    {Role::ad_lib, "ad_lib", "Ad-lib", kBacking, RoleGroup::backing},
    {Role::effects, "effects", "Effects", kEffects, RoleGroup::music},
    {Role::mix_reference, "mix_reference", "Mix reference", kNeutral, RoleGroup::none},
});

}  // namespace

std::span<const RoleInfo> all_roles() { return kRoles; }

const RoleInfo& role_info(Role role) { return kRoles[static_cast<std::size_t>(role)]; }

std::optional<Role> role_from_key(std::string_view key) {
  const auto found = std::find_if(kRoles.begin(), kRoles.end(), [key](const RoleInfo& info) { return info.key == key; });
  if (found == kRoles.end()) return {};
  return found->role;
}

std::string_view group_label(RoleGroup group) {
  switch (group) {
    case RoleGroup::drums: return "Drums";
    case RoleGroup::music: return "Music";
    case RoleGroup::vocals: return "Vocals";
    case RoleGroup::backing: return "Backing";
    case RoleGroup::none: break;
  }
  return "";
}

}  // namespace sweetspot
