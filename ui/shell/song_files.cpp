#include "ui/shell/song_files.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>

#include "engine/studio/demo_song.h"
#include "engine/studio/scratch_folder.h"
#include "ui/shell/recents.h"
#include "ui/shell/song_file_words.h"
#include "ui/store/jobs.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {
namespace {

constexpr int kWatchMs = 2000;  // between two looks for the recordings

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

}  // namespace sweetspot::ui
