// A picture of what covers a track: its own weight over the ear's scale, and beneath it a stripe for each track that covers it.
#pragma once

#include <QColor>
#include <QWidget>
#include <vector>

#include "ui/balance/balance_words.h"

namespace sweetspot::ui {

// [main]
class MaskMap : public QWidget {
  Q_OBJECT
 public:
  explicit MaskMap(QWidget* parent = nullptr);

  // `presence` as in MaskingMap; `dimmed` while the figures are of an earlier state.
  void show_rows(std::vector<MaskRow> rows, const ErbBands& presence, const QString& track, const QColor& colour);
  void set_dimmed(bool dimmed);

  QSize sizeHint() const override;

  // The row at a place, or -1; and the frequency there.
  int row_at(double y) const;
  double hertz_at(double x) const;
  double x_of(double hertz) const;
  QRectF stripe(int row) const;

 signals:
  // A place in a stripe was clicked.
  void place_clicked(StripId by, double hertz);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  QRectF curve_area() const;
  void paint_curve(QPainter& painter) const;
  void paint_row(QPainter& painter, int row) const;
  void paint_axis(QPainter& painter) const;
  QString words_at(const QPointF& place) const;

  std::vector<MaskRow> rows_;
  ErbBands presence_{};
  QString track_;
  QColor colour_;
  bool dimmed_ = false;
};

}  // namespace sweetspot::ui
