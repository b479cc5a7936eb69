#include "ui/controls/fader.h"

#include <cmath>

#include <QPaintEvent>
#include <QPainter>

#include "engine/core/units.h"
#include "engine/params/fader_law.h"
#include "ui/controls/hint.h"
#include "ui/theme/contrast.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kCapWidth = 22;
constexpr int kCapHeight = 24;
constexpr int kRailWidth = 4;
constexpr int kTicksWidth = 27;
constexpr int kDash = 4;
constexpr QColor kCapColour = token::rgb(0xC9CFDA);

QString tick_text(int db) { return db > 0 ? QString("+%1").arg(db) : QString::number(db).replace('-', QChar(0x2212)); }

}  // namespace

ParamSpec fader_spec() {
  ParamSpec spec;
  spec.key = "gain";
  spec.label = "Level";
  spec.unit = Unit::decibels;
  spec.minimum = kSilenceDb;
  spec.maximum = kFaderTopDb;
  spec.default_value = 0.0;
  spec.scale = Scale::fader;
  return spec;
}

Fader::Fader(const QString& name, QWidget* parent) : ValueControl(fader_spec(), name, parent) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
  set_hint(*this, "Double-click the cap for 0 dB · Shift-drag is fine · wheel nudges 0.5 dB · Enter types a number");
}

void Fader::set_ticks_shown(bool shown) {
  ticks_ = shown;
  ground_ = {};
  updateGeometry();
  update();
}

QSize Fader::sizeHint() const { return {kCapWidth + (ticks_ ? kTicksWidth : 2), 260}; }
QSize Fader::minimumSizeHint() const { return {sizeHint().width(), 96}; }

double Fader::rail_x() const { return kCapWidth / 2.0; }

QRect Fader::cap_rect_for(double db) const {
  const int y = static_cast<int>(std::lround(scale().y(db)));
  return {0, y - kCapHeight / 2, kCapWidth, kCapHeight};
}

void Fader::value_shown(double before) {
  // Only where the cap was and where it is now.
  update(cap_rect_for(before));
  update(cap_rect());
}

void Fader::resizeEvent(QResizeEvent*) { ground_ = {}; }

void Fader::paintEvent(QPaintEvent* event) {
  const double ratio = devicePixelRatioF();
  if (ground_.isNull() || ground_.devicePixelRatio() != ratio) {
    ground_ = make_pixmap(size(), ratio);
    QPainter ground(&ground_);
    draw_ground(ground);
  }
  QPainter painter(this);
  painter.setClipRegion(event->region());
  painter.fillRect(event->rect(), palette().color(QPalette::Window));
  painter.drawPixmap(0, 0, ground_);
  draw_cap(painter);
}

void Fader::draw_ground(QPainter& painter) const {
  const LevelScale s = scale();
  draw_box(painter, QRectF(rail_x() - kRailWidth / 2.0, s.top, kRailWidth, s.length), token::kWell, Qt::transparent, 2);
  draw_ticks(painter);
}

void Fader::draw_ticks(QPainter& painter) const {
  const double ratio = devicePixelRatioF();
  painter.setFont(readout_font(static_cast<int>(Text::tick)));
  const double line = 1.0 / ratio;
  for (const int db : fitting_ticks(scale())) {
    const double y = snapped(scale().y(db), ratio);
    const int dash = !ticks_ && db == 0 ? std::max(0, std::min(kDash + 2, width() - kCapWidth)) : kDash;  // no number tells which it is
    painter.fillRect(QRectF(width() - dash, y, dash, std::max(1.0, line)), !ticks_ && db == 0 ? token::kSecondary : token::kBorder);
    if (!ticks_) continue;
    painter.setPen(db == 0 ? token::kText : token::kSecondary);
    painter.drawText(QRectF(kCapWidth, y - 8, width() - kCapWidth - kDash - 2, 16), Qt::AlignRight | Qt::AlignVCenter, tick_text(db));
  }
}

void Fader::draw_cap(QPainter& painter) const {
  const QRectF cap = cap_rect();
  const QColor body = !isEnabled() ? token::kDisabled : hovered() || in_gesture() ? token::kText : kCapColour;
  draw_box(painter, cap.adjusted(0, 1, 0, -1), body, token::kWindow, token::kRadius);
  painter.fillRect(QRectF(cap.left() + 4, cap.center().y() - 1, cap.width() - 8, 2), token::kWindow);
  if (shows_focus()) draw_focus(painter, cap.adjusted(0, 0, 0, 0));
}

}  // namespace sweetspot::ui
