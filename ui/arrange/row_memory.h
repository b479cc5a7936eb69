// How the rows of a song looked when it was last open: kept in the user's settings, since it is no part of the sound.
#pragma once

#include <filesystem>
#include <map>
#include <set>

#include "engine/session/ids.h"
#include "ui/arrange/track_rows.h"

namespace sweetspot::ui {

struct RowMemory {
  std::set<StripId> folded{kMasterStrip};  // headings
  std::map<StripId, int> heights;   // of tracks with a height of their own
  int track_height = kTrackHeight;  // of the others

  friend bool operator==(const RowMemory&, const RowMemory&) = default;
};

// What was kept for the song in that folder, or the defaults. What does not make sense is left out. [main]
RowMemory remembered_rows(const std::filesystem::path& song);
// Those of the last songs are kept. [main]
void remember_rows(const std::filesystem::path& song, const RowMemory& rows);

}  // namespace sweetspot::ui
