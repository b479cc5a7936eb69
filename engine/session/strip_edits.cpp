#include "engine/session/strip_edits.h"

#include <fmt/format.h>

#include "engine/core/text.h"
#include "engine/session/edit_support.h"
#include "engine/session/strip_params.h"

namespace sweetspot::edit {
namespace {

bool name_taken(const auto& items, std::string_view name, StripId except) {
  return std::any_of(items.begin(), items.end(), [&](const auto& item) { return item->strip.name == name && item->strip.id != except; });
}

std::string free_name(const auto& items, std::string_view wanted) {
  const std::string name = checked_name(wanted);
  if (!name_taken(items, name, {})) return name;
  for (int number = 2;; ++number) {
    std::string candidate = fmt::format("{} {}", name, number);
    if (!name_taken(items, candidate, {})) return candidate;
  }
}

bool is_end(StripId strip) { return strip == kMixStrip || strip == kMasterStrip; }

void refuse_solo_of_ends(const Session& session, StripId strip) {
  if (is_end(strip)) throw Error(strip_of(session, strip).name, "everything passes through it, so solo has no meaning", "solo tracks or buses");
}

bool is_colour(std::string_view text) {
  const bool digits = std::all_of(text.begin() + (text.empty() ? 0 : 1), text.end(), [](char c) { return std::isxdigit(static_cast<unsigned char>(c)); });
  return text.empty() || (text.size() == 7 && text[0] == '#' && digits);
}

}  // namespace

SessionPtr set_gain(const SessionPtr& session, StripId strip, double db) {
  return set_strip_field(session, strip, [](auto& s) -> auto& { return s.fader.gain_db; }, constrain(strip_param("gain"), db));
}

SessionPtr set_pan(const SessionPtr& session, StripId strip, double pan) {
  refuse_vca(*session, strip, "pan");
  return set_strip_field(session, strip, [](auto& s) -> auto& { return s.fader.pan; }, constrain(strip_param("pan"), pan));
}

SessionPtr set_width(const SessionPtr& session, StripId strip, double width) {
  refuse_vca(*session, strip, "width");
  return set_strip_field(session, strip, [](auto& s) -> auto& { return s.fader.width; }, constrain(strip_param("width"), width));
}

SessionPtr set_pan_law(const SessionPtr& session, StripId strip, PanLaw law) {
  refuse_vca(*session, strip, "pan");
  return set_strip_field(session, strip, [](auto& s) -> auto& { return s.fader.law; }, law);
}

SessionPtr set_trim(const SessionPtr& session, StripId strip, double db) {
  refuse_vca(*session, strip, "trim");
  return set_strip_field(session, strip, [](auto& s) -> auto& { return s.trim_db; }, constrain(strip_param("trim"), db));
}

SessionPtr set_inverted(const SessionPtr& session, StripId strip, bool inverted) {
  refuse_vca(*session, strip, "polarity");
  return set_strip_field(session, strip, [](auto& s) -> auto& { return s.inverted; }, inverted);
}

SessionPtr set_muted(const SessionPtr& session, StripId strip, bool muted) {
  return set_strip_field(session, strip, [](auto& s) -> auto& { return s.muted; }, muted);
}

SessionPtr set_soloed(const SessionPtr& session, StripId strip, bool soloed) {
  refuse_solo_of_ends(*session, strip);
  return set_strip_field(session, strip, [](auto& s) -> auto& { return s.soloed; }, soloed);
}

SessionPtr set_solo_safe(const SessionPtr& session, StripId strip, bool safe) {
  refuse_solo_of_ends(*session, strip);
  refuse_vca(*session, strip, "solo safe");
  return set_strip_field(session, strip, [](auto& s) -> auto& { return s.solo_safe; }, safe);
}

SessionPtr clear_solos(const SessionPtr& session) {
  SessionPtr next = session;
  for (const auto& track : session->tracks) next = set_soloed(next, track->strip.id, false);
  for (const auto& bus : session->buses) next = set_soloed(next, bus->strip.id, false);
  for (const auto& vca : session->vcas) next = set_soloed(next, vca->strip.id, false);
  return next;
}

std::string checked_colour(std::string_view colour) {
  if (!is_colour(colour)) throw Error("colour", fmt::format("\"{}\" is none", colour), "write it as #RRGGBB, or nothing for the colour of the role");
  return std::string(colour);
}

SessionPtr set_colour(const SessionPtr& session, StripId strip, std::string_view colour) {
  return set_strip_field(session, strip, [](auto& s) -> auto& { return s.colour; }, checked_colour(colour));
}

SessionPtr rename_strip(const SessionPtr& session, StripId strip, std::string_view name) {
  if (is_end(strip)) throw Error(strip_of(*session, strip).name, "it keeps its name", "rename a track or a bus");
  const std::string clean = checked_name(name);
  const bool track = find_track(*session, strip) != nullptr;
  if (find_vca(*session, strip) && name_taken(session->vcas, clean, strip)) throw Error(clean, "another VCA has that name", "choose another name");
  if (find_vca(*session, strip)) return set_strip_field(session, strip, [](auto& s) -> auto& { return s.name; }, clean);
  if (track ? name_taken(session->tracks, clean, strip) : name_taken(session->buses, clean, strip))
    throw Error(clean, track ? "another track has that name" : "another bus has that name", "choose another name");
  return set_strip_field(session, strip, [](auto& s) -> auto& { return s.name; }, clean);
}

SessionPtr set_strip_value(const SessionPtr& session, StripId strip, std::string_view key, double value) {
  if (key == "gain") return set_gain(session, strip, value);
  if (key == "pan") return set_pan(session, strip, value);
  if (key == "width") return set_width(session, strip, value);
  if (key == "trim") return set_trim(session, strip, value);
  if (key == "law") return set_pan_law(session, strip, static_cast<PanLaw>(static_cast<int>(constrain(strip_param("law"), value))));
  if (key == "invert") return set_inverted(session, strip, value >= 0.5);
  if (key == "mute") return set_muted(session, strip, value >= 0.5);
  if (key == "solo") return set_soloed(session, strip, value >= 0.5);
  if (key == "solo_safe") return set_solo_safe(session, strip, value >= 0.5);
  std::vector<std::string> keys;
  for (const ParamSpec& spec : strip_table()) keys.push_back(spec.key);
  const auto near = near_words(key, keys);
  throw Error(std::string(key), "a strip has no such value", "try " + joined_with_or(near.empty() ? keys : near));
}

double strip_value(const Strip& strip, std::string_view key) {
  if (key == "gain") return strip.fader.gain_db;
  if (key == "pan") return strip.fader.pan;
  if (key == "width") return strip.fader.width;
  if (key == "trim") return strip.trim_db;
  if (key == "law") return static_cast<double>(strip.fader.law);
  if (key == "invert") return strip.inverted;
  if (key == "mute") return strip.muted;
  if (key == "solo") return strip.soloed;
  if (key == "solo_safe") return strip.solo_safe;
  throw Error(std::string(key), "a strip has no such value", "see the keys of strip_table()");
}

std::string free_track_name(const Session& session, std::string_view wanted) { return free_name(session.tracks, wanted); }
std::string free_bus_name(const Session& session, std::string_view wanted) { return free_name(session.buses, wanted); }

std::string checked_name(std::string_view name) {
  const std::string_view clean = trimmed(name);
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (clean.empty()) throw Error("the name", "is empty", "give at least one letter");
  if (std::any_of(clean.begin(), clean.end(), control)) throw Error("the name", "has a line break or control character in it", "use letters, digits and signs");
  return std::string(clean);
}

}  // namespace sweetspot::edit
