#include "engine/session/take_edits.h"

#include <cmath>

#include <fmt/format.h>

#include "engine/session/region_edits.h"
#include "engine/session/region_sound.h"
#include "engine/session/region_support.h"
#include "engine/session/strip_edits.h"

namespace sweetspot::edit {
namespace {

// Half of the crossfade: each side reaches that far beyond the seam.
Frames half_fade(const Session& session) { return std::max<Frames>(1, std::llround(kCompFadeSeconds / 2.0 * session.rate)); }

const Take& take_of(const Track& track, TakeId id) {
  const Take* take = find_take(track, id);
  if (!take) throw_gone("take");
  return *take;
}

std::string free_name(const Track& track, std::string_view wanted) {
  const std::string base = checked_name(wanted);
  const auto used = [&](const std::string& name) { return std::ranges::find(track.takes, name, &Take::name) != track.takes.end(); };
  std::string name = base;
  for (int number = 2; used(name); ++number) name = fmt::format("{} {}", base, number);
  return name;
}

template <class Change>
SessionPtr change_take(const SessionPtr& session, StripId track, TakeId take, Change&& change) {
  take_of(track_of(*session, track), take);
  return change_track(session, track, [&](Track& t) { change(*std::ranges::find(t.takes, take, &Take::id)); });
}

bool alike(const Region& a, const Region& b) {
  return aligned(a, b) && a.gain_db == b.gain_db && a.inverted == b.inverted && a.muted == b.muted && a.envelope == b.envelope;
}

// A stretch that is being chosen.
class Choice {
 public:
  Choice(Session& session, const Track& track, const Take& take, Frames from, Frames to)
      : session_(session), track_(track), take_(take), from_(from), to_(to), half_(half_fade(session)) {}

  // Whether that is what is heard already.
  bool made() const {
    return std::ranges::any_of(track_.regions, [this](const Region& r) {
      return r.position <= from_ && end_of(r) >= to_ && of_take(r, from_) && of_take(r, to_ - 1) && alone(r);
    });
  }

  std::vector<Region> choose() {
    left_ = std::ranges::any_of(track_.regions, [this](const Region& r) { return reaches_left(r) && of_take(r, from_); });
    right_ = std::ranges::any_of(track_.regions, [this](const Region& r) { return reaches_right(r) && of_take(r, to_ - 1); });
    std::vector<Region> regions;
    for (const Region& region : track_.regions) keep(region, regions);
    for (const Region& region : take_.regions) add(region, regions);
    sort_by_position(regions);
    if (left_) mend(regions, from_);
    if (right_) mend(regions, to_);
    return regions;
  }

 private:
  // A region that ends or begins within half a fade of the seam belongs to the stretch itself.
  bool reaches_left(const Region& r) const { return r.position < from_ - half_ && end_of(r) > from_ - 1; }
  bool reaches_right(const Region& r) const { return end_of(r) > to_ + half_ && r.position < to_ + 1; }

  // Whether a region of the track is what the take has at a frame.
  bool of_take(const Region& r, Frames at) const {
    if (r.take != take_.id) return false;
    return std::ranges::any_of(take_.regions, [&](const Region& t) { return t.position <= at && at < end_of(t) && alike(t, r); });
  }
  bool alone(const Region& r) const {
    return std::ranges::none_of(track_.regions,
                                [&](const Region& o) { return o.id != r.id && end_of(o) > from_ + half_ && o.position < to_ - half_; });
  }

  void keep(const Region& r, std::vector<Region>& regions) const {
    if (end_of(r) <= from_ || r.position >= to_) {
      regions.push_back(r);
      return;
    }
    refuse_locked(r);
    const bool left = r.position<from_ - half_, right = end_of(r)> to_ + half_;
    if (left) {
      Region part = part_of(r, r.position, std::min(end_of(r), from_ + (left_ ? 0 : half_)));
      if (!left_) fade_out(part, from_);
      regions.push_back(part);
    }
    if (!right) return;
    Region part = part_of(r, std::max(r.position, to_ - (right_ ? 0 : half_)), end_of(r));
    if (left) part.id = take_id<RegionId>(session_);
    if (!right_) fade_in(part, to_);
    regions.push_back(part);
  }

