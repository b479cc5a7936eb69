// The equalizer's picture: its curve and nodes.
#pragma once

#include "ui/panels/device_view.h"
#include "ui/panels/eq_editor.h"

namespace sweetspot::ui {

class EqView : public DeviceView {
  Q_OBJECT
 public:
  EqView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent = nullptr);

  EqEditor& editor() { return *editor_; }
  void show_values(std::span<const double> values, bool bypassed) override;
  void select_band(int band) override { editor_->select(band); }

 private:
  const ProcessorType& type_;
  double rate_;
  EqEditor* editor_;
};

// The response of a type at these values, to be drawn; empty when the type has none. [main]
Response response_of(const ProcessorType& type, std::vector<double> values, double rate);

}  // namespace sweetspot::ui
