// Where clips lie on the screen, and what of them is under the pointer. Pure.
#pragma once

#include <QPointF>
#include <QRectF>
#include <set>
#include <vector>

#include "ui/arrange/track_rows.h"
#include "ui/store/timeline_scale.h"

namespace sweetspot::ui {

inline constexpr double kClipGap = 3.0;      // above and below a clip in its row
inline constexpr double kEdgeReach = 6.0;    // pixels to either side of an edge
inline constexpr double kCornerReach = 9.0;  // about the handle of a fade

enum class ClipPart { none, body, start, end, fade_in, fade_out, gain, point, segment };

struct ClipBox {
  const Region* region = nullptr;  // of the session that was laid out
  const Track* track = nullptr;
  QRectF rect;                    // in the coordinates of the view
  double fade_in_x = 0.0;         // where the fade-in ends
  double fade_out_x = 0.0;        // where the fade-out begins
  std::vector<QPointF> points{};  // of the envelope, in its order; some may lie outside
  bool gain_shown = false;        // the clip is chosen: its gain can be taken hold of
};

// The clips of which something is seen in a view of that size whose rows are scrolled up by `scroll` pixels, in the order in which
// they are drawn. `chosen` show their gain.
std::vector<ClipBox> clip_boxes(const Session& session, const std::vector<TrackRow>& rows, const TimelineScale& scale, QSizeF view,
                                int scroll, const std::set<RegionId>& chosen = {});

// The part of a clip at a place. Points and handles of the gain win over those of fades, those over edges, edges over the envelope's line,
// that over the body; on narrow clips the edges leave the middle third to the body.
ClipPart part_at(const ClipBox& box, QPointF at);
// The point of the envelope at a place, or -1.
int point_at(const ClipBox& box, QPointF at);
// The stretch of the envelope's line at a place, by its later point on the recording: 0 before the first, as many as there are points after
// the last; or -1.
int segment_at(const ClipBox& box, QPointF at);

// The topmost clip at a place and its part.
struct ClipHit {
  const ClipBox* box = nullptr;
  ClipPart part = ClipPart::none;
  std::size_t point = 0;  // with ClipPart::point, and of a segment its later one
};
ClipHit clip_at(const std::vector<ClipBox>& boxes, QPointF at);

}  // namespace sweetspot::ui
