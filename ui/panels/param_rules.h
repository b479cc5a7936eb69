// Which parameters have a say under the present values, and which bands are in use.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/studio/processors.h"
#include "ui/panels/param_groups.h"

namespace sweetspot::ui {

// Which parameters of a type no value of which would change the sound now: an equalizer's slope while the band is a bell, the release while
// it is found by itself. Panels grey those out. Pure.
class ParamRules {
 public:
  // The type's table must outlive this.
  explicit ParamRules(const ProcessorType& type);

  // One for each parameter of the table: whether it has a say.
  std::vector<bool> say(std::span<const double> values) const;

 private:
  struct Found {
    std::size_t param, judge;
    std::string_view when;
  };

  std::span<const ParamSpec> table_;
  std::vector<Found> found_;
};

// What the rules name and the processors of this version do not have: a test keeps it empty.
std::vector<std::string> missing_rule_keys();

// Positions of the bands that are in use: as many as the parameter `bands` says; or those that are on and not untouched; or all. Pure.
std::vector<int> bands_in_use(const ProcessorType& type, std::span<const ParamGroup> bands, std::span<const double> values);

// Whether the number of bands is not the user's to change one by one. Pure.
bool bands_can_be_added(const ProcessorType& type, std::span<const ParamGroup> bands);

}  // namespace sweetspot::ui
