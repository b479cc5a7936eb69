// Automation drawn dense, brought down to few points.
#pragma once

#include <vector>

#include "engine/session/automation.h"

namespace sweetspot {

// Leaves out points as long as straight lines between those that stay pass every one that goes within `tolerance` (in the unit of the
// values). The first and the last stay. `points` are sorted, no two at one frame; their curves are taken to be lines. After U. Ramer, "An
// iterative procedure for the polygonal approximation of plane curves", Computer Graphics and Image Processing 1 (1972), with the distance
// taken along the values. Any thread.
std::vector<AutomationPoint> thin_points(const std::vector<AutomationPoint>& points, double tolerance);

}  // namespace sweetspot
