// What dragging a clip or a part of it does to the session. Pure.
#pragma once

#include <QString>
#include <set>

#include "ui/arrange/clip_boxes.h"
#include "ui/arrange/snap_targets.h"
#include "ui/store/time_grid.h"

namespace sweetspot::ui {

// A drag from press to release. Every step starts from the session at the press, so that a fade that had to give way to a trim
// comes back when the trim does.
struct ClipDrag {
  SessionPtr before;
  RegionId region;
  std::set<RegionId> moved;  // with body: all that move along, `region` among them
  ClipPart part = ClipPart::body;
  Frames grabbed = 0;             // frame under the pointer at the press
  std::vector<Frames> targets{};  // what edges stick to beside the grid (snap_targets)
  Frames reach = 0;               // how near one must be
  bool slips = false;             // with body: the recording slides under the edges instead
  bool copies = false;            // with body: copies move, the clips stay
  bool crossfades = false;        // overlaps cross by themselves
  std::vector<StripId> tracks{};  // those that are shown, from top to bottom
};

// By how many of the tracks that are shown all clips move down with the pointer over one of them: no further than the outermost of
// them can go. 0 without a track, or while one of the clips lies on a track that is not shown.
struct TrackShift {
  int by = 0;
  bool held = false;  // the pointer asks for more
};
TrackShift track_shift(const ClipDrag& drag, StripId over);

// The session with the pointer at a frame, over a track (none: the clips stay on theirs). Several clips keep their distances, across and
// down.
SessionPtr dragged(const ClipDrag& drag, Frames pointer, StripId over, Snap snap, const TimeGrid& grid);

// "Move clip", "Copy clip", "Trim clip", "Fade in".
QString drag_name(const ClipDrag& drag);

// What is shown beside the pointer: "Start 0:18.052", "Fade in 12 ms".
QString drag_words(const ClipDrag& drag, const Session& now);

}  // namespace sweetspot::ui
