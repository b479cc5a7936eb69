// The window's table of actions: names, keys, what they do.
#include <QApplication>
#include <QMenu>
#include <QStackedWidget>

#include "engine/session/session.h"
#include "engine/session/strip_edits.h"
#include "ui/arrange/arrange_place.h"
#include "ui/arrange/timeline_model.h"
#include "ui/balance/balance_pane.h"
#include "ui/deliver/deliver_place.h"
#include "ui/history/compare_view.h"
#include "ui/history/history_pane.h"
#include "ui/history/versions_view.h"
#include "ui/master/master_place.h"
#include "ui/mix/mix_place.h"
#include "ui/shell/action_table.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notice_bar.h"
#include "ui/shell/problem_walk.h"
#include "ui/shell/reference_listen.h"
#include "ui/shell/song_files.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

QList<QKeySequence> keys(std::initializer_list<const char*> all) {
  QList<QKeySequence> list;
  for (const char* key : all) list << QKeySequence(key);
  return list;
}

constexpr double kKeyZoom = 1.5;  // a press
constexpr qint64 kHoldMs = 400;   // longer is a hold

}  // namespace

std::vector<ActionSpec> MainWindow::song_actions() {
  const QString s = "Song";
  return {
      {"new", s, "New song", keys({"Ctrl+N"}), [this] { files_->new_song(); }},
      {"open", s, "Open…", keys({"Ctrl+O"}), [this] { files_->choose_song(); }},
      {"demo", s, "Open the demo song", {}, [this] { files_->open_demo(); }},
      {"save", s, "Save", keys({"Ctrl+S"}), [this] { files_->save(); }},
      {"save_as", s, "Save as…", keys({"Ctrl+Shift+S"}), [this] { files_->save_as(); }},
      {"add_audio", s, "Add audio…", keys({"Ctrl+I"}), [this] { files_->choose_recordings(ImportGoal::any); }},
      {"add_folder", s, "Add a folder of audio…", keys({"Ctrl+Shift+I"}), [this] { files_->choose_folder_of_recordings(); }},
      {"find_missing",
       s,
       "Find missing recordings…",
       {},
       [this] { files_->find_missing(); },
       [this] { return !store_->studio().missing().empty(); }},
      {"tempo", s, "Tempo and bars…", {},
       [this] {
         go_to(Place::arrange);
         arrange().open_tempo();
       }},
      {"find_tempo", s, "Find the tempo from the recordings", {}, [this] { find_tempo(); }},
      {"export_page", s, "Export…", keys({"Ctrl+Shift+E"}), [this] { go_to(Place::deliver); }},
      {"export", s, "Export again", keys({"Ctrl+E"}),
       [this] {
         go_to(Place::deliver);
         deliver().start_export();
       }},
      {"preferences", s, "Preferences…", keys({"Ctrl+,"}), [this] { show_preferences(); }},
      {"quit", s, "Quit", keys({"Ctrl+Q"}), [this] { close(); }},
  };
}

std::vector<ActionSpec> MainWindow::edit_actions() {
  const QString s = "Edit";
  return {
      {"undo", s, "Undo", keys({"Ctrl+Z"}), [this] { undo(false); }, [this] { return store_->studio().history().can_undo(); }, true},
      {"redo", s, "Redo", keys({"Ctrl+Shift+Z", "Ctrl+Y"}), [this] { undo(true); },
       [this] { return store_->studio().history().can_redo(); }, true},
      {"history", s, "History and versions", keys({"Ctrl+H"}), [this] { show_history(!history().isVisible()); }},
      {"save_version", s, "Save a version of the mix…", keys({"Ctrl+Shift+V"}),
       [this] {
         show_history(true);
         history().versions().start_saving();
       }},
      {"compare_versions", s, "Hear version A or B", keys({"Ctrl+B"}),
       [this] {
         show_history(true);
         history().compare_view().toggle();
       }},
      {"select_all", s, "Select all clips", keys({"Ctrl+A"}), [this] { select_all_or_none(true); }},
      {"select_none", s, "Select none", keys({"Esc"}), [this] { select_all_or_none(false); }},
      {"snap", s, "Snap on or off", keys({"N"}), [this] { arrange().model().toggle_snap(); }},
  };
}

