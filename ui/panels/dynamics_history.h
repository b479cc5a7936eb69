// The last seconds of a dynamics processor: what it heard, its threshold to be dragged, and the gain reduction hanging from the top.
#pragma once

#include "ui/controls/gain_history.h"
#include "ui/controls/history_strip.h"
#include "ui/panels/band_meter.h"
#include "ui/panels/dynamics_picture.h"
#include "ui/panels/handle_plot.h"

namespace sweetspot::ui {

class DynamicsHistory : public HandlePlot {
  Q_OBJECT
 public:
  static constexpr double kSeconds = 5.0;

  DynamicsHistory(const ProcessorType& type, const QString& name, QWidget* parent = nullptr);

  PlotHandles handles() const override;
  // What went by; a threshold that moves by itself is drawn as it moved.
  void feed(const GainMoment& moment, double seconds, bool threshold_moves);
  const GainHistory& history() const { return history_; }

 protected:
  void draw_ground(QPainter& painter) override;
  void draw_plot(QPainter& painter, const QRect& dirty) override;
  void values_changed() override { stale_ = true; }

 private:
  HistoryScale scale() const { return history_scale(size(), table()); }
  void ready_strips();
  QString line_text(const PlotHandle& handle, const HistoryScale& scale) const;

  bool stale_ = true;  // the strips are to be drawn anew
  bool threshold_moves_ = false;
  bool gates_;
  MaybeParam mode_;  // whether a gate ducks instead
  double strip_ratio_ = 0.0;
  GainHistory history_;
  HistoryStrip levels_, reductions_;
  SlowNumber now_;  // reduction as it is written
};

}  // namespace sweetspot::ui
