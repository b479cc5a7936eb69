// What comes when after a clap in a reverb: nothing, then the early reflections, then the tail.
#pragma once

#include <QTimer>

#include "ui/panels/handle_plot.h"
#include "ui/panels/reverb_picture.h"

namespace sweetspot::ui {

class EchoPlot : public HandlePlot {
  Q_OBJECT
 public:
  EchoPlot(const ProcessorType& type, const QString& name, QWidget* parent = nullptr);

  PlotHandles handles() const override { return echo_handles(type_, values(), echo_, scale()); }
  const ReverbEcho& echo() const { return echo_; }
  void look_now();  // instead of soon after a change

 protected:
  void draw_ground(QPainter& painter) override;
  void draw_plot(QPainter& painter, const QRect& dirty) override;
  void values_changed() override;
  void showEvent(QShowEvent* event) override;

 private:
  EchoScale scale() const;
  double pre_delay() const;
  double decay() const;

  const ProcessorType& type_;
  ReverbParams params_;
  ReverbEcho echo_;
  double drawn_seconds_ = 0.0;  // of the ground
  std::vector<double> heard_for_;
  double heard_seconds_ = 0.0;
  QTimer soon_;
};

}  // namespace sweetspot::ui
