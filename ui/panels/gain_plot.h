// The last seconds of a gain that goes up and down: a transient shaper's, a rider's.
#pragma once

#include "engine/studio/processors.h"
#include "ui/controls/gain_history.h"
#include "ui/controls/history_strip.h"
#include "ui/panels/band_meter.h"
#include "ui/panels/handle_plot.h"

namespace sweetspot::ui {

// Where the parts lie. Pure.
struct GainScale {
  QRectF area;
  PlotAxis gain;   // from -range to range dB
  PlotAxis level;  // of the sound behind it
};
GainScale gain_scale(const QSizeF& size, double range);

enum GainHandle { kGainUpHandle, kGainDownHandle };

// How far a rider may go, up and down; none for a type that has no such limits.
PlotHandles gain_handles(std::span<const ParamSpec> table, std::span<const double> values, const GainScale& scale);

class GainPlot : public HandlePlot {
  Q_OBJECT
 public:
  GainPlot(const ProcessorType& type, const QString& name, double seconds, QWidget* parent = nullptr);

  PlotHandles handles() const override { return gain_handles(table(), values(), scale()); }
  void feed(double gain_db, double input_db, double seconds);

 protected:
  void draw_ground(QPainter& painter) override;
  void draw_plot(QPainter& painter, const QRect& dirty) override;
  void values_changed() override { stale_ = true; }

 private:
  GainScale scale() const { return gain_scale(size(), range_); }
  void ready_strip();

  double range_;
  double seconds_;
  bool stale_ = true;
  double strip_ratio_ = 0.0;
  GainHistory history_;
  HistoryStrip strip_;
  SlowNumber now_;  // gain as it is written
};

}  // namespace sweetspot::ui
