#include "engine/session/script.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/session/automation_edits.h"
#include "engine/session/device_edits.h"
#include "engine/session/enum_keys.h"
#include "engine/session/group_edits.h"
#include "engine/session/paths.h"
#include "engine/session/region_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/script_line.h"
#include "engine/session/script_regions.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/strip_params.h"
#include "engine/session/take_edits.h"
#include "engine/session/track_edits.h"
#include "engine/session/vca_edits.h"

namespace sweetspot {
namespace {

class Script {
 public:
  Script(SessionPtr session, const ParamCatalog& catalog, const BringIn& bring_in, const CutSilence& cut_silence)
      : session_(std::move(session)), catalog_(catalog), bring_in_(bring_in), regions_(session_, cut_silence) {}

  void run(std::string_view line) {
    Words words = script_words(line);
    if (words.empty()) return;
    const auto command = std::find_if(std::begin(kCommands), std::end(kCommands), [&](const Command& c) { return c.name == words[0]; });
    if (command == std::end(kCommands)) throw_no_command(words[0]);
    Line rest(std::move(words), std::string(command->usage));
    (this->*command->run)(rest);
  }

  const SessionPtr& session() const { return session_; }

 private:
  struct Command {
    std::string_view name;
    void (Script::*run)(Line&);
    std::string_view usage;
  };
  static const Command kCommands[29];

  [[noreturn]] static void throw_no_command(const std::string& word) {
    std::vector<std::string> names;
    for (const Command& command : kCommands) names.emplace_back(command.name);
    const auto near = near_words(word, names);
    throw Error(word, "there is no such command", "try " + joined_with_or(near.empty() ? names : near));
  }

  Frames time(std::string_view text) const {
    const Frames at = parse_time(text, session_->rate);
    if (at < 0) throw Error(std::string(text), "it lies before the start", "give a time of 0 or more");
    return at;
  }

  MediaId media(const std::string& file) {
    if (!bring_in_) throw Error(file, "files cannot be brought in here", "leave the file out");
    const auto added = edit::add_media(session_, bring_in_(file));
    session_ = added.session;
    return added.id;
  }

  static int channels_from(const std::string& text) {
    if (text != "1" && text != "2") throw Error("channels", fmt::format("\"{}\" is out of range", text), "use 1 or 2");
    return text == "1" ? 1 : 2;
  }

  void track(Line& line) {
    const std::string name = edit::checked_name(line.take());
    if (edit::free_track_name(*session_, name) != name) throw Error(name, "there is a track of that name already", "choose another name");
    const auto file = line.take_plain();
    std::optional<MediaId> sound;
    if (file) sound = media(*file);
    int channels = sound ? find_media(*session_, *sound)->channels : 1;
    Frames at = 0;
    std::string role;
    while (line.more()) {
      const auto [key, value] = line.take_option();
      if (key == "at") at = time(value);
      else if (key == "channels") channels = channels_from(value);
      else if (key == "role") role = value;
      else line.refuse(key);
    }
    const auto added = edit::add_track(session_, name, channels);
    session_ = added.session;
    if (!role.empty()) session_ = set_path(session_, fmt::format("track/{}/role", name), role, catalog_);
    if (sound) session_ = edit::add_region(session_, added.id, *sound, at).session;
  }

  void bus(Line& line) {
    const std::string name = edit::checked_name(line.take());
    if (edit::free_bus_name(*session_, name) != name) throw Error(name, "there is a bus of that name already", "choose another name");
    RoleGroup group = RoleGroup::none;
    while (line.more()) {
      const auto [key, value] = line.take_option();
      const auto known = enum_from_key<RoleGroup>(value);
      if (key != "group" || !known) line.refuse(fmt::format("{}={}", key, value));
      group = *known;
    }
    session_ = edit::add_bus(session_, name, group).session;
  }

  void vca(Line& line) {
    const std::string name = edit::checked_name(line.take());
    if (edit::free_vca_name(*session_, name) != name) throw Error(name, "there is a VCA of that name already", "choose another name");
    const auto added = edit::add_vca(session_, name);
    session_ = added.session;
    while (const auto member = line.take_plain()) session_ = edit::join_vca(session_, added.id, find_owner(*session_, *member));
    while (line.more()) {
      const auto [key, value] = line.take_option();
      if (key != "gain") line.refuse(key);
      session_ = edit::set_gain(session_, added.id, parse_value(strip_param("gain"), value));
    }
  }

  void link(GroupId group, std::string_view names, const Line& line) {
    while (!names.empty()) {
      const std::size_t comma = std::min(names.find(','), names.size());
      const std::string name(trimmed(names.substr(0, comma)));
      const auto link = enum_from_key<edit::Link>(name);
      if (!link) line.refuse("link=" + name);
      session_ = edit::set_group_link(session_, group, *link, true);
      names.remove_prefix(std::min(comma + 1, names.size()));
    }
  }