std::vector<ActionSpec> MainWindow::transport_actions() {
  const QString s = "Transport";
  return {
      {"play", s, "Play or stop", keys({"Space"}), [this] { play_or_stop(); }},
      {"play_selection", s, "Play the selection", keys({"Shift+Space"}), [this] { play_selection(); }},
      {"stop", s, "Stop", {}, [this] { store_->attempt([&] { store_->studio().stop(); }); }},
      {"to_start", s, "To the start", keys({"Home", "Return"}), [this] { store_->attempt([&] { store_->studio().locate(0); }); }},
      {"to_end", s, "To the end", keys({"End"}), [this] { store_->attempt([&] { store_->studio().locate(end_of(store_->session())); }); }},
      {"loop", s, "Loop on or off", keys({"L"}), [this] { toggle_loop(); }},
      {"loop_selection", s, "Loop the selection", keys({"Shift+L"}), [this] { arrange().loop_selection(); }},
      {"marker", s, "Set a marker", keys({"Ctrl+M"}), [this] { arrange().set_marker(); }},
      {"section", s, "Set a section from the chosen clips or the loop", keys({"Ctrl+Shift+M"}), [this] { arrange().set_section(); }},
      {"previous_marker", s, "To the previous marker", keys({"Ctrl+Left"}), [this] { arrange().go_to_marker(-1); }, {}, true},
      {"next_marker", s, "To the next marker", keys({"Ctrl+Right"}), [this] { arrange().go_to_marker(1); }, {}, true},
      {"previous_transient", s, "To the previous transient", keys({","}), [this] { arrange().go_to_transient(-1); }, {}, true},
      {"next_transient", s, "To the next transient", keys({"."}), [this] { arrange().go_to_transient(1); }, {}, true},
      {"compare", s, "Hear the mix before mastering", keys({"B"}), [this] { compare(); }},
      {"reference", s, "Hear the reference", keys({"R"}), [this] { hear_reference(); }},
      {"add_reference", s, "Add a reference…", {}, [this] { files_->choose_recordings(ImportGoal::reference); }},
  };
}

