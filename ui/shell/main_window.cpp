#include "ui/shell/main_window.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "engine/studio/song_tempo.h"
#include "ui/arrange/arrange_place.h"
#include "ui/arrange/timeline_model.h"
#include "ui/deliver/deliver_place.h"
#include "ui/history/history_pane.h"
#include "ui/history/version_compare.h"
#include "ui/master/master_place.h"
#include "ui/mix/mix_place.h"
#include "ui/mix/store_desk.h"
#include "ui/shell/action_table.h"
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
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/tune/tune_place.h"

namespace sweetspot::ui {
namespace {

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

}  // namespace sweetspot::ui
