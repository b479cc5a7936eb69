#include <fmt/format.h>

#include "app/cli/command.h"
#include "engine/core/text.h"
#include "engine/session/paths.h"
#include "engine/session/script.h"
#include "engine/studio/last_render.h"
#include "engine/studio/processors.h"
#include "engine/studio/song_folder.h"

namespace sweetspot::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string session;
  bool json = false, script = false;
};

const ParamSpec* spec_of(const Device& device, const std::string& key) {
  const auto table = processor_catalog().table(device.type);
  const int index = index_of(table, key);
  return index < 0 ? nullptr : &table[static_cast<std::size_t>(index)];
}

std::string output_name(const Session& session, const Strip& strip) {
  if (strip.id == kMasterStrip) return "speakers";
  if (strip.id == kMixStrip) return "master";
  const Strip* to = find_strip(session, strip.output);
  return !to || to->id == kMixStrip ? "mix" : to->name;
}

std::string level(double db) { return db <= kSilenceDb ? "-inf dB" : fmt::format("{:+.1f} dB", db); }

std::string pan_text(double pan) {
  if (pan == 0.0) return "C";
  return fmt::format("{}{:.0f}", pan < 0.0 ? "L" : "R", std::abs(pan) * 100.0);
}

void print_strip(const Session& session, const std::string& kind, const Strip& strip, const std::string& about) {
  fmt::print("{:<8}{:<24}{:>10}  {:<5}{}{}{} -> {}{}\n", kind, strip.name, level(strip.fader.gain_db), pan_text(strip.fader.pan), strip.muted ? " muted" : "",
             strip.soloed ? " solo" : "", strip.inverted ? " inverted" : "", output_name(session, strip), about);
  int number = 0;
  for (const auto& device : strip.devices) {
    std::string params;
    for (const auto& [key, value] : device->params) {
      const ParamSpec* spec = spec_of(*device, key);
      params += fmt::format("{}{} {}", params.empty() ? "" : ", ", key, spec ? display_text(*spec, value) : fmt::format("{}", value));
    }
    fmt::print("          {}. {}{}{}\n", ++number, device->type, device->bypassed ? " (bypassed)" : "", params.empty() ? "" : ": " + params);
  }
  for (const Send& send : strip.sends) {
    const Strip* to = find_strip(session, send.to);
    fmt::print("          send to {} {}{}\n", to ? to->name : "?", level(send.gain_db), send.pre_fader ? " before the fader" : "");
  }
  for (const auto& lane : strip.automation) fmt::print("          automation of {}: {}\n", lane->target.param, counted(lane->points.size(), "point"));
}

std::string names_of(const Session& session, const std::vector<StripId>& strips) {
  std::string names;
  for (const StripId id : strips)
    if (const Strip* strip = find_strip(session, id)) names += (names.empty() ? "" : ", ") + strip->name;
  return names.empty() ? "nothing" : names;
}

std::string links_of(const StripGroup& group) {
  std::string links;
  for (const auto& [on, name] : {std::pair{group.link_gain, "level"}, {group.link_pan, "pan"}, {group.link_mute, "mute"}, {group.link_solo, "solo"}})
    if (on) links += fmt::format("{}{}", links.empty() ? "linked " : ", ", name);
  return links.empty() || group.linked ? links : links + " (off)";
}

void print_text(const OpenSong& song) {
  const Session& session = *song.session;
  fmt::print("{}: {:g} Hz, {:.1f} s, {}, {}\n", session.name, session.rate, seconds_from_frames(end_of(session), session.rate),
             counted(session.tracks.size(), "track"), counted(session.buses.size(), "bus"));
  for (const auto& track : session.tracks)
    print_strip(session, "track", track->strip, fmt::format("   [{}, {}]", role_info(track->role).label, track->channels == 2 ? "stereo" : "mono"));
  for (const auto& bus : session.buses) print_strip(session, "bus", bus->strip, "");
  for (const auto& vca : session.vcas)
    fmt::print("{:<8}{:<24}{:>10}{}{}   over {}\n", "VCA", vca->strip.name, level(vca->strip.fader.gain_db), vca->strip.muted ? " muted" : "",
               vca->strip.soloed ? " solo" : "", names_of(session, vca->members));
  for (const auto& group : session.groups)
    fmt::print("{:<8}{:<24}{}{}{}: {}\n", "group", group->name, links_of(*group), group->folded ? " folded" : "", group->hidden ? " hidden" : "",
               names_of(session, group->members));
  print_strip(session, "mix", *session.mix, "");
  print_strip(session, "master", *session.master, "");
  for (const Marker& marker : session.markers) fmt::print("marker  {:<24}{:>10.2f} s\n", marker.name, seconds_from_frames(marker.at, session.rate));
  for (const Version& version : session.versions) fmt::print("version {:<24}{}\n", version.name, version.note);
  for (const MissingMedia& missing : song.report.missing) fmt::print("missing {}\n", missing.path.string());
  if (const auto last = last_render(song.folder))
    fmt::print("last render: {}, {} LUFS, {} dBTP\n", last->file, last->integrated_lufs ? figure(*last->integrated_lufs) : "-",
               last->true_peak_dbtp ? figure(*last->true_peak_dbtp, 2) : "-");
}

