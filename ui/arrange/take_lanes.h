// The lanes of takes beneath a track, and choosing by swiping over them. Pure.
#pragma once

#include <QString>
#include <set>
#include <vector>

#include "engine/session/take_edits.h"
#include "ui/arrange/clip_boxes.h"

namespace sweetspot::ui {

// A region in the lane of a take.
struct TakeBox {
  const Region* region = nullptr;  // of the session that was laid out
  const Track* track = nullptr;
  const Take* take = nullptr;
  QRectF rect;
};

// Those of which something is seen; as clip_boxes.
std::vector<TakeBox> take_boxes(const Session& session, const std::vector<TrackRow>& rows, const TimelineScale& scale, QSizeF view,
                                int scroll);

// What is heard of a take, on the timeline, in order.
std::vector<edit::Span> chosen_spans(const Session& session, const Track& track, TakeId take);

// A swipe from press to release.
struct Swipe {
  SessionPtr before;
  StripId track;
  TakeId take;
  Frames from = 0;
};

// The session with the take chosen from the press to a frame, either way; the same while that is less than a crossfade.
SessionPtr swiped(const Swipe& swipe, Frames to);

// What a click chooses: the stretch of the choice that lies there, or where nothing is chosen the take's region.
edit::Span stretch_at(const Session& session, const Track& track, const Take& take, Frames at);

// All of a take.
SessionPtr chosen_throughout(const SessionPtr& session, StripId track, TakeId take);

// The take that is heard at a frame, or none.
TakeId heard_take(const Session& session, const Track& track, Frames at);

// What keys choose between: the stretches of the track's chosen clips that are of takes, or else that at a frame.
std::vector<edit::Span> keyed_spans(const Session& session, const Track& track, const std::set<RegionId>& chosen, Frames at);

// In those stretches the take so many lanes below what is heard where the first of them begins; at the last lane it goes round to the
// first. The same session without takes.
SessionPtr take_stepped(const SessionPtr& session, StripId track, const std::vector<edit::Span>& spans, int down);

// "Take 2, 0:12.000 to 0:14.500".
QString swipe_words(const Session& session, const Swipe& swipe, Frames to);

}  // namespace sweetspot::ui
