// What a track is in the song: it sets the colour, the bus and the starting balance.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace sweetspot {

enum class Role {
  unknown, kick, snare, hats, toms, overheads, drums, percussion, bass, electric_guitar, acoustic_guitar, keys, strings, synth,
  lead_vocal, backing_vocal, ad_lib, effects, mix_reference,
};

// The role buses of a new session, in the order of the desk.
enum class RoleGroup { drums, music, vocals, backing, none };

struct RoleInfo {
  Role role;
  std::string_view key;     // in files: "lead_vocal"
  std::string_view label;   // for people: "Lead vocal"
  std::string_view colour;  // "#FBD54F"
  RoleGroup group;
};

// All roles, in the order of the enum. Any thread.
std::span<const RoleInfo> all_roles();
const RoleInfo& role_info(Role role);

// The role of a file key, or nothing. Any thread.
std::optional<Role> role_from_key(std::string_view key);

// "Drums", "Music", "Vocals", "Backing"; empty for none.
std::string_view group_label(RoleGroup group);

}  // namespace sweetspot
