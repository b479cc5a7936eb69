// What the timeline says and shows of what is under the pointer. Pure.
#pragma once

#include <QString>

#include "ui/arrange/clip_boxes.h"

namespace sweetspot::ui {

// The gestures and keys of a part of a clip; of none: those of the empty place.
QString lanes_hint(ClipPart part);
// Those of the lane of a take.
QString take_hint();
Qt::CursorShape lanes_cursor(ClipPart part);

}  // namespace sweetspot::ui
