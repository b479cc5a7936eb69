#include "engine/session/script_regions.h"

#include <charconv>

#include <fmt/format.h>

#include "engine/core/text.h"
#include "engine/session/enum_keys.h"
#include "engine/session/paths.h"
#include "engine/session/region_edits.h"
#include "engine/session/region_support.h"
#include "engine/session/script.h"
#include "engine/session/strip_params.h"

namespace sweetspot {
namespace {

std::vector<std::string> parts_of(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

bool flag(const char* key, const std::string& value) { return parse_value(region_param(key), value) != 0.0; }
bool switched(const std::string& value) { return flag("mute", value); }

const Track& track_with(const Session& session, StripId id) {
  const Track* track = find_track(session, id);
  if (!track) throw Error("the owner", "it is no track", "name a track");
  return *track;
}

}  // namespace

Frames RegionScript::time(std::string_view text) const {
  const Frames at = parse_time(text, session_->rate);
  if (at < 0) throw Error(std::string(text), "it lies before the start", "give a time of 0 or more");
  return at;
}

Fade RegionScript::fade(const std::string& text) const {
  const std::size_t colon = text.find(':');
  Fade result{.length = time(text.substr(0, colon))};
  if (colon == std::string::npos) return result;
  const auto shape = enum_from_key<FadeShape>(text.substr(colon + 1));
  if (!shape) throw Error(text, "there is no such shape", "use linear, equal_power, s_curve or exponential");
  result.shape = *shape;
  return result;
}

std::vector<GainPoint> RegionScript::envelope(const std::string& text) const {
  std::vector<GainPoint> points;
  if (text.empty() || text == "none") return points;
  for (const std::string& part : parts_of(text, ',')) {
    const std::size_t colon = part.find(':');
    if (colon == std::string::npos) throw Error(part, "it is no point", "write TIME:DB,TIME:DB");
    points.push_back({time(part.substr(0, colon)), parse_value(strip_param("trim"), part.substr(colon + 1))});
  }
  return points;
}

edit::RegionIds RegionScript::which(StripId id, const std::string& text) const {
  const Track& track = track_with(*session_, id);
  const std::size_t count = track.regions.size();
  edit::RegionIds chosen;
  const auto fail = [&] {
    return Error(text, fmt::format("{} has {} region{}", track.strip.name, count, count == 1 ? "" : "s"), "write 2, 1,3, 2-4 or all");
  };
  const auto number = [&](const std::string& word) {
    std::size_t value = 0;
    const auto [stop, failure] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (failure != std::errc() || stop != word.data() + word.size() || value < 1 || value > count) throw fail();
    return value;
  };
  for (const std::string& part : parts_of(text, ',')) {
    std::size_t from = 1, to = count;
    if (part != "all") {
      const auto ends = parts_of(part, '-');
      if (ends.size() > 2) throw fail();
      from = number(ends.front());
      to = number(ends.back());
    }
    for (std::size_t i = from; i <= to; ++i) chosen.insert(track.regions[i - 1].id);
  }
  if (chosen.empty()) throw fail();
  return chosen;
}

// One or more pairs of OWNER and WHICH.
edit::RegionIds RegionScript::take_regions(Line& line) const {
  edit::RegionIds all;
  do {
    const StripId owner = find_owner(*session_, line.take());
    all.merge(which(owner, line.take()));
  } while (line.more());
  return all;
}

TakeId RegionScript::take(StripId id, const std::string& name) const {
  const Track& track = track_with(*session_, id);
  std::vector<std::string> names;
  for (const Take& take : track.takes) {
    if (take.name == name) return take.id;
    names.push_back(take.name);
  }
  throw Error(name, fmt::format("{} has no such take", track.strip.name),
              names.empty() ? "add it with take" : "try " + joined_with_or(names));
}

void RegionScript::set_option(const Line& line, StripId track, RegionId id, const std::string& key, const std::string& value) {
  SessionPtr& s = session_;
  if (key == "name")
    s = edit::set_region_name(s, id, value);
  else if (key == "gain")
    s = edit::set_region_gain(s, id, parse_value(region_param("gain"), value));
  else if (key == "mute")
    s = edit::set_region_muted(s, id, flag("mute", value));
  else if (key == "invert")
    s = edit::set_region_inverted(s, id, flag("invert", value));
  else if (key == "fade_in")
    s = edit::set_fade_in(s, id, fade(value));
  else if (key == "fade_out")
    s = edit::set_fade_out(s, id, fade(value));
  else if (key == "envelope")
    s = edit::set_envelope(s, id, envelope(value));
  else if (key == "reverse")
    s = edit::set_region_reversed(s, id, switched(value));
  else if (key == "lock")
    s = edit::set_region_locked(s, id, switched(value));
  else if (key == "at")
    s = edit::move_region(s, id, time(value));
  else if (key == "offset")
    s = edit::slip_region(s, id, time(value));
  else if (key == "start")
    s = edit::trim_region_start(s, id, time(value));
  else if (key == "end")
    s = edit::trim_region_end(s, id, time(value));
  else if (key == "take")
    s = edit::set_region_field(
        s, id, [](auto& r) -> auto& { return r.take; }, take(track, value));
  else if (key == "group") {
    RegionGroupId& group = groups_[value];
    if (!group) {
      auto next = edit::copy_of(s);
      group = edit::take_id<RegionGroupId>(*next);
      s = next;
    }
    s = edit::set_region_field(
        s, id, [](auto& r) -> auto& { return r.group; }, group);
  } else
    line.refuse(key);
}

void RegionScript::set_options(const Line& line, StripId track, RegionId id, const std::map<std::string, std::string>& options) {
  for (const auto& [key, value] : options) {
    if (key != "at" && key != "offset" && key != "length" && key != "lock") set_option(line, track, id, key, value);
  }
  // Last, since it refuses what comes after.
  if (const auto lock = options.find("lock"); lock != options.end()) set_option(line, track, id, "lock", lock->second);
}

// Regions of takes have no edits of their own, so the region is dressed on the track and put back.
void RegionScript::set_lane_options(const Line& line, StripId track, TakeId take, RegionId id,
                                    const std::map<std::string, std::string>& options) {
  const auto lane_of = [take](Track& t) -> std::vector<Region>& { return std::ranges::find(t.takes, take, &Take::id)->regions; };
  session_ = edit::change_track(session_, track, [&](Track& t) {
    auto& lane = lane_of(t);
    const auto at = std::ranges::find(lane, id, &Region::id);
    t.regions.push_back(std::move(*at));
    lane.erase(at);
  });
  std::map<std::string, std::string> rest = options;
  rest.erase("lane");
  set_options(line, track, id, rest);
  session_ = edit::change_track(session_, track, [&](Track& t) {
    const auto at = std::ranges::find(t.regions, id, &Region::id);
    lane_of(t).push_back(std::move(*at));
    t.regions.erase(at);
    edit::sort_by_position(lane_of(t));
  });
}

void RegionScript::clip(Line& line) {
  const StripId owner = find_owner(*session_, line.take());
  const edit::RegionIds chosen = which(owner, line.take());
  do {
    const auto [key, value] = line.take_option();
    for (const RegionId id : chosen) set_option(line, owner, id, key, value);
  } while (line.more());
}

void RegionScript::take_words(Line& line) {
  const StripId owner = find_owner(*session_, line.take());
  if (line.command() == "take")
    session_ = edit::add_take(session_, owner, line.take()).session;
  else if (line.command() == "flatten")
    session_ = edit::flatten_takes(session_, owner);
  else {
    const TakeId chosen = take(owner, line.take());
    const Frames from = time(line.take());
    session_ = edit::choose_take(session_, owner, chosen, from, time(line.take()));
  }
}

void RegionScript::strip_silence(Line& line, const edit::RegionIds& chosen) {
  if (!cut_silence_) throw Error("strip_silence", "the recordings are not at hand here", "apply it to a session with sweetspot-cli edit");
  SilenceCut cut;
  const auto within = [](const std::string& text, double value, double least, double most) {
    if (!(value >= least && value <= most))
      throw Error(text, "it is out of range", fmt::format("use {:g} to {:g}", least, most));
    return value;
  };
  while (line.more()) {
    const auto [key, value] = line.take_option();
    const auto seconds = [&, &text = value](double least, double most) {
      return within(text, seconds_from_frames(time(text), session_->rate), least, most);
    };
    if (key == "threshold")
      cut.threshold_db = within(value, parse_value(strip_param("gain"), value), -90.0, 0.0);
    else if (key == "gap")
      cut.gap = seconds(0.01, 10.0);
    else if (key == "before")
      cut.before = seconds(0.0, 2.0);
    else if (key == "after")
      cut.after = seconds(0.0, 2.0);
    else
      line.refuse(key);
  }
  session_ = cut_silence_(session_, chosen, cut);
}

void RegionScript::run(Line& line) {
  const std::string& command = line.command();
  SessionPtr& s = session_;
  if (command == "clip")
    clip(line);
  else if (command == "take" || command == "comp" || command == "flatten")
    take_words(line);
  else if (command == "group_clips")
    s = edit::group_regions(s, take_regions(line));
  else if (command == "ungroup_clips")
    s = edit::ungroup_regions(s, take_regions(line));
  else if (command == "takes")
    s = edit::make_takes(s, take_regions(line)).session;
  else {
    const StripId owner = find_owner(*s, line.take());
    const edit::RegionIds chosen = which(owner, line.take());
    const auto frames = [&](std::string_view wanted) {
      const auto [key, value] = line.take_option();
      if (key != wanted) line.refuse(key);
      return parse_time(value, s->rate);
    };
    if (command == "split")
      s = edit::split_regions(s, chosen, frames("at"));
    else if (command == "join")
      s = edit::join_regions(s, chosen);
    else if (command == "duplicate")
      s = edit::duplicate_regions(s, chosen);
    else if (command == "crossfade")
      s = edit::crossfade_regions(s, chosen);
    else if (command == "strip_silence")
      strip_silence(line, chosen);
    else if (command == "nudge")
      s = edit::nudge_regions(s, chosen, frames("by"));
    else if (!line.more())
      s = edit::remove_regions(s, chosen);
    else if (const std::string word = line.take(); word == "close")
      s = edit::remove_and_close(s, chosen);
    else
      line.refuse(word);
  }
  if (line.more()) line.refuse(line.take());
}

}  // namespace sweetspot
