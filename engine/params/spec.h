// What a parameter is. One table of these a processor drives the file, automation, the editor, the command line and the tests.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sweetspot {

enum class Unit {
  none,
  decibels,
  decibels_true_peak,
  loudness,  // LUFS
  hertz,
  milliseconds,
  seconds,
  percent,
  ratio,
  cents,
  semitones,
  octaves,
  decibels_per_octave,
  frames,
  degrees
};

// How a control's travel (0 to 1) maps to the value.
enum class Scale {
  linear,       // value = minimum + travel * (maximum - minimum)
  logarithmic,  // equal travel, equal ratio; minimum > 0
  square,       // value = minimum + travel^2 * (maximum - minimum): finer near the minimum
  fader,        // the desk's fader law in dB (see fader_law.h)
  choice,       // an index into `choices`; minimum 0
  toggle,       // 0 or 1
};

struct ParamSpec {
  std::uint32_t id = 0;      // stays with the parameter for ever; never used again for another
  std::string key{};         // file, automation and command line: "threshold", "band1.freq"
  std::string label{};       // what people read: "Threshold"
  Unit unit = Unit::none;
  double minimum = 0.0;
  double maximum = 1.0;
  double default_value = 0.0;
  Scale scale = Scale::linear;
  double ramp_ms = 20.0;     // time to glide to a new value; 0 for what can only jump (choices)
  std::vector<std::string> choices{};  // file keys of a choice, in order of value: "low_shelf"
  bool audition = false;     // for listening while at work: a check says when it was left on
  bool structural = false;   // a change may alter latency or routing, so the plan is compiled anew
  int shown_decimals = 1;    // digits after the point when printed for people
  std::string section{};     // heading it is folded under on a panel: "Side-chain"; empty for what is shown first
};

// Value clamped to the range, rounded to a whole number for choices and toggles; NaN gives the default. Any thread, no heap.
double constrain(const ParamSpec& spec, double value) noexcept;

// Travel 0 to 1 of a control for a value, and back, through the scale. Inverse of each other within 1e-9 of the range.
double travel_from_value(const ParamSpec& spec, double value) noexcept;
double value_from_travel(const ParamSpec& spec, double travel) noexcept;

// Text for people: "-3.5 dB", "2.00 kHz", "Bell", "50 %", "4.0 : 1", "on".
std::string display_text(const ParamSpec& spec, double value);

// Text for files and scripts: shortest that reads back to the same double; a choice by its key, a toggle as "on" or "off".
std::string file_text(const ParamSpec& spec, double value);

// Reads both kinds of text, generously: "-6", "−6 dB" (also U+2212), "2k", "2 kHz", "1.5 s" for a time in ms, "50%",
// "4:1", "bell" or "Bell", "on/off/true/false/1/0", "-inf". Throws Error (subject = the key) when it cannot be read or is
// out of range, naming the range or the choices.
double parse_value(const ParamSpec& spec, std::string_view text);

// "dB", "Hz", "ms", ... ; empty for none.
std::string_view unit_symbol(Unit unit);

// Position of a key in a table, or -1. Any thread.
int index_of(std::span<const ParamSpec> table, std::string_view key) noexcept;

}  // namespace sweetspot
