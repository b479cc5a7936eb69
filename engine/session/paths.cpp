#include "engine/session/paths.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "engine/core/text.h"
#include "engine/session/automation_edits.h"
#include "engine/session/device_edits.h"
#include "engine/session/edit_support.h"
#include "engine/session/path_names.h"
#include "engine/session/routing_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/strip_params.h"
#include "engine/session/track_edits.h"

namespace sweetspot {
namespace {

using edit::strip_of;

constexpr std::array<std::string_view, 4> kFaderKeys = {"gain", "pan", "width", "law"};
constexpr std::string_view kWet = "wet", kSidechain = "sidechain", kNone = "none";

const ParamSpec& tempo_spec() {
  static const ParamSpec spec{.key = "tempo", .minimum = 20.0, .maximum = 400.0, .default_value = 120.0};
  return spec;
}

const ParamSpec& beats_spec() {
  static const ParamSpec spec{.key = "beats_a_bar", .minimum = 1.0, .maximum = 16.0, .default_value = 4.0};
  return spec;
}

const ParamSpec& bar_1_spec() {
  static const ParamSpec spec{.key = "bar_1", .unit = Unit::seconds, .minimum = 0.0, .maximum = 36000.0, .default_value = 0.0};
  return spec;
}

// What a path names.
struct Address {
  enum class Kind {
    strip_value,
    strip_text,
    device_param,
    device_value,
    device_sidechain,
    send_value,
    song_text,
    tempo,
    beats,
    bar_1,
    tag
  };
  Kind kind;
  StripId strip;
  DeviceId device;
  SendId send;
  std::string key;
  const ParamSpec* spec = nullptr;  // of values; texts have none
};
using Kind = Address::Kind;

const ParamSpec* in_table(std::span<const ParamSpec> table, std::string_view key) {
  const int index = index_of(table, key);
  return index < 0 ? nullptr : &table[static_cast<std::size_t>(index)];
}

bool is_fader_key(std::string_view key) { return std::find(kFaderKeys.begin(), kFaderKeys.end(), key) != kFaderKeys.end(); }
bool is_end(StripId strip) { return strip == kMixStrip || strip == kMasterStrip; }

// Name, colour and output of tracks and buses; the ends have only a colour.
bool has_text(const Session& session, StripId strip, std::string_view key) {
  if (key == "colour") return true;
  if (key == "role") return find_track(session, strip) != nullptr;
  return !is_end(strip) && (key == "name" || (key == "output" && !find_vca(session, strip)));
}

bool has_value(const Session& session, StripId strip, std::string_view key) {
  if (find_vca(session, strip)) return key == "gain" || key == "mute" || key == "solo";
  return !is_end(strip) || (key != "solo" && key != "solo_safe");
}

std::optional<Address> resolve_strip(const Session& session, StripId strip, std::string_view rest) {
  const bool in_fader = rest.starts_with("fader/");
  const std::string_view key = in_fader ? rest.substr(6) : rest;
  if (in_fader && !is_fader_key(key)) return {};
  if (const ParamSpec* spec = in_table(strip_table(), key); spec && has_value(session, strip, key))
    return Address{Kind::strip_value, strip, {}, {}, std::string(key), spec};
  if (has_text(session, strip, key)) return Address{Kind::strip_text, strip, {}, {}, std::string(key), nullptr};
  return {};
}

std::optional<Address> resolve_send(const Session& session, const Strip& strip, std::string_view rest) {
  const std::size_t slash = rest.rfind('/');
  if (slash == std::string_view::npos) return {};
  const Send* send = match_send(session, strip, rest.substr(0, slash));
  const ParamSpec* spec = in_table(send_table(), rest.substr(slash + 1));
  if (!send || !spec) return {};
  return Address{Kind::send_value, strip.id, {}, send->id, spec->key, spec};
}

std::optional<Address> resolve_device(const Strip& strip, std::string_view rest, const ParamCatalog& catalog) {
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return {};
  const Device* device = match_device(strip, rest.substr(0, slash));
  if (!device) return {};
  const std::string_view key = rest.substr(slash + 1);
  if (const ParamSpec* spec = in_table(catalog.table(device->type), key))
    return Address{Kind::device_param, strip.id, device->id, {}, spec->key, spec};
  if (const ParamSpec* spec = in_table(device_table(), key == kWet ? "mix" : key))
    return Address{Kind::device_value, strip.id, device->id, {}, spec->key, spec};
  if (key == kSidechain) return Address{Kind::device_sidechain, strip.id, device->id, {}, std::string(key), nullptr};
  return {};
}

std::optional<Address> resolve_song(std::string_view rest) {
  if (rest == "name") return Address{Kind::song_text, {}, {}, {}, "name", nullptr};
  if (rest == "tempo") return Address{Kind::tempo, {}, {}, {}, "tempo", &tempo_spec()};
  if (rest == "beats_a_bar") return Address{Kind::beats, {}, {}, {}, "beats_a_bar", &beats_spec()};
  if (rest == "bar_1") return Address{Kind::bar_1, {}, {}, {}, "bar_1", &bar_1_spec()};
  if (rest.starts_with("tag/") && rest.size() > 4) return Address{Kind::tag, {}, {}, {}, lower_case(rest.substr(4)), nullptr};
  return {};
}

std::optional<Address> resolve(const Session& session, std::string_view given, const ParamCatalog& catalog) {
  const std::string path = plain_path(session, given);
  if (path.starts_with("session/")) return resolve_song(std::string_view(path).substr(8));
  const auto owner = match_owner(session, path);
  if (!owner || owner->rest.empty()) return {};
  const Strip& strip = strip_of(session, owner->strip);
  if (auto address = resolve_strip(session, owner->strip, owner->rest)) return address;
  if (owner->rest.starts_with("send/"))
    if (auto address = resolve_send(session, strip, owner->rest.substr(5))) return address;
  return resolve_device(strip, owner->rest, catalog);
}

void list_strip(const Session& session, const Strip& strip, const ParamCatalog& catalog, std::vector<std::string>& paths) {
  const std::string base = owner_path(session, strip.id) + "/";
  for (const ParamSpec& spec : strip_table())
    if (has_value(session, strip.id, spec.key)) paths.push_back(base + (is_fader_key(spec.key) ? "fader/" : "") + spec.key);
  for (const char* key : {"name", "colour", "role", "output"})
    if (has_text(session, strip.id, key)) paths.push_back(base + key);
  for (std::size_t i = 0; i < strip.sends.size(); ++i)
    for (const ParamSpec& spec : send_table()) paths.push_back(base + "send/" + send_segment(session, strip, i) + "/" + spec.key);
  for (std::size_t i = 0; i < strip.devices.size(); ++i) {
    const std::string device = base + device_segment(strip, i) + "/";
    for (const ParamSpec& spec : catalog.table(strip.devices[i]->type)) paths.push_back(device + spec.key);
    for (const std::string_view key : {std::string_view("bypass"), kWet, kSidechain}) paths.push_back(device + std::string(key));
  }
}

// A path into a processor that is known but not in the chain: says so, since no other path is near it.
void throw_if_device_is_wanting(const Session& session, std::string_view path, const OwnerMatch& owner, const ParamCatalog& catalog) {
  std::string_view type = owner.rest.substr(0, owner.rest.find('/'));
  if (type.size() == owner.rest.size()) return;
  if (const std::size_t dot = type.find('.'); dot != std::string_view::npos) type.remove_prefix(dot + 1);
  const Strip& strip = strip_of(session, owner.strip);
  const bool there = std::any_of(strip.devices.begin(), strip.devices.end(), [&](const auto& device) { return device->type == type; });
  if (there || catalog.version(type) == 0) return;
  throw Error(std::string(path), fmt::format("{} has no {}", owner_path(session, owner.strip), type),
              fmt::format("insert one first, with device SESSION add \"{}\" {}", owner_path(session, owner.strip), type));
}

// Near paths: of the strip when the path begins with one, otherwise of all.
[[noreturn]] void throw_no_path(const Session& session, std::string_view given, const ParamCatalog& catalog) {
  const std::string path = plain_path(session, given);
  std::vector<std::string> candidates;
  if (const auto owner = match_owner(session, path)) {
    throw_if_device_is_wanting(session, path, *owner, catalog);
    list_strip(session, strip_of(session, owner->strip), catalog, candidates);
  } else
    candidates = list_paths(session, catalog);
  const auto near = near_words(path, candidates, 4);
  throw Error(path, "there is no such path", near.empty() ? "list the paths with show" : "try " + joined_with_or(near));
}

Address resolve_or_throw(const Session& session, std::string_view path, const ParamCatalog& catalog) {
  const auto address = resolve(session, path, catalog);
  if (!address) throw_no_path(session, path, catalog);
  return *address;
}

Role parse_role(std::string_view text) {
  std::string key = lower_case(trimmed(text));
  std::replace(key.begin(), key.end(), ' ', '_');
  if (const auto role = role_from_key(key)) return *role;
  std::vector<std::string> keys;
  for (const RoleInfo& info : all_roles()) keys.emplace_back(info.key);
  const auto near = near_words(key, keys);
  throw Error("role", fmt::format("\"{}\" is none", text), "use one of " + joined_with_or(near.empty() ? keys : near));
}

SessionPtr set_strip_text(const SessionPtr& session, const Address& at, std::string_view text) {
  if (at.key == "name") return edit::rename_strip(session, at.strip, text);
  if (at.key == "colour") return edit::set_colour(session, at.strip, trimmed(text));
  if (at.key == "role") return edit::set_role(session, at.strip, parse_role(text));
  return edit::set_output(session, at.strip, find_destination(*session, text));
}

std::string strip_text(const Session& session, const Address& at) {
  const Strip& strip = strip_of(session, at.strip);
  if (at.key == "name") return strip.name;
  if (at.key == "colour") return strip.colour;
  if (at.key == "role") return std::string(role_info(find_track(session, at.strip)->role).key);
  return owner_path(session, strip.output);
}

StripId parse_sidechain(const Session& session, std::string_view text) {
  const std::string name = lower_case(trimmed(text));
  return name.empty() || name == kNone ? StripId{} : find_owner(session, text);
}

SessionPtr set_device_value(const SessionPtr& session, const Address& at, double value) {
  return at.key == "bypass" ? edit::set_bypassed(session, at.device, value >= 0.5) : edit::set_mix(session, at.device, value);
}

// An Error about a value says the whole path.
double parsed(const Address& at, std::string_view path, std::string_view text) {
  try {
    return parse_value(*at.spec, text);
  } catch (const Error& error) {
    throw Error(std::string(trimmed(path)), error.why(), error.remedy());
  }
}

}  // namespace

SessionPtr set_path(const SessionPtr& session, std::string_view path, std::string_view text, const ParamCatalog& catalog) {
  const Address at = resolve_or_throw(*session, path, catalog);
  const double value = at.spec ? parsed(at, path, text) : 0.0;
  switch (at.kind) {
    case Kind::strip_value:
      return edit::set_strip_value(session, at.strip, at.key, value);
    case Kind::strip_text:
      return set_strip_text(session, at, text);
    case Kind::device_param:
      return edit::set_param(session, at.device, at.key, value, catalog);
    case Kind::device_value:
      return set_device_value(session, at, value);
    case Kind::device_sidechain:
      return edit::set_sidechain(session, at.device, parse_sidechain(*session, text));
    case Kind::send_value:
      return edit::set_send_value(session, at.send, at.key, value);
    case Kind::song_text:
      return edit::set_session_name(session, text);
    case Kind::tempo:
      return edit::set_tempo(session, value);
    case Kind::beats:
      return edit::set_meter(session, {static_cast<int>(std::lround(value)), session->meter.start});
    case Kind::bar_1:
      return edit::set_meter(session, {session->meter.beats, frames_from_seconds(value, session->rate)});
    case Kind::tag:
      return edit::set_metadata(session, at.key, text);
  }
  return session;
}

SessionPtr set_assignment(const SessionPtr& session, std::string_view assignment, const ParamCatalog& catalog) {
  const std::size_t first = assignment.find('=');
  if (first == std::string_view::npos) throw Error(std::string(assignment), "there is no value", "write PATH=VALUE");
  std::size_t split = first;
  for (std::size_t at = first; at != std::string_view::npos; at = assignment.find('=', at + 1))
    if (resolve(*session, assignment.substr(0, at), catalog)) {
      split = at;
      break;
    }
  return set_path(session, assignment.substr(0, split), assignment.substr(split + 1), catalog);
}

std::string get_path(const Session& session, std::string_view path, const ParamCatalog& catalog) {
  const Address at = resolve_or_throw(session, path, catalog);
  StripId owner;
  switch (at.kind) {
    case Kind::strip_value:
      return file_text(*at.spec, edit::strip_value(strip_of(session, at.strip), at.key));
    case Kind::strip_text:
      return strip_text(session, at);
    case Kind::device_param:
      return file_text(*at.spec, device_value(edit::device_of(session, at.device, owner), *at.spec));
    case Kind::device_value: {
      const Device& device = edit::device_of(session, at.device, owner);
      return file_text(*at.spec, at.key == "bypass" ? (device.bypassed ? 1.0 : 0.0) : device.mix);
    }
    case Kind::device_sidechain: {
      const StripId source = edit::device_of(session, at.device, owner).sidechain;
      return source ? owner_path(session, source) : std::string(kNone);
    }
    case Kind::send_value:
      return file_text(*at.spec, edit::send_value(*edit::find_send(session, at.send), at.key));
    case Kind::song_text:
      return session.name;
    case Kind::tempo:
      return file_text(*at.spec, session.tempo);
    case Kind::beats:
      return file_text(*at.spec, session.meter.beats);
    case Kind::bar_1:
      return file_text(*at.spec, seconds_from_frames(session.meter.start, session.rate));
    case Kind::tag: {
      const auto tag = session.metadata.find(at.key);
      return tag == session.metadata.end() ? std::string() : tag->second;
    }
  }
  return {};
}

std::vector<std::string> list_paths(const Session& session, const ParamCatalog& catalog) {
  std::vector<std::string> paths{"session/name", "session/tempo", "session/beats_a_bar", "session/bar_1"};
  for (const auto& [key, value] : session.metadata) paths.push_back("session/tag/" + key);
  for (const auto& track : session.tracks) list_strip(session, track->strip, catalog, paths);
  for (const auto& bus : session.buses) list_strip(session, bus->strip, catalog, paths);
  for (const auto& vca : session.vcas) list_strip(session, vca->strip, catalog, paths);
  list_strip(session, *session.mix, catalog, paths);
  list_strip(session, *session.master, catalog, paths);
  return paths;
}

std::pair<StripId, AutomationTarget> automation_target(const Session& session, std::string_view path, const ParamCatalog& catalog) {
  const Address at = resolve_or_throw(session, path, catalog);
  if (at.kind == Kind::device_param) return {at.strip, {at.device, {}, at.key}};
  if (at.kind == Kind::send_value && send_param_automates(at.key)) return {at.strip, {{}, at.send, at.key}};
  if (at.kind == Kind::strip_value && strip_param_automates(at.key)) return {at.strip, {{}, {}, at.key}};
  throw Error(std::string(trimmed(path)), "it cannot be automated", "automate gain, pan, width, mute, or a device's parameter");
}

std::string target_path(const Session& session, StripId id, const AutomationTarget& target) {
  const Strip* strip = find_strip(session, id);
  if (!strip) return {};
  const std::string base = owner_path(session, id) + "/";
  if (target.device) {
    const std::string device = device_path(session, target.device);
    return device.empty() ? device : device + "/" + target.param;
  }
  if (!target.send) return base + (is_fader_key(target.param) ? "fader/" : "") + target.param;
  for (std::size_t i = 0; i < strip->sends.size(); ++i)
    if (strip->sends[i].id == target.send) return base + "send/" + send_segment(session, *strip, i) + "/" + target.param;
  return {};
}

}  // namespace sweetspot
