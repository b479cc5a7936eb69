// Level out over level in of a dynamics processor, to be dragged, with a live dot.
#pragma once

#include <QPainterPath>

#include "ui/panels/dynamics_picture.h"
#include "ui/panels/handle_plot.h"

namespace sweetspot::ui {

class TransferPlot : public HandlePlot {
  Q_OBJECT
 public:
  TransferPlot(const ProcessorType& type, const QString& name, QWidget* parent = nullptr);

  PlotHandles handles() const override;
  // The level that is heard now in dB; kMinusInfinity hides the dot.
  void set_level(double level_db);
  double level() const { return level_; }

 protected:
  void draw_ground(QPainter& painter) override;
  void draw_plot(QPainter& painter, const QRect& dirty) override;
  void values_changed() override;

 private:
  TransferScale scale() const { return transfer_scale(size(), lowest_); }
  double out_at(double level) const { return type_.transfer(values(), level); }
  QRect dot_rect() const;

  const ProcessorType& type_;
  double lowest_;
  double level_ = kMinusInfinity;
  QPainterPath curve_;
};

}  // namespace sweetspot::ui
