// The keys of enumerations in files and scripts.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "engine/session/group_edits.h"
#include "engine/session/session.h"

namespace sweetspot {

template <class Enum>
struct EnumKey {
  Enum value;
  std::string_view key;
};

inline constexpr std::array<EnumKey<Curve>, 3> keys_of(Curve) { return {{{Curve::line, "line"}, {Curve::hold, "hold"}, {Curve::smooth, "smooth"}}}; }

inline constexpr std::array<EnumKey<PanLaw>, 3> keys_of(PanLaw) {
  return {{{PanLaw::constant_power, "constant_power"}, {PanLaw::balance, "balance"}, {PanLaw::linear, "linear"}}};
}

inline constexpr std::array<EnumKey<FadeShape>, 4> keys_of(FadeShape) {
  return {{{FadeShape::linear, "linear"},
           {FadeShape::equal_power, "equal_power"},
           {FadeShape::s_curve, "s_curve"},
           {FadeShape::exponential, "exponential"}}};
}

inline constexpr std::array<EnumKey<RoleGroup>, 5> keys_of(RoleGroup) {
  return {{{RoleGroup::drums, "drums"},
           {RoleGroup::music, "music"},
           {RoleGroup::vocals, "vocals"},
           {RoleGroup::backing, "backing"},
           {RoleGroup::none, "none"}}};
}

inline constexpr std::array<EnumKey<edit::Link>, 4> keys_of(edit::Link) {
  return {{{edit::Link::gain, "gain"}, {edit::Link::pan, "pan"}, {edit::Link::mute, "mute"}, {edit::Link::solo, "solo"}}};
}

// The key of a value. Any thread.
template <class Enum>
std::string_view key_of(Enum value) {
  for (const auto& entry : keys_of(value))
    if (entry.value == value) return entry.key;
  return "";
}
inline std::string_view key_of(Role role) { return role_info(role).key; }

// The value of a key, or nothing. Any thread.
template <class Enum>
std::optional<Enum> enum_from_key(std::string_view key) {
  for (const auto& entry : keys_of(Enum{}))
    if (entry.key == key) return entry.value;
  return {};
}
template <>
inline std::optional<Role> enum_from_key<Role>(std::string_view key) {
  return role_from_key(key);
}

}  // namespace sweetspot
