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

std::string label_within(const ParamGroup& group, const ParamSpec& spec) {
  if (!group.title.empty() && spec.label.size() > group.title.size() + 1 && spec.label.starts_with(group.title + " ")) {
    return capitalised(spec.label.substr(group.title.size() + 1));
  }
  return spec.label;
}

}  // namespace sweetspot::ui
