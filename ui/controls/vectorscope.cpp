#include "ui/controls/vectorscope.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/theme/contrast.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kFadeSeconds = 0.28;    // to 1 / e
constexpr double kShortestFade = 0.012;  // bytes cannot fade by less
constexpr int kDot = 110;                // added to a pixel by a dot
constexpr int kMargin = 16;              // for the letters around the disc

QList<QRgb> colours() {
  QList<QRgb> table;
  for (int i = 0; i < 256; ++i) {
    // Brighter dots turn white.
    QColor colour = mixed(token::kMeterMid, token::kText, std::max(0.0, i - 160.0) / 95.0 * 0.7);
    colour.setAlpha(std::min(255, 24 + i * 2));
    table.push_back(i == 0 ? qRgba(0, 0, 0, 0) : qRgba(colour.red(), colour.green(), colour.blue(), colour.alpha()));
  }
  return table;
}

}  // namespace

Vectorscope::Vectorscope(const QString& name, QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(name);
  set_hint(*this, "Mono lies on the line upwards, left to the left, right to the right; what lies flat is out of phase");
}

QRectF Vectorscope::disc() const {
  const double size = std::min(width(), height()) - 2.0 * kMargin;
  return {(width() - size) / 2.0, (height() - size) / 2.0, size, size};
}

void Vectorscope::ready() {
  const double ratio = devicePixelRatioF();
  const int pixels = std::max(8, static_cast<int>(std::lround(disc().width() * ratio)));
  if (dots_.width() == pixels) return;
  dots_ = QImage(pixels, pixels, QImage::Format_Indexed8);
  dots_.setColorTable(colours());
  dots_.fill(0);
  brightest_ = 0;
  ground_ = {};
}

void Vectorscope::resizeEvent(QResizeEvent*) { ground_ = {}; }

void Vectorscope::fade(double seconds) {
  faded_ += seconds;
  if (faded_ < kShortestFade || brightest_ == 0) return;
  const int keep = static_cast<int>(256.0 * std::exp(-faded_ / kFadeSeconds));
  faded_ = 0.0;
  int brightest = 0;
  for (int y = 0; y < dots_.height(); ++y) {
    uchar* const row = dots_.scanLine(y);
    uchar most = 0;
    for (int x = 0; x < dots_.width(); ++x) {
      row[x] = static_cast<uchar>(row[x] * keep >> 8);
      most = std::max(most, row[x]);
    }
    brightest = std::max<int>(brightest, most);
  }
  brightest_ = brightest;
}

void Vectorscope::feed(std::span<const float> left, std::span<const float> right, double seconds) {
  ready();
  const bool was_dark = dark();
  fade(seconds);
  double reach = 0.0;
  const std::size_t frames = std::min(left.size(), right.size());
  for (std::size_t i = 0; i < frames; ++i) {
    const QPointF point = scope_point(double{left[i]}, double{right[i]});
    reach = std::max(reach, std::hypot(point.x(), point.y()));
  }
  if (frames > 0 && zoom_.feed(reach, seconds)) dots_.fill(0);
  const double radius = 0.5 * dots_.width(), scale = radius * zoom_.factor();
  const int dot = devicePixelRatioF() >= 1.5 ? 2 : 1;
  for (std::size_t i = 0; reach > 1e-5 && i < frames; ++i) {
    const QPointF point = scope_point(double{left[i]}, double{right[i]});
    const int x = static_cast<int>(radius + point.x() * scale), y = static_cast<int>(radius - point.y() * scale);
    if (x < 0 || y < 0 || x + dot > dots_.width() || y + dot > dots_.height()) continue;
    for (int row = 0; row < dot; ++row) {
      uchar* const pixel = dots_.scanLine(y + row) + x;
      for (int column = 0; column < dot; ++column) pixel[column] = static_cast<uchar>(std::min(255, pixel[column] + kDot));
    }
    brightest_ = 255;
  }
  if (!was_dark || !dark()) update(disc().toAlignedRect().adjusted(-kMargin, -kMargin, kMargin, kMargin));
}

void Vectorscope::draw_ground(QPainter& painter) const {
  painter.fillRect(rect(), palette().color(QPalette::Window));
  draw_box(painter, rect(), token::kWell, token::kHairline);
  const QRectF d = disc();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(token::kHairline, 1.0));
  painter.drawEllipse(d);
  const QPointF c = d.center();
  const double r = d.width() / 2.0, diagonal = r * std::sqrt(0.5);
  painter.setPen(QPen(token::kGrid, 1.0));
  painter.drawEllipse(c, r / 2.0, r / 2.0);
  painter.drawLine(QPointF(c.x(), d.top()), QPointF(c.x(), d.bottom()));
  painter.drawLine(QPointF(d.left(), c.y()), QPointF(d.right(), c.y()));
  painter.drawLine(c + QPointF(-diagonal, -diagonal), c + QPointF(diagonal, diagonal));
  painter.drawLine(c + QPointF(diagonal, -diagonal), c + QPointF(-diagonal, diagonal));
  painter.setFont(text_font(Text::caption, true));
  painter.setPen(token::kSecondary);
  const auto letter = [&](QPointF at, const QString& text) {
    painter.drawText(QRectF(at.x() - 10, at.y() - 8, 20, 16), Qt::AlignCenter, text);
  };
  letter({c.x(), d.top() - 7.0}, "M");
  letter(c + QPointF(-diagonal - 9.0, -diagonal - 7.0), "L");
  letter(c + QPointF(diagonal + 9.0, -diagonal - 7.0), "R");
}

void Vectorscope::paintEvent(QPaintEvent*) {
  ready();
  if (ground_.isNull() || ground_.devicePixelRatio() != devicePixelRatioF()) {
    ground_ = make_pixmap(size(), devicePixelRatioF());
    QPainter painter(&ground_);
    draw_ground(painter);
  }
  QPainter painter(this);
  painter.drawPixmap(0, 0, ground_);
  if (!dark()) painter.drawImage(disc(), dots_);
  if (zoom_.decibels() <= 0.0) return;
  painter.setFont(readout_font(static_cast<int>(Text::tick)));
  painter.setPen(token::kSecondary);
  painter.drawText(QRectF(8, height() - 20.0, 60, 16), Qt::AlignLeft | Qt::AlignVCenter, signed_number(zoom_.decibels(), 0, true) + " dB");
}

}  // namespace sweetspot::ui
