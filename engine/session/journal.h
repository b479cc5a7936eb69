// What was edited since the last save, kept so that a killed program loses at most the last second.
//
// Song/.journal holds a head line with the name and fingerprint of the file it goes on from, and a line a record: its fingerprint and the
// change (journal_record.h). A last line that is torn or wrong is left out. A journal of another file is ignored, and so is one of another
// format. The session opens without its journal.
//
// A journal that a killed program left is put aside as .journal.1, .journal.2, ... and stays until it is answered: recovered or discarded.
// Beside it stands .journal.N.base, the file it goes on from, so that it can still be read when the song was saved since.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/params/catalog.h"
#include "engine/session/session.h"
#include "engine/session/session_folder.h"

namespace sweetspot {

// What the journals beside `file` hold beyond it, newest first. `text` is the file's content and `session` its value. Those are left out
// that belong to another file, or lead back to where they began (all edits were undone). Changes nothing on disk. [main]
std::vector<Recovery> read_journals(const std::filesystem::path& file, std::string_view text, const SessionPtr& session,
                                    const ParamCatalog& catalog);

// Puts the journal that stands beside `file` aside, under the next number. For the one that has the song open. Throws nothing; what cannot
// be put aside stays. [main]
void put_journal_aside(const std::filesystem::path& file) noexcept;

// Removes a journal that was put aside and is answered. Throws nothing. [main]
void remove_answered_journal(const std::filesystem::path& journal) noexcept;

std::filesystem::path journal_path(const std::filesystem::path& file);

// Writes the journal of one open session. Nothing is written before the first edit; a journal that is there then is put aside. One thread,
// not the audio thread.
class Journal {
 public:
  // Records closer together than this are joined into one.
  static constexpr std::chrono::milliseconds kPause{100};

  // `saved` is the value that the file holds, or that an empty session has when there is no file yet.
  Journal(std::filesystem::path file, SessionPtr saved, const ParamCatalog& catalog);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // After every edit. Written at once, so that it outlives the program, unless the last one is younger than kPause; then
  // with the next one or with flush. Throws Error when the disk refuses; the journal can go on later.
  void append(SessionPtr session);

  // Writes what waits and syncs the disk, so that it outlives the machine. To be called once a second; does nothing when
  // there is nothing new. Throws Error.
  void flush();

  // After the session was saved: begins anew from what was saved. Edits made meanwhile are to be appended again then.
  void restart(SessionPtr saved);

  // When the session is closed, saved or not on purpose: removes what it has written itself.
  void discard();

 private:
  void write_pending();
  void start();
  void write_line(const std::string& json);
  void close_file();

  std::filesystem::path file_;
  const ParamCatalog& catalog_;
  SessionPtr base_;       // what the journal with the file gives
  SessionPtr pending_;    // the newest value, when it is not written yet
  int fd_ = -1;
  bool started_ = false;   // the journal that is there is its own
  bool unsynced_ = false;
  std::chrono::steady_clock::time_point last_write_{};
};

}  // namespace sweetspot
