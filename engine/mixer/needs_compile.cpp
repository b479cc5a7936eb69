#include <algorithm>

#include "engine/mixer/controls.h"
#include "engine/mixer/plan.h"
#include "engine/mixer/same_sound.h"
#include "engine/processors/registry.h"
#include "engine/session/region_sound.h"

namespace sweetspot {
namespace {

bool same_media(const Media* a, const Media* b) {
  if (!a || !b) return a == b;
  return a == b || (a->id == b->id && a->path == b->path && a->linked == b->linked && a->channels == b->channels && a->rate == b->rate &&
                    a->frames == b->frames && a->hash == b->hash);
}

bool same_region(const Region& a, const Region& b) { return a.id == b.id && sounds_alike(a, b); }

bool same_device(const Device& a, const Device& b) {
  if (&a == &b) return true;
  if (a.id != b.id || a.type != b.type || a.sidechain != b.sidechain) return false;
  const ProcessorType* type = find_processor(a.type);
  return !type || std::ranges::all_of(type->params, [&](const ParamSpec& spec) {
    return !spec.structural || constrained_value(a, spec) == constrained_value(b, spec);
  });
}

bool same_lanes(const Strip& a, const Strip& b) {
  return std::ranges::equal(a.automation, b.automation, [](const auto& x, const auto& y) { return x == y || *x == *y; });
}

bool same_strip(const Strip& a, const Strip& b) {
  if (&a == &b) return true;
  return a.id == b.id && a.output == b.output &&
         std::ranges::equal(a.devices, b.devices, [](const auto& x, const auto& y) { return same_device(*x, *y); }) &&
         std::ranges::equal(a.sends, b.sends,
                            [](const Send& x, const Send& y) { return x.id == y.id && x.to == y.to && x.pre_fader == y.pre_fader; }) &&
         same_lanes(a, b);
}

// The levels of VCAs are targets; only where one is automated the edges of its members have lanes of it.
bool same_rides(const Session& a, const Session& b) {
  const auto rides = [](const auto& vca) { return !vca->strip.automation.empty(); };
  if (a.vcas == b.vcas || (std::ranges::none_of(a.vcas, rides) && std::ranges::none_of(b.vcas, rides))) return true;
  return std::ranges::equal(a.vcas, b.vcas, [](const auto& x, const auto& y) {
    return x->strip.id == y->strip.id && x->members == y->members && same_lanes(x->strip, y->strip);
  });
}

}  // namespace

bool same_sound(const Session& from, const Track& a, const Session& to, const Track& b) {
  if (from.rate != to.rate || a.channels != b.channels || a.strip.id != b.strip.id) return false;
  return std::ranges::equal(a.regions, b.regions, [&](const Region& x, const Region& y) {
    return same_region(x, y) && same_media(find_media(from, x.media), find_media(to, y.media));
  });
}

bool needs_compile(const Session& from, const Session& to) {
  const auto same_track = [&](const auto& a, const auto& b) {
    return (a == b && from.media == to.media) || (same_sound(from, *a, to, *b) && same_strip(a->strip, b->strip));
  };
  const auto same_bus = [](const auto& a, const auto& b) { return a == b || same_strip(a->strip, b->strip); };
  return from.rate != to.rate || !same_rides(from, to) || !std::ranges::equal(from.tracks, to.tracks, same_track) ||
         !std::ranges::equal(from.buses, to.buses, same_bus) || !same_strip(*from.mix, *to.mix) || !same_strip(*from.master, *to.master);
}

}  // namespace sweetspot
