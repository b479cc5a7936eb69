// Arithmetic of points: stretches cut out, put in, copied, scaled. Pure; what is left of a curve sounds as before. Any thread.
#pragma once

#include <vector>

#include "engine/params/spec.h"
#include "engine/session/automation.h"

namespace sweetspot {

using AutomationPoints = std::vector<AutomationPoint>;

// The lane's value at a frame, or `resting` where it has no points.
double value_or(const AutomationPoints& points, Frames at, double resting) noexcept;

// Puts `inside` in the place of what the curve does from its first point on and before `end`. Before and from `end` on the curve stays
// what it was: points are added at both edges, and a smooth segment that is cut goes on as short straight lines within `tolerance`.
// `resting` is the value of a lane without points; `inside` is sorted and not empty, its last point before `end`.
AutomationPoints overwritten(const AutomationPoints& curve, const AutomationPoints& inside, Frames end, double resting, double tolerance);

// The curve from `from` up to but not including `to`, with a point at its start and one at its last frame, moved to begin at frame 0.
AutomationPoints copied(const AutomationPoints& curve, Frames from, Frames to, double tolerance);

// How far a straight line may pass from what a hand did, in the parameter's unit: 0.1 dB, half a per cent of a frequency or time, 0.2 % of
// any other range; 0 for what can only step.
double thinning_tolerance(const ParamSpec& spec, const AutomationPoints& points);

// True for parameters whose curves only hold: choices and switches.
bool only_steps(const ParamSpec& spec) noexcept;

}  // namespace sweetspot
