// Recordings that are brought into a song.
#include <algorithm>

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

#include "engine/core/error.h"
#include "engine/session/reference.h"
#include "engine/studio/common_rate.h"
#include "engine/studio/ingest.h"
#include "engine/studio/place_recordings.h"
#include "ui/shell/song_file_words.h"
#include "ui/shell/song_files.h"
#include "ui/store/jobs.h"
#include "ui/store/store.h"

namespace sweetspot::ui {

// What came of a finished import, and the song it was made for.
struct ImportResult {
  SessionPtr before;
  Recordings recordings;
  bool balance = true;
  Ingested ingested;
};

namespace {

constexpr double kImportShare = 0.6;  // of the progress of an import; the rest is balancing

// Part of a longer piece of work.
Progress part_of(const Progress& whole, double from, double to) {
  Progress part = whole;
  part.report = [report = whole.report, from, to](double fraction) {
    if (report) report(from + (to - from) * fraction);
  };
  return part;
}

bool is_voice(Role role) { return role_info(role).group == RoleGroup::vocals || role_info(role).group == RoleGroup::backing; }

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
