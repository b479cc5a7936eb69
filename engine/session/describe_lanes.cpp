#include "engine/session/describe_lanes.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/session/automation_edits.h"

namespace sweetspot {
namespace {

std::string param_words(const Session& session, const Strip& strip, const AutomationTarget& target, const ParamCatalog& catalog) {
  try {
    const ParamSpec& spec = edit::target_param(session, strip.id, target, catalog);
    return lower_case(spec.label.empty() ? spec.key : spec.label);
  } catch (const Error&) {
    return target.param;
  }
}

std::string points_of(std::size_t number) { return fmt::format("{} {}", number, number == 1 ? "point" : "points"); }

// The stretch outside which both lanes have the same points, in frames.
struct Stretch {
  Frames from = 0, to = 0;
};
Stretch where_differ(const std::vector<AutomationPoint>& a, const std::vector<AutomationPoint>& b) {
  const auto [left_a, left_b] = std::ranges::mismatch(a, b);
  const auto from = std::min(left_a == a.end() ? b.back().at : left_a->at, left_b == b.end() ? a.back().at : left_b->at);
  auto right_a = a.rbegin();
  auto right_b = b.rbegin();
  while (right_a.base() != left_a && right_b.base() != left_b && *right_a == *right_b) ++right_a, ++right_b;
  const auto last = [&](auto at, auto first, Frames least) { return at.base() == first ? least : at->at; };
  return {from, std::max(last(right_a, left_a, from), last(right_b, left_b, from))};
}

std::string change_of(const AutomationLane& was, const AutomationLane& is, double rate) {
  const auto [from, to] = where_differ(was.points, is.points);
  const double start = seconds_from_frames(from, rate), end = seconds_from_frames(to, rate);
  std::string text = from == to ? fmt::format("differs at {:.3f} s", start) : fmt::format("differs from {:.3f} s to {:.3f} s", start, end);
  if (was.points.size() != is.points.size())
    text += fmt::format(": {}, {} {}", points_of(is.points.size()), was.points.size() == 1 ? "was" : "were", was.points.size());
  return text;
}

}  // namespace

std::string target_words(const Session& session, const Strip& strip, const AutomationTarget& target, const ParamCatalog& catalog) {
  const std::string param = param_words(session, strip, target, catalog);
  if (target.device) {
    const Device* device = find_device(session, target.device);
    return fmt::format("{}, {}", device ? device->type : "a device", param);
  }
  if (!target.send) return param;
  const auto send = std::ranges::find(strip.sends, target.send, &Send::id);
  const Strip* bus = send == strip.sends.end() ? nullptr : find_strip(session, send->to);
  return fmt::format("send to {}, {}", bus ? bus->name : "nothing", param);
}

std::vector<std::string> describe_lanes(const Session& session_before, const Strip& before, const Session& session_after,
                                        const Strip& after, const ParamCatalog& catalog) {
  std::vector<std::string> sentences;
  const auto say = [&](const std::string& what, const std::string& rest) {
    sentences.push_back(fmt::format("{}: the automation of {} {}", after.name, what, rest));
  };
  for (const auto& lane : before.automation)
    if (!edit::find_lane(after, lane->target)) say(target_words(session_before, before, lane->target, catalog), "is gone");
  for (const auto& lane : after.automation) {
    const std::string what = target_words(session_after, after, lane->target, catalog);
    const AutomationLane* was = edit::find_lane(before, lane->target);
    if (!was) {
      say(what, "is new, with " + points_of(lane->points.size()) + (lane->enabled ? "" : ", turned off"));
      continue;
    }
    if (was->points != lane->points && !was->points.empty() && !lane->points.empty())
      say(what, change_of(*was, *lane, session_after.rate));
    else if (was->points != lane->points)
      say(what, "differs");
    if (was->enabled != lane->enabled) say(what, lane->enabled ? "is on again" : "is turned off");
  }
  return sentences;
}

}  // namespace sweetspot
