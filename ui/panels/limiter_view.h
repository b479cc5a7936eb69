// The limiter's picture, with the switches for listening in reach.
#pragma once

#include "ui/panels/form_view.h"
#include "ui/panels/limiter_plot.h"
#include "ui/panels/signal_watch.h"
#include "ui/panels/true_peak_watch.h"

namespace sweetspot::ui {

class ToggleButton;

class LimiterView : public FormView {
  Q_OBJECT
 public:
  LimiterView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent = nullptr);

  void show_values(std::span<const double> values, bool bypassed) override;
  void show_meters(std::span<const float> meters, double seconds) override;
  std::size_t signal_frames() const override { return 4096; }
  void show_signal(const DeviceSignal& signal) override;

  LimiterPlot& plot() { return *plot_; }

 protected:
  int lay_out(int width) override;

 private:
  void make_spans(const QString& owner);
  ToggleButton* make_switch(MaybeParam param, const QString& owner, const QString& hint);

  const ProcessorType& type_;
  LimiterParams params_;
  int reduction_, output_, input_;  // meters
  LimiterPlot* plot_;
  std::vector<ToggleButton*> spans_;
  ToggleButton* unity_ = nullptr;
  ToggleButton* delta_ = nullptr;
  SignalWatch watch_;
  TruePeakWatch true_peak_;
};

}  // namespace sweetspot::ui
