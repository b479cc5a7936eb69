#include "ui/arrange/clip_edits.h"

#include <algorithm>
#include <utility>

#include "engine/session/region_batch.h"
#include "engine/session/region_edits.h"

namespace sweetspot::ui {
namespace {

Frames end_of_region(const Region& region) { return region.position + region.length; }
bool holds(const Region& region, Frames at) { return at > region.position && at < end_of_region(region); }

// Runs `change` on every chosen clip, as it was before the first change.
template <class Change>
SessionPtr each(const SessionPtr& session, const Regions& chosen, const Change& change) {
  SessionPtr next = session;
  edit::for_regions(*session, chosen, [&](const Region& region, const Track&) { next = change(next, region); });
  return next;
}

}  // namespace

SessionPtr split_at(const SessionPtr& session, const Regions& chosen, Frames at) {
  const Regions all = chosen.empty() ? all_regions(*session) : chosen;
  return edit::split_regions(session, all, at);
}

SessionPtr removed(const SessionPtr& session, const Regions& chosen) { return edit::remove_regions(session, chosen); }

SessionPtr removed_and_closed(const SessionPtr& session, const Regions& chosen) { return edit::remove_and_close(session, chosen); }

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

SessionPtr nudged(const SessionPtr& session, const Regions& chosen, Frames by) { return edit::nudge_regions(session, chosen, by); }

SessionPtr crossfaded(const SessionPtr& session, const Regions& chosen) { return edit::crossfade_regions(session, chosen); }

SessionPtr duplicated(const SessionPtr& session, const Regions& chosen, Regions& copies) {
  return edit::duplicate_regions(session, chosen, &copies);
}

SessionPtr reversed(const SessionPtr& session, const Regions& chosen) {
  return edit::change_regions(session, chosen, [](Region& r) { r.reversed = !r.reversed; });
}

SessionPtr lock_toggled(const SessionPtr& session, const Regions& chosen) {
  bool lock = false;
  edit::for_regions(*session, chosen, [&](const Region& region, const Track&) { lock = lock || !region.locked; });
  return edit::change_regions(session, chosen, [lock](Region& r) { r.locked = lock; });
}

SessionPtr fades_shaped(const SessionPtr& session, const Regions& chosen, bool fade_in, FadeShape shape) {
  return edit::change_regions(session, chosen, [=](Region& r) { (fade_in ? r.fade_in : r.fade_out).shape = shape; });
}

Stretch stretch_of(const Session& session, const Regions& chosen) {
  Stretch stretch;
  bool first = true;
  edit::for_regions(session, chosen, [&](const Region& region, const Track&) {
    stretch.from = first ? region.position : std::min(stretch.from, region.position);
    stretch.to = first ? end_of_region(region) : std::max(stretch.to, end_of_region(region));
    first = false;
  });
  return stretch;
}

Regions all_regions(const Session& session) {
  Regions all;
  for (const auto& track : session.tracks)
    for (const Region& region : track->regions) all.insert(region.id);
  return all;
}

}  // namespace sweetspot::ui