Json strip_json(const Session& session, const Strip& strip) {
  Json json{{"name", strip.name},
            {"gain_db", strip.fader.gain_db <= kSilenceDb ? Json(nullptr) : Json(strip.fader.gain_db)},
            {"pan", strip.fader.pan},
            {"width", strip.fader.width},
            {"trim_db", strip.trim_db},
            {"muted", strip.muted},
            {"soloed", strip.soloed},
            {"inverted", strip.inverted},
            {"output", output_name(session, strip)},
            {"devices", Json::array()},
            {"sends", Json::array()}};
  for (const auto& device : strip.devices) {
    Json params = Json::object();
    for (const ParamSpec& spec : processor_catalog().table(device->type))
      params[spec.key] = {{"value", number_or_null(device_value(*device, spec))}, {"unit", unit_symbol(spec.unit)}};
    json["devices"].push_back({{"type", device->type}, {"bypassed", device->bypassed}, {"mix", device->mix}, {"parameters", params}});
  }
  for (const Send& send : strip.sends) {
    const Strip* to = find_strip(session, send.to);
    json["sends"].push_back({{"to", to ? to->name : ""}, {"gain_db", send.gain_db}, {"pre_fader", send.pre_fader}});
  }
  return json;
}

Json member_names(const Session& session, const std::vector<StripId>& strips) {
  Json names = Json::array();
  for (const StripId id : strips) names.push_back(owner_path(session, id));
  return names;
}

Json vca_json(const Session& session, const Vca& vca) {
  const double gain = vca.strip.fader.gain_db;
  return {{"name", vca.strip.name},
          {"gain_db", gain <= kSilenceDb ? Json(nullptr) : Json(gain)},
          {"muted", vca.strip.muted},
          {"soloed", vca.strip.soloed},
          {"members", member_names(session, vca.members)}};
}

Json group_json(const Session& session, const StripGroup& group) {
  Json links = Json::array();
  for (const auto& [on, key] : {std::pair{group.link_gain, "gain"}, {group.link_pan, "pan"}, {group.link_mute, "mute"}, {group.link_solo, "solo"}})
    if (on) links.push_back(key);
  return {{"name", group.name}, {"members", member_names(session, group.members)}, {"links", links}, {"linked", group.linked},
          {"folded", group.folded}, {"hidden", group.hidden}};
}

Json as_json(const OpenSong& song) {
  const Session& session = *song.session;
  Json json{{"name", session.name}, {"rate", session.rate}, {"seconds", seconds_from_frames(end_of(session), session.rate)}, {"tempo", session.tempo}};
  for (const char* list : {"tracks", "buses", "vcas", "groups", "markers", "versions", "missing"}) json[list] = Json::array();
  for (const auto& track : session.tracks) {
    Json entry = strip_json(session, track->strip);
    entry["role"] = role_info(track->role).key;
    entry["channels"] = track->channels;
    entry["regions"] = track->regions.size();
    json["tracks"].push_back(std::move(entry));
  }
  for (const auto& bus : session.buses) json["buses"].push_back(strip_json(session, bus->strip));
  for (const auto& vca : session.vcas) json["vcas"].push_back(vca_json(session, *vca));
  for (const auto& group : session.groups) json["groups"].push_back(group_json(session, *group));
  json["mix"] = strip_json(session, *session.mix);
  json["master"] = strip_json(session, *session.master);
  for (const Marker& marker : session.markers) json["markers"].push_back({{"name", marker.name}, {"at", seconds_from_frames(marker.at, session.rate)}});
  for (const Version& version : session.versions) json["versions"].push_back({{"name", version.name}, {"note", version.note}, {"created", version.created}});
  for (const MissingMedia& missing : song.report.missing) json["missing"].push_back(missing.path.string());
  json["last_render"] = nullptr;
  if (const auto last = last_render(song.folder))
    json["last_render"] = {{"file", last->file},
                           {"when", last->when},
                           {"integrated_lufs", last->integrated_lufs ? Json(*last->integrated_lufs) : Json(nullptr)},
                           {"true_peak_dbtp", last->true_peak_dbtp ? Json(*last->true_peak_dbtp) : Json(nullptr)}};
  return json;
}

// With recordings by their whole names, so that the script makes the same session from any folder.
std::string script_of(const OpenSong& song) {
  Session session = *song.session;
  for (auto& media : session.media) {
    auto whole = std::make_shared<Media>(*media);
    whole->path = media_file(song.folder, *media).string();
    media = std::move(whole);
  }
  return print_script(session, processor_catalog());
}

void show(const Options& options) {
  const OpenSong song = open_song(options.session);
  if (options.script) fmt::print("{}", script_of(song));
  else if (options.json) print_json(as_json(song));
  else print_text(song);
  print_warnings(song.report);
}

}  // namespace

void add_show(CLI::App& app, Context&) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(app, "show", "Print a session", "show Song");
  command->add_option("SESSION", options->session, "The session")->required();
  command->add_flag("--json", options->json, "One JSON document");
  command->add_flag("--script", options->script, "As a script for sweetspot-cli edit")->excludes("--json");
  command->callback([options] { show(*options); });
}

}  // namespace sweetspot::cli
