#include "ui/controls/harmonics_bars.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kLowest = -80.0;
constexpr double kTextHeight = 18.0;
constexpr double kMostBar = 26.0;

}  // namespace

HarmonicsBars::HarmonicsBars(const QString& name, QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(name);
  set_hint(*this, "Harmonics of a sine as loud as the sound, against the sine · filled: even (warm) · hatched: odd (edgy)");
}

void HarmonicsBars::show(const Harmonics& harmonics, double level_db) {
  if (harmonics.level == harmonics_.level && harmonics.distortion == harmonics_.distortion && level_db == level_db_) return;
  harmonics_ = harmonics;
  level_db_ = level_db;
  setAccessibleDescription(words());
  update();
}

void HarmonicsBars::set_dimmed(bool dimmed) {
  if (std::exchange(dimmed_, dimmed) != dimmed) update();
}

QString HarmonicsBars::words() const {
  const double percent = 100.0 * harmonics_.distortion;
  return QString("THD %1 %").arg(percent, 0, 'f', percent < 1.0 ? 2 : 1);
}

QRectF HarmonicsBars::area() const { return QRectF(rect()).adjusted(28, kTextHeight + 10, -8, -18); }

QRectF HarmonicsBars::bar(int harmonic) const {
  const QRectF all = area();
  const double step = all.width() / (kHarmonics - 1), width = std::min(kMostBar, step * 0.66);
  const double level = std::clamp(harmonics_.level[static_cast<std::size_t>(harmonic)], kLowest, 0.0);
  const double height = all.height() * (level - kLowest) / -kLowest;
  return {all.left() + step * (harmonic - 1.5) - width / 2.0, all.bottom() - height, width, height};
}

void HarmonicsBars::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(QPalette::Window));
  draw_box(painter, rect(), token::kWell, token::kHairline);
  const QRectF all = area();
  for (int db = 0; db >= kLowest; db -= 20) {
    const double y = all.top() + all.height() * db / kLowest;
    draw_level_line(painter, all.left(), all.right(), y, token::kGrid);
    if (db % 40 == 0) draw_left_number(painter, all.left() - 4.0, y, signed_number(db, 0));
  }
  for (int k = 2; k <= kHarmonics; ++k) {
    const QRectF box = bar(k);
    const bool even = k % 2 == 0;
    const QColor ink = dimmed_ ? token::kDisabled : even ? token::kMeterMid : token::kMeterHigh;
    if (even) {
      painter.fillRect(box, ink);
    } else {
      painter.fillRect(box, QBrush(ink, Qt::BDiagPattern));
      painter.setPen(ink);
      painter.setBrush(Qt::NoBrush);
      if (box.height() > 0.5) painter.drawRect(box.adjusted(0.5, 0.5, -0.5, 0.0));
    }
    draw_foot_number(painter, box.center().x(), all.bottom() + 2.0, QString::number(k));
  }
  draw_words(painter, {all.right(), all.top() + 15.0}, Qt::AlignRight, {{"even", token::kMeterMid}, {"odd", token::kMeterHigh}});
  painter.setFont(text_font(Text::caption));
  painter.setPen(token::kSecondary);
  const QRectF line(8.0, 3.0, width() - 16.0, kTextHeight);
  painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, QString("of a sine at %1 dB").arg(signed_number(level_db_, 0)));
  painter.setFont(readout_font(11));
  painter.setPen(token::kText);
  painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, words());
}

}  // namespace sweetspot::ui
