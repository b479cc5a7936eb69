// The clock of the window: time in large digits, bar and beat, the song's rate.
#pragma once

#include <QWidget>

#include "engine/core/units.h"
#include "ui/store/time_grid.h"

namespace sweetspot::ui {

// [main]
class TimeBox : public QWidget {
  Q_OBJECT
 public:
  explicit TimeBox(QWidget* parent = nullptr);

  void show_place(Frames at, const TimeGrid& grid);  // repaints when a digit changed
  const QString& time() const { return time_; }

  QSize sizeHint() const override { return {172, 36}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString time_ = "0:00.000";
  QString bar_ = "1.1";
  QString rate_;
};

}  // namespace sweetspot::ui
