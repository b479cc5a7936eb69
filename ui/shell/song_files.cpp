#include "ui/shell/song_files.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>
#include <algorithm>
#include <chrono>
#include <set>

#include "engine/core/error.h"
#include "engine/session/reference.h"
#include "engine/studio/common_rate.h"
#include "engine/studio/demo_song.h"
#include "engine/studio/ingest.h"
#include "engine/studio/place_recordings.h"
#include "engine/studio/scratch_folder.h"
#include "ui/shell/left_behind.h"
#include "ui/shell/recents.h"
#include "ui/store/jobs.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {

// What came of a finished import, and the song it was made for.
struct ImportResult {
  SessionPtr before;
  Recordings recordings;
  bool balance = true;
  Ingested ingested;
};

namespace {

namespace fs = std::filesystem;

constexpr const char* kFolderKey = "last_folder";
constexpr const char* kAudioFilter =
    "Recordings (*.wav *.wave *.bwf *.rf64 *.w64 *.aif *.aiff *.caf *.flac *.ogg *.oga *.opus *.mp3);;All files (*)";
constexpr int kWatchMs = 2000;        // between two looks for the recordings
constexpr double kImportShare = 0.6;  // of the progress of an import; the rest is balancing

fs::path path_of(const QString& text) { return fs::path(text.toStdString()); }
QString text_of(const fs::path& path) { return words(path.string()); }

// Part of a longer piece of work.
Progress part_of(const Progress& whole, double from, double to) {
  Progress part = whole;
  part.report = [report = whole.report, from, to](double fraction) {
    if (report) report(from + (to - from) * fraction);
  };
  return part;
}

std::vector<MediaId> ids_of(const std::vector<MissingMedia>& missing) {
  std::vector<MediaId> ids;
  for (const MissingMedia& media : missing) ids.push_back(media.id);
  return ids;
}

QString plural(std::size_t count, const char* one, const char* many) { return QString("%1 %2").arg(count).arg(count == 1 ? one : many); }

bool is_voice(Role role) { return role_info(role).group == RoleGroup::vocals || role_info(role).group == RoleGroup::backing; }

// "14:05", of another day "3/4/26 14:05".
QString moment_text(fs::file_time_type moment) {
  const auto since = std::chrono::duration_cast<std::chrono::seconds>(fs::file_time_type::clock::now() - moment);
  const QDateTime when = QDateTime::currentDateTime().addSecs(-since.count());
  return when.date() == QDate::currentDate() ? QLocale().toString(when.time(), QLocale::ShortFormat)
                                             : QLocale().toString(when, QLocale::ShortFormat);
}

// One sentence for all: "25 files cannot be read: 1.wav, 2.wav, 3.wav and 22 more." A lone failure says why.
QString failures_text(const std::vector<std::string>& failures) {
  if (failures.size() == 1) return words(failures.front());
  constexpr std::size_t kMostNames = 8;
  QStringList names;
  for (std::size_t i = 0; i < std::min(failures.size(), kMostNames); ++i)
    names << QFileInfo(words(failures[i].substr(0, failures[i].find(": ")))).fileName();
  QString text = QString("%1 files cannot be read: %2").arg(failures.size()).arg(names.join(", "));
  if (failures.size() > kMostNames) text += QString(" and %1 more").arg(failures.size() - kMostNames);
  return text + ".";
}

// As bring_in; when none of several files could be added, says so of them all.
Recordings bring_in_any(const SongFiles::Paths& paths, const fs::path& folder, double rate, const Progress& progress) {
  try {
    return bring_in(paths, folder, rate, false, progress);
  } catch (const Error& error) {
    if (paths.size() == 1) throw;
    throw Error("the " + std::to_string(paths.size()) + " files", "none could be added", error.what());
  }
}

// Ends with one full stop, whether it came with one or not.
QString sentence(const std::string& text) {
  const QString all = words(text);
  return all.endsWith('.') ? all : all + ".";
}

// Where a lone recording belongs.
Place place_for(const Session& session, const ImportReport& report, ImportGoal goal, bool fresh) {
  if (goal == ImportGoal::tune) return Place::tune;
  if (goal == ImportGoal::master) return Place::master;
  if (goal == ImportGoal::mix || !fresh || report.tracks.size() != 1) return Place::arrange;
  const Track* track = find_track(session, report.tracks.front());
  if (track && is_voice(track->role)) return Place::tune;
  return track && track->channels == 2 ? Place::master : Place::arrange;
}

// Finished sound is left at its level.
bool wants_balance(const Recordings& recordings, ImportGoal goal, bool fresh) {
  if (goal == ImportGoal::master || goal == ImportGoal::reference) return false;
  const bool lone_mix = fresh && recordings.recordings.size() == 1 && recordings.recordings.front().audio.channels == 2;
  return goal == ImportGoal::mix || !lone_mix;
}

}  // namespace

