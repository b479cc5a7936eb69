// What was left behind: edits that nobody answered, recordings that are gone, songs that were never saved.
#include <chrono>

#include <QDateTime>
#include <QFileDialog>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

#include "engine/studio/scratch_folder.h"
#include "ui/shell/left_behind.h"
#include "ui/shell/song_file_words.h"
#include "ui/shell/song_files.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

// "14:05", of another day "3/4/26 14:05".
QString moment_text(fs::file_time_type moment) {
  const auto since = std::chrono::duration_cast<std::chrono::seconds>(fs::file_time_type::clock::now() - moment);
  const QDateTime when = QDateTime::currentDateTime().addSecs(-since.count());
  return when.date() == QDate::currentDate() ? QLocale().toString(when.time(), QLocale::ShortFormat)
                                             : QLocale().toString(when, QLocale::ShortFormat);
}

}  // namespace

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

}  // namespace sweetspot::ui
