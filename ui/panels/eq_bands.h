// The bands of an equalizer as points that can be taken hold of.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/params/spec.h"
#include "ui/panels/param_change.h"

namespace sweetspot::ui {

// Where a band's parameters stand in the table.
struct EqBand {
  std::string prefix;  // "band1"
  std::size_t on, type, freq, gain, q;
  std::optional<std::size_t> slope;
};

// The bands of a table, in its order; a band without its five parameters is none. Pure.
std::vector<EqBand> eq_bands(std::span<const ParamSpec> table);

// What a band's type makes of its parameters. Pure.
bool band_has_gain(const ParamSpec& type, double value);   // passes, notches and all-passes have none
bool band_has_slope(const ParamSpec& type, double value);  // only high and low passes have

// A band that does nothing yet and can be taken for a new node: off, or a flat bell. The first such, or nothing. Pure.
std::optional<std::size_t> free_band(std::span<const EqBand> bands, std::span<const ParamSpec> table, std::span<const double> values);

// Turns a band into a new node at a place. Pure.
ParamChanges added_node(const EqBand& band, std::span<const ParamSpec> table, double hertz, double decibels);

// Takes a node away: off, and flat when it is turned on again. Pure.
ParamChanges removed_node(const EqBand& band, std::span<const ParamSpec> table);

}  // namespace sweetspot::ui