SongFiles::SongFiles(Store& store, Jobs& jobs, QWidget& window) : QObject(&window), store_(store), jobs_(jobs), window_(window) {
  // What was said about the song before is not about this one.
  connect(&store_, &Store::opened, this, [this] {
    recoveries_.clear();
    for (const char* id : {"recovery", "read_only", "unsaved", "missing"}) emit notice_over(id);
    missing_ = ids_of(store_.studio().missing());
  });
  auto* const watch = new QTimer(this);
  connect(watch, &QTimer::timeout, this, &SongFiles::watch_recordings);
  watch->start(kWatchMs);
}

// --- Leaving ----------------------------------------------------------------------------------------------------------

// The studio has let go of the song by now: it goes before this does.
SongFiles::~SongFiles() {
  if (!dropped_.empty()) remove_scratch_folder(dropped_);
}

bool SongFiles::in_temporary_place() const {
  const Studio& studio = store_.studio();
  return studio.unsaved() || (!left_behind_.empty() && studio.folder() == left_behind_);
}

bool SongFiles::would_be_lost() const {
  const Studio& studio = store_.studio();
  return studio.modified() || (in_temporary_place() && !studio.unsaved());
}

// A song that was left behind and is not saved goes like one that was never saved, as soon as it is closed.
void SongFiles::drop_song(const std::function<void()>& then) {
  const fs::path left = in_temporary_place() ? left_behind_ : fs::path();
  then();
  if (left.empty()) return;
  if (store_.studio().folder() == left)
    dropped_ = left;
  else
    remove_scratch_folder(left);
}

void SongFiles::leave(const std::function<void()>& then) {
  if (!would_be_lost()) return then();
  auto* box = new QMessageBox(QMessageBox::NoIcon, "Sweetspot", QString("Save “%1” before you leave it?").arg(words(store_.session().name)),
                              QMessageBox::NoButton, &window_);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setInformativeText(in_temporary_place() ? "It was never saved. Without saving it is gone."
                                               : "Without saving, what changed since the last time is gone.");
  const auto* keep = box->addButton("Save", QMessageBox::AcceptRole);
  const auto* drop = box->addButton("Don't save", QMessageBox::DestructiveRole);
  box->addButton("Stay", QMessageBox::RejectRole);
  connect(box, &QMessageBox::buttonClicked, this, [=, this](QAbstractButton* chosen) {
    if (chosen == static_cast<const QAbstractButton*>(drop)) return drop_song(then);
    if (chosen != static_cast<const QAbstractButton*>(keep)) return;
    save();
    // A song without a folder asks where first; leaving is then up to the user once more.
    if (!would_be_lost()) then();
  });
  box->setModal(false);
  box->show();
}

// --- Songs ------------------------------------------------------------------------------------------------------------

void SongFiles::new_song() {
  leave([this] {
    store_.attempt([&] { store_.studio().start_new("Untitled", 48000.0); });
    store_.show_opened();
    emit place_wanted(Place::arrange);
  });
}

QString SongFiles::last_folder() const {
  const QString music = QStandardPaths::writableLocation(QStandardPaths::MusicLocation);
  for (const QString& folder : {QSettings().value(kFolderKey).toString(), music})
    if (!folder.isEmpty() && QDir(folder).exists()) return folder;
  return QDir::homePath();
}

