#include "ui/panels/sidechain.h"

#include <algorithm>
#include <unordered_set>

#include "engine/session/routing.h"
#include "ui/panels/param_groups.h"

namespace sweetspot::ui {
namespace {

// A strip and all that its sound goes into.
std::unordered_set<StripId> reached_from(const Session& session, StripId strip) {
  std::unordered_set<StripId> reached{strip};
  std::vector<StripId> waiting{strip};
  for (std::size_t i = 0; i < waiting.size(); ++i)
    for (const StripId next : fed_by(session, waiting[i]))
      if (reached.insert(next).second) waiting.push_back(next);
  return reached;
}

// The bands that move by what the side-chain does.
std::vector<std::string> keyed_bands(const ProcessorType& type, std::span<const double> values) {
  std::vector<std::string> keyed;
  for (const ParamGroup& group : group_params(type.params)) {
    const auto spec_of = [&](const char* name) { return index_of(type.params, group.prefix + name); };
    const auto is_on = [&](const char* name) {
      const int at = spec_of(name);
      return at >= 0 && values[static_cast<std::size_t>(at)] >= 0.5;
    };
    const auto choice_of = [&](const char* name) {
      const int at = spec_of(name);
      if (at < 0) return std::string();
      const ParamSpec& spec = type.params[static_cast<std::size_t>(at)];
      return spec.choices[static_cast<std::size_t>(constrain(spec, values[static_cast<std::size_t>(at)]))];
    };
    const std::string kind = choice_of(".type");
    const bool gains = kind == "bell" || kind == "low_shelf" || kind == "high_shelf" || kind == "tilt";
    if (gains && is_on(".on") && is_on(".dynamic") && choice_of(".key") == "sidechain") keyed.push_back(group.title);
  }
  return keyed;
}

SidechainNote note_of_bands(const ProcessorType& type, std::span<const double> values, bool connected) {
  const std::vector<std::string> keyed = keyed_bands(type, values);
  if (connected)
    return keyed.empty() ? SidechainNote{"No band listens to it: a dynamic band does with its key set to Sidechain."} : SidechainNote{};
  if (keyed.empty()) return {};
  std::string names = keyed.front();
  for (std::size_t i = 1; i < keyed.size(); ++i) names += (i + 1 == keyed.size() ? " and " : ", ") + keyed[i];
  return {names + (keyed.size() == 1 ? " wants" : " want") + " a side-chain, and none is chosen: the equalizer's own sound counts.", true};
}

}  // namespace

std::vector<SidechainSource> sidechain_sources(const Session& session, DeviceId id) {
  StripId owner;
  const Device* device = find_device(session, id, &owner);
  if (!device) return {};
  const auto reached = reached_from(session, owner);
  std::vector<SidechainSource> sources;
  const auto add = [&](const Strip& strip) {
    if (strip.id == device->sidechain || !reached.contains(strip.id)) sources.push_back({strip.id, strip.name});
  };
  for (const auto& track : session.tracks) add(track->strip);
  for (const auto& bus : session.buses) add(bus->strip);
  const auto known = [&](const SidechainSource& source) { return source.id == device->sidechain; };
  if (device->sidechain && std::ranges::none_of(sources, known))
    if (const Strip* strip = find_strip(session, device->sidechain)) sources.push_back({strip->id, strip->name});
  return sources;
}

SidechainNote sidechain_note(const ProcessorType& type, std::span<const double> values, bool connected) {
  if (!type.has_sidechain) return {};
  if (type.id == "eq") return note_of_bands(type, values, connected);
  // What alone hears the side-chain, and is at rest at its minimum.
  for (const auto& [id, key] : {std::pair{"delay", "duck"}, {"reverb", "duck"}, {"rider", "follow"}}) {
    const int at = type.id == id ? index_of(type.params, key) : -1;
    if (at < 0) continue;
    const ParamSpec& spec = type.params[static_cast<std::size_t>(at)];
    const bool rests = values[static_cast<std::size_t>(at)] <= spec.minimum;
    if (connected && rests) return {"\"" + spec.label + "\" alone listens to it, and does nothing now."};
  }
  return {};
}

}  // namespace sweetspot::ui