  // The words "folded" and "hidden" are options, unless something bears that name.
  void group(Line& line) {
    const std::string name = edit::checked_name(line.take());
    if (edit::free_group_name(*session_, name) != name) throw Error(name, "there is a group of that name already", "choose another name");
    const auto added = edit::add_group(session_, name);
    session_ = added.session;
    while (line.more()) {
      if (const auto word = line.take_plain()) {
        if (*word == "folded") session_ = edit::set_group_folded(session_, added.id, true);
        else if (*word == "hidden") session_ = edit::set_group_hidden(session_, added.id, true);
        else session_ = edit::join_group(session_, added.id, find_owner(*session_, *word));
        continue;
      }
      const auto [key, value] = line.take_option();
      if (key == "link") link(added.id, value, line);
      else if (key == "linked") session_ = edit::set_group_linked(session_, added.id, parse_value(strip_param("mute"), value) != 0.0);
      else if (key == "colour") session_ = edit::set_group_colour(session_, added.id, value);
      else line.refuse(key);
    }
    if (find_group(*session_, added.id)->members.empty()) throw Error(name, "nobody is in it", "name the tracks or buses of the group");
  }

  void ungroup(Line& line) {
    const std::string name = line.take();
    const auto found = std::find_if(session_->groups.begin(), session_->groups.end(), [&](const auto& group) { return group->name == name; });
    if (found == session_->groups.end()) throw Error(name, "there is no such group", "see the groups with show");
    session_ = edit::remove_group(session_, (*found)->id);
    if (line.more()) line.refuse(line.take());
  }

  void route(Line& line) {
    const StripId owner = find_owner(*session_, line.take());
    session_ = edit::set_output(session_, owner, find_destination(*session_, line.take()));
    if (line.more()) line.refuse(line.take());
  }

  void send(Line& line) {
    const StripId owner = find_owner(*session_, line.take());
    const auto added = edit::add_send(session_, owner, find_destination(*session_, line.take()));
    session_ = added.session;
    while (line.more()) {
      const auto [key, value] = line.take_option();
      const int index = index_of(send_table(), key);
      if (index < 0) line.refuse(key);
      const ParamSpec& spec = send_table()[static_cast<std::size_t>(index)];
      const bool flag = value.empty() && spec.scale == Scale::toggle;
      session_ = edit::set_send_value(session_, added.id, key, flag ? 1.0 : parse_value(spec, value));
    }
  }

  void device(Line& line) {
    const StripId owner = find_owner(*session_, line.take());
    const auto added = edit::add_device(session_, owner, line.take(), catalog_);
    session_ = added.session;
    const std::string path = device_path(*session_, added.id) + "/";
    while (line.more()) {
      const auto [key, value] = line.take_option();
      session_ = set_path(session_, path + key, value, catalog_);
    }
  }

  void set(Line& line) {
    do session_ = set_assignment(session_, line.take(), catalog_);
    while (line.more());
  }

  // The value may have a curve behind it, but a ratio may be written "4:1".
  AutomationPoint point(const ParamSpec& spec, const std::string& at, std::string value) const {
    AutomationPoint result;
    result.at = time(at);
    const std::size_t colon = value.rfind(':');
    const auto curve = colon == std::string::npos ? std::nullopt : enum_from_key<Curve>(value.substr(colon + 1));
    if (curve) {
      result.curve = *curve;
      value.resize(colon);
    }
    result.value = parse_value(spec, value);
    return result;
  }

  void automate(Line& line) {
    const auto [strip, target] = automation_target(*session_, line.take(), catalog_);
    const ParamSpec& spec = edit::target_param(*session_, strip, target, catalog_);
    const AutomationLane* present = edit::find_lane(*find_strip(*session_, strip), target);
    AutomationLane lane;
    if (present) lane = *present;
    lane.target = target;
    do {
      const auto [at, value] = line.take_option();
      if (value.empty() && (at == "off" || at == "on")) lane.enabled = at == "on";
      else lane.points.push_back(point(spec, at, value));
    } while (line.more());
    session_ = edit::set_lane(session_, strip, std::move(lane), catalog_);
  }

  void region(Line& line) {
    const StripId owner = find_owner(*session_, line.take());
    const MediaId sound = media(line.take());
    std::map<std::string, std::string> options;
    while (line.more()) options.insert(line.take_option());
    const auto time_of = [&](const char* key) { return options.contains(key) ? time(options[key]) : 0; };
    RegionId added;
    if (options.contains("lane")) {
      const TakeId lane = regions_.take(owner, options["lane"]);
      const auto take = edit::add_take_region(session_, owner, lane, sound, time_of("at"), time_of("offset"), time_of("length"));
      session_ = take.session;
      regions_.set_lane_options(line, owner, lane, take.id, options);
      return;
    }
    const auto region = edit::add_region(session_, owner, sound, time_of("at"), time_of("offset"), time_of("length"));
    session_ = region.session;
    regions_.set_options(line, owner, region.id, options);
  }

  void clips(Line& line) { regions_.run(line); }

