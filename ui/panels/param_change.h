// What a panel asks for: new values of parameters, in one step.
#pragma once

#include <string>
#include <vector>

namespace sweetspot::ui {

struct ParamChange {
  std::string key;
  double value = 0.0;  // in the parameter's unit

  friend bool operator==(const ParamChange&, const ParamChange&) = default;
};

using ParamChanges = std::vector<ParamChange>;

}  // namespace sweetspot::ui
