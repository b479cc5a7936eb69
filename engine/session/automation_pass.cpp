#include "engine/session/automation_pass.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/session/automation_edits.h"
#include "engine/session/automation_mode.h"
#include "engine/session/automation_values.h"
#include "engine/session/thin_points.h"

namespace sweetspot {
namespace {

// A control that rested and then moves leaves its value so long before the move: about a frame of the display, and the glide of a fader.
constexpr double kRestBeforeMoveSeconds = 0.02;

}  // namespace

AutomationPass::Take* AutomationPass::find(StripId strip, const AutomationTarget& target) {
  const auto found = std::ranges::find_if(takes_, [&](const Take& take) { return take.strip == strip && take.target == target; });
  return found == takes_.end() ? nullptr : &*found;
}

void AutomationPass::move(StripId strip, const AutomationTarget& target, Frames at, double value) {
  Take* take = find(strip, target);
  if (!take) {
    takes_.push_back({strip, target, {}});
    take = &takes_.back();
  }
  if (take->stretches.empty() || take->stretches.back().end >= 0) take->stretches.push_back({{{at, value, Curve::line}}, -1});
  AutomationPoints& points = take->stretches.back().points;
  const auto rest = static_cast<Frames>(kRestBeforeMoveSeconds * rate_);
  const AutomationPoint last = points.back();
  if (at > last.at + rest) points.push_back({at - rest, last.value, Curve::line});
  if (at > points.back().at)
    points.push_back({at, value, Curve::line});
  else
    points.back().value = value;
}

void AutomationPass::release(StripId strip, const AutomationTarget& target, Frames at) {
  Take* const take = find(strip, target);
  if (!take || take->stretches.empty() || take->stretches.back().end >= 0) return;
  Stretch& open = take->stretches.back();
  open.end = std::max(at, open.points.back().at);
}

void AutomationPass::forget(StripId strip, const AutomationTarget& target, Frames from, std::size_t jumps) {
  Take* const take = find(strip, target);
  if (!take || take->stretches.size() <= jumps) return;
  const auto first = take->stretches.end() - static_cast<std::ptrdiff_t>(jumps) - 1;
  std::erase_if(first->points, [from](const AutomationPoint& point) { return point.at >= from; });
  if (first->points.empty()) {
    take->stretches.erase(first, take->stretches.end());
  } else {
    // What was held before went on being held wherever the playhead jumped.
    const double older = first->points.back().value;
    for (auto later = first + 1; later != take->stretches.end(); ++later) later->points = {{later->points.front().at, older, Curve::line}};
  }
  if (take->stretches.empty()) std::erase_if(takes_, [&](const Take& other) { return &other == take; });
}

void AutomationPass::jump(Frames from, Frames to) {
  for (Take& take : takes_) {
    if (take.stretches.empty() || take.stretches.back().end >= 0) continue;
    Stretch& open = take.stretches.back();
    const double value = open.points.back().value;
    open.end = std::max(from, open.points.back().at);
    take.stretches.push_back({{{to, value, Curve::line}}, -1});
  }
}

std::optional<double> AutomationPass::held(StripId strip, const AutomationTarget& target) const {
  const Take* const take = const_cast<AutomationPass*>(this)->find(strip, target);
  if (!take || take->stretches.empty() || take->stretches.back().end >= 0) return std::nullopt;
  return take->stretches.back().points.back().value;
}

std::vector<AutomationPass::Held> AutomationPass::all_held() const {
  std::vector<Held> all;
  for (const Take& take : takes_)
    if (const auto value = held(take.strip, take.target)) all.push_back({take.strip, take.target, *value});
  return all;
}

std::vector<StripId> AutomationPass::strips() const {
  std::vector<StripId> all;
  for (const Take& take : takes_)
    if (std::ranges::find(all, take.strip) == all.end()) all.push_back(take.strip);
  return all;
}

SessionPtr AutomationPass::written(const SessionPtr& session, Frames at, const ParamCatalog& catalog, StripId only) {
  SessionPtr next = session;
  for (Take& take : takes_) {
    if (only && take.strip != only) continue;
    release(take.strip, take.target, at);
    next = write_take(next, take, catalog);
  }
  std::erase_if(takes_, [only](const Take& take) { return !only || take.strip == only; });
  return next;
}

// The points of a stretch with its end, as few as will do; switches keep every step and nothing else.
AutomationPoints AutomationPass::shaped(const Stretch& stretch, const ParamSpec& spec) const {
  AutomationPoints points = stretch.points;
  for (AutomationPoint& point : points) point.value = constrain(spec, point.value);
  if (only_steps(spec)) {
    AutomationPoints steps;
    for (const AutomationPoint& point : points)
      if (steps.empty() || steps.back().value != point.value) steps.push_back({point.at, point.value, Curve::hold});
    return steps;
  }
  if (stretch.end > points.back().at) points.push_back({stretch.end, points.back().value, Curve::line});
  return thin_points(points, thinning_tolerance(spec, points));
}

SessionPtr AutomationPass::write_take(const SessionPtr& session, const Take& take, const ParamCatalog& catalog) const {
  if (!target_exists(*session, take.strip, take.target, catalog)) return session;
  const ParamSpec& spec = edit::target_param(*session, take.strip, take.target, catalog);
  const Strip& strip = *find_strip(*session, take.strip);
  const AutomationLane* const now = edit::find_lane(strip, take.target);
  AutomationLane lane = now ? *now : AutomationLane{.target = take.target};
  lane.enabled = true;
  const double resting = resting_value(*session, take.strip, take.target, catalog);
  const auto back = static_cast<Frames>(kRampBackSeconds * rate_);
  for (const Stretch& stretch : take.stretches) {
    const AutomationPoints inside = shaped(stretch, spec);
    const Frames end = only_steps(spec) ? stretch.end : stretch.end + back;
    lane.points = overwritten(lane.points, inside, end, resting, std::max(thinning_tolerance(spec, inside), 1e-6));
  }
  return edit::set_lane(session, take.strip, std::move(lane), catalog);
}

}  // namespace sweetspot
