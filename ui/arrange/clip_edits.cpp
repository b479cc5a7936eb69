#include "ui/arrange/clip_edits.h"

#include <algorithm>
#include <utility>

#include "engine/session/region_edits.h"

namespace sweetspot::ui {
namespace {

Frames end_of_region(const Region& region) { return region.position + region.length; }
bool holds(const Region& region, Frames at) { return at > region.position && at < end_of_region(region); }

// Runs `change` on every chosen clip, as it was before the first change.
template <class Change>
SessionPtr each(const SessionPtr& session, const Regions& chosen, const Change& change) {
  SessionPtr next = session;
  for (const RegionId id : chosen)
    if (const Region* region = edit::find_region(*session, id)) next = change(next, *region);
  return next;
}

}  // namespace

SessionPtr split_at(const SessionPtr& session, const Regions& chosen, Frames at) {
  const Regions all = chosen.empty() ? all_regions(*session) : chosen;
  return each(session, all,
              [at](const SessionPtr& s, const Region& r) { return holds(r, at) ? edit::split_region(s, r.id, at).session : s; });
}

SessionPtr removed(const SessionPtr& session, const Regions& chosen) {
  return each(session, chosen, [](const SessionPtr& s, const Region& r) { return edit::remove_region(s, r.id); });
}

SessionPtr removed_and_closed(const SessionPtr& session, const Regions& chosen) {
  SessionPtr next = removed(session, chosen);
  for (const auto& track : session->tracks) {
    Frames gap = 0;
    for (const Region& region : track->regions) {
      if (chosen.contains(region.id))
        gap += region.length;
      else if (gap > 0)
        next = edit::move_region(next, region.id, std::max<Frames>(0, region.position - gap));
    }
  }
  return next;
}

SessionPtr start_trimmed(const SessionPtr& session, const Regions& chosen, Frames at) {
  return each(session, chosen,
              [at](const SessionPtr& s, const Region& r) { return at < end_of_region(r) ? edit::trim_region_start(s, r.id, at) : s; });
}

SessionPtr end_trimmed(const SessionPtr& session, const Regions& chosen, Frames at) {
  return each(session, chosen,
              [at](const SessionPtr& s, const Region& r) { return at > r.position ? edit::trim_region_end(s, r.id, at) : s; });
}

SessionPtr faded_in_to(const SessionPtr& session, const Regions& chosen, Frames at) {
  return each(session, chosen, [at](const SessionPtr& s, const Region& r) {
    return holds(r, at) ? edit::set_fade_in(s, r.id, {at - r.position, r.fade_in.shape}) : s;
  });
}

SessionPtr faded_out_from(const SessionPtr& session, const Regions& chosen, Frames at) {
  return each(session, chosen, [at](const SessionPtr& s, const Region& r) {
    return holds(r, at) ? edit::set_fade_out(s, r.id, {end_of_region(r) - at, r.fade_out.shape}) : s;
  });
}

SessionPtr nudged(const SessionPtr& session, const Regions& chosen, Frames by) {
  Frames held = by;
  for (const RegionId id : chosen)
    if (const Region* region = edit::find_region(*session, id)) held = std::max(held, -region->position);
  return each(session, chosen, [held](const SessionPtr& s, const Region& r) { return edit::move_region(s, r.id, r.position + held); });
}

SessionPtr crossfaded(const SessionPtr& session, const Regions& chosen) {
  SessionPtr next = session;
  for (const auto& track : session->tracks) {
    const Region* before = nullptr;
    for (const Region& region : track->regions) {
      if (!chosen.contains(region.id)) continue;
      if (before && end_of_region(*before) > region.position && end_of_region(*before) < end_of_region(region)) {
        const Frames overlap = end_of_region(*before) - region.position;
        next = edit::set_fade_out(next, before->id, {overlap, FadeShape::equal_power});
        next = edit::set_fade_in(next, region.id, {overlap, FadeShape::equal_power});
      }
      before = &region;
    }
  }
  return next;
}

SessionPtr duplicated(const SessionPtr& session, const Regions& chosen, Regions& copies) {
  const Stretch stretch = stretch_of(*session, chosen);
  copies.clear();
  return each(session, chosen, [&](const SessionPtr& s, const Region& r) {
    const auto added = edit::duplicate_region(s, r.id, r.position + stretch.to - stretch.from);
    copies.insert(added.id);
    return added.session;
  });
}

Stretch stretch_of(const Session& session, const Regions& chosen) {
  Stretch stretch;
  bool first = true;
  for (const RegionId id : chosen) {
    const Region* region = edit::find_region(session, id);
    if (!region) continue;
    stretch.from = first ? region->position : std::min(stretch.from, region->position);
    stretch.to = first ? end_of_region(*region) : std::max(stretch.to, end_of_region(*region));
    first = false;
  }
  return stretch;
}

Regions all_regions(const Session& session) {
  Regions all;
  for (const auto& track : session.tracks)
    for (const Region& region : track->regions) all.insert(region.id);
  return all;
}

}  // namespace sweetspot::ui
