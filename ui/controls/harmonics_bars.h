// Bars of the harmonics 2 to 10: even ones filled, odd ones hatched, and the distortion as a number.
#pragma once

#include <QPixmap>
#include <QWidget>

#include "ui/controls/harmonics.h"

namespace sweetspot::ui {

class HarmonicsBars : public QWidget {
  Q_OBJECT
 public:
  explicit HarmonicsBars(const QString& name, QWidget* parent = nullptr);

  // `level_db` is that of the sine.
  void show(const Harmonics& harmonics, double level_db);
  void set_dimmed(bool dimmed);
  QString words() const;  // "THD 3.2 %"

  QRectF bar(int harmonic) const;  // its place, as high as its level

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QRectF area() const;

  Harmonics harmonics_;
  double level_db_ = 0.0;
  bool dimmed_ = false;
};

}  // namespace sweetspot::ui
