#include "engine/session/clip_edits.h"

#include <map>

#include "engine/session/region_batch.h"
#include "engine/session/region_edits.h"
#include "engine/session/region_sound.h"
#include "engine/session/region_support.h"

namespace sweetspot::edit {
namespace {

constexpr const char* kClips = "the clips";

bool holds(const Region& region, Frames at) { return at > region.position && at < end_of(region); }

// Runs `change` on every region, as it was before the first change.
template <class Change>
SessionPtr each(const SessionPtr& session, const RegionIds& regions, const Change& change) {
  SessionPtr next = session;
  for_regions(*session, regions, [&](const Region& region, const Track&) { next = change(next, region); });
  return next;
}

SessionPtr set_group(const SessionPtr& session, const RegionIds& ids, RegionGroupId group) {
  return change_regions(session, ids, [group](Region& r) { r.group = group; });
}

// Gives those that were in one group a group of their own.
class NewGroups {
 public:
  void of(RegionId id, RegionGroupId old) {
    if (old) members_[old].insert(id);
  }
  SessionPtr give(SessionPtr session, std::size_t least) const {
    for (const auto& [old, ids] : members_) {
      if (ids.size() < least) continue;
      auto next = copy_of(session);
      const auto group = take_id<RegionGroupId>(*next);
      session = next;
      session = set_group(session, ids, group);
    }
    return session;
  }

