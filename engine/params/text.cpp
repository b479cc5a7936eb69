// Values as text, for people and for files, and back.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/core/units.h"
#include "engine/params/spec.h"

namespace sweetspot {
namespace {

// What may follow a number, and what it multiplies by for a parameter of that unit.
struct Suffix {
  Unit unit;
  std::string_view text;
  double factor;
};

constexpr auto kSuffixes = std::to_array<Suffix>({
    {Unit::decibels, "db", 1},
    {Unit::decibels_true_peak, "dbtp", 1},
    {Unit::decibels_true_peak, "db", 1},
    {Unit::loudness, "lufs", 1},
    {Unit::hertz, "hz", 1},
    {Unit::hertz, "khz", 1e3},
    {Unit::hertz, "k", 1e3},
    {Unit::milliseconds, "ms", 1},
    {Unit::milliseconds, "s", 1e3},
    {Unit::milliseconds, "us", 1e-3},
    {Unit::milliseconds, "µs", 1e-3},
    {Unit::seconds, "s", 1},
    {Unit::seconds, "ms", 1e-3},
    {Unit::seconds, "min", 60},
    {Unit::percent, "%", 1},
    {Unit::none, "%", 0.01},
    {Unit::ratio, ":1", 1},
    {Unit::cents, "ct", 1},
    {Unit::cents, "cent", 1},
    {Unit::cents, "cents", 1},
    {Unit::semitones, "st", 1},
    {Unit::semitones, "semitones", 1},
    {Unit::octaves, "oct", 1},
    {Unit::octaves, "octaves", 1},
    {Unit::decibels_per_octave, "db/oct", 1},
    {Unit::decibels_per_octave, "db", 1},
    {Unit::frames, "frames", 1},
    {Unit::frames, "samples", 1},
    {Unit::frames, "f", 1},
    {Unit::degrees, "°", 1},
    {Unit::degrees, "deg", 1},
});

std::string shortest(double value) {
  std::array<char, 40> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

std::string fixed(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  const bool zero = text.find_first_not_of("-0.") == std::string::npos;
  return zero && text.front() == '-' ? text.substr(1) : text;
}

// "low_shelf" as people read it: "Low shelf".
std::string spoken(std::string_view key) {
  std::string text(key);
  std::replace(text.begin(), text.end(), '_', ' ');
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out;
  for (std::size_t found = text.find(from); found != std::string_view::npos; found = text.find(from)) {
    out.append(text.substr(0, found)).append(to);
    text.remove_prefix(found + from.size());
  }
  return out.append(text);
}

// Lower case, no spaces, real minus signs and infinity in ASCII.
std::string plain(std::string_view text) {
  constexpr std::string_view kPlain[][2] = {{"\u2212", "-"}, {"\u221e", "inf"}, {"\u00a0", ""}, {"\u202f", ""}, {"\u03bc", "\u00b5"}};
  std::string out = lower_case(text);
  for (const auto& [fancy, simple] : kPlain) out = replaced(out, fancy, simple);
  std::erase_if(out, [](char c) { return c == ' ' || c == '\t'; });
  return out;
}

std::optional<int> choice_index(const ParamSpec& spec, std::string_view text) {
  const auto simple = [](std::string_view words) {
    std::string out = lower_case(words);
    std::replace(out.begin(), out.end(), ' ', '_');
    std::replace(out.begin(), out.end(), '-', '_');
    return out;
  };
  const std::string wanted = simple(text);
  for (std::size_t i = 0; i < spec.choices.size(); ++i)
    if (simple(spec.choices[i]) == wanted) return static_cast<int>(i);
  return {};
}

std::optional<double> toggle_value(std::string_view text) {
  const std::string word = lower_case(text);
  if (word == "on" || word == "true" || word == "yes" || word == "1") return 1.0;
  if (word == "off" || word == "false" || word == "no" || word == "0") return 0.0;
  return {};
}

std::optional<double> factor_of(Unit unit, std::string_view suffix) {
  if (suffix.empty()) return 1.0;
  for (const Suffix& s : kSuffixes)
    if (s.unit == unit && s.text == suffix) return s.factor;
  return {};
}

// A number and its unit, in the parameter's unit; nothing when it is no such thing.
std::optional<double> number_with_unit(Unit unit, std::string_view text) {
  std::string clean = plain(text);
  std::string_view rest = clean;
  if (rest.starts_with('+')) rest.remove_prefix(1);
  double number = 0.0;
  const auto [end, failure] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (failure != std::errc() || std::isnan(number)) return {};
  const auto factor = factor_of(unit, rest.substr(static_cast<std::size_t>(end - rest.data())));
  if (!factor) return {};
  return number * *factor;
}

std::string with_unit(Unit unit, const std::string& number) {
  if (unit == Unit::ratio) return number + " : 1";
  const std::string_view symbol = unit_symbol(unit);
  return symbol.empty() ? number : fmt::format("{} {}", number, symbol);
}

std::string range_text(const ParamSpec& spec) {
  const auto end = [](double value) { return value <= kSilenceDb ? std::string("-inf") : shortest(value); };
  return fmt::format("{} to {}", end(spec.minimum), with_unit(spec.unit, end(spec.maximum)));
}

[[noreturn]] void refuse(const ParamSpec& spec, std::string_view text) {
  if (spec.scale == Scale::choice) {
    throw Error(spec.key, fmt::format("\"{}\" is none of its choices", text), fmt::format("use one of {}", fmt::join(spec.choices, ", ")));
  }
  if (spec.scale == Scale::toggle) throw Error(spec.key, fmt::format("\"{}\" is neither on nor off", text), "use on or off");
  throw Error(spec.key, fmt::format("\"{}\" is not a value it can take", text), fmt::format("give a number from {}", range_text(spec)));
}

double checked_range(const ParamSpec& spec, double value, std::string_view text) {
  if (value == kMinusInfinity && spec.minimum <= kSilenceDb) return spec.minimum;
  if (value >= spec.minimum && value <= spec.maximum) return value;
  throw Error(spec.key, fmt::format("{} is out of range", text), fmt::format("give a value from {}", range_text(spec)));
}

}  // namespace

std::string_view unit_symbol(Unit unit) {
  switch (unit) {
    case Unit::none: case Unit::ratio: return "";
    case Unit::decibels: return "dB";
    case Unit::decibels_true_peak: return "dBTP";
    case Unit::loudness: return "LUFS";
    case Unit::hertz: return "Hz";
    case Unit::milliseconds: return "ms";
    case Unit::seconds: return "s";
    case Unit::percent: return "%";
    case Unit::cents: return "ct";
    case Unit::semitones: return "st";
    case Unit::octaves: return "oct";
    case Unit::decibels_per_octave: return "dB/oct";
    case Unit::frames: return "frames";
    case Unit::degrees: return "°";
  }
  return "";
}

std::string display_text(const ParamSpec& spec, double value) {
  const double v = constrain(spec, value);
  if (spec.scale == Scale::toggle) return v != 0.0 ? "on" : "off";
  if (spec.scale == Scale::choice) {
    const auto i = static_cast<std::size_t>(v);
    const std::string name = i < spec.choices.size() ? spoken(spec.choices[i]) : shortest(v);
    const bool number = !name.empty() && name.find_first_not_of("0123456789.-") == std::string::npos;
    return number ? with_unit(spec.unit, name) : name;
  }
  const bool level = spec.unit == Unit::decibels || spec.unit == Unit::decibels_true_peak || spec.unit == Unit::loudness;
  if (level && v <= kSilenceDb) return fmt::format("-∞ {}", unit_symbol(spec.unit));
  if (spec.unit == Unit::hertz && std::abs(v) >= 999.5) return fixed(v / 1000.0, 2) + " kHz";
  if (spec.unit == Unit::milliseconds && std::abs(v) >= 999.95) return fixed(v / 1000.0, 2) + " s";
  const bool tiny_time = spec.unit == Unit::milliseconds && v != 0.0 && std::abs(v) < 1.0;
  const std::string number = fixed(v, tiny_time ? std::max(2, spec.shown_decimals) : spec.shown_decimals);
  const bool whole_percent = spec.unit == Unit::percent && number == fixed(std::round(v), spec.shown_decimals);
  return with_unit(spec.unit, whole_percent ? fixed(v, 0) : number);
}

std::string file_text(const ParamSpec& spec, double value) {
  const double v = constrain(spec, value);
  if (spec.scale == Scale::toggle) return v != 0.0 ? "on" : "off";
  const auto i = static_cast<std::size_t>(spec.scale == Scale::choice ? v : 0.0);
  if (spec.scale == Scale::choice && i < spec.choices.size()) return spec.choices[i];
  return shortest(v);
}

double parse_value(const ParamSpec& spec, std::string_view text) {
  const std::string_view given = trimmed(text);
  if (spec.scale == Scale::toggle) {
    if (const auto value = toggle_value(given)) return *value;
    refuse(spec, given);
  }
  if (spec.scale == Scale::choice) {
    if (const auto index = choice_index(spec, given)) return *index;
    const auto number = number_with_unit(spec.unit, given);
    // Keys that are numbers ("12" dB/oct) are matched with their unit, too; otherwise a number is no choice.
    if (number)
      if (const auto index = choice_index(spec, shortest(*number))) return *index;
    refuse(spec, given);
  }
  const auto number = number_with_unit(spec.unit, given);
  if (!number) refuse(spec, given);
  return checked_range(spec, *number, given);
}

}  // namespace sweetspot
