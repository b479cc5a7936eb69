#include "engine/session/region_edits.h"

#include <cmath>
#include <filesystem>

#include "engine/session/region_sound.h"
#include "engine/session/region_support.h"
#include "engine/session/strip_edits.h"
#include "engine/session/strip_params.h"

namespace sweetspot::edit {
namespace {

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
  put_region(*next, track, std::move(region));
  return {next, id};
}

SessionPtr remove_region(const SessionPtr& session, RegionId region) {
  StripId track;
  refuse_locked(region_of(*session, region, track));
  return change_track(session, track, [region](Track& t) { std::erase_if(t.regions, [region](const Region& r) { return r.id == region; }); });
}

SessionPtr move_region(const SessionPtr& session, RegionId id, Frames position, StripId track) {
  StripId from;
  Region region = region_of(*session, id, from);
  const Frames at = std::max<Frames>(0, position);
  const bool stays = !track || track == from;
  if (stays && at == region.position) return session;
  refuse_locked(region);
  if (stays) return set_region_field(session, id, [](auto& r) -> auto& { return r.position; }, at);
  region.position = at;
  region.take = {};
  auto next = copy_of(remove_region(session, id));
  put_region(*next, track, std::move(region));
  return next;
}

SessionPtr trim_region_start(const SessionPtr& session, RegionId id, Frames start) {
  StripId track;
  const Region& now = region_of(*session, id, track);
  const Frames spare = now.reversed ? room(*session, now) - now.offset - now.length : now.offset;   // of the recording, before the start
  const Frames earliest = std::max<Frames>(0, now.position - std::max<Frames>(0, spare));
  const Frames at = std::clamp<Frames>(start, earliest, now.position + now.length - 1);
  if (at == now.position) return session;
  refuse_locked(now);
  return change_region(session, id, [at](Region& region) {
    const Frames moved = at - region.position;
    region.position += moved;
    if (!region.reversed) region.offset += moved;
    region.length -= moved;
    fit_fades(region);
  });
}

SessionPtr trim_region_end(const SessionPtr& session, RegionId id, Frames end) {
  StripId track;
  const Region& now = region_of(*session, id, track);
  const Frames longest = std::max<Frames>(1, now.reversed ? now.offset + now.length : room(*session, now) - now.offset);
  const Frames length = std::clamp<Frames>(end - now.position, 1, longest);
  if (length == now.length) return session;
  refuse_locked(now);
  return change_region(session, id, [length](Region& region) {
    if (region.reversed) region.offset += region.length - length;
    region.length = length;
    fit_fades(region, false);
  });
}

SessionPtr slip_region(const SessionPtr& session, RegionId id, Frames offset) {
  StripId track;
  const Region& now = region_of(*session, id, track);
  const Frames last = std::max<Frames>(0, room(*session, now) - now.length);
  const Frames held = std::clamp<Frames>(offset, 0, last);
  if (held == now.offset) return session;
  refuse_locked(now);
  return set_region_field(session, id, [](auto& r) -> auto& { return r.offset; }, held);
}

Added<RegionId> split_region(const SessionPtr& session, RegionId id, Frames at) {
  StripId track;
  const Region now = region_of(*session, id, track);
  if (at <= now.position || at >= end_of(now)) throw Error(now.name, "the cut is not inside the region", "cut between its ends");
  refuse_locked(now);
  Region right = part_of(now, at, end_of(now));
  auto next = copy_of(change_region(session, id, [&](Region& region) { region = part_of(now, now.position, at); }));
  right.id = take_id<RegionId>(*next);
  put_region(*next, track, right);
  return {next, right.id};
}

Added<RegionId> duplicate_region(const SessionPtr& session, RegionId id, Frames position, StripId track) {
  StripId from;
  Region copy = region_of(*session, id, from);
  auto next = copy_of(session);
  copy.id = take_id<RegionId>(*next);
  copy.position = std::max<Frames>(0, position);
  copy.locked = false;
  copy.group = {};
  copy.take = {};
  const RegionId added = copy.id;
  put_region(*next, track ? track : from, std::move(copy));
  return {next, added};
}

SessionPtr set_region_gain(const SessionPtr& session, RegionId region, double db) {
  return set_region_field(session, region, [](auto& r) -> auto& { return r.gain_db; }, constrain(region_param("gain"), db));
}

SessionPtr set_region_inverted(const SessionPtr& session, RegionId region, bool inverted) {
  return set_region_field(session, region, [](auto& r) -> auto& { return r.inverted; }, inverted);
}

SessionPtr set_region_reversed(const SessionPtr& session, RegionId region, bool reversed) {
  return set_region_field(session, region, [](auto& r) -> auto& { return r.reversed; }, reversed);
}

SessionPtr set_region_locked(const SessionPtr& session, RegionId region, bool locked) {
  return set_region_field(session, region, [](auto& r) -> auto& { return r.locked; }, locked);
}

SessionPtr set_envelope(const SessionPtr& session, RegionId region, std::vector<GainPoint> points) {
  return set_region_field(session, region, [](auto& r) -> auto& { return r.envelope; }, held_envelope(std::move(points)));
}

SessionPtr set_gain_point(const SessionPtr& session, RegionId id, GainPoint point) {
  StripId track;
  std::vector<GainPoint> points = region_of(*session, id, track).envelope;
  points.push_back(point);
  return set_envelope(session, id, std::move(points));
}

SessionPtr move_gain_point(const SessionPtr& session, RegionId id, std::size_t index, GainPoint point) {
  StripId track;
  std::vector<GainPoint> points = region_of(*session, id, track).envelope;
  if (index >= points.size()) throw_gone("point");
  const Frames least = index == 0 ? 0 : points[index - 1].at + 1;
  point.at = std::max(point.at, least);
  if (index + 1 < points.size()) point.at = std::min(point.at, points[index + 1].at - 1);
  points[index] = point;
  return set_envelope(session, id, std::move(points));
}

SessionPtr remove_gain_point(const SessionPtr& session, RegionId id, std::size_t index) {
  StripId track;
  std::vector<GainPoint> points = region_of(*session, id, track).envelope;
  if (index >= points.size()) throw_gone("point");
  points.erase(points.begin() + static_cast<std::ptrdiff_t>(index));
  return set_envelope(session, id, std::move(points));
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
