// A parameter table with the lines of its bands told once: band1.freq, band2.freq, ... become bandN.freq.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/params/spec.h"

namespace sweetspot::cli {

// One line for one parameter, or for a family of them that differ in their number and default alone.
struct ParamLine {
  std::string key;                        // "threshold", "bandN.freq"
  std::string label;                      // "Threshold", "Band N frequency"
  std::vector<const ParamSpec*> members;  // by number; one when it is no family

  const ParamSpec& spec() const { return *members.front(); }
  bool is_family() const { return members.size() > 1; }
  bool same_default() const;
};

// The lines of a table, in its order; a family stands where its first member does. The table must outlive them.
std::vector<ParamLine> param_lines(std::span<const ParamSpec> table);

// "-20.0 dB"; of a family whose defaults differ "60 Hz (1), 150 Hz (2), 1.00 kHz (3 to 24)". A value's text is for people unless another
// function is given.
using ValueText = std::string (*)(const ParamSpec& spec, double value);
std::string default_text(const ParamLine& line, ValueText text = display_text);

// The first number in a text replaced by N, and that number; 0 when there is none.
struct Numbered {
  std::string pattern;
  int number = 0;
};
Numbered without_number(const std::string& text);

// "linear", "logarithmic", ...
std::string_view law_name(Scale scale);

// The keys of a choice ("bell, notch"), otherwise the law.
std::string law_text(const ParamSpec& spec);

}  // namespace sweetspot::cli