// Recordings that were moved by hand are mostly near the song's own.
QString SongFiles::search_folder() const {
  const fs::path& song = store_.studio().folder();
  for (const fs::path& folder : {song / "audio", song})
    if (QDir(text_of(folder)).exists()) return text_of(folder);
  return last_folder();
}

void SongFiles::choose_song() {
  auto* dialog = new QFileDialog(&window_, "Open a song", last_folder(), "Sweetspot songs (*.sweetspot)");
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
    QSettings().setValue(kFolderKey, QFileInfo(QFileInfo(file).absolutePath()).absolutePath());
    open(file);
  });
  dialog->show();
}

void SongFiles::open(const QString& path) {
  leave([this, path] { open_now(path); });
}

bool SongFiles::open_now(const QString& path, bool over_another_machine) {
  OpenReport report;
  if (!store_.attempt([&] { report = store_.studio().open(path_of(path), over_another_machine); })) return false;
  store_.show_opened();
  add_recent_song(text_of(store_.studio().folder()), words(store_.session().name));
  tell_opened(report, path);
  emit place_wanted(Place::arrange);
  return true;
}

void SongFiles::tell_opened(const OpenReport& report, const QString& path) {
  emit notice_over("import");
  for (const std::string& warning : report.warnings) emit notice({{}, Notice::Kind::warning, words(warning)});
  if (report.open_elsewhere)
    tell_open_elsewhere(*report.open_elsewhere, path);
  else if (report.read_only)
    emit notice({"read_only",
                 Notice::Kind::warning,
                 "This song was made by a newer version of Sweetspot. It can be heard and exported; saving needs another name.",
                 {{"Save as…", [this] { save_as(); }}}});
  tell_missing(report.missing);
  recoveries_ = report.recoveries;
  offer_recovery(0);
}

void SongFiles::tell_open_elsewhere(const SongHolder& holder, const QString& path) {
  const QString name = words(store_.session().name);
  std::vector<Notice::Button> buttons{{"Save as…", [this] { save_as(); }, true}};
  if (holder.here)
    buttons.push_back({"Try again", [this, path] { open(path); }});
  else
    buttons.push_back({"Open it here", [this, path] { leave([this, path] { open_now(path, true); }); }});
  const QString where = holder.here ? QString("“%1” is already open in another window.").arg(name)
                                    : QString("“%1” is open on %2, or Sweetspot was ended there with it.").arg(name, words(holder.host));
  emit notice({"read_only", Notice::Kind::warning, where + " Here it can be heard and exported; saving needs another name.", buttons});
}

// One at a time, the newest first; those that are not answered are offered again when the song is opened next.
void SongFiles::offer_recovery(std::size_t index) {
  if (recoveries_.empty()) return emit notice_over("recovery");
  const std::size_t count = recoveries_.size();
  const std::size_t at = index % count;
  const Recovery& recovery = recoveries_[at];
  const QString edits = QString("%1, last %2").arg(plural(recovery.records, "edit", "edits"), moment_text(recovery.written));
  QString text = QString("Sweetspot ended without saving “%1”. ").arg(words(store_.session().name));
  text += recovery.saved_since
              ? QString("%1, made before the song was saved last, can be brought back in place of what it is now").arg(edits)
              : QString("%1, made after the last save can be brought back").arg(edits);
  text += "; the saved song stays as it is until you save.";
  if (count > 1) text += QString(" It ended so %1 times: these are %2 of %1.").arg(count).arg(at + 1);
  std::vector<Notice::Button> buttons{{"Recover", [this, at] { answer_recovery(at, true); }, true},
                                      {"Discard them…", [this, at] { ask_to_discard_edits(at); }, true}};
  if (count > 1) buttons.push_back({"Next", [this, at] { offer_recovery(at + 1); }, true});
  emit notice({"recovery", Notice::Kind::warning, text, buttons});
}

