// A processor's panel that edits the window's song itself.
#pragma once

#include "engine/session/ids.h"
#include "ui/panels/panel_desk.h"
#include "ui/panels/panel_matches.h"

class QWidget;

namespace sweetspot::ui {

class DevicePanel;
class Store;

// The window's store as a desk for panels. [main]
class StorePanelDesk : public PanelDesk {
 public:
  explicit StorePanelDesk(Store& store, QObject* parent = nullptr);

  // The store's own, made when it is first wanted and living as long.
  static StorePanelDesk& of(Store& store);

  const Session& session() const override;
  void edit(const QString& name, const Edit& edit, const QString& target) override;
  void edit_value(const StepWords& words, const Edit& edit, const QString& target) override;
  void end_gesture() override;
  void cancel_gesture() override;
  std::vector<float> device_meters(DeviceId device) const override;
  void watch_device(DeviceId device, bool on) override;
  bool device_signal(DeviceId device, DeviceSignal& signal) override;
  void trim_strip(StripId strip, double db) override;
  CompareShelf& compare_shelf() override { return shelf_; }
  PanelPresets& presets() override { return presets_; }
  PanelMatches& matches() override { return matches_; }
  void tell(const QString& sentence) override;

 private:
  bool moves_devices() const;

  Store& store_;
  CompareShelf shelf_;
  PanelPresets presets_;
  PanelMatches matches_;
  bool heard_mix_;
};

// A panel of a device, its gestures undo steps of the store, its values and meters kept up to date; null when the device is gone or
// its type is unknown. [main]
DevicePanel* make_store_panel(Store& store, DeviceId device, QWidget* parent = nullptr);

}  // namespace sweetspot::ui
