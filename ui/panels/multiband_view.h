// The multiband's picture.
#pragma once

#include "ui/panels/form_view.h"
#include "ui/panels/multiband_plot.h"
#include "ui/panels/signal_watch.h"

namespace sweetspot::ui {

class MultibandView : public FormView {
  Q_OBJECT
 public:
  MultibandView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent = nullptr);

  void show_values(std::span<const double> values, bool bypassed) override;
  void show_meters(std::span<const float> meters, double seconds) override;
  std::size_t signal_frames() const override { return 4096; }
  void show_signal(const DeviceSignal& signal) override { watch_.take(signal); }
  void select_band(int band) override { plot_->select_band(band); }

  MultibandPlot& plot() { return *plot_; }

 protected:
  int lay_out(int width) override;

 private:
  std::array<int, kMultibandBands> reduction_{}, input_{};  // meters
  MultibandPlot* plot_;
  SignalWatch watch_;
};

}  // namespace sweetspot::ui
