// The bands of an equalizer as points that can be taken hold of.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <QString>

#include "engine/params/spec.h"
#include "ui/panels/param_change.h"

namespace sweetspot::ui {

// Where a band's parameters stand in the table.
struct EqBand {
  std::string prefix;  // "band1"
  std::size_t on, type, freq, gain, q;
  std::optional<std::size_t> slope, route, dynamic, ratio, range;
};

// The bands of a table, in its order; a band without its five parameters is none. Pure.
std::vector<EqBand> eq_bands(std::span<const ParamSpec> table);

// What a band's type makes of its parameters. Pure.
bool band_has_gain(const ParamSpec& type, double value);   // passes, notches and all-passes have none
bool band_has_slope(const ParamSpec& type, double value);  // only high and low passes have

// Whether it is on and dynamic, with a type that can be.
bool band_is_dynamic(const EqBand& band, std::span<const ParamSpec> table, std::span<const double> values);

// The gain in dB that the dynamics add at most: negative when they take away. Pure.
double band_range_db(const EqBand& band, std::span<const double> values);

// On, but flat and as it came. Pure.
bool band_rests(const EqBand& band, std::span<const ParamSpec> table, std::span<const double> values);

// Whether a band has a node: one that is on and does something or was set to. The first eight have one while they rest, so that there is
// something to take hold of. Pure.
bool node_has_place(std::span<const EqBand> bands, std::size_t band, std::span<const ParamSpec> table, std::span<const double> values);

// "L", "R", "M" or "S"; empty for both sides. Pure.
QString route_letter(double route);

// A band that can be taken for a new node: one that is off, or rests, or is flat. The first such, or nothing. Pure.
std::optional<std::size_t> free_band(std::span<const EqBand> bands, std::span<const ParamSpec> table, std::span<const double> values);

// Turns a band into a new node at a place: of a type by its key, on a route. Pure.
ParamChanges added_node(const EqBand& band, std::span<const ParamSpec> table, double hertz, double decibels, std::string_view type = "bell",
                        double route = 0.0);

// Takes a node away: off, and flat when it is turned on again. Pure.
ParamChanges removed_node(const EqBand& band, std::span<const ParamSpec> table);

}  // namespace sweetspot::ui
