// The channel meter: RMS inside peak, held peak, clip lamp, on the fader's scale.
#pragma once

#include <array>
#include <span>

#include <QPixmap>
#include <QWidget>

#include "ui/controls/level_scale.h"
#include "ui/controls/meter_ballistics.h"

namespace sweetspot::ui {

// What came in on one channel since the last time; linear.
struct ChannelInput {
  double peak = 0.0;
  double mean_square = 0.0;
};

// Paints only the rows that changed. Click the lamp to put it out, Alt+click to put out all.
class LevelMeter : public QWidget {
  Q_OBJECT
 public:
  explicit LevelMeter(const QString& name, QWidget* parent = nullptr);

  // 1 or 2 bars.
  void set_channels(int channels);

  // `seconds` of audio went by. `clipped` lights the lamp, which stays lit.
  void feed(std::span<const ChannelInput> input, double seconds, bool clipped);

  void clear_clip();  // the lamp and the maximum
  bool clipped() const { return clipped_; }
  double max_peak_db() const;  // since it was cleared
  const MeterBallistics& channel(int index) const { return ballistics_[static_cast<std::size_t>(index)]; }
  LevelScale scale() const { return level_scale(height()); }
  QRect lamp_rect() const;

  QSize sizeHint() const override { return {channels_ == 2 ? 25 : 16, 260}; }
  QSize minimumSizeHint() const override { return {12, 96}; }

 signals:
  void clear_all_requested();
  void max_peak_changed(double db);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  struct Drawn {  // rows, from the top, in logical pixels
    int peak = 0, rms = 0, hold = 0;
    bool operator==(const Drawn&) const = default;
  };

  Drawn drawn_of(const MeterBallistics& channel) const;
  QRect bar_rect(int index) const;
  void repaint_changes(int index, const Drawn& now);
  void build_pixmaps();

  int channels_ = 2;
  std::array<MeterBallistics, 2> ballistics_;
  std::array<Drawn, 2> drawn_;
  bool clipped_ = false;
  QPixmap lit_;  // a full bar in the strong colours, one channel wide
  QPixmap dim_;  // the same for the part between RMS and peak
};

}  // namespace sweetspot::ui
