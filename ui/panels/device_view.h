// The drawn part of a processor's panel.
#pragma once

#include <span>

#include <QWidget>

#include "engine/studio/processors.h"
#include "ui/panels/param_change.h"

namespace sweetspot::ui {

class DeviceView : public QWidget {
  Q_OBJECT
 public:
  using QWidget::QWidget;

  // The values in the order of the table; called whenever one changed. [main]
  virtual void show_values(std::span<const double> values, bool bypassed) = 0;

  // The meters in the order of the type's list, `seconds` after the last time. [main]
  virtual void show_meters(std::span<const float> /*meters*/, double /*seconds*/) {}

  // Shows the band that was chosen on the panel (counted from 0).
  virtual void select_band(int /*band*/) {}

 signals:
  void changed(const sweetspot::ui::ParamChanges& changes);
  void gesture_ended();
  void band_selected(int band);
};

// The picture that suits a type, or null when its table says all: an equalizer's curve with nodes, a dynamics processor's
// transfer curve and gain reduction, a limiter's history. `rate` in Hz is that of the session. [main]
DeviceView* make_device_view(const ProcessorType& type, double rate, const QString& owner);

// Position of a meter of a type by its key, or -1.
int meter_index(const ProcessorType& type, std::string_view key);

}  // namespace sweetspot::ui
