// A session as a script that makes it.
#include <map>

#include <fmt/format.h>

#include "engine/core/error.h"
#include "engine/session/automation_edits.h"
#include "engine/session/enum_keys.h"
#include "engine/session/paths.h"
#include "engine/session/script.h"
#include "engine/session/strip_edits.h"
#include "engine/session/strip_params.h"
#include "engine/session/take_edits.h"

namespace sweetspot {
namespace {

class Printer {
 public:
  Printer(const Session& session, const ParamCatalog& catalog) : session_(session), catalog_(catalog) {}

  std::string print() {
    song();
    for (const auto& bus : session_.buses)
      line("bus {}{}", script_quoted(bus->strip.name), bus->group == RoleGroup::none ? "" : fmt::format(" group={}", key_of(bus->group)));
    for (const auto& track : session_.tracks) begin_track(*track);
    vcas();
    groups();
    each_strip([this](const Strip& strip) { connections(strip); });
    each_strip([this](const Strip& strip) { devices(strip); });
    each_strip([this](const Strip& strip) { values(strip); });
    each_strip([this](const Strip& strip) { sidechains(strip); });
    each_strip([this](const Strip& strip) { lanes(strip); });
    for (const auto& track : session_.tracks) regions(*track);
    return std::move(text_);
  }

 private:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
    text_ += '\n';
  }

  template <class Visit>
  void each_strip(Visit visit) {
    for (const auto& track : session_.tracks) visit(track->strip);
    for (const auto& bus : session_.buses) visit(bus->strip);
    for (const auto& vca : session_.vcas) visit(vca->strip);
    visit(*session_.mix);
    visit(*session_.master);
  }

  std::string owner(const Strip& strip) const { return script_quoted(owner_path(session_, strip.id)); }

  void assign(const std::string& path, const std::string& value) { line("set {}", script_quoted(path + "=" + value)); }

  void song() {
    if (!session_.name.empty()) assign("session/name", session_.name);
    if (session_.tempo != 120.0) line("set session/tempo={}", session_.tempo);
    if (session_.meter.beats != 4) line("set session/beats_a_bar={}", session_.meter.beats);
    if (session_.meter.start != 0) line("set session/bar_1={}", seconds_from_frames(session_.meter.start, session_.rate));
    for (const auto& [key, value] : session_.metadata) assign("session/tag/" + key, value);
    for (const Marker& marker : session_.markers)
      line("marker {} at={}f{}", script_quoted(marker.name), marker.at, marker.length > 0 ? fmt::format(" length={}f", marker.length) : "");
    if (!(session_.loop == Loop{})) line("loop {}f {}f{}", session_.loop.start, session_.loop.end, session_.loop.enabled ? "" : " off");
  }

  void begin_track(const Track& track) {
    const std::string role = track.role == Role::unknown ? "" : fmt::format(" role={}", key_of(track.role));
    line("track {} channels={}{}", script_quoted(track.strip.name), track.channels, role);
  }

  std::string owners(const std::vector<StripId>& strips) const {
    std::string text;
    for (const StripId strip : strips) text += fmt::format(" {}", script_quoted(owner_path(session_, strip)));
    return text;
  }

  // A VCA may be under one that comes later in the list: all are made before any has members.
  void vcas() {
    std::vector<bool> made(session_.vcas.size(), false);
    for (std::size_t left = session_.vcas.size(); left > 0;) {
      for (std::size_t i = 0; i < session_.vcas.size(); ++i) {
        if (made[i] || waits(*session_.vcas[i], made)) continue;
        line("vca {}{}", script_quoted(session_.vcas[i]->strip.name), owners(session_.vcas[i]->members));
        made[i] = true;
        --left;
      }
    }
  }

  bool waits(const Vca& vca, const std::vector<bool>& made) const {
    for (std::size_t i = 0; i < made.size(); ++i)
      if (!made[i] && std::find(vca.members.begin(), vca.members.end(), session_.vcas[i]->strip.id) != vca.members.end()) return true;
    return false;
  }

  void groups() {
    for (const auto& group : session_.groups) {
      std::string options, links;
      for (const auto& [on, key] : {std::pair{group->link_gain, "gain"}, {group->link_pan, "pan"}, {group->link_mute, "mute"}, {group->link_solo, "solo"}})
        if (on) links += fmt::format("{}{}", links.empty() ? " link=" : ",", key);
      if (!group->linked) options += " linked=off";
      if (!group->colour.empty()) options += fmt::format(" {}", script_quoted("colour=" + group->colour));
      if (group->folded) options += " folded";
      if (group->hidden) options += " hidden";
      line("group {}{}{}{}", script_quoted(group->name), owners(group->members), links, options);
    }
  }

