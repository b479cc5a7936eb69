// Who has a song open in a window.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sweetspot {

// A running program that has a song open; on another machine, one that had it open when it was last heard of.
struct SongHolder {
  long process = 0;  // 0: not known
  std::string host;  // the machine's name
  bool here = true;  // on this machine
};

// The file .open in a song's folder: the number of the program that has the song open and the name of its machine. The program holds a lock
// on it (flock(2)), of which the system lets go when the program dies, however it does; a mark without its lock is taken over. What another
// machine has left cannot be told from a program that runs there, and is taken over only when asked. Where nothing can be written or
// locked, there is no mark and the song opens all the same. [main]
class OpenMark {
 public:
  // Marks the folder as open here, unless it is open elsewhere.
  explicit OpenMark(const std::filesystem::path& folder, bool over_another_machine = false);
  ~OpenMark();  // takes the mark away
  OpenMark(const OpenMark&) = delete;
  OpenMark& operator=(const OpenMark&) = delete;

  // Who has it open instead; none when it is open here.
  const std::optional<SongHolder>& other() const { return other_; }

 private:
  bool lock(bool over_another_machine);

  std::filesystem::path path_;
  std::optional<SongHolder> other_;
  int descriptor_ = -1;
};

// Who has the song in a folder open, as its mark says; none when nobody does or its program is no more. Changes nothing.
std::optional<SongHolder> holder_of(const std::filesystem::path& folder);

}  // namespace sweetspot
