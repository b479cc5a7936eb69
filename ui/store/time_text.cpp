#include "ui/store/time_text.h"

#include <QStringList>
#include <cmath>

#include "engine/core/error.h"

namespace sweetspot::ui {
namespace {


}  // namespace

QString time_text(Frames frames, double rate) {
  const auto ms = std::llround(seconds_from_frames(std::max<Frames>(frames, 0), rate) * 1000.0);
  const auto seconds = ms / 1000, minutes = seconds / 60, hours = minutes / 60;
  const QString rest = QString("%1.%2").arg(seconds % 60, 2, 10, QChar('0')).arg(ms % 1000, 3, 10, QChar('0'));
  return hours > 0 ? QString("%1:%2:%3").arg(hours).arg(minutes % 60, 2, 10, QChar('0')).arg(rest)
                   : QString("%1:%2").arg(minutes).arg(rest);
}

double seconds_from_text(const QString& text) {
  QString plain = text.trimmed().toLower();
  if (plain.endsWith('s')) plain.chop(1);
  double seconds = 0.0;
  for (const QString& part : plain.split(':')) {
    bool read = false;
    const double value = part.trimmed().replace(',', '.').toDouble(&read);
    if (!read || value < 0.0 || !std::isfinite(value))
      throw Error(text.toStdString(), "is not a time", "write it as 1:23.456 or in seconds");
    seconds = seconds * 60.0 + value;
  }
  return seconds;
}

QString bar_text(Frames frames, const TimeGrid& grid) {
  // A little forward, so that a beat's own first frame, which is rounded, counts as that beat.
  const double beats = grid.beat_at(std::max<Frames>(frames, 0)) + 0.5 * grid.tempo / (60.0 * grid.rate);
  const double bar = std::floor(std::floor(beats) / grid.meter.beats);
  return QString("%1.%2").arg(static_cast<long long>(bar) + 1).arg(static_cast<int>(std::floor(beats) - bar * grid.meter.beats) + 1);
}

QString rate_text(double rate) { return QString("%1 kHz").arg(rate / 1000.0); }

}  // namespace sweetspot::ui