  void connections(const Strip& strip) {
    if (find_bus(session_, strip.output)) line("route {} {}", owner(strip), script_quoted(owner_path(session_, strip.output)));
    for (const Send& send : strip.sends) {
      std::string options;
      if (send.gain_db != 0.0) options += " gain=" + file_text(send_param("gain"), send.gain_db);
      if (send.pan != 0.0) options += " pan=" + file_text(send_param("pan"), send.pan);
      if (send.muted) options += " mute=on";
      if (send.pre_fader) options += " pre";
      line("send {} {}{}", owner(strip), script_quoted(owner_path(session_, send.to)), options);
    }
  }

  void devices(const Strip& strip) {
    for (const auto& device : strip.devices) {
      if (catalog_.version(device->type) == 0) {
        line("# {}: the processor {} is not known here", owner_path(session_, strip.id), device->type);
        continue;
      }
      std::string options;
      for (const ParamSpec& spec : catalog_.table(device->type))
        if (device->params.contains(spec.key)) options += fmt::format(" {}={}", spec.key, file_text(spec, device->params.at(spec.key)));
      if (device->bypassed) options += " bypass=on";
      if (device->mix != 1.0) options += " wet=" + file_text(device_param("mix"), device->mix);
      line("device {} {}{}", owner(strip), device->type, options);
    }
  }

  void values(const Strip& strip) {
    const std::string base = owner_path(session_, strip.id) + "/";
    for (const ParamSpec& spec : strip_table()) {
      const double value = edit::strip_value(strip, spec.key);
      if (value != spec.default_value) assign(base + spec.key, file_text(spec, value));
    }
    if (!strip.colour.empty()) assign(base + "colour", strip.colour);
  }

  void sidechains(const Strip& strip) {
    for (const auto& device : strip.devices)
      if (device->sidechain && catalog_.version(device->type) != 0)
        assign(device_path(session_, device->id) + "/sidechain", owner_path(session_, device->sidechain));
  }

  void lanes(const Strip& strip) {
    for (const auto& lane : strip.automation) {
      const std::string path = target_path(session_, strip.id, lane->target);
      const ParamSpec* spec = spec_of(strip, lane->target);
      if (path.empty() || !spec) continue;
      std::string points;
      for (const AutomationPoint& point : lane->points) {
        const std::string curve = point.curve == Curve::line ? "" : fmt::format(":{}", key_of(point.curve));
        points += fmt::format(" {}f={}{}", point.at, file_text(*spec, point.value), curve);
      }
      line("automate {}{}{}", script_quoted(path), points, lane->enabled ? "" : " off");
    }
  }

  // Null for what this version does not know.
  const ParamSpec* spec_of(const Strip& strip, const AutomationTarget& target) const {
    try {
      return &edit::target_param(session_, strip.id, target, catalog_);
    } catch (const Error&) {
      return nullptr;
    }
  }

  static std::string fade(const char* key, const Fade& fade) {
    return fade == Fade{} ? "" : fmt::format(" {}={}f:{}", key, fade.length, key_of(fade.shape));
  }

  void regions(const Track& track) {
    for (const Take& take : track.takes) {
      line("take {} {}", owner(track.strip), script_quoted(take.name));
      for (const Region& region : take.regions) print_region(track, region, "lane=" + take.name);
    }
    for (const Region& region : track.regions) {
      const Take* take = edit::find_take(track, region.take);
      print_region(track, region, take ? "take=" + take->name : "");
    }
  }

  static std::string envelope(const Region& region) {
    std::string points;
    for (const GainPoint& point : region.envelope)
      points += fmt::format("{}{}f:{}", points.empty() ? " envelope=" : ",", point.at, file_text(strip_param("trim"), point.gain_db));
    return points;
  }

  std::string group(RegionGroupId id) {
    if (!id) return "";
    return fmt::format(" group={}", groups_.try_emplace(id, groups_.size() + 1).first->second);
  }

  void print_region(const Track& track, const Region& region, const std::string& take) {
    const Media* media = find_media(session_, region.media);
    if (!media) return;
    std::string options = fmt::format(" at={}f offset={}f length={}f", region.position, region.offset, region.length);
    if (!region.name.empty()) options += fmt::format(" {}", script_quoted("name=" + region.name));
    if (region.gain_db != 0.0) options += " gain=" + file_text(region_param("gain"), region.gain_db);
    if (region.muted) options += " mute=on";
    if (region.inverted) options += " invert=on";
    options += fade("fade_in", region.fade_in) + fade("fade_out", region.fade_out) + envelope(region);
    if (region.reversed) options += " reverse=on";
    if (region.locked) options += " lock=on";
    options += group(region.group);
    if (!take.empty()) options += fmt::format(" {}", script_quoted(take));
    line("region {} {}{}", owner(track.strip), script_quoted(media->path), options);
  }

  const Session& session_;
  const ParamCatalog& catalog_;
  std::string text_;
  std::map<RegionGroupId, std::size_t> groups_;   // numbered as they come
};

}  // namespace

std::string print_script(const Session& session, const ParamCatalog& catalog) { return Printer(session, catalog).print(); }

}  // namespace sweetspot
