#include "ui/controls/param_steps.h"

#include <algorithm>
#include <cmath>

namespace sweetspot::ui {
namespace {

constexpr int kHalvings = 40;

}  // namespace

double stepped(const ParamSpec& spec, double value, double steps, bool fine) {
  if (spec.scale == Scale::choice || spec.scale == Scale::toggle) return constrain(spec, value + std::round(steps));
  if (spec.unit == Unit::decibels || spec.unit == Unit::decibels_true_peak) return constrain(spec, value + steps * (fine ? 0.1 : 0.5));
  const double travel = travel_from_value(spec, value) + steps * (fine ? 0.002 : 0.01);
  return constrain(spec, value_from_travel(spec, std::clamp(travel, 0.0, 1.0)));
}

double value_for(const ParamSpec& spec, const std::function<double(double value)>& outcome, double wanted) {
  double low = 0.0, high = 1.0;  // of the travel
  const auto at = [&](double travel) { return outcome(value_from_travel(spec, travel)); };
  const double first = at(0.0), last = at(1.0);
  const bool rises = last >= first;
  if (rises ? wanted <= first : wanted >= first) return spec.minimum;
  if (rises ? wanted >= last : wanted <= last) return spec.maximum;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = 0.5 * (low + high);
    (at(middle) < wanted) == rises ? low = middle : high = middle;
  }
  return constrain(spec, value_from_travel(spec, 0.5 * (low + high)));
}

}  // namespace sweetspot::ui
