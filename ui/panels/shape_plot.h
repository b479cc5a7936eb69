// The curve of a saturator or clipper, with the range that the sound takes of it now.
#pragma once

#include "ui/panels/handle_plot.h"
#include "ui/panels/shape_picture.h"

namespace sweetspot::ui {

class ShapePlot : public HandlePlot {
  Q_OBJECT
 public:
  ShapePlot(const ProcessorType& type, const QString& name, QWidget* parent = nullptr);

  PlotHandles handles() const override { return shape_handles(type_, values(), shape_scale(size())); }
  // The peak that comes in now, linear; 0: nothing.
  void set_peak(double amplitude);
  double peak() const { return peak_; }

 protected:
  void draw_ground(QPainter& painter) override;
  void draw_plot(QPainter& painter, const QRect& dirty) override;

 private:
  const ProcessorType& type_;
  ShapeParams params_;
  double peak_ = 0.0;
};

}  // namespace sweetspot::ui