  void add(const Region& r, std::vector<Region>& regions) const {
    const Frames from = from_ - (left_ ? 0 : half_), to = to_ + (right_ ? 0 : half_);
    if (end_of(r) <= from_ || r.position >= to_) return;
    Region part = part_of(r, std::max<Frames>(0, from), to);
    part.id = take_id<RegionId>(session_);
    part.take = take_.id;
    part.locked = false;
    part.group = {};
    if (r.position < from_ && !left_) fade_in(part, from_);
    if (end_of(r) > to_ && !right_) fade_out(part, to_);
    regions.push_back(part);
  }

  void fade_in(Region& r, Frames seam) const {
    r.fade_in = {std::min(r.length, seam + half_ - r.position), FadeShape::equal_power};
    fit_fades(r);
  }
  void fade_out(Region& r, Frames seam) const {
    r.fade_out = {std::min(r.length, end_of(r) - (seam - half_)), FadeShape::equal_power};
    fit_fades(r, false);
  }

  // Makes one of the two pieces of the take that meet at a frame.
  void mend(std::vector<Region>& regions, Frames seam) const {
    const auto a = std::ranges::find_if(regions, [&](const Region& r) { return r.take == take_.id && end_of(r) == seam; });
    const auto b = std::ranges::find_if(regions, [&](const Region& r) { return r.take == take_.id && r.position == seam; });
    if (a == regions.end() || b == regions.end() || !alike(*a, *b)) return;
    if (a->reversed) a->offset = b->offset;
    a->length += b->length;
    a->fade_out = b->fade_out;
    regions.erase(b);
  }

