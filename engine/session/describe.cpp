#include "engine/session/describe.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/core/text.h"
#include "engine/session/automation_edits.h"
#include "engine/session/region_sound.h"
#include "engine/session/strip_edits.h"
#include "engine/session/strip_params.h"
#include "engine/session/take_edits.h"

namespace sweetspot {
namespace {

std::string count_of(std::size_t number, const char* one, const char* many) { return fmt::format("{} {}", number, number == 1 ? one : many); }

std::string name_of(const Session& session, StripId id) {
  const Strip* strip = find_strip(session, id);
  return strip ? strip->name : "nothing";
}

class Describer {
 public:
  Describer(const Session& before, const Session& after, const ParamCatalog& catalog) : before_(before), after_(after), catalog_(catalog) {}

  std::vector<std::string> describe() {
    song();
    lists(before_.tracks, after_.tracks, "track");
    lists(before_.buses, after_.buses, "bus");
    lists(before_.vcas, after_.vcas, "VCA");
    for (const auto& track : after_.tracks)
      if (const Track* old = find_track(before_, track->strip.id); old && old != track.get()) tracks(*old, *track);
    for (const auto& bus : after_.buses)
      if (const Bus* old = find_bus(before_, bus->strip.id); old && old != bus.get()) strips(old->strip, bus->strip);
    for (const auto& vca : after_.vcas)
      if (const Vca* old = find_vca(before_, vca->strip.id); old && old != vca.get()) vcas(*old, *vca);
    groups();
    if (before_.mix != after_.mix) strips(*before_.mix, *after_.mix);
    if (before_.master != after_.master) strips(*before_.master, *after_.master);
    return std::move(sentences_);
  }

 private:
  template <class... Args>
  void say(fmt::format_string<Args...> format, Args&&... args) {
    sentences_.push_back(fmt::format(format, std::forward<Args>(args)...));
  }

  void changed(const std::string& who, const ParamSpec& spec, double was, double is) {
    if (was != is) say("{}: {} {}, was {}", who, lower_case(spec.label.empty() ? spec.key : spec.label), display_text(spec, is), display_text(spec, was));
  }

  void song() {
    if (before_.tempo != after_.tempo) say("The tempo is {}, was {}", after_.tempo, before_.tempo);
    if (before_.meter.beats != after_.meter.beats) say("A bar has {} beats, had {}", after_.meter.beats, before_.meter.beats);
    if (before_.meter.start != after_.meter.start)
      say("Bar 1 begins at {:.3f} s, was {:.3f} s", seconds_from_frames(after_.meter.start, after_.rate), seconds_from_frames(before_.meter.start, before_.rate));
    if (before_.markers != after_.markers) say("The markers differ");
    for (const auto& [key, value] : after_.metadata) {
      const auto old = before_.metadata.find(key);
      if (old == before_.metadata.end()) say("The tag {} is \"{}\", was empty", key, value);
      else if (old->second != value) say("The tag {} is \"{}\", was \"{}\"", key, value, old->second);
    }
    for (const auto& [key, value] : before_.metadata)
      if (!after_.metadata.contains(key)) say("The tag {} is empty, was \"{}\"", key, value);
  }

  void lists(const auto& before, const auto& after, const char* kind) {
    const auto has = [](const auto& items, StripId id) {
      return std::any_of(items.begin(), items.end(), [id](const auto& item) { return item->strip.id == id; });
    };
    std::vector<StripId> kept_before, kept_after;
    for (const auto& item : before) {
      if (has(after, item->strip.id)) kept_before.push_back(item->strip.id);
      else say("The {} {} is gone", kind, item->strip.name);
    }
    for (const auto& item : after) {
      if (has(before, item->strip.id)) kept_after.push_back(item->strip.id);
      else say("The {} {} is new", kind, item->strip.name);
    }
    if (kept_before != kept_after) say("The order of the {} differs", kind == std::string_view("bus") ? "buses" : kind == std::string_view("VCA") ? "VCAs" : "tracks");
  }