 private:
  std::map<RegionGroupId, RegionIds> members_;
};

bool continues(const Region& a, const Region& b) {
  return aligned(a, b) && b.position <= end_of(a) && a.gain_db == b.gain_db && a.inverted == b.inverted && a.muted == b.muted;
}

// The envelope of two pieces, `a` up to the seam (a frame of the timeline) and `b` from it on.
std::vector<GainPoint> joined_envelope(const Region& a, const Region& b, Frames seam) {
  if (a.envelope == b.envelope) return a.envelope;
  const Frames cut = source_frame(b, seam - b.position);  // the first of b's frames; of a reversed one the highest
  const Region& low = a.reversed ? b : a;                 // lies before the cut in the recording
  const Region& high = a.reversed ? a : b;
  const Frames last_low = a.reversed ? cut : cut - 1, first_high = last_low + 1;
  std::vector<GainPoint> points;
  for (const GainPoint& point : low.envelope)
    if (point.at < last_low) points.push_back(point);
  if (last_low >= 0) points.push_back({last_low, envelope_db(low, last_low)});
  points.push_back({first_high, envelope_db(high, first_high)});
  for (const GainPoint& point : high.envelope)
    if (point.at > first_high) points.push_back(point);
  return points;
}

void join(Region& a, const Region& b) {
  if (end_of(b) <= end_of(a)) return;
  const Frames end = end_of(b);
  a.envelope = joined_envelope(a, b, b.position);
  if (a.reversed) a.offset = b.offset;
  a.length = end - a.position;
  a.fade_out = b.fade_out;
  fit_fades(a);
}

// Joins what fits in a track; false when nothing did.
bool join_in(Track& track, const RegionIds& regions) {
  std::vector<Region> kept;
  std::ptrdiff_t open = -1;  // the last chosen one in `kept`
  bool joined = false;
  for (Region& region : track.regions) {
    const bool chosen = regions.contains(region.id);
    if (chosen && open >= 0 && continues(kept[static_cast<std::size_t>(open)], region)) {
      Region& first = kept[static_cast<std::size_t>(open)];
      refuse_locked(first);
      refuse_locked(region);
      join(first, region);
      joined = true;
      continue;
    }
    if (chosen) open = static_cast<std::ptrdiff_t>(kept.size());
    kept.push_back(std::move(region));
  }
  track.regions = std::move(kept);
  return joined;
}

// How much of [0, at) the spans take away. They are sorted and apart.
Frames taken_before(const std::vector<Span>& spans, Frames at) {
  Frames sum = 0;
  for (const Span& span : spans)
    if (span.from < at) sum += std::min(span.to, at) - span.from;
  return sum;
}

std::vector<Span> spans_of(const Track& track, const RegionIds& regions) {
  std::vector<Span> spans;
  for (const Region& region : track.regions) {
    if (!regions.contains(region.id)) continue;
    if (!spans.empty() && region.position <= spans.back().to)
      spans.back().to = std::max(spans.back().to, end_of(region));
    else
      spans.push_back({region.position, end_of(region)});
  }
  return spans;
}

// The part of `a` and `b` that crosses: 0 when they do not, or when one lies within the other. `a` starts first.
Frames crossing(const Region& a, const Region& b) {
  if (a.muted || b.muted || a.position >= b.position || end_of(a) >= end_of(b)) return 0;
  return std::max<Frames>(0, end_of(a) - b.position);
}

bool is_crossfade(const Region& a, const Region& b) {
  const Frames overlap = crossing(a, b);
  return overlap > 0 && a.fade_out.length == overlap && b.fade_in.length == overlap;
}

void cross(Region& a, Region& b) {
  const Frames overlap = crossing(a, b);
  if (overlap == 0) return;
  const FadeShape shape = aligned(a, b) ? FadeShape::linear : FadeShape::equal_power;
  a.fade_out = {overlap, shape};
  b.fade_in = {overlap, shape};
  fit_fades(a, false);
  fit_fades(b);
}

// Takes back the fades of crossfades of `before` that `now` no longer has.
void take_back(const Track& before, Track& now, const RegionIds& moved) {
  for (const Region& a : before.regions)
    for (const Region& b : before.regions) {
      if (b.position <= a.position) continue;
      if (b.position >= end_of(a)) break;
      if ((!moved.contains(a.id) && !moved.contains(b.id)) || !is_crossfade(a, b)) continue;
      const auto in_now = [&](RegionId id) { return std::ranges::find(now.regions, id, &Region::id); };
      const auto x = in_now(a.id), y = in_now(b.id);
      const bool both = x != now.regions.end() && y != now.regions.end();
      if (both && crossing(*x, *y) > 0) continue;
      if (x != now.regions.end() && x->fade_out == a.fade_out) x->fade_out = {};
      if (y != now.regions.end() && y->fade_in == b.fade_in) y->fade_in = {};
    }
}

}  // namespace

RegionIds with_groups(const Session& session, const RegionIds& regions) {
  std::set<RegionGroupId> groups;
  for_regions(session, regions, [&](const Region& region, const Track&) {
    if (region.group) groups.insert(region.group);
  });
  RegionIds all = regions;
  if (groups.empty()) return all;
  for (const auto& track : session.tracks)
    for (const Region& region : track->regions)
      if (groups.contains(region.group)) all.insert(region.id);
  return all;
}

SessionPtr group_regions(const SessionPtr& session, const RegionIds& regions) {
  int there = 0;
  for_regions(*session, regions, [&](const Region&, const Track&) { ++there; });
  if (there < 2) throw Error(kClips, "a group needs two or more", "choose more clips");
  auto next = copy_of(session);
  const auto group = take_id<RegionGroupId>(*next);
  return set_group(next, regions, group);
}

SessionPtr ungroup_regions(const SessionPtr& session, const RegionIds& regions) {
  return set_group(session, with_groups(*session, regions), {});
}

SessionPtr split_regions(const SessionPtr& session, const RegionIds& regions, Frames at) {
  NewGroups groups;
  const SessionPtr next = each(session, regions, [&](const SessionPtr& s, const Region& r) {
    if (!holds(r, at)) return s;
    const auto added = split_region(s, r.id, at);
    groups.of(added.id, r.group);
    return added.session;
  });
  return groups.give(next, 2);
}

SessionPtr join_regions(const SessionPtr& session, const RegionIds& regions) {
  auto next = copy_of(session);
  bool joined = false;
  for (auto& track : next->tracks) {
    auto copy = std::make_shared<Track>(*track);
    if (!join_in(*copy, regions)) continue;
    track = std::move(copy);
    joined = true;
  }
  if (!joined)
    throw Error(kClips, "no two of them continue each other", "choose pieces of one recording that touch and have the same gain");
  return next;
}

SessionPtr remove_regions(const SessionPtr& session, const RegionIds& regions) {
  auto next = copy_of(session);
  bool changed = false;
  for (auto& track : next->tracks) {
    const auto chosen = [&](const Region& r) { return regions.contains(r.id); };
    if (std::ranges::none_of(track->regions, chosen)) continue;
    std::ranges::for_each(track->regions, [&](const Region& r) {
      if (chosen(r)) refuse_locked(r);
    });
    auto copy = std::make_shared<Track>(*track);
    std::erase_if(copy->regions, chosen);
    track = std::move(copy);
    changed = true;
  }
  return changed ? SessionPtr(next) : session;
}

SessionPtr remove_and_close(const SessionPtr& session, const RegionIds& regions) {
  std::vector<RegionPlace> places;
  for (const auto& track : session->tracks) {
    const std::vector<Span> spans = spans_of(*track, regions);
    if (spans.empty()) continue;
    for (const Region& region : track->regions)
      if (!regions.contains(region.id)) places.push_back({region.id, region.position - taken_before(spans, region.position)});
  }
  return place_regions(remove_regions(session, regions), places);
}

SessionPtr duplicate_regions(const SessionPtr& session, const RegionIds& regions, RegionIds* copies) {
  Span whole{};
  std::vector<RegionPlace> places;
  for_regions(*session, regions, [&](const Region& region, const Track&) {
    whole.from = places.empty() ? region.position : std::min(whole.from, region.position);
    whole.to = places.empty() ? end_of(region) : std::max(whole.to, end_of(region));
    places.push_back({region.id, region.position});
  });
  for (RegionPlace& place : places) place.position += whole.to - whole.from;
  std::vector<RegionId> ids;
  const SessionPtr next = copy_regions(session, places, &ids);
  if (copies) *copies = RegionIds(ids.begin(), ids.end());
  return next;
}

SessionPtr nudge_regions(const SessionPtr& session, const RegionIds& regions, Frames by) {
  std::vector<RegionPlace> places;
  for_regions(*session, regions, [&](const Region& region, const Track&) {
    by = std::max(by, -region.position);
    places.push_back({region.id, region.position});
  });
  for (RegionPlace& place : places) place.position += by;
  return place_regions(session, places);
}

SessionPtr crossfade_regions(const SessionPtr& session, const RegionIds& regions) {
  auto next = copy_of(session);
  bool changed = false;
  for (auto& track : next->tracks) {
    auto copy = std::make_shared<Track>(*track);
    Region* before = nullptr;
    bool here = false;
    for (Region& region : copy->regions) {
      if (!regions.contains(region.id)) continue;
      if (before && crossing(*before, region) > 0 && !is_crossfade(*before, region)) cross(*before, region), here = true;
      before = &region;
    }
    if (here) track = std::move(copy), changed = true;
  }
  return changed ? SessionPtr(next) : session;
}

SessionPtr crossfade_overlaps(const SessionPtr& before, const SessionPtr& after, const RegionIds& moved) {
  auto next = copy_of(after);
  bool changed = false;
  for (auto& track : next->tracks) {
    const Track* old = find_track(*before, track->strip.id);
    if (old == track.get()) continue;
    auto copy = std::make_shared<Track>(*track);
    if (old) take_back(*old, *copy, moved);
    for (Region& a : copy->regions)
      for (Region& b : copy->regions) {
        if (b.position <= a.position) continue;
        if (b.position >= end_of(a)) break;
        if (moved.contains(a.id) || moved.contains(b.id)) cross(a, b);
      }
    const auto same = [](const Region& a, const Region& b) { return a.fade_in == b.fade_in && a.fade_out == b.fade_out; };
    if (std::ranges::equal(track->regions, copy->regions, same)) continue;
    track = std::move(copy);
    changed = true;
  }
  return changed ? SessionPtr(next) : after;
}

SessionPtr keep_spans(const SessionPtr& session, RegionId id, const std::vector<Span>& spans, Frames fade) {
  StripId track;
  const Region whole = region_of(*session, id, track);
  if (spans.empty()) throw Error(whole.name, "all of it counts as silence", "lower the threshold");
  if (spans.size() == 1 && spans[0].from <= whole.position && spans[0].to >= end_of(whole)) return session;
  refuse_locked(whole);
  auto next = copy_of(remove_region(session, id));
  for (std::size_t i = 0; i < spans.size(); ++i) {
    Region piece = part_of(whole, spans[i].from, spans[i].to);
    const Frames most = std::min(fade, piece.length / 2);
    if (piece.position > whole.position) piece.fade_in = {most, FadeShape::linear};
    if (end_of(piece) < end_of(whole)) piece.fade_out = {most, FadeShape::linear};
    fit_fades(piece);
    if (i > 0) piece.id = take_id<RegionId>(*next);
    put_region(*next, track, std::move(piece));
  }
  return next;
}

}  // namespace sweetspot::edit
