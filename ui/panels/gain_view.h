// The picture of what turns a sound up and down by itself: a transient shaper's hit and its gain, a rider's ride.
#pragma once

#include "ui/panels/form_view.h"
#include "ui/panels/gain_plot.h"
#include "ui/panels/signal_watch.h"

namespace sweetspot::ui {

class HitPlot;

class GainView : public FormView {
  Q_OBJECT
 public:
  // The key of the meter that shows such a gain, of a type that has one; empty otherwise.
  static std::string_view meter_of(const ProcessorType& type);

  GainView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent = nullptr);

  void show_values(std::span<const double> values, bool bypassed) override;
  void show_meters(std::span<const float> meters, double seconds) override;
  std::size_t signal_frames() const override { return 4096; }
  void show_signal(const DeviceSignal& signal) override { watch_.take(signal); }

  GainPlot& gain() { return *gain_; }
  HitPlot* hit() { return hit_; }

 protected:
  int lay_out(int width) override;

 private:
  int meter_, input_;
  GainPlot* gain_;
  HitPlot* hit_ = nullptr;
  SignalWatch watch_;
};

}  // namespace sweetspot::ui
