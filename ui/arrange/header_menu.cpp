// The menu of a track's head.
#include <QMenu>
#include <QPixmap>
#include <algorithm>

#include "engine/session/group_edits.h"
#include "engine/session/vca_edits.h"
#include "ui/arrange/header_actions.h"
#include "ui/arrange/header_list.h"
#include "ui/arrange/timeline_model.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

struct Menus {
  TimelineModel& model;
  HeaderList& list;
  StripId track;
  Tracks tracks;

  Store& store() const { return model.store(); }
  const Session& session() const { return model.session(); }

  template <class Run>
  void tick(QMenu& menu, const QString& text, bool on, Run run) const {
    QAction* action = menu.addAction(text, &list, run);
    action->setCheckable(true);
    action->setChecked(on);
  }

  bool all_in(const std::vector<StripId>& members) const {
    return std::ranges::all_of(tracks, [&](StripId id) { return std::ranges::find(members, id) != members.end(); });
  }

  template <class Edit>
  void each(const QString& what, Edit edit) const {
    store().edit(of_tracks(what, session(), tracks), [&](const SessionPtr& s) {
      SessionPtr next = s;
      for (const StripId id : tracks) next = edit(next, id);
      return next;
    });
  }

  void colours(QMenu& menu) const {
    menu.addAction("By role", &list, [*this] { colour_tracks(store(), tracks, {}); });
    for (const token::NamedColour& named : token::kTrackColours) {
      QPixmap patch(14, 14);
      patch.fill(named.colour);
      menu.addAction(patch, QString::fromUtf8(named.name.data(), static_cast<int>(named.name.size())), &list,
                     [*this, &named] { colour_tracks(store(), tracks, named.colour.name().toUpper()); });
    }
  }

  void outputs(QMenu& menu) const {
    const StripId now = bus_of_track(session(), track);
    for (const auto& bus : session().buses)
      tick(menu, words(bus->strip.name), now == bus->strip.id, [*this, id = bus->strip.id] { route_tracks(store(), tracks, id); });
    tick(menu, "Mix", !now, [*this] { route_tracks(store(), tracks, kMixStrip); });
  }

  void vcas(QMenu& menu) const {
    for (const auto& vca : session().vcas) {
      const bool on = all_in(vca->members);
      tick(menu, words(vca->strip.name), on, [*this, on, id = vca->strip.id] {
        each(on ? "Take from the VCA:" : "Put under the VCA:",
             [&](const SessionPtr& s, StripId one) { return on ? edit::leave_vca(s, id, one) : edit::join_vca(s, id, one); });
      });
    }
    if (!menu.isEmpty()) menu.addSeparator();
    menu.addAction(icon(Icon::add), tracks.size() == 1 ? "New VCA over it" : "New VCA over them", &list,
                   [*this] { store().edit("New VCA", [&](const SessionPtr& s) { return edit::add_vca(s, "VCA", tracks).session; }); });
  }

  void groups(QMenu& menu) const {
    for (const auto& group : session().groups) {
      const bool on = all_in(group->members);
      tick(menu, words(group->name), on, [*this, on, id = group->id] {
        each(on ? "Take from the group:" : "Put into the group:",
             [&](const SessionPtr& s, StripId one) { return on ? edit::leave_group(s, id, one) : edit::join_group(s, id, one); });
      });
    }
    if (!menu.isEmpty()) menu.addSeparator();
    menu.addAction(icon(Icon::add), tracks.size() == 1 ? "New group with it" : "New group with them", &list, [*this] {
      store().edit("New group", [&](const SessionPtr& s) { return edit::add_group(s, "Group", tracks).session; });
    });
  }
};

}  // namespace

void fill_track_menu(QMenu& menu, TimelineModel& model, StripId track, HeaderList& list) {
  const Track* found = find_track(model.session(), track);
  if (!found) return;
  const Menus menus{model, list, track, model.with_chosen(track)};
  const auto& tracks = menus.tracks;
  Store& store = model.store();
  menu.addAction("Rename\tF2", &list, [&list, track] { list.rename(track); });
  menus.colours(*menu.addMenu("Colour"));
  menus.outputs(*menu.addMenu("Output"));
  menus.vcas(*menu.addMenu("VCA"));
  menus.groups(*menu.addMenu("Group"));
  menu.addSeparator();
  const bool safe = found->strip.solo_safe, inverted = found->strip.inverted;
  menus.tick(menu, "Safe from other strips' solo", safe, [=, &store] { switch_tracks(store, tracks, "solo_safe", !safe); });
  menus.tick(menu, "Polarity turned over", inverted, [=, &store] { switch_tracks(store, tracks, "invert", !inverted); });
  menu.addSeparator();
  emit list.automation_menu_opens(menu.addMenu("Automation"), track);
  menu.addSeparator();
  menu.addAction("Move up\tAlt+Up", &list, [&list] { list.move_chosen(-1); });
  menu.addAction("Move down\tAlt+Down", &list, [&list] { list.move_chosen(1); });
  menu.addAction(of_tracks("Duplicate", model.session(), tracks), &list, [=, &model] { duplicate_tracks(model, tracks); });
  menu.addAction(of_tracks("Hide", model.session(), tracks), &list, [=, &store] { hide_tracks(store, tracks); });
  menu.addAction(icon(Icon::trash), of_tracks("Remove", model.session(), tracks), &list, [=, &store] { remove_tracks(store, tracks); });
}

}  // namespace sweetspot::ui
