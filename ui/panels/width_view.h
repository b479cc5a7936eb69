// The picture of stereo width: what comes out on a vectorscope, correlation and balance, and width over frequency where there is room.
#pragma once

#include "ui/controls/centre_bar.h"
#include "ui/controls/vectorscope.h"
#include "ui/panels/form_view.h"
#include "ui/panels/signal_watch.h"
#include "ui/panels/width_plot.h"

namespace sweetspot::ui {

class WidthView : public FormView {
  Q_OBJECT
 public:
  WidthView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent = nullptr);

  void show_values(std::span<const double> values, bool bypassed) override;
  void show_meters(std::span<const float> meters, double seconds) override;
  std::size_t signal_frames() const override { return 4096; }
  void show_signal(const DeviceSignal& signal) override;
  void select_band(int band) override;

  Vectorscope& scope() { return *scope_; }
  CentreBar& correlation() { return *correlation_; }
  WidthPlot* bands() { return bands_; }

 protected:
  int lay_out(int width) override;

 private:
  int correlation_meter_, balance_meter_;
  Vectorscope* scope_;
  CentreBar* correlation_;
  CentreBar* balance_;
  WidthPlot* bands_ = nullptr;
  std::vector<float> left_, right_;  // frames for the scope, gathered until it is fed
  SignalWatch watch_;
};

}  // namespace sweetspot::ui
