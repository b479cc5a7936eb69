// Sorts a processor's table into what belongs together on a panel.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/params/spec.h"

namespace sweetspot::ui {

// The parameters whose keys share what stands before the point: "band1.freq", "band1.gain".
struct ParamGroup {
  std::string prefix;                // "band1"; empty for those without a point
  std::string title;                 // "Band 1"
  std::vector<std::size_t> members;  // positions in the table
};

// The groups in the order in which they first appear in the table. Pure.
std::vector<ParamGroup> group_params(std::span<const ParamSpec> table);

// The prefix without its number ("band" of "band1"), or empty when it has none: groups that share it are bands.
std::string band_stem(const ParamGroup& group);

// A parameter's label inside its group: "Band 1 frequency" under "Band 1" is "Frequency".
std::string label_within(const ParamGroup& group, const ParamSpec& spec);

}  // namespace sweetspot::ui
