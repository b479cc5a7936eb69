// The equalizer's picture: its curve and nodes over the spectrum, and what is chosen about them.
#pragma once

#include <QTimer>

#include "ui/controls/eq_curve.h"
#include "ui/panels/device_view.h"
#include "ui/panels/eq_editor.h"

class QComboBox;
class QLabel;

namespace sweetspot::ui {

class ToggleButton;

class EqView : public DeviceView {
  Q_OBJECT
 public:
  EqView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent = nullptr);

  EqEditor& editor() { return *editor_; }
  QString note() const;  // what stands beneath the curve

  void show_values(std::span<const double> values, bool bypassed) override;
  void show_meters(std::span<const float> meters, double seconds) override;
  std::size_t signal_frames() const override;
  void show_signal(const DeviceSignal& signal) override { editor_->take(signal); }
  void select_band(int band) override { editor_->select(band); }
  void set_large(bool large) override;

 private:
  QWidget* build_bar(const QString& owner);
  void set_route(int choice);
  void measure_pre_ring();
  void show_note();

  const ProcessorType& type_;
  double rate_;
  std::vector<double> values_;
  std::vector<double> dynamic_db_;
  int auto_gain_;  // positions of meters, or -1
  int first_dynamic_;
  EqEditor* editor_;
  QComboBox* range_ = nullptr;
  QComboBox* route_ = nullptr;
  ToggleButton* spectrum_ = nullptr;
  QLabel* note_ = nullptr;
  QTimer pre_ring_timer_;           // measuring takes some milliseconds: once, after the last change
  double pre_ring_seconds_ = -1.0;  // not known
  double auto_gain_db_ = 0.0;
};

// The response of a type at these values, to be drawn; empty when the type has none. [main]
Response response_of(const ProcessorType& type, std::vector<double> values, double rate);

// What is said of a linear phase: "Linear phase · latency 181 ms · pre-ring 12 ms". A negative pre-ring is not known yet. Pure.
QString phase_words(double latency_seconds, double pre_ring_seconds);

}  // namespace sweetspot::ui
