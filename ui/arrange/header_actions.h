// What the head of a track does to its track, or to all chosen tracks at once: each is one undo step that says how many.
#pragma once

#include <string>
#include <vector>

#include "engine/session/ids.h"
#include "ui/arrange/track_rows.h"

class QMenu;
class QWidget;

namespace sweetspot::ui {

class HeaderList;
class Store;
class TimelineModel;

using Tracks = std::vector<StripId>;

// "Mute Kick", "Mute 3 tracks". All of this: [main].
QString of_tracks(const QString& what, const Session& session, const Tracks& tracks);

void switch_tracks(Store& store, const Tracks& tracks, const std::string& key, bool on);  // "mute", "solo", "solo_safe", "invert"
void colour_tracks(Store& store, const Tracks& tracks, const QString& colour);            // empty: by role
void route_tracks(Store& store, const Tracks& tracks, StripId output);
void remove_tracks(Store& store, const Tracks& tracks);
void duplicate_tracks(TimelineModel& model, const Tracks& tracks);  // each behind its original; the copies are chosen
void hide_tracks(Store& store, const Tracks& tracks);
void show_tracks(Store& store, const Tracks& tracks);

// Brings them there; those of another bus are routed to the bus of that section.
void land_tracks(Store& store, const Tracks& tracks, const TrackLanding& landing);
// "Move 2 tracks", "Move 2 tracks to Drums".
QString landing_words(const Session& session, const Tracks& tracks, const TrackLanding& landing);

// Everything for the chosen tracks, of which `track` is one. `list` owns the actions.
void fill_track_menu(QMenu& menu, TimelineModel& model, StripId track, HeaderList& list);
// The tracks and groups that are out of sight; each brings itself back.
void fill_hidden_menu(QMenu& menu, Store& store);

}  // namespace sweetspot::ui