  void marker(Line& line) {
    const std::string name = line.take();
    Frames at = 0, length = 0;
    while (line.more()) {
      const auto [key, value] = line.take_option();
      if (key == "at") at = time(value);
      else if (key == "length") length = time(value);
      else line.refuse(key);
    }
    session_ = edit::add_marker(session_, at, name, length).session;
  }

  void loop(Line& line) {
    Loop next{time(line.take()), time(line.take()), true};
    while (line.more()) {
      const std::string word = line.take();
      if (word != "off" && word != "on") line.refuse(word);
      next.enabled = word == "on";
    }
    session_ = edit::set_loop(session_, next);
  }

  void rename(Line& line) {
    const StripId owner = find_owner(*session_, line.take());
    session_ = edit::rename_strip(session_, owner, line.take());
    if (line.more()) line.refuse(line.take());
  }

  void remove(Line& line) {
    const std::string what = line.take();
    const auto strip = strip_or_nothing(what);
    session_ = strip ? edit::remove_strip(session_, *strip) : edit::remove_device(session_, find_device_by_path(*session_, what));
    if (line.more()) line.refuse(line.take());
  }

  // A device's path begins with its owner and goes on; whatever else it may be is a strip's name.
  std::optional<StripId> strip_or_nothing(const std::string& what) const {
    try {
      return find_owner(*session_, what);
    } catch (const Error&) {
      if (what.find('/') == what.rfind('/') && !what.starts_with("mix/") && !what.starts_with("master/")) throw;
      return {};
    }
  }

  SessionPtr session_;
  const ParamCatalog& catalog_;
  const BringIn& bring_in_;
  RegionScript regions_;
};

const Script::Command Script::kCommands[29] = {
    {"track", &Script::track, "track NAME [FILE] [at=TIME] [channels=1|2] [role=ROLE]"},
    {"bus", &Script::bus, "bus NAME [group=drums|music|vocals|backing]"},
    {"vca", &Script::vca, "vca NAME [OWNER ...] [gain=DB]"},
    {"group", &Script::group, "group NAME OWNER ... [link=gain,pan,mute,solo] [linked=off] [colour=#RRGGBB] [folded] [hidden]"},
    {"ungroup", &Script::ungroup, "ungroup NAME"},
    {"route", &Script::route, "route OWNER BUS"},
    {"send", &Script::send, "send OWNER BUS [gain=DB] [pan=X] [mute=on] [pre]"},
    {"device", &Script::device, "device OWNER TYPE [PARAM=VALUE ...]"},
    {"set", &Script::set, "set PATH=VALUE ..."},
    {"automate", &Script::automate, "automate PATH TIME=VALUE[:hold|:smooth] ..."},
    {"region", &Script::region, "region OWNER FILE [at=TIME] [offset=TIME] [length=TIME] [name=TEXT] [gain=DB] [mute=on] [invert=on] [fade_in=TIME[:SHAPE]] [fade_out=TIME[:SHAPE]] "
     "[envelope=TIME:DB,...] [reverse=on] [lock=on] [group=N] [take=NAME | lane=NAME]"},
    {"marker", &Script::marker, "marker NAME at=TIME [length=TIME]"},
    {"loop", &Script::loop, "loop START END [off]"},
    {"rename", &Script::rename, "rename OWNER NAME"},
    {"clip", &Script::clips, "clip OWNER WHICH KEY=VALUE ..., with a key of region or start=TIME, end=TIME"},
    {"split", &Script::clips, "split OWNER WHICH at=TIME"},
    {"join", &Script::clips, "join OWNER WHICH"},
    {"delete", &Script::clips, "delete OWNER WHICH [close]"},
    {"duplicate", &Script::clips, "duplicate OWNER WHICH"},
    {"nudge", &Script::clips, "nudge OWNER WHICH by=[-]TIME"},
    {"crossfade", &Script::clips, "crossfade OWNER WHICH"},
    {"strip_silence", &Script::clips, "strip_silence OWNER WHICH [threshold=DB] [gap=TIME] [before=TIME] [after=TIME]"},
    {"group_clips", &Script::clips, "group_clips OWNER WHICH [OWNER WHICH ...]"},
    {"ungroup_clips", &Script::clips, "ungroup_clips OWNER WHICH [OWNER WHICH ...]"},
    {"takes", &Script::clips, "takes OWNER WHICH [OWNER WHICH ...]"},
    {"take", &Script::clips, "take OWNER NAME"},
    {"comp", &Script::clips, "comp OWNER TAKE FROM TO"},
    {"flatten", &Script::clips, "flatten OWNER"},
    {"remove", &Script::remove, "remove OWNER, or remove OWNER/N.TYPE"},
};

}  // namespace

SessionPtr run_script(const SessionPtr& session, std::string_view text, const ParamCatalog& catalog, const BringIn& bring_in,
                      const CutSilence& cut_silence) {
  Script script(session, catalog, bring_in, cut_silence);
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    try {
      script.run(text.substr(0, end));
    } catch (const Error& error) {
      throw Error(fmt::format("line {}, {}", number, error.subject()), error.why(), error.remedy());
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return script.session();
}

}  // namespace sweetspot
