#include "ui/arrange/row_memory.h"

#include <QSettings>
#include <QStringList>
#include <algorithm>

namespace sweetspot::ui {
namespace {

constexpr const char* kKey = "arrange/rows";
constexpr qsizetype kMostSongs = 50;

// A song's entry is its folder followed by "height", "bus" and "track:height" items.
QVariantList entries() { return QSettings().value(kKey).toList(); }

QString folder_text(const std::filesystem::path& song) { return QString::fromStdString(song.lexically_normal().string()); }

bool is_of(const QVariant& entry, const QString& folder) {
  const QStringList items = entry.toStringList();
  return !items.isEmpty() && items.front() == folder;
}

int held(int height) { return std::clamp(height, kLeastTrackHeight, kMostTrackHeight); }

}  // namespace

RowMemory remembered_rows(const std::filesystem::path& song) {
  RowMemory rows;
  const QString folder = folder_text(song);
  for (const QVariant& entry : entries()) {
    if (!is_of(entry, folder)) continue;
    const QStringList items = entry.toStringList();
    rows.folded.clear();
    for (qsizetype i = 1; i < items.size(); ++i) {
      const QStringList parts = items[i].split(':');
      bool number = false;
      const quint64 id = parts.front().toULongLong(&number);
      if (!number) continue;
      if (i == 1)
        rows.track_height = held(static_cast<int>(id));
      else if (parts.size() == 1)
        rows.folded.insert(StripId{id});
      else if (const int height = parts[1].toInt(&number); number)
        rows.heights[StripId{id}] = held(height);
    }
  }
  return rows;
}

void remember_rows(const std::filesystem::path& song, const RowMemory& rows) {
  if (song.empty()) return;
  const QString folder = folder_text(song);
  QVariantList kept = entries();
  kept.removeIf([&](const QVariant& entry) { return is_of(entry, folder); });
  if (rows != RowMemory{}) {
    QStringList items{folder, QString::number(rows.track_height)};
    for (const StripId bus : rows.folded) items << QString::number(bus.value);
    for (const auto& [track, height] : rows.heights) items << QString("%1:%2").arg(track.value).arg(height);
    kept.prepend(items);
  }
  QSettings().setValue(kKey, QVariantList(kept.mid(0, kMostSongs)));
}

}  // namespace sweetspot::ui
