// The picture of a compressor, a gate or a de-esser: transfer curve, gain reduction and the last seconds.
#pragma once

#include "ui/controls/gain_reduction_meter.h"
#include "ui/panels/band_strip.h"
#include "ui/panels/dynamics_history.h"
#include "ui/panels/form_view.h"
#include "ui/panels/signal_watch.h"
#include "ui/panels/transfer_plot.h"

namespace sweetspot::ui {

class DynamicsView : public FormView {
  Q_OBJECT
 public:
  DynamicsView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent = nullptr);

  void show_values(std::span<const double> values, bool bypassed) override;
  void show_meters(std::span<const float> meters, double seconds) override;
  std::size_t signal_frames() const override { return 4096; }
  void show_signal(const DeviceSignal& signal) override { watch_.take(signal); }

  TransferPlot& curve() { return *curve_; }
  DynamicsHistory& history() { return *history_; }
  BandStrip* band() { return band_; }

 protected:
  int lay_out(int width) override;

 private:
  const ProcessorType& type_;
  int reduction_, input_, threshold_now_;  // meters
  MaybeParam threshold_;
  double set_threshold_ = 0.0;
  TransferPlot* curve_;
  DynamicsHistory* history_;
  GainReductionMeter* meter_;
  BandStrip* band_ = nullptr;  // what a de-esser listens to
  SignalWatch watch_;
};

}  // namespace sweetspot::ui
