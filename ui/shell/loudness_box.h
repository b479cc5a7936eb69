// Loudness of what is heard, always in sight: three numbers, and bars of the moment.
#pragma once

#include <QWidget>
#include <array>

#include "engine/core/units.h"

namespace sweetspot {
struct LoudnessReadout;
}

namespace sweetspot::ui {

// Double-click starts the integrated values anew. [main]
class LoudnessBox : public QWidget {
  Q_OBJECT
 public:
  explicit LoudnessBox(QWidget* parent = nullptr);

  void show_values(const LoudnessReadout& values);  // repaints what changed
  void set_compact(bool compact);                   // without the bars

  QSize sizeHint() const override;

 signals:
  void reset_requested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;

 private:
  QRect cell(int index) const;
  QRect bars() const;
  int bar_end(double lufs) const;

  bool compact_ = false;
  std::array<QString, 3> texts_;
  bool over_ = false;                                             // the true peak is above full scale
  std::array<double, 2> levels_{kMinusInfinity, kMinusInfinity};  // momentary, short-term
  std::array<int, 2> ends_{-1, -1};
};

}  // namespace sweetspot::ui
