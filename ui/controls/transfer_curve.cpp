#include "ui/controls/transfer_curve.h"

#include <algorithm>
#include <cmath>

#include <QPainter>
#include <QPainterPath>

#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kLowDb = -60.0;
constexpr double kHighDb = 6.0;
constexpr double kStepDb = 0.5;

}  // namespace

TransferCurve::TransferCurve(const QString& name, QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(name);
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
}

QPointF TransferCurve::at(double in_db, double out_db) const {
  const QRectF area = QRectF(rect()).adjusted(26, 8, -8, -18);
  const auto part = [](double db) { return std::clamp((db - kLowDb) / (kHighDb - kLowDb), 0.0, 1.0); };
  return {area.left() + part(in_db) * area.width(), area.bottom() - part(out_db) * area.height()};
}

QRect TransferCurve::dot_rect() const {
  if (!transfer_ || !std::isfinite(level_db_)) return {};
  const QPointF dot = at(level_db_, transfer_(level_db_));
  return QRectF(dot.x() - 6, dot.y() - 6, 12, 12).toAlignedRect();
}

void TransferCurve::set_transfer(Transfer transfer) {
  transfer_ = std::move(transfer);
  update();
}

void TransferCurve::set_dimmed(bool dimmed) {
  dimmed_ = dimmed;
  update();
}

void TransferCurve::set_level(double level_db) {
  if (level_db == level_db_) return;
  update(dot_rect());
  level_db_ = level_db;
  update(dot_rect());
}

void TransferCurve::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), palette().color(QPalette::Window));
  draw_box(painter, rect(), token::kWell, token::kHairline);
  painter.setFont(readout_font(static_cast<int>(Text::tick)));
  for (const int db : {0, -12, -24, -36, -48}) {
    const QPointF corner = at(db, db);
    painter.fillRect(QRectF(at(kLowDb, db), QSizeF(at(kHighDb, db).x() - at(kLowDb, db).x(), 1)), token::kGrid);
    painter.fillRect(QRectF(QPointF(corner.x(), at(db, kHighDb).y()), QPointF(corner.x() + 1, at(db, kLowDb).y())), token::kGrid);
    if (db % 24 != 0) continue;
    const QString words = QString::number(db).replace('-', QChar(0x2212));
    painter.setPen(token::kSecondary);
    painter.drawText(QRectF(0, corner.y() - 8, 22, 16), Qt::AlignRight | Qt::AlignVCenter, words);
    painter.drawText(QRectF(corner.x() - 14, height() - 16, 28, 14), Qt::AlignCenter, words);
  }
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(token::kBorder, 1.0, Qt::DashLine));
  painter.drawLine(at(kLowDb, kLowDb), at(kHighDb, kHighDb));
  if (!transfer_) return;
  QPainterPath path(at(kLowDb, transfer_(kLowDb)));
  for (double db = kLowDb + kStepDb; db <= kHighDb; db += kStepDb) path.lineTo(at(db, transfer_(db)));
  painter.setPen(QPen(dimmed_ ? token::kDisabled : token::kAccent, 2.0));
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(path);
  if (std::isfinite(level_db_) && !dimmed_) {
    painter.setPen(QPen(token::kWell, 1.0));
    painter.setBrush(token::kReduction);
    painter.drawEllipse(at(level_db_, transfer_(level_db_)), 4.5, 4.5);
  }
}

}  // namespace sweetspot::ui
