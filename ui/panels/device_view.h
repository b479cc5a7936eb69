// The drawn part of a processor's panel.
#pragma once

#include <span>

#include <QWidget>

#include "engine/studio/processors.h"
#include "engine/studio/report.h"
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

  // How many frames of sound before and after the device the picture wants (Studio::watch_device), while it is visible; 0: none.
  virtual std::size_t signal_frames() const { return 0; }

  // The newest sound, whenever there was some since the last time; before show_meters. From then on the sound, and not the seconds of
  // show_meters, is what moves the time: while none comes, nothing is heard. [main]
  virtual void show_signal(const DeviceSignal& /*signal*/) {}

  // Shows the band that was chosen on the panel (counted from 0).
  virtual void select_band(int /*band*/) {}

  // Whether the picture has the width of a place of its own rather than of the inspector; then it may grow with the height, too.
  virtual void set_large(bool /*large*/) {}

 signals:
  void changed(const sweetspot::ui::ParamChanges& changes);
  void gesture_ended();
  void gesture_cancelled();  // instead of it: what the gesture changed is to be as before
  void band_selected(int band);
};

// The picture that suits what a type offers (its parameters, meters and hooks), or null when its table says all. `rate` in Hz is that of
// the session. [main]
DeviceView* make_device_view(const ProcessorType& type, double rate, const QString& owner);

// Position of a meter of a type by its key, or -1.
int meter_index(const ProcessorType& type, std::string_view key);

}  // namespace sweetspot::ui
