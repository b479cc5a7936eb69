// A reverb's time over frequency, to be dragged.
#pragma once

#include "ui/panels/handle_plot.h"
#include "ui/panels/reverb_picture.h"

namespace sweetspot::ui {

class DecayPlot : public HandlePlot {
  Q_OBJECT
 public:
  DecayPlot(const ProcessorType& type, const QString& name, QWidget* parent = nullptr);

  PlotHandles handles() const override { return decay_handles(type_, values(), decay_scale(size())); }

 protected:
  void draw_ground(QPainter& painter) override;
  void draw_plot(QPainter& painter, const QRect& dirty) override;

 private:
  const ProcessorType& type_;
};

}  // namespace sweetspot::ui
