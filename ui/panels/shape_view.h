// The picture of a saturator, an exciter or a clipper: its curve, the harmonics that it makes, and the band that it works on.
#pragma once

#include "ui/controls/harmonics_bars.h"
#include "ui/panels/band_meter.h"
#include "ui/panels/band_strip.h"
#include "ui/panels/form_view.h"
#include "ui/panels/shape_plot.h"
#include "ui/panels/signal_watch.h"

namespace sweetspot::ui {

class ShapeView : public FormView {
  Q_OBJECT
 public:
  ShapeView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent = nullptr);

  void show_values(std::span<const double> values, bool bypassed) override;
  void show_meters(std::span<const float> meters, double seconds) override;
  std::size_t signal_frames() const override { return 4096; }
  void show_signal(const DeviceSignal& signal) override { watch_.take(signal); }

  ShapePlot& plot() { return *plot_; }
  HarmonicsBars& bars() { return *bars_; }
  BandStrip* band() { return band_; }

 protected:
  int lay_out(int width) override;

 private:
  void find_harmonics();

  const ProcessorType& type_;
  int input_;  // meter
  std::vector<double> values_;
  ShapePlot* plot_;
  HarmonicsBars* bars_;
  BandStrip* band_ = nullptr;
  MaybeParam mode_;  // full or exciter
  FallingLevel level_;
  double sine_db_;
  SignalWatch watch_;
};

}  // namespace sweetspot::ui
