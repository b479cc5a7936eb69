#include "ui/arrange/lanes_hints.h"

namespace sweetspot::ui {

QString lanes_hint(ClipPart part) {
  switch (part) {
    case ClipPart::start:
    case ClipPart::end:
      return "Drag to trim · Alt ignores snap (N) · [ and ] trim to the playhead";
    case ClipPart::fade_in:
    case ClipPart::fade_out:
      return "Drag to fade, right-click or Alt+D, Alt+G for its shape · Alt ignores snap · D fades in to the playhead, G out from it";
    case ClipPart::body:
      return "Drag to move, with Ctrl to copy, with Ctrl+Alt to slip · Alt ignores snap · S splits · double-click the gain line to set a "
             "point";
    case ClipPart::gain:
      return "Drag up or down for the clip's gain, with Shift finely · double-click: 0 dB";
    case ClipPart::point:
      return "Drag the point of the gain, with Shift finely · double-click removes it";
    case ClipPart::segment:
      return "Drag the line up or down with both its points, with Shift finely · double-click adds a point";
    case ClipPart::none:
      break;
  }
  return "Click to place the playhead · drag to choose clips · Ctrl+wheel zooms, Shift+wheel scrolls · F fits the song";
}

QString take_hint() {
  return "Swipe to hear this take there, click for the whole stretch · Ctrl+Up and Ctrl+Down step · T hides the lanes · Ctrl+Shift+T ends "
         "the choosing";
}

Qt::CursorShape lanes_cursor(ClipPart part) {
  switch (part) {
    case ClipPart::start:
    case ClipPart::end:
      return Qt::SizeHorCursor;
    case ClipPart::fade_in:
    case ClipPart::fade_out:
    case ClipPart::point:
      return Qt::PointingHandCursor;
    case ClipPart::gain:
    case ClipPart::segment:
      return Qt::SizeVerCursor;
    default:
      return Qt::ArrowCursor;
  }
}

}  // namespace sweetspot::ui
