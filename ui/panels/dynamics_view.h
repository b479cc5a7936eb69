// Pictures of dynamics processors: the transfer curve beside the gain reduction, or its history.
#pragma once

#include "ui/controls/gain_reduction_meter.h"
#include "ui/controls/transfer_curve.h"
#include "ui/panels/device_view.h"

namespace sweetspot::ui {

// Transfer curve and gain reduction.
class DynamicsView : public DeviceView {
  Q_OBJECT
 public:
  DynamicsView(const ProcessorType& type, const QString& owner, QWidget* parent = nullptr);

  void show_values(std::span<const double> values, bool bypassed) override;
  void show_meters(std::span<const float> meters, double seconds) override;

 private:
  const ProcessorType& type_;
  int reduction_;
  int input_;
  TransferCurve* curve_;
  GainReductionMeter* meter_;
};

// The last seconds of gain reduction, for a limiter.
class ReductionView : public DeviceView {
  Q_OBJECT
 public:
  ReductionView(const ProcessorType& type, const QString& owner, QWidget* parent = nullptr);

  void show_values(std::span<const double>, bool) override {}
  void show_meters(std::span<const float> meters, double seconds) override;

 private:
  int reduction_;
  GainReductionHistory* history_;
  GainReductionMeter* meter_;
};

}  // namespace sweetspot::ui
