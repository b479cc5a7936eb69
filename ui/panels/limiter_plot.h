// The last seconds of a limiter: gain reduction hanging from the top, beneath it what came in and what went out, ceiling and drive.
#pragma once

#include "ui/controls/gain_history.h"
#include "ui/controls/history_strip.h"
#include "ui/panels/band_meter.h"
#include "ui/panels/handle_plot.h"
#include "ui/panels/limiter_picture.h"

namespace sweetspot::ui {

class LimiterPlot : public HandlePlot {
  Q_OBJECT
 public:
  LimiterPlot(const ProcessorType& type, const QString& name, QWidget* parent = nullptr);

  PlotHandles handles() const override { return limiter_handles(params_, values(), limiter_scale(size())); }
  void set_span(double seconds);
  double span() const { return seconds_; }

  void feed(const GainMoment& moment, double seconds);
  double largest_reduction() const { return largest_; }  // dB since it was reset, >= 0
  double largest_output() const { return peak_; }        // dB
  void show_true_peak(double dbtp);                      // the highest since then, where it is known
  void reset_largest();

 signals:
  void largest_forgotten();

 protected:
  void draw_ground(QPainter& painter) override;
  void draw_plot(QPainter& painter, const QRect& dirty) override;
  void values_changed() override { stale_ = true; }
  bool pressed_beside(const QMouseEvent& event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void ready_strips();

  LimiterParams params_;
  double seconds_ = 6.0;
  bool stale_ = true;
  double strip_ratio_ = 0.0;
  GainHistory history_{60.0};
  HistoryStrip levels_, reductions_;
  SlowNumber now_;
  double largest_ = 0.0;
  double peak_ = kMinusInfinity;
  std::optional<double> true_peak_;
};

}  // namespace sweetspot::ui