void SongFiles::ask_to_discard_edits(std::size_t index) {
  auto* box = new QMessageBox(QMessageBox::NoIcon, "Sweetspot", "Discard these edits?", QMessageBox::NoButton, &window_);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setInformativeText("They are nowhere else, and this cannot be undone.");
  const auto* discard = static_cast<QAbstractButton*>(box->addButton("Discard", QMessageBox::DestructiveRole));
  box->addButton("Keep", QMessageBox::RejectRole);
  connect(box, &QMessageBox::buttonClicked, this, [this, discard, index](QAbstractButton* chosen) {
    if (chosen == discard) answer_recovery(index, false);
  });
  box->setModal(false);
  box->show();
}

void SongFiles::answer_recovery(std::size_t index, bool accept) {
  if (index >= recoveries_.size()) return;
  const Recovery recovery = recoveries_[index];
  Studio& studio = store_.studio();
  if (!store_.attempt([&] { accept ? studio.accept_recovery(recovery) : studio.discard_recovery(recovery); })) return store_.refresh();
  recoveries_.erase(recoveries_.begin() + static_cast<std::ptrdiff_t>(index));
  store_.refresh();
  offer_recovery(index);
}

void SongFiles::tell_missing(const std::vector<MissingMedia>& missing) {
  if (missing.empty()) return emit notice_over("missing");
  const QString first = words(missing.front().name);
  const QString text = missing.size() == 1
                           ? first + " is not where the song says. Its clips are hatched and silent; everything else works."
                           : QString("%1 and %2 are not where the song says. Their clips are hatched and silent; everything else works.")
                                 .arg(first, plural(missing.size() - 1, "other recording", "other recordings"));
  emit notice({"missing", Notice::Kind::warning, text, {{"Find…", [this] { find_missing(); }, true}}});
}

// A disk may be pulled out while the song is open.
void SongFiles::watch_recordings() {
  const auto missing = store_.studio().missing();
  std::vector<MediaId> ids = ids_of(missing);
  if (ids == missing_) return;
  missing_ = std::move(ids);
  tell_missing(missing);
  emit store_.structure_changed();  // clips are drawn anew
}

void SongFiles::find_missing() {
  const auto missing = store_.studio().missing();
  if (missing.empty()) return emit notice_over("missing");
  const MissingMedia first = missing.front();
  auto* dialog = new QFileDialog(&window_, "Where is " + words(first.name) + "?", search_folder(), kAudioFilter);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this, [this, id = first.id](const QString& file) {
    std::size_t found = 0;
    if (!store_.attempt([&] { found = store_.studio().relink(id, path_of(file)); })) return;
    store_.refresh();
    emit store_.structure_changed();  // clips are drawn anew
    emit notice(
        {"found", Notice::Kind::success, plural(found, "recording was", "recordings were") + " found. Ctrl+Z takes it back.", {}, 8});
    tell_missing(store_.studio().missing());
  });
  dialog->show();
}

void SongFiles::open_demo() {
  const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + "/Demo Song";
  if (!QDir(folder).entryList({"*.sweetspot"}, QDir::Files).isEmpty()) return open(folder);
  leave([this, folder] {
    jobs_.start("Making the demo song", [this, folder](const Progress& progress) -> JobEnd {
      fs::create_directories(path_of(folder).parent_path());
      make_demo_song(path_of(folder), progress);
      return [this, folder] { open_now(folder); };
    });
  });
}

void SongFiles::offer_left_behind() { offer(left_behind_songs(), 0); }

void SongFiles::offer(const std::vector<LeftBehindSong>& songs, std::size_t index) {
  if (songs.empty()) return emit notice_over("left_behind");
  const LeftBehindSong song = songs[index % songs.size()];
  std::vector<Notice::Button> buttons{
      {"Open it", [this, song] { open_left_behind(song.folder); }},
      {"Discard it…", [this, song] { ask_to_discard(song); }, true},
  };
  if (songs.size() > 1) buttons.push_back({"Next", [=, this] { offer(songs, (index + 1) % songs.size()); }, true});
  buttons.push_back({"Not now", [] {}});
  emit notice({"left_behind", Notice::Kind::warning, left_behind_text(song, songs.size() - 1), buttons});
}

