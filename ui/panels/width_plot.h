// Stereo width over frequency: three bands, their splits, and what is mono below a frequency.
#pragma once

#include "ui/panels/handle_plot.h"
#include "ui/panels/width_picture.h"

namespace sweetspot::ui {

class WidthPlot : public HandlePlot {
  Q_OBJECT
 public:
  WidthPlot(std::span<const ParamSpec> table, const QString& name, QWidget* parent = nullptr);

  PlotHandles handles() const override { return width_handles(params_, values(), width_scale(size())); }
  void select_band(int band);

 signals:
  void band_chosen(int band);  // by the user

 protected:
  void draw_ground(QPainter& painter) override;
  void draw_plot(QPainter& painter, const QRect& dirty) override;
  bool pressed_beside(const QMouseEvent& event) override;

 private:
  void choose_band(int band);

  WidthParams params_;
  int band_ = 0;
};

}  // namespace sweetspot::ui
