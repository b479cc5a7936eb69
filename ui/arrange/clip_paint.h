// What is drawn on a clip beside its waveform: fades, the gain's line and handle, signs.
#pragma once

#include <QPainter>

#include "ui/arrange/clip_boxes.h"

namespace sweetspot::ui {

// The shaded corners with the curves of the fades; with `handles` the knobs to drag them by. [main]
void draw_clip_fades(QPainter& painter, const ClipBox& box, const QRectF& seen, bool handles);

// The line of the gain, where the clip is chosen or has an envelope, its points, and the handle with the number. `hovered` is the point
// under the pointer, or -1. [main]
void draw_clip_gain(QPainter& painter, const ClipBox& box, const TimelineScale& scale, const QRectF& seen, int hovered);

// A lock, an arrow backwards, two linked squares: what the clip is, right-bound at `right`. Gives the width they took. [main]
double draw_clip_signs(QPainter& painter, const Region& region, double right, double top, const QColor& colour);

}  // namespace sweetspot::ui