  void members(const std::string& who, const std::vector<StripId>& old, const std::vector<StripId>& now) {
    const auto in = [](const auto& list, StripId id) { return std::find(list.begin(), list.end(), id) != list.end(); };
    for (const StripId id : old)
      if (!in(now, id)) say("{}: {} is no longer in it", who, name_of(before_, id));
    for (const StripId id : now)
      if (!in(old, id)) say("{}: {} is now in it", who, name_of(after_, id));
  }

  void vcas(const Vca& old, const Vca& now) {
    strips(old.strip, now.strip);
    members(now.strip.name, old.members, now.members);
  }

  void groups() {
    for (const auto& group : before_.groups)
      if (!find_group(after_, group->id)) say("The group {} is gone", group->name);
    for (const auto& group : after_.groups) {
      const StripGroup* old = find_group(before_, group->id);
      if (!old) say("The group {} is new", group->name);
      if (!old || old == group.get()) continue;
      if (old->name != group->name) say("The group {} is now called {}", old->name, group->name);
      members("The group " + group->name, old->members, group->members);
      const auto linked = [](const StripGroup& g) { return std::array{g.linked, g.link_gain, g.link_pan, g.link_mute, g.link_solo}; };
      if (linked(*old) != linked(*group)) say("The group {}: what is linked differs", group->name);
      if (old->folded != group->folded || old->hidden != group->hidden)
        say("The group {}: {}", group->name, group->hidden ? "hidden" : group->folded ? "folded" : "shown");
    }
  }

  void tracks(const Track& old, const Track& now) {
    strips(old.strip, now.strip);
    if (old.role != now.role) say("{}: role {}, was {}", now.strip.name, role_info(now.role).label, role_info(old.role).label);
    if (old.channels != now.channels) say("{}: {}, was {}", now.strip.name, now.channels == 1 ? "mono" : "stereo", old.channels == 1 ? "mono" : "stereo");
    regions(old, now);
  }

  void regions(const Track& old, const Track& now) {
    std::unordered_map<RegionId, const Region*> before;
    for (const Region& region : old.regions) before[region.id] = &region;
    std::size_t added = 0, edited = 0, kept = 0;
    std::size_t reversed = 0, forwards = 0, locked = 0, unlocked = 0, ridden = 0, grouped = 0;
    for (const Region& region : now.regions) {
      const auto found = before.find(region.id);
      if (found == before.end()) {
        ++added;
        continue;
      }
      const Region& was = *found->second;
      ++kept, edited += !same(was, region);
      if (was.reversed != region.reversed) ++(region.reversed ? reversed : forwards);
      if (was.locked != region.locked) ++(region.locked ? locked : unlocked);
      ridden += was.envelope != region.envelope;
      grouped += was.group != region.group;
    }
    const std::size_t removed = old.regions.size() - kept;
    const auto tell = [&](std::size_t number, const char* one, const char* many) {
      if (number) say("{}: {}", now.strip.name, count_of(number, one, many));
    };
    tell(added, "region is new", "regions are new");
    tell(removed, "region is gone", "regions are gone");
    tell(edited, "region is edited", "regions are edited");
    tell(reversed, "region is played backwards", "regions are played backwards");
    tell(forwards, "region is no longer played backwards", "regions are no longer played backwards");
    tell(ridden, "region has another gain envelope", "regions have another gain envelope");
    tell(locked, "region is locked", "regions are locked");
    tell(unlocked, "region is no longer locked", "regions are no longer locked");
    tell(grouped, "region is grouped otherwise", "regions are grouped otherwise");
    takes(old, now);
  }

  // What is heard of them are regions.
  void takes(const Track& old, const Track& now) {
    for (const Take& take : old.takes)
      if (!edit::find_take(now, take.id)) say("{}: the take {} is gone", now.strip.name, take.name);
    for (const Take& take : now.takes) {
      const Take* was = edit::find_take(old, take.id);
      if (!was) say("{}: the take {} is new", now.strip.name, take.name);
      else if (was->name != take.name) say("{}: the take {} is now called {}", now.strip.name, was->name, take.name);
    }
  }

