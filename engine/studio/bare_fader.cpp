#include "engine/studio/bare_fader.h"

#include "engine/session/automation_edits.h"
#include "engine/session/strip_edits.h"

namespace sweetspot {

SessionPtr with_bare_fader(SessionPtr session, StripId strip) {
  for (const char* param : {"gain", "pan", "width", "mute"}) {
    const AutomationTarget target{{}, {}, param};
    if (edit::find_lane(*find_strip(*session, strip), target)) session = edit::remove_lane(session, strip, target);
  }
  session = edit::set_gain(session, strip, 0.0);
  session = edit::set_pan(session, strip, 0.0);
  session = edit::set_width(session, strip, 1.0);
  session = edit::set_pan_law(session, strip, PanLaw::constant_power);
  return edit::set_muted(session, strip, false);
}

}  // namespace sweetspot
