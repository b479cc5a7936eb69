#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "engine/session/group_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/studio/song_tempo.h"
#include "ui/arrange/arrange_place.h"
#include "ui/arrange/header_actions.h"
#include "ui/arrange/timeline_model.h"
#include "ui/controls/open_drag.h"
#include "ui/deliver/deliver_place.h"
#include "ui/history/history_pane.h"
#include "ui/history/version_compare.h"
#include "ui/master/master_place.h"
#include "ui/mix/mix_place.h"
#include "ui/mix/store_desk.h"
#include "ui/shell/action_table.h"
#include "ui/shell/command_list.h"
#include "ui/shell/empty_page.h"
#include "ui/shell/job_rows.h"
#include "ui/shell/notice_bar.h"
#include "ui/shell/preferences_dialog.h"
#include "ui/shell/problem_walk.h"
#include "ui/shell/reference_listen.h"
#include "ui/shell/song_files.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/store/jobs.h"
#include "ui/store/step_words.h"
#include "ui/store/store.h"
#include "ui/store/time_text.h"
#include "ui/store/track_look.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/tune/tune_place.h"

namespace sweetspot::ui {
namespace {

constexpr const char* kGeometryKey = "window";
constexpr int kFrameRoom = 32;
constexpr QSize kLeastSize(1280, 700);  // what the top bar needs beside its tabs

ImportGoal goal_of(EmptyPage::Goal goal) {
  switch (goal) {
    case EmptyPage::Goal::mix:
      return ImportGoal::mix;
    case EmptyPage::Goal::tune:
      return ImportGoal::tune;
    case EmptyPage::Goal::master:
      return ImportGoal::master;
    case EmptyPage::Goal::any:
      break;
  }
  return ImportGoal::any;
}

}  // namespace

MainWindow::MainWindow(QWidget* parent)
    : QWidget(parent),
      store_(new Store(this)),
      jobs_(new Jobs(this)),
      files_(new SongFiles(*store_, *jobs_, *this)),
      reference_(new ReferenceListen(*store_, *jobs_, this)),
      problems_(new ProblemWalk(*store_, this)),
      menu_(new QMenu(this)) {
  setAcceptDrops(true);
  setFocusPolicy(Qt::ClickFocus);
  resize(1600, 1000);
  fit_to_screen();
  set_ground(*this, token::kWindow);
  std::vector<ActionSpec> all;
  for (auto part : {song_actions(), edit_actions(), transport_actions(), view_actions(), clip_actions(), track_actions(), help_actions()})
    for (ActionSpec& spec : part) all.push_back(std::move(spec));
  actions_ = std::make_unique<ActionTable>(std::move(all), *this);
  actions_->fill(*menu_);
  build();
  connect_parts();
  if (const QByteArray kept = QSettings().value(kGeometryKey).toByteArray(); !kept.isEmpty() && restoreGeometry(kept)) fit_to_screen();
  qApp->installEventFilter(this);
  show_page();
  show_title();
  setFocus();  // no button has the keyboard until the user gives it one
}

// The screen may have become smaller since the window was closed. With room for the frame and the panels of the desktop.
void MainWindow::fit_to_screen() {
  const QRect room = screen()->availableGeometry().adjusted(0, 0, 0, -kFrameRoom);
  setMinimumSize(kLeastSize.boundedTo(room.size()));
  if (isMaximized() || isFullScreen()) return;
  resize(size().boundedTo(room.size()));
  const QPoint last = room.bottomRight() - QPoint(width() - 1, height() - 1);
  const QPoint bounded(std::clamp(x(), room.left(), last.x()), std::clamp(y(), room.top(), last.y()));
  if (bounded != pos()) move(bounded);
}

// Work in the background ends before what it works on.
MainWindow::~MainWindow() {
  qApp->removeEventFilter(this);
  delete jobs_;
}

void MainWindow::build() {
  top_ = new TopBar(*store_, *actions_, menu_);
  stack_ = new QStackedWidget;
  status_ = new StatusLine(*store_);
  empty_ = new EmptyPage;
  stack_->addWidget(empty_);
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(0);
  box->addWidget(top_);
  middle_ = new QWidget;
  auto* beside = new QHBoxLayout(middle_);
  beside->setContentsMargins(0, 0, 0, 0);
  beside->setSpacing(1);
  beside->addWidget(stack_, 1);
  box->addWidget(middle_, 1);
  box->addWidget(new JobRows(*jobs_));
  box->addWidget(status_);
  notices_ = new NoticeStack(this);  // over all of them
  notices_->place_over(*middle_);
}

void MainWindow::connect_parts() {
  connect(store_, &Store::problem, this, [this](QString sentence) {
    // A subject such as "the clips" begins the sentence; names of files and tracks stay as they are written.
    if (sentence.startsWith("the ") || sentence.startsWith("a ")) sentence[0] = sentence[0].toUpper();
    notices_->show_notice({sentence, Notice::Kind::error, sentence});
  });
  connect(store_, &Store::hint_changed, status_, &StatusLine::show_hint);
  connect(store_, &Store::structure_changed, this, &MainWindow::show_page);
  connect(store_, &Store::session_changed, this, &MainWindow::show_title);
  connect(store_, &Store::opened, this, &MainWindow::show_title);
  connect(store_, &Store::playhead_moved, this, &MainWindow::watch_selection_end);
  connect(jobs_, &Jobs::failed, store_, &Store::problem);
  connect(&BalanceBook::of(*store_), &BalanceBook::done, this, &MainWindow::tell_balance);
  connect(jobs_, &Jobs::failed, this, [this] { quits_after_jobs_ = false; });  // the user should read why
  connect(jobs_, &Jobs::all_ended, this, &MainWindow::quit_after_jobs, Qt::QueuedConnection);
  connect(files_, &SongFiles::notice, notices_, &NoticeStack::show_notice);
  connect(files_, &SongFiles::notice_over, notices_, &NoticeStack::dismiss);
  connect(files_, &SongFiles::place_wanted, this, &MainWindow::go_to);
  connect(problems_, &ProblemWalk::place_wanted, this, &MainWindow::go_to);
  connect(problems_, &ProblemWalk::told, status_, &StatusLine::show_hint);
  connect(reference_, &ReferenceListen::hint_changed, status_, &StatusLine::show_hint);
  connect(reference_, &ReferenceListen::changed, this, [this] { top_->show_reference(reference_->heard(), reference_->told()); });
  connect(top_, &TopBar::reference_let_go, this, &MainWindow::end_reference);
  connect(reference_, &ReferenceListen::none_there, this, [this] {
    notices_->show_notice(
        {"reference",
         Notice::Kind::info,
         "There is no reference yet. Choose a finished record to hold the mix against: it is put on a muted track of its own.",
         {{"Choose a file…", [this] { files_->choose_recordings(ImportGoal::reference); }}}});
  });
  connect(top_, &TopBar::place_chosen, this, &MainWindow::go_to);
  connect(top_, &TopBar::snap_menu_requested, this, &MainWindow::snap_menu);
  connect(status_, &StatusLine::device_clicked, this, &MainWindow::show_preferences);
  connect(empty_, &EmptyPage::add_requested, this, [this](EmptyPage::Goal goal) { files_->choose_recordings(goal_of(goal)); });
  connect(empty_, &EmptyPage::open_requested, files_, &SongFiles::choose_song);
  connect(empty_, &EmptyPage::demo_requested, files_, &SongFiles::open_demo);
  connect(empty_, &EmptyPage::recent_requested, files_, &SongFiles::open);
  const TimelineModel& model = arrange().model();
  const auto show_snap = [this, &model] { top_->set_snap(snap_label(model.snap()), model.snap() != Snap::off); };
  connect(&model, &TimelineModel::options_changed, top_, show_snap);
  show_snap();
}

void MainWindow::open_paths(const QStringList& paths) {
  if (paths.isEmpty()) return;
  SongFiles::Paths all;
  for (const QString& path : paths) all.emplace_back(path.toStdString());
  if (all.size() == 1 && !std::filesystem::exists(all.front()))
    return emit store_->problem(paths.front() + ": there is no such file or folder; check the name");
  if (all.size() == 1 && all.front().extension() == ".sweetspot") {
    files_->open_now(paths.front());
    return;
  }
  files_->add(all);
}

void MainWindow::start_sound() {
  open_chosen_audio(*store_);
  files_->offer_left_behind();
}

// --- Places -----------------------------------------------------------------------------------------------------------

QWidget* MainWindow::page(Place place) {
  QWidget*& made = pages_[static_cast<std::size_t>(place)];
  if (!made) stack_->addWidget(made = make_page(place));
  return made;
}

QWidget* MainWindow::make_page(Place place) {
  switch (place) {
    case Place::arrange: {
      auto* page = new ArrangePlace(*store_);
      connect(page, &ArrangePlace::add_audio_requested, this, [this] { files_->choose_recordings(ImportGoal::any); });
      connect(page, &ArrangePlace::files_dropped, this, [this](const FileDrop& drop) {
        empty_->set_drop_shown(false);
        // The first recordings make the song: they are balanced and begin at its start.
        if (store_->session().tracks.empty()) return files_->add(drop.files);
        files_->place(drop.files, drop.tracks, drop.at);
      });
      connect(page, &ArrangePlace::tune_requested, this, [this] { go_to(Place::tune); });
      connect(page, &ArrangePlace::find_tempo_wanted, this, &MainWindow::find_tempo);
      connect(page, &ArrangePlace::mix_requested, this, [this] { go_to(Place::mix); });
      connect(page, &ArrangePlace::hint_changed, status_, &StatusLine::show_hint);
      return page;
    }
    case Place::mix: {
      MixPlace* page = make_mix_place(*store_);
      connect(page, &MixPlace::go_to_master_requested, this, [this] { go_to(Place::master); });
      return page;
    }
    case Place::tune:
      return new TunePlace(*store_, *jobs_);
    case Place::master: {
      auto* page = new MasterPlace(*store_);
      connect(page, &MasterPlace::hint_changed, status_, &StatusLine::show_hint);
      return page;
    }
    case Place::deliver:
      break;
  }
  auto* page = new DeliverPlace(*store_, *jobs_);
  connect(page, &DeliverPlace::find_requested, files_, &SongFiles::find_missing);
  connect(page, &DeliverPlace::track_requested, this, [this](StripId track) {
    store_->select_strip(track);
    go_to(Place::mix);
  });
  return page;
}

ArrangePlace& MainWindow::arrange() { return *static_cast<ArrangePlace*>(page(Place::arrange)); }
DeliverPlace& MainWindow::deliver() { return *static_cast<DeliverPlace*>(page(Place::deliver)); }
MasterPlace& MainWindow::master() { return *static_cast<MasterPlace*>(page(Place::master)); }

HistoryPane& MainWindow::history() {
  if (!history_) {
    history_ = new HistoryPane(*store_, *jobs_);
    history_->hide();
    middle_->layout()->addWidget(history_);
    connect(history_, &HistoryPane::close_requested, this, [this] { show_history(false); });
    connect(history_, &HistoryPane::told, status_, &StatusLine::show_hint);
  }
  return *history_;
}

// A comparison that nobody sees any more is over.
void MainWindow::show_history(bool on) {
  history().setVisible(on);
  if (!on) history().compare().end();
}

void MainWindow::go_to(Place place) {
  place_ = place;
  show_page();
}

void MainWindow::show_page() {
  const bool nothing = store_->session().tracks.empty() && place_ == Place::arrange;
  stack_->setCurrentWidget(nothing ? empty_ : page(place_));
  top_->show_place(place_);
}

void MainWindow::show_title() {
  setWindowTitle(words(store_->session().name) + (store_->studio().modified() ? " (changed)" : "") + " – Sweetspot");
}

// --- What actions do --------------------------------------------------------------------------------------------------

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

// --- Events -----------------------------------------------------------------------------------------------------------

void MainWindow::closeEvent(QCloseEvent* event) {
  QSettings().setValue(kGeometryKey, saveGeometry());
  if (leaving_) return event->accept();
  if (!jobs_->running().empty()) {
    event->ignore();
    return ask_about_jobs();
  }
  if (!files_->would_be_lost()) return event->accept();
  event->ignore();
  files_->leave([this] {
    leaving_ = true;
    close();
  });
}

void MainWindow::ask_about_jobs() {
  static constexpr const char* kName = "jobs_running";
  if (auto* open = findChild<QMessageBox*>(kName); open && open->isVisible()) return open->raise();
  const auto& running = jobs_->running();
  const Job& first = *running.front();
  QString text = QString("“%1” is at %2 %.").arg(first.name()).arg(static_cast<int>(first.fraction() * 100.0));
  if (running.size() > 1) text += QString(" %1 more run beside it.").arg(running.size() - 1);
  auto* box = new QMessageBox(QMessageBox::NoIcon, "Sweetspot", text, QMessageBox::NoButton, this);
  box->setObjectName(kName);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setInformativeText("What is cancelled leaves nothing behind and has to be started again.");
  const auto* wait = static_cast<QAbstractButton*>(box->addButton("Wait, then quit", QMessageBox::AcceptRole));
  const auto* cancel = static_cast<QAbstractButton*>(box->addButton("Cancel it and quit", QMessageBox::DestructiveRole));
  box->addButton("Stay", QMessageBox::RejectRole);
  connect(box, &QMessageBox::buttonClicked, this, [this, wait, cancel](QAbstractButton* chosen) {
    if (chosen == cancel)
      for (Job* job : jobs_->running()) job->cancel();
    quits_after_jobs_ = chosen == wait || chosen == cancel;
    if (quits_after_jobs_) quit_after_jobs();
  });
  box->setModal(false);
  box->show();
}

void MainWindow::quit_after_jobs() {
  if (!jobs_->running().empty()) return;  // one was started since
  if (std::exchange(quits_after_jobs_, false)) close();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!event->mimeData()->hasUrls()) return;
  event->acceptProposedAction();
  empty_->set_drop_shown(true);
  status_->show_hint("Drop to add as tracks");
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) { empty_->set_drop_shown(false); }

void MainWindow::dropEvent(QDropEvent* event) {
  empty_->set_drop_shown(false);
  SongFiles::Paths paths;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) paths.emplace_back(url.toLocalFile().toStdString());
  if (paths.empty()) return;
  event->acceptProposedAction();
  files_->add(paths);
}

// Space is Play everywhere, so Enter presses the button that has the keyboard.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyRelease && (compare_since_.isValid() || reference_since_.isValid())) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_B && !key->isAutoRepeat()) end_compare();
    if (key->key() == Qt::Key_R && !key->isAutoRepeat()) end_reference();
  }
  if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
    auto* key = static_cast<QKeyEvent*>(event);
    auto* widget = qobject_cast<QWidget*>(watched);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (enter && key->modifiers() == Qt::NoModifier && widget && widget->hasFocus() && widget->window() == this) {
      auto* button = qobject_cast<QAbstractButton*>(watched);
      auto* list = qobject_cast<QComboBox*>(watched);
      if (button || list) {
        if (event->type() == QEvent::ShortcutOverride)
          event->accept();
        else if (button)
          button->click();
        else
          list->showPopup();
        return true;
      }
    }
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace sweetspot::ui
