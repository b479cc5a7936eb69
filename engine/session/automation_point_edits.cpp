#include "engine/session/automation_point_edits.h"

#include <algorithm>

#include "engine/session/automation_values.h"
#include "engine/session/edit_support.h"
#include "engine/session/thin_points.h"

namespace sweetspot::edit {
namespace {

AutomationLane lane_or_new(const Session& session, StripId strip, const AutomationTarget& target) {
  const AutomationLane* const now = find_lane(strip_of(session, strip), target);
  return now ? *now : AutomationLane{.target = target};
}

// Sorted, the later of two at one frame alone, held to the range.
AutomationPoints in_order(AutomationPoints points, const ParamSpec& spec) {
  std::ranges::stable_sort(points, {}, &AutomationPoint::at);
  AutomationPoints single;
  for (AutomationPoint point : points) {
    point.at = std::max<Frames>(point.at, 0);
    point.value = constrain(spec, point.value);
    if (!single.empty() && single.back().at == point.at) single.pop_back();
    single.push_back(point);
  }
  return single;
}

SessionPtr put_over(const SessionPtr& session, StripId strip, const AutomationTarget& target, const AutomationPoints& inside,
                    const ParamSpec& spec, const ParamCatalog& catalog) {
  AutomationLane lane = lane_or_new(*session, strip, target);
  const double tolerance = std::max(thinning_tolerance(spec, inside), 1e-6);
  lane.points = overwritten(lane.points, inside, inside.back().at + 1, resting_value(*session, strip, target, catalog), tolerance);
  return set_lane(session, strip, std::move(lane), catalog);
}

}  // namespace

SessionPtr change_points(const SessionPtr& session, StripId strip, const AutomationTarget& target, const PointFrames& which,
                         const std::function<AutomationPoint(AutomationPoint)>& change, const ParamCatalog& catalog, PointFrames* chosen) {
  const ParamSpec& spec = target_param(*session, strip, target, catalog);
  AutomationLane lane = lane_or_new(*session, strip, target);
  AutomationPoints changed;
  for (const AutomationPoint& point : lane.points)
    if (which.contains(point.at)) changed.push_back(change(point));
  std::erase_if(lane.points, [&](const AutomationPoint& point) { return which.contains(point.at); });
  changed = in_order(std::move(changed), spec);
  lane.points.insert(lane.points.end(), changed.begin(), changed.end());
  if (chosen) {
    chosen->clear();
    for (const AutomationPoint& point : changed) chosen->insert(point.at);
  }
  return set_lane(session, strip, std::move(lane), catalog);
}

SessionPtr scale_points(const SessionPtr& session, StripId strip, const AutomationTarget& target, const PointFrames& which,
                        const PointScale& scale, const ParamCatalog& catalog) {
  const auto change = [&](AutomationPoint point) {
    point.value = scale.pivot + scale.factor * (point.value - scale.pivot) + scale.offset;
    return point;
  };
  return change_points(session, strip, target, which, change, catalog);
}

SessionPtr set_curve(const SessionPtr& session, StripId strip, const AutomationTarget& target, const PointFrames& which, Curve curve,
                     const ParamCatalog& catalog) {
  const auto change = [curve](AutomationPoint point) {
    point.curve = curve;
    return point;
  };
  return change_points(session, strip, target, which, change, catalog);
}

SessionPtr delete_points(const SessionPtr& session, StripId strip, const AutomationTarget& target, const PointFrames& which,
                         const ParamCatalog& catalog) {
  AutomationLane lane = lane_or_new(*session, strip, target);
  std::erase_if(lane.points, [&](const AutomationPoint& point) { return which.contains(point.at); });
  return set_lane(session, strip, std::move(lane), catalog);
}

SessionPtr draw_points(const SessionPtr& session, StripId strip, const AutomationTarget& target, AutomationPoints drawn,
                       const ParamCatalog& catalog) {
  if (drawn.empty()) return session;
  const ParamSpec& spec = target_param(*session, strip, target, catalog);
  drawn = in_order(std::move(drawn), spec);
  if (only_steps(spec)) {
    AutomationPoints steps;
    for (const AutomationPoint& point : drawn)
      if (steps.empty() || steps.back().value != point.value) steps.push_back({point.at, point.value, Curve::hold});
    const Frames last = drawn.back().at;
    if (steps.back().at != last) steps.push_back({last, drawn.back().value, Curve::hold});
    return put_over(session, strip, target, steps, spec, catalog);
  }
  return put_over(session, strip, target, thin_points(drawn, thinning_tolerance(spec, drawn)), spec, catalog);
}

SessionPtr paste_points(const SessionPtr& session, StripId strip, const AutomationTarget& target, const AutomationPoints& points, Frames at,
                        const ParamCatalog& catalog) {
  if (points.empty()) return session;
  const ParamSpec& spec = target_param(*session, strip, target, catalog);
  AutomationPoints placed = points;
  for (AutomationPoint& point : placed) {
    point.at += at;
    if (only_steps(spec)) point.curve = Curve::hold;
  }
  return put_over(session, strip, target, in_order(std::move(placed), spec), spec, catalog);
}

}  // namespace sweetspot::edit