void SongFiles::open_left_behind(const QString& folder) {
  leave([this, folder] {
    OpenReport report;
    if (!store_.attempt([&] {
          report = store_.studio().open(path_of(folder));
          if (report.recoveries.empty()) return;
          store_.studio().accept_recovery(report.recoveries.front());
          report.recoveries.erase(report.recoveries.begin());
        }))
      return;
    left_behind_ = store_.studio().folder();
    store_.show_opened();
    recoveries_ = report.recoveries;
    offer_recovery(0);
    emit notice({"kept", Notice::Kind::info, "This song is in a temporary place.", {{"Save as…", [this] { save_as(); }}}});
  });
}

void SongFiles::ask_to_discard(const LeftBehindSong& song) {
  auto* box = new QMessageBox(QMessageBox::NoIcon, "Sweetspot", QString("Discard “%1”?").arg(song.name), QMessageBox::NoButton, &window_);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setInformativeText("Its edits are nowhere else, and this cannot be undone.");
  const auto* discard = static_cast<QAbstractButton*>(box->addButton("Discard", QMessageBox::DestructiveRole));
  box->addButton("Keep", QMessageBox::RejectRole);
  connect(box, &QMessageBox::buttonClicked, this, [this, discard, folder = song.folder](QAbstractButton* chosen) {
    if (chosen != discard) return;
    remove_scratch_folder(path_of(folder));
    offer_left_behind();
  });
  box->setModal(false);
  box->show();
}

// --- Saving -----------------------------------------------------------------------------------------------------------

void SongFiles::save() {
  if (in_temporary_place() || store_.studio().read_only()) return save_as();
  try {
    store_.studio().save();
  } catch (const std::exception& error) {
    return emit notice({"unsaved", Notice::Kind::error, sentence(error.what()), {{"Save as…", [this] { save_as(); }, true}}});
  }
  emit notice_over("unsaved");
  emit store_.session_changed();  // the song is the same, but it is saved now
  emit store_.hint_changed("Saved in " + short_path(text_of(store_.studio().folder())));
}

void SongFiles::save_as() {
  const QString name = words(store_.session().name);
  auto* dialog = new QFileDialog(&window_, "Save the song as a new folder", QDir(last_folder()).filePath(name));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setFileMode(QFileDialog::AnyFile);
  dialog->setLabelText(QFileDialog::FileName, "Name of the song:");
  dialog->selectFile(name);
  connect(dialog, &QFileDialog::fileSelected, this, &SongFiles::save_as_now);
  dialog->show();
}

bool SongFiles::save_as_now(const QString& folder) {
  QApplication::setOverrideCursor(Qt::WaitCursor);
  if (store_.studio().folder() != left_behind_) left_behind_.clear();
  const bool saved = store_.attempt([&] { store_.studio().save_as(path_of(folder)); });
  QApplication::restoreOverrideCursor();
  if (!saved) return false;
  // With edits that nobody has answered it is offered again.
  if (const fs::path left = std::exchange(left_behind_, {}); !left.empty() && recoveries_.empty()) remove_scratch_folder(left);
  QSettings().setValue(kFolderKey, QFileInfo(folder).absolutePath());
  add_recent_song(text_of(store_.studio().folder()), words(store_.session().name));
  const StripId strip = store_.selected_strip();
  store_.show_opened();
  store_.select_strip(strip);
  emit notice_over("kept");
  emit store_.hint_changed("Saved in " + short_path(folder));
  return true;
}

// --- Recordings -------------------------------------------------------------------------------------------------------

void SongFiles::choose_recordings(ImportGoal goal) {
  auto* dialog = new QFileDialog(&window_,
                                 goal == ImportGoal::master      ? "Choose a stereo mix"
                                 : goal == ImportGoal::tune      ? "Choose a voice"
                                 : goal == ImportGoal::reference ? "Choose a reference"
                                                                 : "Choose recordings",
                                 last_folder(), kAudioFilter);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFiles);
  connect(dialog, &QFileDialog::filesSelected, this, [this, goal](const QStringList& files) {
    if (files.isEmpty()) return;
    QSettings().setValue(kFolderKey, QFileInfo(files.front()).absolutePath());
    Paths paths;
    for (const QString& file : files) paths.push_back(path_of(file));
    add(paths, goal);
  });
  dialog->show();
}

