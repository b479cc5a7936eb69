// Level out over level in of a dynamics processor, with a live dot.
#pragma once

#include <functional>

#include <QWidget>

#include "engine/core/units.h"

namespace sweetspot::ui {

// Level out in dB for a steady level in dB.
using Transfer = std::function<double(double level_db)>;

class TransferCurve : public QWidget {
  Q_OBJECT
 public:
  explicit TransferCurve(const QString& name, QWidget* parent = nullptr);

  void set_transfer(Transfer transfer);
  void set_dimmed(bool dimmed);
  // The level that comes in now, in dB; kMinusInfinity hides the dot.
  void set_level(double level_db);

  QSize sizeHint() const override { return {180, 180}; }
  QSize minimumSizeHint() const override { return {120, 120}; }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override { return width; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QPointF at(double in_db, double out_db) const;
  QRect dot_rect() const;

  Transfer transfer_;
  bool dimmed_ = false;
  double level_db_ = kMinusInfinity;
};

}  // namespace sweetspot::ui
