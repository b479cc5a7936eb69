#include "engine/session/automation_values.h"

#include <algorithm>
#include <cctype>

#include "engine/core/error.h"
#include "engine/session/automation_edits.h"
#include "engine/session/device_edits.h"
#include "engine/session/edit_support.h"
#include "engine/session/routing_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/strip_params.h"

namespace sweetspot {
namespace {

constexpr const char* kStripKeys[] = {"gain", "pan", "width", "mute"};
constexpr const char* kSendKeys[] = {"gain", "pan"};

const Send* send_of(const Strip& strip, SendId id) {
  const auto found = std::ranges::find_if(strip.sends, [id](const Send& send) { return send.id == id; });
  return found == strip.sends.end() ? nullptr : &*found;
}

const Device* device_on(const Strip& strip, DeviceId id) {
  const auto found = std::ranges::find_if(strip.devices, [id](const auto& device) { return device->id == id; });
  return found == strip.devices.end() ? nullptr : found->get();
}

// "Compressor" for "compressor"; with a number where the strip has several.
std::string device_name(const Strip& strip, const Device& device) {
  std::string name = device.type;
  if (name == "eq")
    name = "EQ";
  else if (!name.empty())
    name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
  int number = 0, count = 0;
  for (const auto& other : strip.devices) {
    if (other->type != device.type) continue;
    ++count;
    if (other->id == device.id) number = count;
  }
  return count > 1 ? name + " " + std::to_string(number) : name;
}

}  // namespace

bool target_exists(const Session& session, StripId strip, const AutomationTarget& target, const ParamCatalog& catalog) {
  const Strip* const owner = find_strip(session, strip);
  if (!owner) return false;
  if (target.device) {
    const Device* const device = device_on(*owner, target.device);
    return device && index_of(catalog.table(device->type), target.param) >= 0;
  }
  if (target.send) return send_of(*owner, target.send) && std::ranges::find(kSendKeys, target.param) != std::end(kSendKeys);
  return std::ranges::find(kStripKeys, target.param) != std::end(kStripKeys);
}

double resting_value(const Session& session, StripId strip, const AutomationTarget& target, const ParamCatalog& catalog) {
  const ParamSpec& spec = edit::target_param(session, strip, target, catalog);
  const Strip& owner = *find_strip(session, strip);
  if (target.device) return device_value(*device_on(owner, target.device), spec);
  if (target.send) return edit::send_value(*send_of(owner, target.send), target.param);
  return edit::strip_value(owner, target.param);
}

SessionPtr with_resting_value(const SessionPtr& session, StripId strip, const AutomationTarget& target, double value,
                              const ParamCatalog& catalog) {
  if (target.device) return edit::set_param(session, target.device, target.param, value, catalog);
  if (target.send) return edit::set_send_value(session, target.send, target.param, value);
  return edit::set_strip_value(session, strip, target.param, value);
}

SessionPtr with_values(const SessionPtr& session, StripId strip, const std::vector<TargetValue>& values) {
  if (values.empty() || !find_strip(*session, strip)) return session;
  return edit::change_strip(session, strip, [&](Strip& s) {
    for (const TargetValue& v : values) {
      const std::string& key = v.target.param;
      if (v.target.device) {
        edit::change_shared(
            s.devices, [&](const Device& d) { return d.id == v.target.device; }, [&](Device& d) { d.params[key] = v.value; });
      } else if (v.target.send) {
        for (Send& send : s.sends) {
          if (send.id == v.target.send) (key == "gain" ? send.gain_db : send.pan) = v.value;
        }
      } else if (key == "mute") {
        s.muted = v.value >= 0.5;
      } else {
        (key == "gain" ? s.fader.gain_db : key == "pan" ? s.fader.pan : s.fader.width) = v.value;
      }
    }
  });
}

std::vector<AutomationTarget> automation_targets(const Session& session, StripId strip, const ParamCatalog& catalog) {
  std::vector<AutomationTarget> targets;
  const Strip* const owner = find_strip(session, strip);
  if (!owner) return targets;
  for (const char* key : kStripKeys) targets.push_back({{}, {}, key});
  for (const Send& send : owner->sends)
    for (const char* key : kSendKeys) targets.push_back({{}, send.id, key});
  for (const auto& device : owner->devices)
    for (const ParamSpec& spec : catalog.table(device->type))
      if (!spec.structural && !spec.audition) targets.push_back({device->id, {}, spec.key});
  return targets;
}

std::string target_name(const Session& session, StripId strip, const AutomationTarget& target, const ParamCatalog& catalog) {
  if (!target_exists(session, strip, target, catalog)) return {};
  const std::string& label = edit::target_param(session, strip, target, catalog).label;
  const Strip& owner = *find_strip(session, strip);
  if (target.device) return device_name(owner, *device_on(owner, target.device)) + ": " + label;
  if (!target.send) return label;
  const Strip* const bus = find_strip(session, send_of(owner, target.send)->to);
  return "Send to " + (bus ? bus->name : std::string("nowhere")) + ": " + label;
}

const AutomationLane* playing_lane(const Strip& strip, const AutomationTarget& target) {
  const AutomationLane* const lane = edit::find_lane(strip, target);
  return lane && lane->enabled && !lane->points.empty() ? lane : nullptr;
}

}  // namespace sweetspot
