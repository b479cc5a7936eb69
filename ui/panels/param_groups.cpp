#include "ui/panels/param_groups.h"

#include <algorithm>
#include <cctype>

namespace sweetspot::ui {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string capitalised(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

// "band1" -> "Band 1", "side_chain" -> "Side chain".
std::string title_of(const std::string& prefix) {
  std::string title;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (is_digit(prefix[i]) && i > 0 && !is_digit(prefix[i - 1])) title += ' ';
    title += prefix[i] == '_' ? ' ' : prefix[i];
  }
  return capitalised(title);
}

}  // namespace

std::vector<ParamGroup> group_params(std::span<const ParamSpec> table) {
  std::vector<ParamGroup> groups;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const std::size_t point = table[i].key.find('.');
    const std::string prefix = point == std::string::npos ? std::string() : table[i].key.substr(0, point);
    auto group = std::ranges::find(groups, prefix, &ParamGroup::prefix);
    if (group == groups.end()) group = groups.insert(groups.end(), {prefix, title_of(prefix), {}});
    group->members.push_back(i);
  }
  return groups;
}

std::string band_stem(const ParamGroup& group) {
  if (group.prefix.empty() || !is_digit(group.prefix.back())) return {};
  std::string stem = group.prefix;
  while (!stem.empty() && is_digit(stem.back())) stem.pop_back();
  return stem;
}

namespace {

// The numbered groups, when they are alike; the first group's stem decides which.
std::vector<ParamGroup> shared_bands(const std::vector<ParamGroup>& groups) {
  std::vector<ParamGroup> bands;
  for (const ParamGroup& group : groups) {
    const std::string stem = band_stem(group);
    if (stem.empty() || group.members.size() < 3) continue;
    if (!bands.empty() && (stem != band_stem(bands.front()) || group.members.size() != bands.front().members.size())) continue;
    bands.push_back(group);
  }
  return bands.size() < 2 ? std::vector<ParamGroup>() : bands;
}

// Adds a row to the block of its section; a block without a title is the first of its kind.
void add_row(std::vector<ParamBlock>& blocks, const std::string& section, std::size_t member, bool banded) {
  auto block = std::ranges::find_if(blocks, [&](const ParamBlock& b) { return b.banded == banded && b.title == section; });
  if (block == blocks.end()) {
    const auto same_kind = [banded](const ParamBlock& b) { return b.banded == banded; };
    const auto place = section.empty() ? std::ranges::find_if(blocks, same_kind) : blocks.end();
    block = blocks.insert(place, {section, banded, {}});
  }
  block->members.push_back(member);
}

}  // namespace

PanelPlan plan_panel(std::span<const ParamSpec> table) {
  PanelPlan plan;
  plan.bands = shared_bands(group_params(table));
  std::vector<bool> in_band(table.size(), false);
  for (const ParamGroup& band : plan.bands)
    for (const std::size_t param : band.members) in_band[param] = true;
  if (!plan.bands.empty()) {
    const ParamGroup& first = plan.bands.front();
    for (std::size_t member = 0; member < first.members.size(); ++member)
      add_row(plan.blocks, table[first.members[member]].section, member, true);
  }
  for (std::size_t param = 0; param < table.size(); ++param)
    if (!in_band[param]) add_row(plan.blocks, table[param].section, param, false);
  return plan;
}

std::string label_within(const ParamGroup& group, const ParamSpec& spec) {
  if (!group.title.empty() && spec.label.size() > group.title.size() + 1 && spec.label.starts_with(group.title + " ")) {
    return capitalised(spec.label.substr(group.title.size() + 1));
  }
  return spec.label;
}

}  // namespace sweetspot::ui
