#include "engine/session/song_edits.h"

#include <unordered_set>

#include <fmt/format.h>

#include "engine/core/text.h"
#include "engine/session/edit_support.h"
#include "engine/session/strip_edits.h"

namespace sweetspot::edit {
namespace {

void sort_markers(std::vector<Marker>& markers) {
  std::stable_sort(markers.begin(), markers.end(), [](const Marker& a, const Marker& b) { return a.at < b.at; });
}

template <class Change>
SessionPtr change_marker(const SessionPtr& session, MarkerId id, Change&& change) {
  auto next = copy_of(session);
  const auto found = std::find_if(next->markers.begin(), next->markers.end(), [id](const Marker& m) { return m.id == id; });
  if (found == next->markers.end()) throw_gone("marker");
  change(*found);
  sort_markers(next->markers);
  return next->markers == session->markers ? session : next;
}

void collect_played(const Session& session, std::unordered_set<MediaId>& played) {
  for (const auto& track : session.tracks) {
    for (const Region& region : track->regions) played.insert(region.media);
    for (const Take& take : track->takes)
      for (const Region& region : take.regions) played.insert(region.media);
  }
}

void relink_in(Session& session, MediaId id, std::string_view path, bool linked) {
  change_shared(
      session.media, [id](const Media& m) { return m.id == id; },
      [&](Media& m) {
        m.path = path;
        m.linked = linked;
      });
}

}  // namespace

SessionPtr set_session_name(const SessionPtr& session, std::string_view name) {
  auto next = copy_of(session);
  next->name = checked_name(name);
  return next->name == session->name ? session : next;
}

SessionPtr set_tempo(const SessionPtr& session, double tempo) {
  if (!(tempo >= 20.0 && tempo <= 400.0)) throw Error("tempo", fmt::format("{} is out of range", tempo), "give a value from 20 to 400");
  if (tempo == session->tempo) return session;
  auto next = copy_of(session);
  next->tempo = tempo;
  return next;
}

SessionPtr set_meter(const SessionPtr& session, Meter meter) {
  if (meter.beats < 1 || meter.beats > 16)
    throw Error("beats a bar", fmt::format("{} is out of range", meter.beats), "give a whole number from 1 to 16");
  if (meter.start < 0) throw Error("bar 1", "it cannot begin before the song", "give a time at or after 0");
  if (meter == session->meter) return session;
  auto next = copy_of(session);
  next->meter = meter;
  return next;
}

SessionPtr set_loop(const SessionPtr& session, Loop loop) {
  const Frames start = std::max<Frames>(0, std::min(loop.start, loop.end)), end = std::max<Frames>(0, std::max(loop.start, loop.end));
  const Loop held{start, end, loop.enabled && end > start};
  if (held == session->loop) return session;
  auto next = copy_of(session);
  next->loop = held;
  return next;
}

Added<MarkerId> add_marker(const SessionPtr& session, Frames at, std::string_view name, Frames length) {
  auto next = copy_of(session);
  Marker marker{
      .id = take_id<MarkerId>(*next), .at = std::max<Frames>(0, at), .length = std::max<Frames>(0, length), .name = checked_name(name)};
  const MarkerId id = marker.id;
  next->markers.push_back(std::move(marker));
  sort_markers(next->markers);
  return {next, id};
}

SessionPtr move_marker(const SessionPtr& session, MarkerId marker, Frames at, Frames length) {
  return change_marker(session, marker, [=](Marker& m) {
    m.at = std::max<Frames>(0, at);
    m.length = std::max<Frames>(0, length);
  });
}

SessionPtr rename_marker(const SessionPtr& session, MarkerId marker, std::string_view name) {
  return change_marker(session, marker, [clean = checked_name(name)](Marker& m) { m.name = clean; });
}

SessionPtr remove_marker(const SessionPtr& session, MarkerId marker) {
  auto next = copy_of(session);
  if (std::erase_if(next->markers, [marker](const Marker& m) { return m.id == marker; }) == 0) throw_gone("marker");
  return next;
}

SessionPtr set_metadata(const SessionPtr& session, std::string_view key, std::string_view value) {
  const std::string clean = lower_case(checked_name(key));
  auto next = copy_of(session);
  if (value.empty())
    next->metadata.erase(clean);
  else
    next->metadata[clean] = value;
  return next->metadata == session->metadata ? session : next;
}

Added<MediaId> add_media(const SessionPtr& session, Media media) {
  for (const auto& present : session->media)
    if (present->path == media.path) return {session, present->id};
  auto next = copy_of(session);
  media.id = take_id<MediaId>(*next);
  const MediaId id = media.id;
  next->media.push_back(std::make_shared<const Media>(std::move(media)));
  return {next, id};
}

SessionPtr remove_unused_media(const SessionPtr& session) {
  std::unordered_set<MediaId> played;
  collect_played(*session, played);
  for (const Version& version : session->versions) collect_played(*version.session, played);
  auto next = copy_of(session);
  const auto removed = std::erase_if(next->media, [&](const auto& media) { return !played.contains(media->id); });
  return removed == 0 ? session : next;
}

SessionPtr relink_media(const SessionPtr& session, MediaId media, std::string_view path, bool linked) {
  const Media& now = media_of(*session, media);
  if (now.path == path && now.linked == linked) return session;
  auto next = copy_of(session);
  relink_in(*next, media, path, linked);
  for (Version& version : next->versions) {
    auto copy = copy_of(version.session);
    relink_in(*copy, media, path, linked);
    version.session = std::move(copy);
  }
  return next;
}

}  // namespace sweetspot::edit