void SongFiles::choose_folder_of_recordings() {
  auto* dialog = new QFileDialog(&window_, "Choose a folder of recordings", last_folder());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::Directory);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) { add({path_of(folder)}); });
  dialog->show();
}

void SongFiles::add(const Paths& paths, ImportGoal goal) {
  if (paths.empty()) return;
  // A dropped song is opened.
  if (paths.size() == 1 &&
      (paths.front().extension() == ".sweetspot" || !QDir(text_of(paths.front())).entryList({"*.sweetspot"}, QDir::Files).isEmpty()))
    return open(text_of(paths.front()));
  const Studio& studio = store_.studio();
  const bool fresh = studio.unsaved() && store_.session().tracks.empty() && studio.history().steps().size() == 1;
  if (!fresh) return bring_in_recordings(paths, false, goal);
  // A new song takes its rate and name from what it is made of.
  jobs_.start("Looking at the recordings", [=, this](const Progress&) -> JobEnd {
    const double rate = common_rate(paths);
    return [=, this] {
      const fs::path from = fs::is_directory(paths.front()) ? paths.front() : paths.front().parent_path();
      const std::string name = paths.size() == 1 ? paths.front().stem().string() : from.filename().string();
      store_.studio().start_new(name.empty() ? "Untitled" : name, rate);
      store_.show_opened();
      bring_in_recordings(paths, true, goal);
    };
  });
}

void SongFiles::place(const Paths& paths, const std::vector<StripId>& tracks, Frames at) {
  if (paths.empty()) return;
  const fs::path folder = store_.studio().folder();
  const double rate = store_.session().rate;
  const QString what =
      paths.size() == 1 ? "Adding " + text_of(paths.front().filename()) : QString("Adding %1 recordings").arg(paths.size());
  jobs_.start(what, [=, this](const Progress& progress) -> JobEnd {
    auto recordings = std::make_shared<Recordings>(bring_in_any(paths, folder, rate, progress));
    return [=, this] { finish_placing(folder, *recordings, tracks, at); };
  });
}

// Nothing is measured for it, so that it is laid out at once on what the song is now.
void SongFiles::finish_placing(const fs::path& folder, const Recordings& recordings, const std::vector<StripId>& tracks, Frames at) {
  if (store_.studio().folder() != folder)
    return emit notice({{},
                        Notice::Kind::warning,
                        "Another song was opened while recordings were being added; they were added to none. Drop them again."});
  Ingested placed;
  if (!store_.attempt([&] { placed = place_recordings(store_.session_ptr(), folder, recordings, tracks, at); })) return;
  const auto count = placed.report.tracks.size();
  store_.studio().commit(placed.session, {count == 1 ? "Add a recording" : "Add " + std::to_string(count) + " recordings", "", 0, false});
  store_.refresh();
  if (count > 0) store_.select_strip(placed.report.tracks.front());
  if (!recordings.failures.empty()) emit notice({"import_failures", Notice::Kind::error, failures_text(recordings.failures)});
}

void SongFiles::bring_in_recordings(const Paths& paths, bool fresh, ImportGoal goal) {
  const fs::path folder = store_.studio().folder();
  const SessionPtr session = store_.session_ptr();
  const QString what =
      paths.size() == 1 ? "Adding " + text_of(paths.front().filename()) : QString("Adding %1 recordings").arg(paths.size());
  Job* job = jobs_.start(what, [=, this](const Progress& progress) -> JobEnd {
    auto result = std::make_shared<ImportResult>();
    result->before = session;
    result->recordings = bring_in_any(paths, folder, session->rate, part_of(progress, 0.0, kImportShare));
    result->balance = wants_balance(result->recordings, goal, fresh);
    result->ingested = add_recordings(session, folder, result->recordings, result->balance, part_of(progress, kImportShare, 1.0));
    return [=, this] { finish_import(folder, result, what, goal, fresh); };
  });
  if (!fresh) return;
  // A song that was to be made of them is not made.
  connect(job, &Job::ended, this, [this, session](Job::Outcome outcome) {
    if (outcome == Job::Outcome::done || store_.session_ptr() != session) return;
    store_.attempt([&] { store_.studio().start_new("Untitled", 48000.0); });
    store_.show_opened();
  });
}

