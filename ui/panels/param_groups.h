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

// What a panel lists together, under a heading that folds it away unless the title is empty.
struct ParamBlock {
  std::string title{};
  bool banded = false;                 // the same rows for every band: `members` are positions within a band's group
  std::vector<std::size_t> members{};  // positions in the table otherwise
};

// How a panel lists a table.
struct PanelPlan {
  std::vector<ParamGroup> bands;   // those that share one set of rows; empty when the table has none
  std::vector<ParamBlock> blocks;  // first a band's, then the others; of both what is important before what is folded away
};

// Bands share their rows when they are alike and have more than two parameters each. Pure.
PanelPlan plan_panel(std::span<const ParamSpec> table);

// A parameter's label inside its group: "Band 1 frequency" under "Band 1" is "Frequency".
std::string label_within(const ParamGroup& group, const ParamSpec& spec);

}  // namespace sweetspot::ui