  Session& session_;
  const Track& track_;
  const Take& take_;
  Frames from_, to_, half_;
  bool left_ = false, right_ = false;  // the take itself is heard beyond that end: no fade there
};

// Puts a region into the first lane in which nothing is in its way.
void put_in_lane(std::vector<Take>& lanes, std::size_t first, Region region, const std::string& name) {
  for (std::size_t i = first; i < lanes.size(); ++i)
    if (end_of(lanes[i].regions.back()) <= region.position) {
      lanes[i].regions.push_back(std::move(region));
      return;
    }
  Take& lane = lanes.emplace_back();
  lane.name = name;
  lane.regions.push_back(std::move(region));
}

// In lanes of their own two clips cross nothing any more: fades as long as their overlap go with it.
Region without_crossfades(Region region, const Track& track, const RegionIds& chosen) {
  const Frames end = region.position + region.length;
  for (const Region& other : track.regions) {
    if (other.id == region.id || !chosen.contains(other.id)) continue;
    const Frames other_end = other.position + other.length;
    const Frames overlap = std::min(end, other_end) - std::max(region.position, other.position);
    if (overlap <= 0) continue;
    if (region.position < other.position && region.fade_out.length == overlap) region.fade_out = {};
    if (other.position < region.position && region.fade_in.length == overlap) region.fade_in = {};
  }
  return region;
}

std::vector<Take> lanes_of(const Session& session, const RegionIds& regions) {
  std::vector<Take> lanes;
  for (const auto& track : session.tracks) {
    const std::size_t first = lanes.size();
    for (const Region& region : track->regions) {
      if (!regions.contains(region.id)) continue;
      refuse_locked(region);
      put_in_lane(lanes, first, without_crossfades(region, *track, regions), track->strip.name);
    }
  }
  return lanes;
}

}  // namespace

const Take* find_take(const Track& track, TakeId take) {
  const auto found = std::ranges::find(track.takes, take, &Take::id);
  return found == track.takes.end() ? nullptr : &*found;
}

Added<TakeId> add_take(const SessionPtr& session, StripId track, std::string_view name) {
  Take take;
  take.name = free_name(track_of(*session, track), name);
  auto next = copy_of(session);
  const auto id = take_id<TakeId>(*next);
  take.id = id;
  return {change_track(next, track, [&](Track& t) { t.takes.push_back(std::move(take)); }), id};
}

Added<RegionId> add_take_region(const SessionPtr& session, StripId track, TakeId take, MediaId media, Frames position, Frames offset,
                                Frames length) {
  take_of(track_of(*session, track), take);
  const auto added = add_region(session, track, media, position, offset, length);
  Region region = *find_region(*added.session, added.id);
  const SessionPtr next = change_take(remove_region(added.session, added.id), track, take, [&](Take& t) {
    t.regions.push_back(std::move(region));
    sort_by_position(t.regions);
  });
  return {next, added.id};
}

Added<StripId> make_takes(const SessionPtr& session, const RegionIds& regions) {
  std::vector<Take> lanes = lanes_of(*session, regions);
  const auto first = std::ranges::find_if(session->tracks, [&](const auto& track) {
    return std::ranges::any_of(track->regions, [&](const Region& r) { return regions.contains(r.id); });
  });
  const StripId target = first == session->tracks.end() ? StripId{} : (*first)->strip.id;
  const bool fresh = target && (*first)->takes.empty();
  if (!target || lanes.size() < (fresh ? 2 : 1))
    throw Error("the clips", "they make no two takes", "choose clips that overlap, or clips of several tracks");
  auto next = copy_of(remove_regions(session, regions));
  std::vector<Region> heard;
  change_shared(
      next->tracks, [target](const Track& t) { return t.strip.id == target; },
      [&](Track& track) {
        for (Take& lane : lanes) {
          lane.id = take_id<TakeId>(*next);
          lane.name = free_name(track, lane.name == track.strip.name ? fmt::format("Take {}", track.takes.size() + 1) : lane.name);
          for (Region& region : lane.regions) region.group = {}, region.take = {};
          if (fresh && &lane == &lanes.front()) {
            heard = lane.regions;
            for (Region& region : lane.regions) region.id = take_id<RegionId>(*next);
            for (Region& region : heard) region.take = lane.id;
          }
          track.takes.push_back(lane);
        }
        track.regions.insert(track.regions.end(), heard.begin(), heard.end());
        sort_by_position(track.regions);
      });
  return {next, target};
}

SessionPtr rename_take(const SessionPtr& session, StripId track, TakeId take, std::string_view name) {
  const std::string clean = checked_name(name);
  if (take_of(track_of(*session, track), take).name == clean) return session;
  if (free_name(track_of(*session, track), clean) != clean) throw Error(clean, "another take has that name", "choose another name");
  return change_take(session, track, take, [&](Take& t) { t.name = clean; });
}

SessionPtr remove_take(const SessionPtr& session, StripId track, TakeId take) {
  take_of(track_of(*session, track), take);
  return change_track(session, track, [take](Track& t) {
    std::erase_if(t.takes, [take](const Take& x) { return x.id == take; });
    for (Region& region : t.regions)
      if (region.take == take) region.take = {};
  });
}

SessionPtr choose_take(const SessionPtr& session, StripId track, TakeId take, Frames from, Frames to) {
  const Track& now = track_of(*session, track);
  const Take& chosen = take_of(now, take);
  from = std::max<Frames>(0, from);
  if (to - from < 2 * half_fade(*session)) throw Error(chosen.name, "the stretch is shorter than its crossfade", "choose 10 ms or more");
  auto next = copy_of(session);
  Choice choice(*next, now, chosen, from, to);
  if (choice.made()) return session;
  std::vector<Region> regions = choice.choose();
  change_shared(
      next->tracks, [track](const Track& t) { return t.strip.id == track; }, [&](Track& t) { t.regions = std::move(regions); });
  return next;
}

SessionPtr flatten_takes(const SessionPtr& session, StripId track) {
  if (track_of(*session, track).takes.empty()) return session;
  return change_track(session, track, [](Track& t) {
    t.takes.clear();
    for (Region& region : t.regions) region.take = {};
  });
}

Span chosen_span(const Session& session, const Region& region) {
  const Frames half = half_fade(session);
  const auto inner = [half](const Fade& fade) { return fade.shape == FadeShape::equal_power && fade.length == 2 * half ? half : 0; };
  return {region.position + inner(region.fade_in), end_of(region) - inner(region.fade_out)};
}

}  // namespace sweetspot::edit
