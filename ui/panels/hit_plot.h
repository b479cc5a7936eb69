// A hit before and after a transient shaper, its attack and decay to be dragged.
#pragma once

#include "ui/panels/handle_plot.h"
#include "ui/panels/hit_picture.h"

namespace sweetspot::ui {

class HitPlot : public HandlePlot {
  Q_OBJECT
 public:
  HitPlot(const ProcessorType& type, const QString& name, QWidget* parent = nullptr);

  PlotHandles handles() const override { return hit_handles(params_, values(), shape_, hit_scale(size())); }

 protected:
  void draw_ground(QPainter& painter) override;
  void draw_plot(QPainter& painter, const QRect& dirty) override;
  void values_changed() override;

 private:
  const ProcessorType& type_;
  HitParams params_;
  HitShape shape_;
  std::vector<double> shaped_for_;  // the values that the shape depends on
};

}  // namespace sweetspot::ui
