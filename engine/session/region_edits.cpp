#include "engine/session/region_edits.h"

#include <cmath>
#include <filesystem>

#include "engine/session/edit_support.h"
#include "engine/session/strip_edits.h"
#include "engine/session/strip_params.h"

namespace sweetspot::edit {
namespace {

const Region& region_of(const Session& session, RegionId id, StripId& track) {
  const Region* region = find_region(session, id, &track);
  if (!region) throw_gone("region");
  return *region;
}

void sort_by_position(std::vector<Region>& regions) {
  std::stable_sort(regions.begin(), regions.end(), [](const Region& a, const Region& b) { return a.position < b.position; });
}

// Fades must not overlap; the one that was not asked for gives way.
void fit_fades(Region& region, bool keep_in = true) {
  Fade& first = keep_in ? region.fade_in : region.fade_out;
  Fade& second = keep_in ? region.fade_out : region.fade_in;
  first.length = std::clamp<Frames>(first.length, 0, region.length);
  second.length = std::clamp<Frames>(second.length, 0, region.length - first.length);
}

template <class Change>
SessionPtr change_region(const SessionPtr& session, RegionId id, Change&& change) {
  StripId track;
  region_of(*session, id, track);
  return change_track(session, track, [&](Track& t) {
    change(*std::find_if(t.regions.begin(), t.regions.end(), [id](const Region& r) { return r.id == id; }));
    sort_by_position(t.regions);
  });
}

template <class Field, class Value>
SessionPtr set_region_field(const SessionPtr& session, RegionId id, Field field, const Value& value) {
  StripId track;
  if (field(region_of(*session, id, track)) == value) return session;
  return change_region(session, id, [&](Region& region) { field(region) = value; });
}

void put(Session& session, StripId track, Region region) {
  const auto add = [&](Track& t) {
    t.regions.push_back(std::move(region));
    sort_by_position(t.regions);
  };
  if (!change_shared(session.tracks, [track](const Track& t) { return t.strip.id == track; }, add)) throw_gone("track");
}

// Frames of the region's recording; a recording that is not listed sets no limit.
Frames room(const Session& session, const Region& region) {
  const Media* media = find_media(session, region.media);
  return media ? media_length(session, *media) : region.offset + region.length;
}

std::string name_of(const Media& media) { return std::filesystem::path(media.path).stem().string(); }

}  // namespace

Added<RegionId> add_region(const SessionPtr& session, StripId track, MediaId media, Frames position, Frames offset, Frames length) {
  const Media& source = media_of(*session, media);
  const Frames whole = media_length(*session, source);
  Region region;
  region.media = media;
  region.name = name_of(source);
  region.position = std::max<Frames>(0, position);
  region.offset = std::clamp<Frames>(offset, 0, std::max<Frames>(0, whole - 1));
  region.length = length > 0 ? std::min(length, whole - region.offset) : whole - region.offset;
  auto next = copy_of(session);
  const auto id = take_id<RegionId>(*next);
  region.id = id;
  put(*next, track, std::move(region));
  return {next, id};
}

SessionPtr remove_region(const SessionPtr& session, RegionId region) {
  StripId track;
  region_of(*session, region, track);
  return change_track(session, track, [region](Track& t) { std::erase_if(t.regions, [region](const Region& r) { return r.id == region; }); });
}

SessionPtr move_region(const SessionPtr& session, RegionId id, Frames position, StripId track) {
  StripId from;
  Region region = region_of(*session, id, from);
  const Frames at = std::max<Frames>(0, position);
  if (!track || track == from) return set_region_field(session, id, [](auto& r) -> auto& { return r.position; }, at);
  region.position = at;
  auto next = copy_of(remove_region(session, id));
  put(*next, track, std::move(region));
  return next;
}

SessionPtr trim_region_start(const SessionPtr& session, RegionId id, Frames start) {
  StripId track;
  const Region& now = region_of(*session, id, track);
  const Frames earliest = std::max<Frames>(0, now.position - now.offset);
  const Frames at = std::clamp<Frames>(start, earliest, now.position + now.length - 1);
  if (at == now.position) return session;
  return change_region(session, id, [at](Region& region) {
    const Frames moved = at - region.position;
    region.position += moved;
    region.offset += moved;
    region.length -= moved;
    fit_fades(region);
  });
}

SessionPtr trim_region_end(const SessionPtr& session, RegionId id, Frames end) {
  StripId track;
  const Region& now = region_of(*session, id, track);
  const Frames longest = std::max<Frames>(1, room(*session, now) - now.offset);
  const Frames length = std::clamp<Frames>(end - now.position, 1, longest);
  if (length == now.length) return session;
  return change_region(session, id, [length](Region& region) {
    region.length = length;
    fit_fades(region, false);
  });
}

SessionPtr slip_region(const SessionPtr& session, RegionId id, Frames offset) {
  StripId track;
  const Region& now = region_of(*session, id, track);
  const Frames last = std::max<Frames>(0, room(*session, now) - now.length);
  return set_region_field(session, id, [](auto& r) -> auto& { return r.offset; }, std::clamp<Frames>(offset, 0, last));
}

Added<RegionId> split_region(const SessionPtr& session, RegionId id, Frames at) {
  StripId track;
  const Region& now = region_of(*session, id, track);
  if (at <= now.position || at >= now.position + now.length) throw Error(now.name, "the cut is not inside the region", "cut between its ends");
  Region right = now;
  const Frames cut = at - now.position;
  right.position = at;
  right.offset += cut;
  right.length -= cut;
  right.fade_in = {};
  fit_fades(right, false);
  auto next = copy_of(change_region(session, id, [cut](Region& region) {
    region.length = cut;
    region.fade_out = {};
    fit_fades(region);
  }));
  right.id = take_id<RegionId>(*next);
  put(*next, track, right);
  return {next, right.id};
}

Added<RegionId> duplicate_region(const SessionPtr& session, RegionId id, Frames position, StripId track) {
  StripId from;
  Region copy = region_of(*session, id, from);
  auto next = copy_of(session);
  copy.id = take_id<RegionId>(*next);
  copy.position = std::max<Frames>(0, position);
  const RegionId added = copy.id;
  put(*next, track ? track : from, std::move(copy));
  return {next, added};
}

SessionPtr set_region_gain(const SessionPtr& session, RegionId region, double db) {
  return set_region_field(session, region, [](auto& r) -> auto& { return r.gain_db; }, constrain(region_param("gain"), db));
}

SessionPtr set_region_inverted(const SessionPtr& session, RegionId region, bool inverted) {
  return set_region_field(session, region, [](auto& r) -> auto& { return r.inverted; }, inverted);
}

SessionPtr set_region_muted(const SessionPtr& session, RegionId region, bool muted) {
  return set_region_field(session, region, [](auto& r) -> auto& { return r.muted; }, muted);
}

SessionPtr set_region_name(const SessionPtr& session, RegionId region, std::string_view name) {
  return set_region_field(session, region, [](auto& r) -> auto& { return r.name; }, checked_name(name));
}

SessionPtr set_fade_in(const SessionPtr& session, RegionId id, Fade fade) {
  return change_region(session, id, [fade](Region& region) {
    region.fade_in = fade;
    fit_fades(region);
  });
}

SessionPtr set_fade_out(const SessionPtr& session, RegionId id, Fade fade) {
  return change_region(session, id, [fade](Region& region) {
    region.fade_out = fade;
    fit_fades(region, false);
  });
}

const Region* find_region(const Session& session, RegionId id, StripId* owner) {
  for (const auto& track : session.tracks)
    for (const Region& region : track->regions)
      if (region.id == id) {
        if (owner) *owner = track->strip.id;
        return &region;
      }
  return nullptr;
}

Frames media_length(const Session& session, const Media& media) {
  if (media.rate == session.rate) return media.frames;
  return static_cast<Frames>(std::llround(static_cast<double>(media.frames) * session.rate / media.rate));
}

}  // namespace sweetspot::edit
