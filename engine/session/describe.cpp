#include "engine/session/describe.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "engine/core/text.h"
#include "engine/session/describe_lanes.h"
#include "engine/session/describe_regions.h"
#include "engine/session/describe_song.h"
#include "engine/session/strip_edits.h"
#include "engine/session/strip_params.h"

namespace sweetspot {
namespace {

std::string name_of(const Session& session, StripId id) {
  const Strip* strip = find_strip(session, id);
  return strip ? strip->name : "nothing";
}

class Describer {
 public:
  Describer(const Session& before, const Session& after, const ParamCatalog& catalog) : before_(before), after_(after), catalog_(catalog) {}

  std::vector<std::string> describe() {
    add(describe_song(before_, after_));
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

  void add(std::vector<std::string> more) { std::ranges::move(more, std::back_inserter(sentences_)); }

  void changed(const std::string& who, const ParamSpec& spec, double was, double is) {
    if (was != is)
      say("{}: {} {}, was {}", who, lower_case(spec.label.empty() ? spec.key : spec.label), display_text(spec, is),
          display_text(spec, was));
  }

  void lists(const auto& before, const auto& after, const char* kind) {
    const auto has = [](const auto& items, StripId id) {
      return std::any_of(items.begin(), items.end(), [id](const auto& item) { return item->strip.id == id; });
    };
    std::vector<StripId> kept_before, kept_after;
    for (const auto& item : before) {
      if (has(after, item->strip.id))
        kept_before.push_back(item->strip.id);
      else
        say("The {} {} is gone", kind, item->strip.name);
    }
    for (const auto& item : after) {
      if (has(before, item->strip.id))
        kept_after.push_back(item->strip.id);
      else
        say("The {} {} is new", kind, item->strip.name);
    }
    if (kept_before != kept_after)
      say("The order of the {} differs", kind == std::string_view("bus") ? "buses" : kind == std::string_view("VCA") ? "VCAs" : "tracks");
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
      if (links_of(*old) != links_of(*group)) say("The group {}: links {}, linked {}", group->name, links_of(*group), links_of(*old));
      if (old->colour != group->colour) say("The group {}: its colour differs", group->name);
      if (old->folded != group->folded || old->hidden != group->hidden)
        say("The group {}: {}", group->name, group->hidden ? "hidden" : group->folded ? "folded" : "shown");
    }
  }

  static std::string links_of(const StripGroup& group) {
    std::string text;
    for (const auto& [on, word] :
         {std::pair{group.link_gain, "level"}, {group.link_pan, "pan"}, {group.link_mute, "mute"}, {group.link_solo, "solo"}})
      if (on) text += (text.empty() ? "" : ", ") + std::string(word);
    if (text.empty()) return "nothing";
    return group.linked ? text : text + " (suspended)";
  }

  void tracks(const Track& old, const Track& now) {
    strips(old.strip, now.strip);
    if (old.role != now.role) say("{}: role {}, was {}", now.strip.name, role_info(now.role).label, role_info(old.role).label);
    if (old.channels != now.channels)
      say("{}: {}, was {}", now.strip.name, now.channels == 1 ? "mono" : "stereo", old.channels == 1 ? "mono" : "stereo");
    add(describe_regions(old, now, after_.rate));
  }

  void strips(const Strip& old, const Strip& now) {
    if (old.name != now.name) say("{} is now called {}", old.name, now.name);
    if (old.output != now.output) say("{}: goes to {}, went to {}", now.name, name_of(after_, now.output), name_of(before_, old.output));
    if (old.colour != now.colour) say("{}: its colour differs", now.name);
    for (const ParamSpec& spec : strip_table()) changed(now.name, spec, edit::strip_value(old, spec.key), edit::strip_value(now, spec.key));
    sends(old, now);
    devices(old, now);
    add(describe_lanes(before_, old, after_, now, catalog_));
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
      if (!was) {
        say("{}: the send to {} is new, at {}{}", now.name, name_of(after_, send.to), display_text(send_param("gain"), send.gain_db),
            send.pre_fader ? ", before the fader" : "");
        continue;
      }
      if (was->to != send.to) say("{}: the send to {} goes to {} now", now.name, name_of(before_, was->to), name_of(after_, send.to));
      for (const ParamSpec& spec : send_table()) changed(who, spec, value_of(*was, spec.key), value_of(send, spec.key));
    }
  }

  static double value_of(const Send& send, std::string_view key) {
    if (key == "gain") return send.gain_db;
    if (key == "pan") return send.pan;
    return key == "pre" ? send.pre_fader : send.muted;
  }

  // By its type, with its place in the chain where there are several of that type.
  static std::string called(const Strip& strip, const Device& device) {
    const auto same_type = [&](const auto& other) { return other->type == device.type; };
    if (std::ranges::count_if(strip.devices, same_type) < 2) return device.type;
    const auto place = std::ranges::find(strip.devices, device.id, [](const auto& other) { return other->id; });
    return fmt::format("{} {}", device.type, place - strip.devices.begin() + 1);
  }

  void devices(const Strip& old, const Strip& now) {
    const auto in = [](const Strip& strip, DeviceId id) -> const Device* {
      for (const auto& device : strip.devices)
        if (device->id == id) return device.get();
      return nullptr;
    };
    std::vector<DeviceId> kept_before, kept_after;
    for (const auto& device : old.devices) {
      if (in(now, device->id))
        kept_before.push_back(device->id);
      else
        say("{}: the {} is gone", now.name, called(old, *device));
    }
    for (const auto& device : now.devices) {
      const Device* was = in(old, device->id);
      if (!was)
        say("{}: the {} is new", now.name, called(now, *device));
      else if (was != device.get())
        params(fmt::format("{}, {}", now.name, called(now, *device)), *was, *device);
      if (was) kept_after.push_back(device->id);
    }
    if (kept_before != kept_after) say("{}: the order of the devices differs", now.name);
  }

  void params(const std::string& who, const Device& was, const Device& is) {
    if (was.bypassed != is.bypassed) say("{}: {}", who, is.bypassed ? "bypassed" : "no longer bypassed");
    changed(who, device_param("mix"), was.mix, is.mix);
    if (was.sidechain != is.sidechain)
      say("{}: keyed by {}, was by {}", who, name_of(after_, is.sidechain), name_of(before_, was.sidechain));
    for (const ParamSpec& spec : catalog_.table(is.type)) changed(who, spec, device_value(was, spec), device_value(is, spec));
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
