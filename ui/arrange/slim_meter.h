// Two thin bars: the level of a track where there is no room for a scale.
#pragma once

#include <QWidget>
#include <array>

#include "ui/controls/meter_ballistics.h"

namespace sweetspot::ui {

// Repaints only what moved by a pixel or more. [main]
class SlimMeter : public QWidget {
  Q_OBJECT
 public:
  enum class Lie { upright, flat };

  SlimMeter(const QString& name, Lie lie, QWidget* parent = nullptr);

  void set_channels(int channels);  // 1 or 2
  // Peaks and mean squares of the channels, linear; `seconds` of audio went by.
  void feed(const float peak[2], const float mean_square[2], double seconds, bool clipped);
  void clear_clip();
  bool clipped() const { return clipped_; }

  QSize sizeHint() const override { return lie_ == Lie::upright ? QSize(12, 44) : QSize(80, 14); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  int lit(int channel) const;  // pixels along the bar
  int along() const { return lie_ == Lie::upright ? height() : width(); }
  QRect bar(int channel) const;

  Lie lie_;
  int channels_ = 2;
  bool clipped_ = false;
  std::array<MeterBallistics, 2> levels_;
  std::array<int, 2> shown_{-1, -1};
};

}  // namespace sweetspot::ui
