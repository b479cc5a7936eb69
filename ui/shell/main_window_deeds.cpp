// What the actions of the window do.
#include "ui/shell/main_window.h"

#include <QMenu>

#include "engine/session/group_edits.h"
#include "engine/session/song_edits.h"
#include "engine/studio/song_tempo.h"
#include "ui/arrange/arrange_place.h"
#include "ui/arrange/header_actions.h"
#include "ui/arrange/timeline_model.h"
#include "ui/controls/open_drag.h"
#include "ui/history/history_pane.h"
#include "ui/shell/action_table.h"
#include "ui/shell/command_list.h"
#include "ui/shell/notice_bar.h"
#include "ui/shell/preferences_dialog.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/store/jobs.h"
#include "ui/store/step_words.h"
#include "ui/store/store.h"
#include "ui/store/time_text.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {

void MainWindow::undo(bool again) {
  // A step taken back under a hand that moves something would be followed by a new step out of nowhere.
  if (cancel_open_drag()) return status_->show_hint("The drag was given up; press again for the step before it");
  const History& history = store_->studio().history();
  if (again ? !history.can_redo() : !history.can_undo()) return status_->show_hint(again ? "Nothing to redo" : "Nothing to undo");
  const QString name = words(history.steps()[history.position() + (again ? 1 : 0)].words());
  store_->end_gesture();
  store_->attempt([&] { again ? store_->studio().redo() : store_->studio().undo(); });
  store_->refresh();
  status_->show_hint((again ? "Redone: " : "Undone: ") + name);
}

void MainWindow::play_or_stop() {
  stop_at_ = -1;
  Studio& studio = store_->studio();
  store_->attempt([&] { studio.playing() ? studio.stop() : studio.play(); });
}

void MainWindow::play_selection() {
  const Stretch stretch = arrange().selection();
  if (stretch.to <= stretch.from) return status_->show_hint("Play the selection: choose a clip first");
  store_->attempt([&] {
    store_->studio().locate(stretch.from);
    store_->studio().play();
  });
  stop_at_ = stretch.to;
}

void MainWindow::watch_selection_end(qint64 at) {
  if (stop_at_ < 0 || at < stop_at_) return;
  stop_at_ = -1;
  store_->attempt([&] { store_->studio().stop(); });
}

void MainWindow::toggle_loop() {
  const Loop loop = store_->session().loop;
  if (loop.end <= loop.start)
    return status_->show_hint("Drag on the upper edge of the ruler to set the loop first, or choose clips and press Shift+L");
  store_->edit(loop.enabled ? "Loop off" : "Loop on", [=](const SessionPtr& s) {
    return edit::set_loop(s, {loop.start, loop.end, !loop.enabled});
  });
}

void MainWindow::toggle_strip(bool solo) {
  const StripId id = store_->selected_strip();
  const Strip* strip = find_strip(store_->session(), id);
  if (!strip) return status_->show_hint(solo ? "Solo: choose a track first" : "Mute: choose a track first");
  if (place_ == Place::arrange && arrange().model().with_chosen(id).size() > 1)
    return switch_tracks(*store_, arrange().model().with_chosen(id), solo ? "solo" : "mute", !(solo ? strip->soloed : strip->muted));
  if (solo)
    store_->edit(strip_step(store_->session(), id, "solo", strip->soloed ? 0.0 : 1.0).name,
                 [id, on = !strip->soloed](const SessionPtr& s) { return edit::set_linked_value(s, id, "solo", on ? 1.0 : 0.0); });
  else
    store_->edit(strip_step(store_->session(), id, "mute", strip->muted ? 0.0 : 1.0).name,
                 [id, on = !strip->muted](const SessionPtr& s) { return edit::set_linked_value(s, id, "mute", on ? 1.0 : 0.0); });
}

// In the place that is shown, or in Mix.
void MainWindow::open_balance(BalancePane::Page wanted) {
  if (store_->session().tracks.empty()) return status_->show_hint("Add recordings first");
  if (!find_track(store_->session(), store_->selected_strip())) store_->select_strip(store_->session().tracks.front()->strip.id);
  if (place_ != Place::arrange && place_ != Place::mix) go_to(Place::mix);
  if (auto* pane = page(place_)->findChild<BalancePane*>()) pane->open(wanted);
}

void MainWindow::tell_balance(const QString& step, const QStringList& explanations) {
  const auto undo_it = [this] { undo(false); };
  notices_->show_notice({"balance",
                         Notice::Kind::success,
                         step + ": " + (explanations.isEmpty() ? QString() : explanations.last()),
                         {{"Undo", undo_it}},
                         12});
}

void MainWindow::select_all_or_none(bool all) {
  if (all) return arrange().select_all();
  store_->select_regions({});
}

// One step that says what it did and why, or says why it did nothing.
void MainWindow::find_tempo() {
  const SessionPtr session = store_->session_ptr();
  jobs_->start("Finding the tempo", [this, session, folder = store_->studio().folder()](const Progress& progress) -> JobEnd {
    const SongTempo tempo = find_song_tempo(*session, folder, progress);
    return [this, tempo] {
      if (tempo.bpm == 0.0)
        return notices_->show_notice({"tempo", Notice::Kind::info, "No steady tempo was found. " + QString::fromStdString(tempo.why)});
      store_->edit("Tempo from the recordings", [&](const SessionPtr& now) { return with_tempo(now, tempo); });
      const QString bars = tempo.bar_confidence < 0.2 ? "Where bar 1 begins is a guess: set it if it is wrong." : QString();
      notices_->show_notice({"tempo",
                             Notice::Kind::success,
                             QString("%1 BPM, bar 1 at %2. %3 %4")
                                 .arg(QString::number(tempo.bpm, 'g', 6), time_text(tempo.bar_1, store_->session().rate),
                                      QString::fromStdString(tempo.why), bars)
                                 .trimmed(),
                             {{"Undo", [this] { undo(false); }}, {"Change…", [this] {
                                                                    go_to(Place::arrange);
                                                                    arrange().open_tempo();
                                                                  }}}});
    };
  });
}

void MainWindow::snap_menu(const QPoint& screen) {
  QMenu menu;
  TimelineModel& model = arrange().model();
  for (const Snap snap : {Snap::off, Snap::bar, Snap::beat, Snap::sixteenth}) {
    QAction* action = menu.addAction(snap_label(snap));
    action->setCheckable(true);
    action->setChecked(model.snap() == snap);
    connect(action, &QAction::triggered, this, [&model, snap] { model.set_snap(snap); });
  }
  menu.addSeparator();
  QAction* transients = menu.addAction("Transients, where they lie apart");
  transients->setCheckable(true);
  transients->setChecked(model.sticks_to_transients());
  connect(transients, &QAction::toggled, this, [&model](bool on) { model.set_sticks_to_transients(on); });
  menu.exec(screen);
}

void MainWindow::show_shortcuts() {
  auto* dialog = new CommandList(*actions_, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->show();
}

void MainWindow::show_preferences() {
  auto* dialog = new PreferencesDialog(*store_, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->show();
}

}  // namespace sweetspot::ui
