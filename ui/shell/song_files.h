// Opening, saving, bringing recordings in: what the window does with files.
#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <functional>
#include <vector>

#include "engine/core/units.h"
#include "engine/session/ids.h"
#include "engine/session/missing_media.h"
#include "engine/session/session_folder.h"
#include "ui/shell/notice_bar.h"
#include "ui/shell/place_tabs.h"

namespace sweetspot {
struct OpenReport;
struct Recordings;
struct ImportReport;
struct SongHolder;
}  // namespace sweetspot

namespace sweetspot::ui {

class Jobs;
struct LeftBehindSong;
class Store;

// What recordings are brought in for.
enum class ImportGoal { any, mix, tune, master, reference };

// Slow work runs in jobs; questions never stop playback. [main]
class SongFiles : public QObject {
  Q_OBJECT
 public:
  using Paths = std::vector<std::filesystem::path>;

  SongFiles(Store& store, Jobs& jobs, QWidget& window);
  ~SongFiles() override;

  void new_song();
  void choose_song();                                                     // asks which to open
  void open(const QString& path);                                         // asks about unsaved changes first
  bool open_now(const QString& path, bool over_another_machine = false);  // false when it could not be opened; then nothing changed
  void open_demo();                                                       // made when it is not there yet

  void save();
  void save_as();  // asks where
  bool save_as_now(const QString& folder);

  void choose_recordings(ImportGoal goal);
  void choose_folder_of_recordings();
  void add(const Paths& paths, ImportGoal goal = ImportGoal::any);
  // At a time of the song, one beneath the other on those tracks; what is left over on new tracks. One undo step.
  void place(const Paths& paths, const std::vector<StripId>& tracks, Frames at);

  void find_missing();
  void offer_left_behind();  // songs of a program that was killed

  // The song has changes that are not saved, or lives only in a temporary place.
  bool would_be_lost() const;
  // Runs `then` at once when nothing would be lost, otherwise after asking; never when the user stays.
  void leave(const std::function<void()>& then);

 signals:
  void notice(const sweetspot::ui::Notice& notice);
  void notice_over(const QString& id);
  void place_wanted(sweetspot::ui::Place place);

 private:
  void bring_in_recordings(const Paths& paths, bool fresh, ImportGoal goal);
  void finish_import(const std::filesystem::path& folder, std::shared_ptr<const struct ImportResult> result, const QString& count,
                     ImportGoal goal, bool fresh);
  void finish_placing(const std::filesystem::path& folder, const Recordings& recordings, const std::vector<StripId>& tracks, Frames at);
  void offer(const std::vector<LeftBehindSong>& songs, std::size_t index);
  void open_left_behind(const QString& folder);
  void ask_to_discard(const LeftBehindSong& song);
  void tell_opened(const OpenReport& report, const QString& path);
  void tell_open_elsewhere(const SongHolder& holder, const QString& path);
  void offer_recovery(std::size_t index);
  void ask_to_discard_edits(std::size_t index);
  void answer_recovery(std::size_t index, bool accept);
  void tell_reference();
  void tell_imported(const ImportReport& report, bool cut_off);
  void tell_missing(const std::vector<MissingMedia>& missing);
  void watch_recordings();
  QString last_folder() const;
  QString search_folder() const;
  bool in_temporary_place() const;
  void drop_song(const std::function<void()>& then);

  Store& store_;
  Jobs& jobs_;
  QWidget& window_;
  std::vector<MediaId> missing_;       // when it was looked last
  std::filesystem::path left_behind_;  // the temporary folder of a song that was opened out of it and has no other yet
  std::vector<Recovery> recoveries_;   // that the open song has and nobody has answered
  std::filesystem::path dropped_;      // such a folder that the user gave up while its song was still open
};

}  // namespace sweetspot::ui
