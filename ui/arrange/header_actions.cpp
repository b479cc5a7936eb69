#include "ui/arrange/header_actions.h"

#include <QMenu>
#include <algorithm>

#include "engine/session/group_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/several_tracks.h"
#include "engine/session/strip_edits.h"
#include "engine/session/strip_params.h"
#include "engine/session/track_edits.h"
#include "ui/arrange/timeline_model.h"
#include "ui/store/links.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {
namespace {

// The same edit for each, one after the other.
template <class Edit>
void edit_each(Store& store, const QString& what, const Tracks& tracks, Edit edit) {
  store.edit(of_tracks(what, store.session(), tracks), [&](const SessionPtr& s) {
    SessionPtr next = s;
    for (const StripId track : tracks) next = edit(next, track);
    return next;
  });
}

QString switch_words(const std::string& key, bool on) {
  if (key == "mute") return on ? "Mute" : "Unmute";
  if (key == "solo") return on ? "Solo" : "Unsolo";
  if (key == "solo_safe") return on ? "Make solo-safe" : "Make not solo-safe";
  return "Turn the polarity of";
}

}  // namespace

QString of_tracks(const QString& what, const Session& session, const Tracks& tracks) {
  if (tracks.size() != 1) return QString("%1 %2 tracks").arg(what).arg(tracks.size());
  const Strip* strip = find_strip(session, tracks.front());
  return strip ? what + " " + words(strip->name) : what;
}

void switch_tracks(Store& store, const Tracks& tracks, const std::string& key, bool on) {
  edit_each(store, switch_words(key, on), tracks,
            [&](const SessionPtr& s, StripId track) { return set_by_hand(s, track, key, on ? 1.0 : 0.0); });
}

void colour_tracks(Store& store, const Tracks& tracks, const QString& colour) {
  edit_each(store, "Colour", tracks, [&](const SessionPtr& s, StripId track) { return edit::set_colour(s, track, colour.toStdString()); });
}

void route_tracks(Store& store, const Tracks& tracks, StripId output) {
  edit_each(store, "Route", tracks, [&](const SessionPtr& s, StripId track) { return edit::set_output(s, track, output); });
}

void remove_tracks(Store& store, const Tracks& tracks) {
  edit_each(store, "Remove", tracks, [](const SessionPtr& s, StripId track) { return edit::remove_strip(s, track); });
}

void duplicate_tracks(TimelineModel& model, const Tracks& tracks) {
  Tracks copies;
  edit_each(model.store(), "Duplicate", tracks, [&](const SessionPtr& s, StripId track) {
    const auto added = edit::duplicate_track(s, track);
    copies.push_back(added.id);
    return added.session;
  });
  if (!copies.empty() && find_track(model.session(), copies.front())) model.choose({copies.begin(), copies.end()}, copies.front());
}

void hide_tracks(Store& store, const Tracks& tracks) {
  store.edit(of_tracks("Hide", store.session(), tracks), [&](const SessionPtr& s) { return edit::hide_tracks(s, tracks); });
}

void show_tracks(Store& store, const Tracks& tracks) {
  store.edit(of_tracks("Show", store.session(), tracks), [&](const SessionPtr& s) { return edit::show_tracks(s, tracks); });
}

QString landing_words(const Session& session, const Tracks& tracks, const TrackLanding& landing) {
  const QString move = of_tracks("Move", session, tracks);
  const bool stay = std::ranges::all_of(tracks, [&](StripId track) { return bus_of_track(session, track) == landing.bus; });
  if (stay) return move;
  const Bus* bus = find_bus(session, landing.bus);
  return move + " to " + (bus ? words(bus->strip.name) : QString("the mix"));
}

void land_tracks(Store& store, const Tracks& tracks, const TrackLanding& landing) {
  store.edit(landing_words(store.session(), tracks, landing), [&](const SessionPtr& s) {
    SessionPtr next = edit::move_tracks(s, tracks, landing.beside, landing.behind);
    for (const StripId track : tracks)
      if (bus_of_track(*next, track) != landing.bus) next = edit::set_output(next, track, landing.bus ? landing.bus : kMixStrip);
    return next;
  });
}

void fill_hidden_menu(QMenu& menu, Store& store) {
  const Session& session = store.session();
  const Tracks hidden = hidden_tracks(session);
  for (const auto& group : session.groups) {
    if (!group->hidden || group->name.starts_with(kHiddenGroupName)) continue;
    menu.addAction("Show the group " + words(group->name), &store, [&store, id = group->id] {
      store.edit("Show group", [id](const SessionPtr& s) { return edit::set_group_hidden(s, id, false); });
    });
  }
  for (const StripId track : hidden)
    menu.addAction("Show " + words(find_strip(session, track)->name), &store, [&store, track] {
      show_tracks(store, {track});
      store.select_strip(track);
    });
  menu.addSeparator();
  menu.addAction("Show all", &store, [&store, hidden] {
    store.edit(of_tracks("Show", store.session(), hidden),
               [&](const SessionPtr& s) { return edit::show_all_groups(edit::show_tracks(s, hidden)); });
  });
}

}  // namespace sweetspot::ui
