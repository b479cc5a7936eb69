// Edits of chosen points of a lane: moved, scaled, shaped, drawn, pasted. Points are chosen by their frames. Otherwise as
// automation_edits.h.
#pragma once

#include <functional>
#include <set>

#include "engine/session/automation_edits.h"
#include "engine/session/automation_points.h"

namespace sweetspot::edit {

using PointFrames = std::set<Frames>;

// Each chosen point becomes what `change` makes of it, held to the range and to frames from 0 on; one that lands on a point that is not
// chosen takes its place. `chosen`, when given, becomes the frames after the change.
SessionPtr change_points(const SessionPtr& session, StripId strip, const AutomationTarget& target, const PointFrames& which,
                         const std::function<AutomationPoint(AutomationPoint)>& change, const ParamCatalog& catalog,
                         PointFrames* chosen = nullptr);

// value = pivot + factor * (value - pivot) + offset, in the parameter's unit.
struct PointScale {
  double pivot = 0.0;
  double factor = 1.0;
  double offset = 0.0;
};
SessionPtr scale_points(const SessionPtr& session, StripId strip, const AutomationTarget& target, const PointFrames& which,
                        const PointScale& scale, const ParamCatalog& catalog);

SessionPtr set_curve(const SessionPtr& session, StripId strip, const AutomationTarget& target, const PointFrames& which, Curve curve,
                     const ParamCatalog& catalog);

// Without the chosen points; a lane that has none left goes.
SessionPtr delete_points(const SessionPtr& session, StripId strip, const AutomationTarget& target, const PointFrames& which,
                         const ParamCatalog& catalog);

// What was drawn by hand, thinned, in the place of what the curve did there; the rest of the curve stays. The points need no order; of
// two at one frame the later counts.
SessionPtr draw_points(const SessionPtr& session, StripId strip, const AutomationTarget& target, AutomationPoints drawn,
                       const ParamCatalog& catalog);

// Points that begin at frame 0 (see copied()), put at `at` over what the curve did there. Values are held to the range of the target, which
// may be another than they were copied from.
SessionPtr paste_points(const SessionPtr& session, StripId strip, const AutomationTarget& target, const AutomationPoints& points, Frames at,
                        const ParamCatalog& catalog);

}  // namespace sweetspot::edit
