// Audio files that are dragged over the tracks: which of them, where they would land and how long they are.
#pragma once

#include <QMimeData>
#include <QRectF>
#include <QString>
#include <filesystem>
#include <vector>

#include "engine/core/units.h"
#include "ui/arrange/track_rows.h"
#include "ui/store/time_grid.h"

namespace sweetspot::ui {

struct FileDrop {
  std::vector<std::filesystem::path> files;
  std::vector<double> seconds;  // of each file
  std::vector<StripId> tracks;  // for the first files; those beyond get new tracks
  Frames at = 0;

  bool empty() const { return files.empty(); }
};

// What is dragged, when it is nothing but files; folders and songs are for the window, and give none. Reads the files' headers. [main]
FileDrop files_of(const QMimeData& mime);

// Where the files would lie, in the lanes: new tracks below the last row.
std::vector<QRectF> ghost_boxes(const FileDrop& drop, const std::vector<TrackRow>& rows, const TimelineScale& scale, int rows_scroll,
                                double rate, int new_height);

// "Kick.wav at 0:04.000, 0:12.500 long", "3 files from 0:04.000, 2 on new tracks".
QString drop_words(const FileDrop& drop, double rate);

}  // namespace sweetspot::ui
