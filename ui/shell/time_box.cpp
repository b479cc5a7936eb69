#include "ui/shell/time_box.h"

#include <QPainter>

#include "ui/controls/hint.h"
#include "ui/store/time_text.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kTimeWidth = 104;

}  // namespace

TimeBox::TimeBox(QWidget* parent) : QWidget(parent) {
  setFixedSize(sizeHint());
  setAccessibleName("Playhead");
  set_hint(*this, "Where the playhead is: time, bar and beat · Home and End, Ctrl+← and Ctrl+→ go from marker to marker");
}

void TimeBox::show_place(Frames at, const TimeGrid& grid) {
  const QString time = time_text(at, grid.rate), bar = bar_text(at, grid), rate_words = rate_text(grid.rate);
  if (time != time_) update(0, 0, kTimeWidth + 10, height());
  if (bar != bar_ || rate_words != rate_) update();
  time_ = time;
  bar_ = bar;
  rate_ = rate_words;
  setAccessibleDescription(time_);
}

void TimeBox::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  draw_box(painter, rect(), token::kWell, token::kHairline);
  painter.setPen(token::kText);
  painter.setFont(readout_font(time_.size() > 8 ? 13 : 20));
  painter.drawText(QRect(4, 0, kTimeWidth, height()), Qt::AlignRight | Qt::AlignVCenter, time_);
  painter.setFont(readout_font(11));
  painter.setPen(token::kSecondary);
  const QRect right(kTimeWidth + 8, 4, width() - kTimeWidth - 15, height() - 8);
  painter.drawText(right, Qt::AlignRight | Qt::AlignTop, "bar " + bar_);
  painter.drawText(right, Qt::AlignRight | Qt::AlignBottom, rate_);
}

}  // namespace sweetspot::ui
