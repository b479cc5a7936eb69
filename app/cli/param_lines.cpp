#include "app/cli/param_lines.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <map>

namespace sweetspot::cli {
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

bool differ_in_default_alone(const ParamSpec& a, const ParamSpec& b) {
  return a.unit == b.unit && a.minimum == b.minimum && a.maximum == b.maximum && a.scale == b.scale && a.ramp_ms == b.ramp_ms &&
         a.choices == b.choices && a.structural == b.structural && without_number(a.label).pattern == without_number(b.label).pattern;
}

using Family = std::map<int, const ParamSpec*>;

// Numbers from 1 without a gap, and all alike.
bool collapses(const Family& family) {
  if (family.size() < 2 || family.begin()->first != 1 || family.rbegin()->first != static_cast<int>(family.size())) return false;
  return std::ranges::all_of(family, [&](const auto& member) { return differ_in_default_alone(*family.begin()->second, *member.second); });
}

}  // namespace

Numbered without_number(const std::string& text) {
  const auto first = std::ranges::find_if(text, is_digit);
  const auto last = std::find_if_not(first, text.end(), is_digit);
  if (first == text.end() || last - first > 3) return {text, 0};
  return {std::string(text.begin(), first) + "N" + std::string(last, text.end()), std::stoi(std::string(first, last))};
}

std::vector<ParamLine> param_lines(std::span<const ParamSpec> table) {
  std::map<std::string, Family> families;
  for (const ParamSpec& spec : table) {
    const Numbered key = without_number(spec.key);
    if (key.number > 0) families[key.pattern][key.number] = &spec;
  }
  std::vector<ParamLine> lines;
  for (const ParamSpec& spec : table) {
    const Numbered key = without_number(spec.key);
    const auto family = families.find(key.pattern);
    if (key.number == 0 || family == families.end() || !collapses(family->second)) {
      lines.push_back({spec.key, spec.label, {&spec}});
    } else if (key.number == 1) {
      lines.push_back({key.pattern, without_number(spec.label).pattern, {}});
      for (const auto& [number, member] : family->second) lines.back().members.push_back(member);
    }
  }
  return lines;
}

bool ParamLine::same_default() const {
  return std::ranges::all_of(members, [this](const ParamSpec* member) { return member->default_value == spec().default_value; });
}

std::string default_text(const ParamLine& line, ValueText text_of_value) {
  const auto text_of = [text_of_value](const ParamSpec* spec) { return text_of_value(*spec, spec->default_value); };
  std::vector<std::string> runs;
  for (std::size_t from = 0, to = 0; from < line.members.size(); from = to) {
    const std::string text = text_of(line.members[from]);
    while (to < line.members.size() && text_of(line.members[to]) == text) ++to;
    if (to - from == line.members.size()) return text;
    runs.push_back(to - from == 1 ? fmt::format("{} ({})", text, to) : fmt::format("{} ({} to {})", text, from + 1, to));
  }
  return fmt::format("{}", fmt::join(runs, ", "));
}

std::string_view law_name(Scale scale) {
  switch (scale) {
    case Scale::linear:
      return "linear";
    case Scale::logarithmic:
      return "logarithmic";
    case Scale::square:
      return "square";
    case Scale::fader:
      return "fader";
    case Scale::choice:
      return "choice";
    case Scale::toggle:
      return "toggle";
  }
  return "";
}

std::string law_text(const ParamSpec& spec) {
  return spec.scale == Scale::choice ? fmt::format("{}", fmt::join(spec.choices, ", ")) : std::string(law_name(spec.scale));
}

}  // namespace sweetspot::cli
