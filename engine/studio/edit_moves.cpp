#include "engine/studio/edit_moves.h"

#include <algorithm>

#include "engine/session/automation_values.h"
#include "engine/session/edit_support.h"

namespace sweetspot {
namespace {

template <class T, class Id>
const T* with_id(const std::vector<std::shared_ptr<const T>>& items, Id id) {
  const auto found = std::ranges::find_if(items, [id](const auto& item) { return item->id == id; });
  return found == items.end() ? nullptr : found->get();
}

// The old value object itself when the new one says the same without the moves.
std::shared_ptr<const Device> device_without(const std::shared_ptr<const Device>& to,
                                             const std::vector<std::shared_ptr<const Device>>& before, const ParamCatalog& catalog) {
  const auto old = std::ranges::find_if(before, [&](const auto& device) { return device->id == to->id; });
  if (old == before.end() || *old == to) return to;
  const Device& from = **old;
  auto copy = std::make_shared<Device>(*to);
  for (const ParamSpec& spec : catalog.table(to->type)) {
    if (spec.structural || spec.audition) continue;
    const auto found = from.params.find(spec.key);
    if (found == from.params.end())
      copy->params.erase(spec.key);
    else
      copy->params[spec.key] = found->second;
  }
  const bool same = copy->type == from.type && copy->version == from.version && copy->bypassed == from.bypassed && copy->mix == from.mix &&
                    copy->params == from.params && copy->sidechain == from.sidechain;
  return same ? *old : copy;
}

bool same_sends(const std::vector<Send>& a, const std::vector<Send>& b) {
  return std::ranges::equal(a, b, [](const Send& x, const Send& y) {
    return x.id == y.id && x.to == y.to && x.gain_db == y.gain_db && x.pan == y.pan && x.pre_fader == y.pre_fader && x.muted == y.muted;
  });
}

bool same_strip(const Strip& a, const Strip& b) {
  return a.name == b.name && a.colour == b.colour && a.trim_db == b.trim_db && a.inverted == b.inverted && a.devices == b.devices &&
         same_sends(a.sends, b.sends) && a.fader == b.fader && a.muted == b.muted && a.soloed == b.soloed && a.solo_safe == b.solo_safe &&
         a.output == b.output && a.automation == b.automation;
}

void restore(Strip& strip, const Strip& from, const ParamCatalog& catalog) {
  strip.fader.gain_db = from.fader.gain_db;
  strip.fader.pan = from.fader.pan;
  strip.fader.width = from.fader.width;
  strip.muted = from.muted;
  for (Send& send : strip.sends) {
    const auto old = std::ranges::find_if(from.sends, [&](const Send& other) { return other.id == send.id; });
    if (old == from.sends.end()) continue;
    send.gain_db = old->gain_db;
    send.pan = old->pan;
  }
  for (auto& device : strip.devices) device = device_without(device, from.devices, catalog);
}

// Strips apart, and the regions of those tracks: an edit of a control does not touch regions as well.
bool same_rest(const Session& a, const Session& b, const std::set<StripId>& strips) {
  const auto same_item = [&](const auto& x, const auto& y) {
    return x == y || (x->strip.id == y->strip.id && strips.contains(x->strip.id) && same_strip(x->strip, y->strip));
  };
  const auto same_end = [&](const auto& x, const auto& y) { return x == y || (strips.contains(x->id) && same_strip(*x, *y)); };
  return a.name == b.name && a.tempo == b.tempo && a.meter == b.meter && a.media == b.media && std::ranges::equal(a.tracks, b.tracks, same_item) &&
         std::ranges::equal(a.buses, b.buses, same_item) && same_end(a.mix, b.mix) && same_end(a.master, b.master) &&
         a.markers == b.markers && a.versions.size() == b.versions.size() && a.metadata == b.metadata && a.loop == b.loop;
}

}  // namespace

std::vector<EditMove> moves_between(const Session& from, const Session& to, StripId strip, const ParamCatalog& catalog) {
  const Strip* const before = find_strip(from, strip);
  const Strip* const after = find_strip(to, strip);
  std::vector<EditMove> moves;
  if (!before || !after || before == after) return moves;
  for (const AutomationTarget& target : automation_targets(from, strip, catalog)) {
    if (target.device && with_id(before->devices, target.device) == with_id(after->devices, target.device)) continue;
    if (!target_exists(to, strip, target, catalog)) continue;
    const double value = resting_value(to, strip, target, catalog);
    if (value != resting_value(from, strip, target, catalog)) moves.push_back({strip, target, value});
  }
  return moves;
}

SessionPtr without_moves(const SessionPtr& from, const SessionPtr& to, const std::set<StripId>& strips, const ParamCatalog& catalog) {
  SessionPtr next = to;
  for (const StripId strip : strips) {
    const Strip* const before = find_strip(*from, strip);
    const Strip* const after = find_strip(*to, strip);
    if (!before || !after || before == after) continue;
    next = edit::change_strip(next, strip, [&](Strip& changed) { restore(changed, *before, catalog); });
  }
  return same_rest(*from, *next, strips) ? from : next;
}

}  // namespace sweetspot
