#include "engine/session/automation_edits.h"

#include "engine/session/device_edits.h"
#include "engine/session/edit_support.h"
#include "engine/session/strip_params.h"

namespace sweetspot::edit {
namespace {

void put_in_order(std::vector<AutomationPoint>& points) {
  std::stable_sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  std::vector<AutomationPoint> single;
  for (const AutomationPoint& point : points) {
    if (!single.empty() && single.back().at == point.at) single.pop_back();
    single.push_back(point);
  }
  points = std::move(single);
}

const AutomationLane& lane_of(const Strip& strip, const AutomationTarget& target) {
  const AutomationLane* lane = find_lane(strip, target);
  if (!lane) throw_gone("automation lane");
  return *lane;
}

SessionPtr put_lane(const SessionPtr& session, StripId strip, AutomationLane lane) {
  if (const AutomationLane* now = find_lane(strip_of(*session, strip), lane.target); now && *now == lane) return session;
  return change_strip(session, strip, [&](Strip& s) {
    const auto same = [&](const auto& other) { return other->target == lane.target; };
    const auto found = std::find_if(s.automation.begin(), s.automation.end(), same);
    auto shared = std::make_shared<const AutomationLane>(lane);
    if (found != s.automation.end()) *found = std::move(shared);
    else s.automation.push_back(std::move(shared));
  });
}

[[noreturn]] void no_automation(const std::string& key) {
  throw Error(key, "it cannot be automated", "automate gain, pan, width, mute, or a device's parameter");
}

bool has_send(const Strip& strip, SendId id) {
  return std::any_of(strip.sends.begin(), strip.sends.end(), [id](const Send& send) { return send.id == id; });
}

}  // namespace

const ParamSpec& target_param(const Session& session, StripId strip, const AutomationTarget& target, const ParamCatalog& catalog) {
  const Strip& owner = strip_of(session, strip);
  if (target.device) {
    StripId of;
    const Device& device = device_of(session, target.device, of);
    if (of != strip) throw_gone("device");
    return param_of(device, target.param, catalog);
  }
  if (target.send) {
    if (!has_send(owner, target.send)) throw_gone("send");
    if (!send_param_automates(target.param)) no_automation(target.param);
    return send_param(target.param);
  }
  if (find_vca(session, strip) && target.param != "gain") throw Error(target.param, "of a VCA only the level can be automated", "automate gain");
  if (!strip_param_automates(target.param)) no_automation(target.param);
  return strip_param(target.param);
}

SessionPtr set_lane(const SessionPtr& session, StripId strip, AutomationLane lane, const ParamCatalog& catalog) {
  const ParamSpec& spec = target_param(*session, strip, lane.target, catalog);
  for (AutomationPoint& point : lane.points) {
    check_range(spec, point.value);
    point.value = constrain(spec, point.value);
  }
  put_in_order(lane.points);
  if (!lane.points.empty()) return put_lane(session, strip, std::move(lane));
  return find_lane(strip_of(*session, strip), lane.target) ? remove_lane(session, strip, lane.target) : session;
}

SessionPtr remove_lane(const SessionPtr& session, StripId strip, const AutomationTarget& target) {
  lane_of(strip_of(*session, strip), target);
  return change_strip(session, strip, [&](Strip& s) { std::erase_if(s.automation, [&](const auto& lane) { return lane->target == target; }); });
}

SessionPtr set_lane_enabled(const SessionPtr& session, StripId strip, const AutomationTarget& target, bool enabled) {
  AutomationLane lane = lane_of(strip_of(*session, strip), target);
  lane.enabled = enabled;
  return put_lane(session, strip, std::move(lane));
}

SessionPtr set_point(const SessionPtr& session, StripId strip, const AutomationTarget& target, AutomationPoint point, const ParamCatalog& catalog) {
  const AutomationLane* now = find_lane(strip_of(*session, strip), target);
  AutomationLane lane = now ? *now : AutomationLane{.target = target, .points = {}};
  lane.points.push_back(point);
  return set_lane(session, strip, std::move(lane), catalog);
}

SessionPtr move_point(const SessionPtr& session, StripId strip, const AutomationTarget& target, Frames at, AutomationPoint to,
                      const ParamCatalog& catalog) {
  AutomationLane lane = lane_of(strip_of(*session, strip), target);
  if (std::erase_if(lane.points, [at](const auto& point) { return point.at == at; }) == 0) throw_gone("automation point");
  lane.points.push_back(to);
  return set_lane(session, strip, std::move(lane), catalog);
}

SessionPtr remove_points(const SessionPtr& session, StripId strip, const AutomationTarget& target, Frames from, Frames to) {
  AutomationLane lane = lane_of(strip_of(*session, strip), target);
  std::erase_if(lane.points, [=](const auto& point) { return point.at >= from && point.at < to; });
  return lane.points.empty() ? remove_lane(session, strip, target) : put_lane(session, strip, std::move(lane));
}

const AutomationLane* find_lane(const Strip& strip, const AutomationTarget& target) {
  for (const auto& lane : strip.automation)
    if (lane->target == target) return lane.get();
  return nullptr;
}

}  // namespace sweetspot::edit
