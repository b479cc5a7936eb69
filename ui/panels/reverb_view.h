// The picture of a reverb: its decay over frequency, and what comes when after a clap.
#pragma once

#include "ui/panels/decay_plot.h"
#include "ui/panels/echo_plot.h"
#include "ui/panels/form_view.h"

namespace sweetspot::ui {

class ReverbView : public FormView {
  Q_OBJECT
 public:
  ReverbView(const ProcessorType& type, const QString& owner, QWidget* parent = nullptr);

  void show_values(std::span<const double> values, bool bypassed) override;

  DecayPlot& decay() { return *decay_; }
  EchoPlot& echo() { return *echo_; }

 protected:
  int lay_out(int width) override;

 private:
  DecayPlot* decay_;
  EchoPlot* echo_;
};

}  // namespace sweetspot::ui
