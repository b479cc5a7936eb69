#include "ui/arrange/clip_drag.h"

#include <algorithm>

#include "engine/session/region_edits.h"
#include "ui/store/time_text.h"

namespace sweetspot::ui {
namespace {

SessionPtr moved(const ClipDrag& drag, const Region& region, Frames pointer, StripId over, Snap snap, const TimeGrid& grid) {
  // The grabbed clip's start is what snaps; the others keep their distance, and none goes before the start of the song.
  Frames by = snapped(region.position + pointer - drag.grabbed, snap, grid) - region.position;
  for (const RegionId id : drag.moved)
    if (const Region* other = edit::find_region(*drag.before, id)) by = std::max(by, -other->position);
  SessionPtr session = drag.before;
  for (const RegionId id : drag.moved) {
    const Region* other = edit::find_region(*drag.before, id);
    if (other) session = edit::move_region(session, id, other->position + by, drag.moved.size() == 1 ? over : StripId{});
  }
  return session;
}

}  // namespace

SessionPtr dragged(const ClipDrag& drag, Frames pointer, StripId over, Snap snap, const TimeGrid& grid) {
  const Region* region = edit::find_region(*drag.before, drag.region);
  if (!region) return drag.before;
  const Frames end = region->position + region->length;
  switch (drag.part) {
    case ClipPart::body:
      return moved(drag, *region, pointer, over, snap, grid);
    case ClipPart::start:
      return edit::trim_region_start(drag.before, drag.region, snapped(region->position + pointer - drag.grabbed, snap, grid));
    case ClipPart::end:
      return edit::trim_region_end(drag.before, drag.region, snapped(end + pointer - drag.grabbed, snap, grid));
    case ClipPart::fade_in: {
      const Frames length = std::clamp<Frames>(region->fade_in.length + pointer - drag.grabbed, 0, region->length);
      return edit::set_fade_in(drag.before, drag.region, {length, region->fade_in.shape});
    }
    case ClipPart::fade_out: {
      const Frames length = std::clamp<Frames>(region->fade_out.length - (pointer - drag.grabbed), 0, region->length);
      return edit::set_fade_out(drag.before, drag.region, {length, region->fade_out.shape});
    }
    case ClipPart::none:
      break;
  }
  return drag.before;
}

QString drag_name(ClipPart part) {
  switch (part) {
    case ClipPart::body:
      return "Move clip";
    case ClipPart::start:
    case ClipPart::end:
      return "Trim clip";
    case ClipPart::fade_in:
      return "Fade in";
    case ClipPart::fade_out:
      return "Fade out";
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
    case ClipPart::start:
      return "Start " + time_text(region->position, now.rate);
    case ClipPart::end:
      return "End " + time_text(region->position + region->length, now.rate);
    case ClipPart::fade_in:
      return "Fade in " + fade(region->fade_in);
    case ClipPart::fade_out:
      return "Fade out " + fade(region->fade_out);
    case ClipPart::none:
      break;
  }
  return {};
}

}  // namespace sweetspot::ui
