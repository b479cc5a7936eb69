// What presets are heard on: two bars of the demo song's chorus, by role.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sweetspot::test {

// Sound by channel, at 48 kHz.
using Sound = std::vector<std::vector<float>>;

inline constexpr double kMaterialRate = 48000.0;

// A track as it comes from a recorder, its peaks at -8 dBFS; a bus, the mix and the master at -18 LUFS. Of a role of preset_roles(); "any"
// is a voice. Made when first asked for.
const Sound& material(std::string_view role);

}  // namespace sweetspot::test
