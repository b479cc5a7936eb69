#include "ui/arrange/clip_drag.h"

#include <algorithm>
#include <cstdlib>

#include "engine/session/clip_edits.h"
#include "engine/session/region_batch.h"
#include "engine/session/region_edits.h"
#include "ui/store/time_text.h"

namespace sweetspot::ui {
namespace {

Frames stuck(const ClipDrag& drag, Frames at, Snap snap, const TimeGrid& grid) {
  return std::max<Frames>(0, at + snap_step(at, snap, grid, drag.targets, drag.reach).by);
}

// The track so many below one of those that are shown; none for the same.
StripId shifted(const ClipDrag& drag, StripId track, int down) {
  if (down == 0) return {};
  const auto at = std::ranges::find(drag.tracks, track) - drag.tracks.begin() + down;
  return drag.tracks[static_cast<std::size_t>(at)];
}

SessionPtr moved(const ClipDrag& drag, const Region& region, Frames pointer, StripId over, Snap snap, const TimeGrid& grid) {
  // The grabbed clip's start is what snaps, or its end where that meets something and the start does not; the others keep their
  // distance, and none goes before the start of the song.
  const Frames start = region.position + pointer - drag.grabbed;
  const SnapStep first = snap_step(start, snap, grid, drag.targets, drag.reach);
  const SnapStep last = snap_step(start + region.length, snap, grid, drag.targets, drag.reach);
  const bool by_end = last.on_target && (!first.on_target || std::abs(last.by) < std::abs(first.by));
  Frames by = start + (by_end ? last.by : first.by) - region.position;
  const int down = track_shift(drag, over).by;
  std::vector<edit::RegionPlace> places;
  edit::for_regions(*drag.before, drag.moved, [&](const Region& one, const Track& track) {
    by = std::max(by, -one.position);
    places.push_back({one.id, one.position, shifted(drag, track.strip.id, down)});
  });
  for (edit::RegionPlace& place : places) place.position += by;
  if (!drag.copies) {
    const SessionPtr session = edit::place_regions(drag.before, places);
    return drag.crossfades ? edit::crossfade_overlaps(drag.before, session, drag.moved) : session;
  }
  std::vector<RegionId> copies;
  const SessionPtr session = edit::copy_regions(drag.before, places, &copies);
  return drag.crossfades ? edit::crossfade_overlaps(drag.before, session, {copies.begin(), copies.end()}) : session;
}

SessionPtr slipped(const ClipDrag& drag, const Region& region, Frames pointer) {
  const Frames by = pointer - drag.grabbed;
  return edit::slip_region(drag.before, drag.region, region.offset + (region.reversed ? by : -by));
}

SessionPtr crossed(const ClipDrag& drag, const SessionPtr& trimmed) {
  return drag.crossfades ? edit::crossfade_overlaps(drag.before, trimmed, {drag.region}) : trimmed;
}

}  // namespace

TrackShift track_shift(const ClipDrag& drag, StripId over) {
  const auto place = [&](StripId track) {
    const auto found = std::ranges::find(drag.tracks, track);
    return found == drag.tracks.end() ? -1 : static_cast<int>(found - drag.tracks.begin());
  };
  StripId own;
  const int to = place(over);
  if (to < 0 || !edit::find_region(*drag.before, drag.region, &own) || place(own) < 0) return {};
  int first = place(own), last = first;
  bool unseen = false;
  edit::for_regions(*drag.before, drag.moved, [&](const Region&, const Track& track) {
    const int at = place(track.strip.id);
    unseen = unseen || at < 0;
    first = std::min(first, at), last = std::max(last, at);
  });
  const int wanted = to - place(own);
  if (unseen) return {0, wanted != 0};
  const int by = std::clamp(wanted, -first, static_cast<int>(drag.tracks.size()) - 1 - last);
  return {by, by != wanted};
}

SessionPtr dragged(const ClipDrag& drag, Frames pointer, StripId over, Snap snap, const TimeGrid& grid) {
  const Region* region = edit::find_region(*drag.before, drag.region);
  if (!region) return drag.before;
  const Frames end = region->position + region->length;
  switch (drag.part) {
    case ClipPart::body:
      return drag.slips ? slipped(drag, *region, pointer) : moved(drag, *region, pointer, over, snap, grid);
    case ClipPart::start:
      return crossed(drag,
                     edit::trim_region_start(drag.before, drag.region, stuck(drag, region->position + pointer - drag.grabbed, snap, grid)));
    case ClipPart::end:
      return crossed(drag, edit::trim_region_end(drag.before, drag.region, stuck(drag, end + pointer - drag.grabbed, snap, grid)));
    case ClipPart::fade_in: {
      const Frames to = stuck(drag, region->position + region->fade_in.length + pointer - drag.grabbed, snap, grid);
      return edit::set_fade_in(drag.before, drag.region,
                               {std::clamp<Frames>(to - region->position, 0, region->length), region->fade_in.shape});
    }
    case ClipPart::fade_out: {
      const Frames from = stuck(drag, end - region->fade_out.length + pointer - drag.grabbed, snap, grid);
      return edit::set_fade_out(drag.before, drag.region, {std::clamp<Frames>(end - from, 0, region->length), region->fade_out.shape});
    }
    case ClipPart::gain:
    case ClipPart::point:
    case ClipPart::segment:
    case ClipPart::none:
      break;
  }
  return drag.before;
}

QString drag_name(const ClipDrag& drag) {
  switch (drag.part) {
    case ClipPart::body:
      return drag.slips ? "Slip clip" : drag.copies ? "Copy clip" : "Move clip";
    case ClipPart::start:
    case ClipPart::end:
      return "Trim clip";
    case ClipPart::fade_in:
      return "Fade in";
    case ClipPart::fade_out:
      return "Fade out";
    case ClipPart::gain:
    case ClipPart::point:
    case ClipPart::segment:
    case ClipPart::none:
      break;
  }
  return {};
}

QString drag_words(const ClipDrag& drag, const Session& now) {
  const Region* region = edit::find_region(now, drag.region);
  if (!region) return {};
  const auto fade = [&](const Fade& f) { return QString("%1 ms").arg(std::lround(seconds_from_frames(f.length, now.rate) * 1000.0)); };
  switch (drag.part) {
    case ClipPart::body:
      if (drag.slips) return "Recording from " + time_text(region->offset, now.rate);
      if (drag.copies) {
        return drag.moved.size() > 1 ? QString("%1 copies").arg(drag.moved.size()) : QString("Copy");
      }
      [[fallthrough]];
    case ClipPart::start:
      return "Start " + time_text(region->position, now.rate);
    case ClipPart::end:
      return "End " + time_text(region->position + region->length, now.rate);
    case ClipPart::fade_in:
      return "Fade in " + fade(region->fade_in);
    case ClipPart::fade_out:
      return "Fade out " + fade(region->fade_out);
    case ClipPart::gain:
    case ClipPart::point:
    case ClipPart::segment:
    case ClipPart::none:
      break;
  }
  return {};
}

}  // namespace sweetspot::ui
