#include "ui/controls/eq_curve.h"

#include <algorithm>

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kPointStep = 2.0;  // logical pixels between points of the curve
constexpr int kThumbnailHeight = 44;

}  // namespace

EqCurve::EqCurve(Look look, const QString& name, QWidget* parent) : QWidget(parent), look_(look), colour_(token::kText) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(name);
  setSizePolicy(QSizePolicy::Expanding, look == Look::thumbnail ? QSizePolicy::Fixed : QSizePolicy::Expanding);
}

QSize EqCurve::sizeHint() const { return look_ == Look::thumbnail ? QSize(72, kThumbnailHeight) : QSize(480, 220); }
QSize EqCurve::minimumSizeHint() const { return look_ == Look::thumbnail ? QSize(40, kThumbnailHeight) : QSize(160, 120); }

CurveScale EqCurve::scale() const {
  CurveScale s;
  s.area = look_ == Look::thumbnail ? QRectF(rect()).adjusted(2, 3, -2, -3) : QRectF(rect()).adjusted(34, 10, -10, -20);
  s.range_db = range_db_;
  return s;
}

void EqCurve::set_response(Response response) {
  response_ = std::move(response);
  work_out();
  update();
}

void EqCurve::set_colour(const QColor& colour) {
  colour_ = colour;
  update();
}

void EqCurve::set_dimmed(bool dimmed) {
  dimmed_ = dimmed;
  update();
}

void EqCurve::set_range(double db) {
  range_db_ = db;
  grid_ = {};
  update();
}

void EqCurve::work_out() {
  const CurveScale s = scale();
  const auto count = static_cast<std::size_t>(std::max(2.0, s.area.width() / kPointStep));
  hertz_.resize(count);
  decibels_.assign(count, 0.0);
  for (std::size_t i = 0; i < count; ++i) hertz_[i] = s.hz(s.area.left() + s.area.width() * double(i) / double(count - 1));
  if (response_) response_(hertz_, decibels_);
}

void EqCurve::resizeEvent(QResizeEvent*) {
  grid_ = {};
  work_out();
}

void EqCurve::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && look_ == Look::thumbnail) return emit clicked();
  event->ignore();
}

void EqCurve::draw_grid(QPainter& painter) const {
  draw_box(painter, rect(), token::kWell, look_ == Look::thumbnail ? QColor(Qt::transparent) : token::kHairline,
           look_ == Look::thumbnail ? 3 : token::kRadius);
  const CurveScale s = scale();
  const double ratio = devicePixelRatioF();
  if (look_ == Look::thumbnail) {
    painter.fillRect(QRectF(s.area.left(), snapped(s.y(0), ratio), s.area.width(), 1), token::kGrid);
    return;
  }
  painter.setFont(readout_font(static_cast<int>(Text::tick)));
  painter.setPen(token::kSecondary);
  for (const double hz : {20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0, 20000.0}) {
    const double x = snapped(s.x(hz), ratio);
    painter.fillRect(QRectF(x, s.area.top(), 1, s.area.height()), token::kGrid);
    const double edge = std::clamp(x - 20.0, 0.0, width() - 42.0);
    if (s.area.width() > 360 || hz == 20 || hz == 100 || hz == 1000 || hz == 10000) {
      painter.drawText(QRectF(edge, s.area.bottom() + 3, 40, 14), Qt::AlignCenter, axis_hertz(hz));
    }
  }
  for (int i = -2; i <= 2; ++i) {
    const double db = range_db_ / 2.0 * i;
    painter.fillRect(QRectF(s.area.left(), snapped(s.y(db), ratio), s.area.width(), 1), i == 0 ? token::kBorder : token::kGrid);
    const QString words = (db > 0 ? "+" : "") + QString::number(db).replace('-', QChar(0x2212));
    painter.drawText(QRectF(0, s.y(db) - 8, s.area.left() - 6, 16), Qt::AlignRight | Qt::AlignVCenter, words);
  }
}

void EqCurve::draw_curve(QPainter& painter) const {
  if (!response_) return;
  const CurveScale s = scale();
  QPainterPath path;
  for (std::size_t i = 0; i < hertz_.size(); ++i) {
    const QPointF point(s.x(hertz_[i]), std::clamp(s.y(decibels_[i]), s.area.top() - 20.0, s.area.bottom() + 20.0));
    i == 0 ? path.moveTo(point) : path.lineTo(point);
  }
  painter.save();
  painter.setClipRect(s.area);
  painter.setRenderHint(QPainter::Antialiasing);
  const QColor ink = dimmed_ ? token::kDisabled : colour_;
  if (look_ == Look::editor) {
    QPainterPath area = path;
    area.lineTo(s.area.right(), s.y(0));
    area.lineTo(s.area.left(), s.y(0));
    QColor shade = ink;
    shade.setAlpha(28);
    painter.fillPath(area, shade);
  }
  painter.setPen(QPen(ink, look_ == Look::thumbnail ? 1.5 : 2.0));
  painter.drawPath(path);
  painter.restore();
}

void EqCurve::paintEvent(QPaintEvent*) {
  if (grid_.isNull() || grid_.devicePixelRatio() != devicePixelRatioF()) {
    grid_ = make_pixmap(size(), devicePixelRatioF());
    QPainter painter(&grid_);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    draw_grid(painter);
  }
  QPainter painter(this);
  painter.drawPixmap(0, 0, grid_);
  draw_curve(painter);
  paint_over(painter);
}

}  // namespace sweetspot::ui
