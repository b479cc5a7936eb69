#include "ui/arrange/file_drop.h"

#include <QFileInfo>
#include <QUrl>
#include <algorithm>
#include <cmath>

#include "engine/studio/place_recordings.h"
#include "ui/store/time_text.h"

namespace sweetspot::ui {

FileDrop files_of(const QMimeData& mime) {
  FileDrop drop;
  for (const QUrl& url : mime.urls()) {
    const QFileInfo file(url.toLocalFile());
    if (!url.isLocalFile() || !file.isFile() || file.suffix() == "sweetspot") return {};
    drop.files.emplace_back(url.toLocalFile().toStdString());
  }
  drop.seconds = file_seconds(drop.files);
  return drop;
}

std::vector<QRectF> ghost_boxes(const FileDrop& drop, const std::vector<TrackRow>& rows, const TimelineScale& scale, int rows_scroll,
                                double rate, int new_height) {
  std::vector<QRectF> boxes;
  double below = rows_height(rows) - rows_scroll;
  const double left = scale.x(static_cast<double>(drop.at));
  for (std::size_t i = 0; i < drop.files.size(); ++i) {
    const TrackRow* row = i < drop.tracks.size() ? row_of(rows, drop.tracks[i]) : nullptr;
    const double top = row ? row->y - rows_scroll : below;
    const double height = row ? row->height : new_height;
    if (!row) below += new_height;
    const double right = scale.x(static_cast<double>(drop.at) + drop.seconds[i] * rate);
    boxes.emplace_back(left, top + 1.0, std::max(2.0, right - left), height - 2.0);
  }
  return boxes;
}

QString drop_words(const FileDrop& drop, double rate) {
  const QString at = time_text(drop.at, rate);
  if (drop.files.size() == 1) {
    const QString name = QString::fromStdString(drop.files.front().filename().string());
    const Frames length = std::llround(drop.seconds.front() * rate);
    return QString("%1 at %2, %3 long%4").arg(name, at, time_text(length, rate), drop.tracks.empty() ? ", on a new track" : "");
  }
  const auto fresh = drop.files.size() - std::min(drop.files.size(), drop.tracks.size());
  const QString beyond = fresh == 0 ? QString() : fresh == 1 ? QString(", 1 on a new track") : QString(", %1 on new tracks").arg(fresh);
  return QString("%1 files from %2%3").arg(drop.files.size()).arg(at, beyond);
}

}  // namespace sweetspot::ui