void SongFiles::finish_import(const fs::path& folder, std::shared_ptr<const ImportResult> result, const QString& what, ImportGoal goal,
                              bool fresh) {
  if (store_.studio().folder() != folder)
    return emit notice({{},
                        Notice::Kind::warning,
                        "Another song was opened while recordings were being added; they were added to none. Drop them again."});
  if (store_.session_ptr() != result->before) {
    // The song was edited meanwhile: the tracks are laid out anew on what it is now. The files are there already.
    const SessionPtr now = store_.session_ptr();
    jobs_.start(what, [=, this](const Progress& progress) -> JobEnd {
      auto again = std::make_shared<ImportResult>(*result);
      again->before = now;
      again->ingested = add_recordings(now, folder, again->recordings, again->balance, progress);
      return [=, this] { finish_import(folder, again, what, goal, fresh); };
    });
    return;
  }
  const auto& tracks = result->ingested.report.tracks;
  const bool reference = goal == ImportGoal::reference;
  store_.studio().commit(reference ? edit::make_references(result->ingested.session, tracks) : result->ingested.session,
                         {reference ? "Add a reference" : "Import " + std::to_string(tracks.size()) + " tracks", "", 0, false});
  store_.refresh();
  if (reference) return tell_reference();
  if (!result->ingested.report.tracks.empty()) store_.select_strip(result->ingested.report.tracks.front());
  const auto& brought = result->recordings.recordings;
  tell_imported(result->ingested.report, std::ranges::any_of(brought, [](const Recording& one) { return one.audio.cut_off.has_value(); }));
  if (const auto& failures = result->recordings.failures; !failures.empty())
    emit notice({"import_failures", Notice::Kind::error, failures_text(failures)});
  emit place_wanted(place_for(store_.session(), result->ingested.report, goal, fresh));
}

void SongFiles::tell_reference() {
  emit notice(
      {"reference",
       Notice::Kind::success,
       "The reference is on a muted track of its own · R lets you hear it in place of the song, held for a moment or pressed to stay.",
       {{"Undo", [this] {
           store_.attempt([&] { store_.studio().undo(); });
           store_.refresh();
         }}}});
}

void SongFiles::tell_imported(const ImportReport& report, bool cut_off) {
  std::set<StripId> groups;
  for (const StripId id : report.tracks)
    if (const Track* track = find_track(store_.session(), id); track && find_bus(store_.session(), track->strip.output))
      groups.insert(track->strip.output);
  QString text = plural(report.tracks.size(), "track", "tracks");
  if (!groups.empty()) text += ", " + plural(groups.size(), "group", "groups");
  text += " · named, coloured and balanced as a start; all of it is one undo step.";
  for (const std::string& note : report.notes) text += " " + sentence(note);
  std::vector<Notice::Button> buttons;
  if (!report.explanations.empty()) {
    QStringList reasons;
    for (const std::string& reason : report.explanations) reasons << words(reason);
    buttons.push_back({"What and why",
                       [this, reasons] {
                         auto* box = new QMessageBox(QMessageBox::NoIcon, "The starting balance", "What was done, and why",
                                                     QMessageBox::Close, &window_);
                         box->setAttribute(Qt::WA_DeleteOnClose);
                         box->setInformativeText(reasons.join("\n"));
                         box->setModal(false);
                         box->show();
                       },
                       true});
  }
  buttons.push_back({"Undo", [this] {
                       store_.attempt([&] { store_.studio().undo(); });
                       store_.refresh();
                     }});
  emit notice({"import", cut_off ? Notice::Kind::warning : Notice::Kind::success, text, buttons});
}

}  // namespace sweetspot::ui
