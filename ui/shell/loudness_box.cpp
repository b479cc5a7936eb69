#include "ui/shell/loudness_box.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "engine/studio/report.h"
#include "ui/controls/hint.h"
#include "ui/controls/loudness_meter.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kCell = 66;
constexpr int kCompactCell = 58;
constexpr int kBars = 84;
constexpr double kSoftest = -41.0;  // LUFS at the left end: 18 LU either side of EBU's range about -23
constexpr double kLoudest = -5.0;
constexpr std::array kLabels{"LUFS-I", "Short", "True peak"};

}  // namespace

LoudnessBox::LoudnessBox(QWidget* parent) : QWidget(parent) {
  setFixedHeight(36);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setAccessibleName("Loudness");
  set_hint(*this,
           "Integrated and short-term loudness, highest true peak · bars: momentary above, short-term below · double-click starts anew");
  setToolTip(
      "LUFS-I: loudness of all that was heard since it was started anew\nShort: of the last 3 seconds\nTrue peak: the highest, in dBTP");
}

QSize LoudnessBox::sizeHint() const { return {compact_ ? 3 * kCompactCell + 8 : 3 * kCell + 12 + kBars + 8, 36}; }

void LoudnessBox::set_compact(bool compact) {
  if (compact == compact_) return;
  compact_ = compact;
  updateGeometry();
  update();
}

QRect LoudnessBox::cell(int index) const {
  const int wide = compact_ ? kCompactCell : kCell;
  return {8 + index * wide, 2, wide, height() - 4};
}

QRect LoudnessBox::bars() const { return {8 + 3 * kCell, 8, kBars - 4, height() - 16}; }

int LoudnessBox::bar_end(double lufs) const {
  return static_cast<int>(std::lround(std::clamp((lufs - kSoftest) / (kLoudest - kSoftest), 0.0, 1.0) * bars().width()));
}

void LoudnessBox::show_values(const LoudnessReadout& values) {
  const std::array<QString, 3> texts{loudness_number(values.integrated), loudness_number(values.short_term),
                                     loudness_number(values.true_peak)};
  over_ = values.true_peak > 0.0;
  for (int i = 0; i < 3; ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (texts[at] == texts_[at]) continue;
    texts_[at] = texts[at];
    update(cell(i));
  }
  levels_ = {values.momentary, values.short_term};
  if (const std::array<int, 2> ends{bar_end(values.momentary), bar_end(values.short_term)}; ends != ends_) {
    ends_ = ends;
    if (!compact_) update(bars());
  }
}

void LoudnessBox::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  draw_box(painter, rect(), token::kWell, token::kHairline);
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (int i = 0; i < 3; ++i) {
    const QRect area = cell(i);
    painter.setFont(text_font(Text::caption));
    painter.setPen(token::kSecondary);
    painter.drawText(area.adjusted(0, 2, 0, 0), Qt::AlignLeft | Qt::AlignTop, QString::fromLatin1(kLabels[static_cast<std::size_t>(i)]));
    painter.setFont(readout_font(13));
    painter.setPen(i == 2 && over_ ? token::kError : token::kText);
    painter.drawText(area.adjusted(0, 0, 0, -1), Qt::AlignLeft | Qt::AlignBottom, texts_[static_cast<std::size_t>(i)]);
  }
  if (compact_) return;
  const QRect area = bars();
  const int tall = (area.height() - 2) / 2;
  const int calm = bar_end(-18.0), loud = bar_end(-10.0);
  for (int i = 0; i < 2; ++i) {
    const int top = area.top() + i * (tall + 2), end = std::max(0, ends_[static_cast<std::size_t>(i)]);
    painter.fillRect(area.left(), top, area.width(), tall, token::kRaised);
    painter.fillRect(area.left(), top, std::min(end, calm), tall, token::kMeterLow);
    if (end > calm) painter.fillRect(area.left() + calm, top, std::min(end, loud) - calm, tall, token::kMeterMid);
    if (end > loud) painter.fillRect(area.left() + loud, top, end - loud, tall, token::kMeterHigh);
  }
}

void LoudnessBox::mouseDoubleClickEvent(QMouseEvent*) { emit reset_requested(); }

}  // namespace sweetspot::ui