  // But for what has a sentence of its own.
  static bool same(const Region& a, Region b) {
    b.reversed = a.reversed;
    b.envelope = a.envelope;
    return a.name == b.name && a.take == b.take && sounds_alike(a, b);
  }

  void strips(const Strip& old, const Strip& now) {
    if (old.name != now.name) say("{} is now called {}", old.name, now.name);
    if (old.output != now.output) say("{}: goes to {}, went to {}", now.name, name_of(after_, now.output), name_of(before_, old.output));
    if (old.colour != now.colour) say("{}: its colour differs", now.name);
    for (const ParamSpec& spec : strip_table()) changed(now.name, spec, edit::strip_value(old, spec.key), edit::strip_value(now, spec.key));
    sends(old, now);
    devices(old, now);
    automation(old, now);
  }

  void sends(const Strip& old, const Strip& now) {
    const auto in = [](const Strip& strip, SendId id) {
      const auto found = std::find_if(strip.sends.begin(), strip.sends.end(), [id](const Send& send) { return send.id == id; });
      return found == strip.sends.end() ? nullptr : &*found;
    };
    for (const Send& send : old.sends)
      if (!in(now, send.id)) say("{}: the send to {} is gone", now.name, name_of(before_, send.to));
    for (const Send& send : now.sends) {
      const std::string who = fmt::format("{}, send to {}", now.name, name_of(after_, send.to));
      const Send* was = in(old, send.id);
      if (!was) say("{}: the send to {} is new", now.name, name_of(after_, send.to));
      else for (const ParamSpec& spec : send_table()) changed(who, spec, value_of(*was, spec.key), value_of(send, spec.key));
    }
  }

  static double value_of(const Send& send, std::string_view key) {
    if (key == "gain") return send.gain_db;
    if (key == "pan") return send.pan;
    return key == "pre" ? send.pre_fader : send.muted;
  }

  void devices(const Strip& old, const Strip& now) {
    const auto in = [](const Strip& strip, DeviceId id) -> const Device* {
      for (const auto& device : strip.devices)
        if (device->id == id) return device.get();
      return nullptr;
    };
    std::vector<DeviceId> kept_before, kept_after;
    for (const auto& device : old.devices) {
      if (in(now, device->id)) kept_before.push_back(device->id);
      else say("{}: the {} is gone", now.name, device->type);
    }
    for (const auto& device : now.devices) {
      const Device* was = in(old, device->id);
      if (!was) say("{}: the {} is new", now.name, device->type);
      else if (was != device.get()) params(fmt::format("{}, {}", now.name, device->type), *was, *device);
      if (was) kept_after.push_back(device->id);
    }
    if (kept_before != kept_after) say("{}: the order of the devices differs", now.name);
  }

  void params(const std::string& who, const Device& was, const Device& is) {
    if (was.bypassed != is.bypassed) say("{}: {}", who, is.bypassed ? "bypassed" : "no longer bypassed");
    changed(who, device_param("mix"), was.mix, is.mix);
    if (was.sidechain != is.sidechain) say("{}: keyed by {}, was by {}", who, name_of(after_, is.sidechain), name_of(before_, was.sidechain));
    for (const ParamSpec& spec : catalog_.table(is.type)) changed(who, spec, device_value(was, spec), device_value(is, spec));
  }

  void automation(const Strip& old, const Strip& now) {
    for (const auto& lane : old.automation)
      if (!edit::find_lane(now, lane->target)) say("{}: the automation of {} is gone", now.name, lane->target.param);
    for (const auto& lane : now.automation) {
      const AutomationLane* was = edit::find_lane(old, lane->target);
      if (!was) say("{}: the automation of {} is new", now.name, lane->target.param);
      else if (was->points != lane->points || was->enabled != lane->enabled) say("{}: the automation of {} differs", now.name, lane->target.param);
    }
  }

  const Session& before_;
  const Session& after_;
  const ParamCatalog& catalog_;
  std::vector<std::string> sentences_;
};

}  // namespace

std::vector<std::string> describe_difference(const Session& before, const Session& after, const ParamCatalog& catalog) {
  return Describer(before, after, catalog).describe();
}

}  // namespace sweetspot