std::vector<ActionSpec> MainWindow::view_actions() {
  const QString s = "View";
  std::vector<ActionSpec> all;
  for (std::size_t i = 0; i < kPlaceNames.size(); ++i) {
    const QString number = QString::number(i + 1);
    all.push_back({"place_" + number, s, kPlaceNames[i], {QKeySequence(number)}, [this, i] { go_to(static_cast<Place>(i)); }});
  }
  const std::vector<ActionSpec> rest{
      {"zoom_in", s, "Zoom in", keys({"=", "+"}), [this] { arrange().model().zoom_about_playhead(kKeyZoom); }, {}, true},
      {"zoom_out", s, "Zoom out", keys({"-"}), [this] { arrange().model().zoom_about_playhead(1.0 / kKeyZoom); }, {}, true},
      {"zoom_selection", s, "Zoom to the selection, and back", keys({"Z"}), [this] { arrange().zoom_to_selection(); }},
      {"fit_song", s, "Fit the song", keys({"F"}), [this] { arrange().model().fit_song(); }},
      {"fit_tracks", s, "Fit the tracks in height", keys({"Shift+F"}), [this] { arrange().model().fit_tracks(); }},
      {"follow", s, "Follow the playhead", keys({"P"}),
       [this] {
         TimelineModel& model = arrange().model();
         model.set_follows(!model.follows());
         emit store_->hint_changed(model.follows() ? "The view follows the playhead" : "The view stays where it is");
       }},
      {"next_problem", s, "To the next problem", keys({"F8"}), [this] { problems_->next(); }},
      {"next_pane", s, "To the next pane", keys({"F6"}), [this] { cycle_panes(1); }},
      {"previous_pane", s, "To the previous pane", keys({"Shift+F6"}), [this] { cycle_panes(-1); }},
  };
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

std::vector<ActionSpec> MainWindow::clip_actions() {
  const QString s = "Clip";
  return {
      {"split", s, "Split at the playhead", keys({"S"}), [this] { arrange().split(); }},
      {"trim_start", s, "Trim the start to the playhead", keys({"["}), [this] { arrange().trim_start(); }},
      {"trim_end", s, "Trim the end to the playhead", keys({"]"}), [this] { arrange().trim_end(); }},
      {"fade_in", s, "Fade in to the playhead", keys({"D"}), [this] { arrange().fade_in(); }},
      {"fade_out", s, "Fade out from the playhead", keys({"G"}), [this] { arrange().fade_out(); }},
      {"fade_in_shape", s, "Next shape of the fade in", keys({"Alt+D"}), [this] { arrange().step_fade_shape(true); }},
      {"fade_out_shape", s, "Next shape of the fade out", keys({"Alt+G"}), [this] { arrange().step_fade_shape(false); }},
      {"crossfade", s, "Crossfade overlapping clips", keys({"X"}), [this] { arrange().crossfade(); }},
      {"duplicate", s, "Duplicate", keys({"Ctrl+D"}), [this] { arrange().duplicate(); }},
      {"reverse", s, "Reverse", keys({"Ctrl+R"}), [this] { arrange().reverse(); }},
      {"invert_clip", s, "Invert the polarity of the chosen clips", keys({"Ctrl+Shift+P"}), [this] { arrange().invert(); }},
      {"lock", s, "Lock or unlock", keys({"Ctrl+L"}), [this] { arrange().lock(); }},
      {"group", s, "Group", keys({"Ctrl+G"}), [this] { arrange().group(true); }},
      {"ungroup", s, "Ungroup", keys({"Ctrl+Shift+G"}), [this] { arrange().group(false); }},
      {"join", s, "Join", keys({"Ctrl+J"}), [this] { arrange().join(); }},
      {"strip_silence", s, "Strip silence of the chosen clips", keys({"Ctrl+U"}), [this] { arrange().strip_silence(); }},
      {"auto_crossfade", s, "Automatic crossfades on or off", keys({"Shift+X"}), [this] { arrange().toggle_crossfades(); }},
      {"make_takes", s, "Make takes of the chosen clips", keys({"Ctrl+T"}), [this] { arrange().make_takes(); }},
      {"flatten_takes", s, "Flatten the takes of the track", keys({"Ctrl+Shift+T"}), [this] { arrange().flatten_takes(); }},
      {"take_above",
       s,
       "Hear the take above, of the chosen clips or at the playhead",
       keys({"Ctrl+Up"}),
       [this] { arrange().step_take(-1); },
       {},
       true},
      {"take_below",
       s,
       "Hear the take below, of the chosen clips or at the playhead",
       keys({"Ctrl+Down"}),
       [this] { arrange().step_take(1); },
       {},
       true},
      {"previous_clip",
       s,
       "Choose the previous clip of the track",
       keys({"Ctrl+Shift+Left"}),
       [this] { arrange().choose_clip(-1); },
       {},
       true},
      {"next_clip", s, "Choose the next clip of the track", keys({"Ctrl+Shift+Right"}), [this] { arrange().choose_clip(1); }, {}, true},
      {"take_lanes", s, "Show or hide the lanes of takes", keys({"T"}), [this] { arrange().toggle_takes(); }},
      {"delete", s, "Delete", keys({"Del"}), [this] { arrange().remove(false); }},
      {"delete_close", s, "Delete and close the gap", keys({"Shift+Del"}), [this] { arrange().remove(true); }},
      {"nudge_left", s, "Nudge to the left", keys({"Alt+Left"}), [this] { arrange().nudge(-1, false); }, {}, true},
      {"nudge_right", s, "Nudge to the right", keys({"Alt+Right"}), [this] { arrange().nudge(1, false); }, {}, true},
      {"nudge_left_fine", s, "Nudge to the left, fine", keys({"Alt+Shift+Left"}), [this] { arrange().nudge(-1, true); }, {}, true},
      {"nudge_right_fine", s, "Nudge to the right, fine", keys({"Alt+Shift+Right"}), [this] { arrange().nudge(1, true); }, {}, true},
  };
}

std::vector<ActionSpec> MainWindow::track_actions() {
  const QString s = "Track";
  return {
      {"mute", s, "Mute", keys({"M"}), [this] { toggle_strip(false); }},
      {"solo", s, "Solo", keys({"Shift+S"}), [this] { toggle_strip(true); }},
      {"clear_solos", s, "Clear all solos", keys({"Ctrl+Alt+S"}),
       [this] { store_->edit("Clear solos", [](const SessionPtr& session) { return edit::clear_solos(session); }); }},
      {"automation", s, "Show or fold the automation of the track", keys({"A"}), [this] { arrange().toggle_automation(); }},
      {"balance", s, "Set a starting balance…", {}, [this] { open_balance(BalancePane::Page::balance); }},
      {"masking", s, "Show what covers the track", {}, [this] { open_balance(BalancePane::Page::masking); }},
      {"spots", s, "Find sweet spots and resonances", {}, [this] { open_balance(BalancePane::Page::spots); }},
      {"rename", s, "Rename", keys({"F2"}),
       [this] {
         if (place_ == Place::mix)
           static_cast<MixPlace*>(page(Place::mix))->rename_selected();
         else
           arrange().rename_track();
       }},
  };
}

std::vector<ActionSpec> MainWindow::help_actions() {
  return {{"shortcuts", "Help", "Commands and keys", keys({"F1"}), [this] { show_shortcuts(); }}};
}

// Held down, the key goes back when it is let go.
void MainWindow::compare() {
  compare_since_.start();
  master().toggle_compare();
}

void MainWindow::hear_reference() {
  reference_since_.start();
  reference_->toggle();
}

void MainWindow::end_reference() {
  if (reference_since_.isValid() && reference_since_.elapsed() >= kHoldMs && reference_->heard()) reference_->toggle();
  reference_since_.invalidate();
}

void MainWindow::end_compare() {
  if (compare_since_.isValid() && compare_since_.elapsed() >= kHoldMs) master().toggle_compare();
  compare_since_.invalidate();
}

// What lies side by side in the place that is shown, and each bar around it.
QWidget* MainWindow::pane_of(QWidget* widget) const {
  QWidget *pane = widget, *inside = nullptr, *deeper = nullptr;
  for (; pane && pane->parentWidget() != this && pane->parentWidget() != middle_; pane = pane->parentWidget()) {
    deeper = inside;
    inside = pane;
  }
  // In the stack: below its page.
  return pane == static_cast<QWidget*>(stack_) && deeper ? deeper : pane;
}

// The first widget of the next pane that takes the keyboard gets it.
void MainWindow::cycle_panes(int direction) {
  QWidgetList panes, starts;
  for (QWidget* widget = nextInFocusChain(); widget != this; widget = widget->nextInFocusChain()) {
    if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isVisible() || !widget->isEnabled() || widget->window() != this) continue;
    QWidget* pane = pane_of(widget);
    if (panes.contains(pane)) continue;
    panes << pane;
    starts << widget;
  }
  if (panes.isEmpty()) return;
  const qsizetype at = focusWidget() && focusWidget() != this ? panes.indexOf(pane_of(focusWidget())) : -1;
  const qsizetype next = at < 0 ? (direction > 0 ? 0 : panes.size() - 1) : (at + direction + panes.size()) % panes.size();
  starts[next]->setFocus(direction > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
}

}  // namespace sweetspot::ui
