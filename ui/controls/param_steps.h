// Steps of a parameter by wheel and keys, and values found by what they lead to.
#pragma once

#include <functional>

#include "engine/params/spec.h"

namespace sweetspot::ui {

// The value some steps further, within the range: half a dB (a tenth when fine), a whole choice, or a hundredth (a five hundredth) of the
// travel. Any thread.
double stepped(const ParamSpec& spec, double value, double steps, bool fine);

// The value for which `outcome` is nearest to `wanted`; `outcome` must rise or fall with the value throughout. Any thread.
double value_for(const ParamSpec& spec, const std::function<double(double value)>& outcome, double wanted);

}  // namespace sweetspot::ui
