#include "ui/store/step_words.h"

#include <cmath>

#include <fmt/format.h>

#include "engine/core/text.h"
#include "engine/session/region_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/strip_params.h"

namespace sweetspot::ui {
namespace {

std::string name_of(const Session& session, StripId id) {
  const Strip* const strip = find_strip(session, id);
  return strip ? strip->name : std::string();
}

std::string strip_value(const Strip& strip, const std::string& key) {
  const ParamSpec& spec = strip_param(key);
  if (key == "gain") return display_text(spec, strip.fader.gain_db);
  if (key == "trim") return display_text(spec, strip.trim_db);
  if (key == "pan") return pan_words(strip.fader.pan);
  if (key == "width") return fmt::format("{:.0f} %", strip.fader.width * 100.0);
  if (key == "invert") return strip.inverted ? "turned over" : "as recorded";
  if (key == "solo_safe") return strip.solo_safe ? "on" : "off";
  return {};
}

}  // namespace

std::string pan_words(double pan) {
  const long percent = std::lround(pan * 100.0);
  return percent == 0 ? std::string("C") : fmt::format("{} {}", percent < 0 ? "L" : "R", std::abs(percent));
}

StepWords strip_step(const Session& session, StripId strip, const std::string& key, double value) {
  const QString name = QString::fromStdString(name_of(session, strip));
  if (key == "mute") return {(value != 0.0 ? "Mute " : "Unmute ") + name, {}};
  if (key == "solo") return {(value != 0.0 ? "Solo " : "Unsolo ") + name, {}};
  return {QString::fromStdString(strip_param(key).label) + " of " + name, [strip, key](const Session& s) {
            const Strip* const found = find_strip(s, strip);
            return found ? strip_value(*found, key) : std::string();
          }};
}

StepWords send_step(const Session& session, SendId send, const std::string& key, double value) {
  StripId owner;
  const Send* const found = edit::find_send(session, send, &owner);
  if (!found) return {"Send", {}};
  const QString ends = QString::fromStdString(name_of(session, owner) + " to " + name_of(session, found->to));
  if (key == "mute") return {(value != 0.0 ? "Mute send of " : "Unmute send of ") + ends, {}};
  if (key == "pre") return {"Send of " + ends + (value != 0.0 ? " before the fader" : " after the fader"), {}};
  return {"Send " + QString::fromStdString(lower_case(send_param(key).label)) + " of " + ends, [send, key](const Session& s) {
            const Send* const now = edit::find_send(s, send);
            if (!now) return std::string();
            return key == "pan" ? pan_words(now->pan) : display_text(send_param(key), now->gain_db);
          }};
}

StepWords clip_gain_step(const Session& session, RegionId clip) {
  StripId owner;
  const Region* const region = edit::find_region(session, clip, &owner);
  if (!region) return {"Clip gain", {}};
  const std::string name = region->name.empty() ? name_of(session, owner) : region->name;
  return {"Clip gain of " + QString::fromStdString(name), [clip](const Session& s) {
            const Region* const now = edit::find_region(s, clip);
            return now ? display_text(region_param("gain"), now->gain_db) : std::string();
          }};
}

}  // namespace sweetspot::ui
