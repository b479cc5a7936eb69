// The window's store as a Desk.
#pragma once

#include "ui/mix/desk.h"
#include "ui/mix/mix_place.h"
#include "ui/store/store.h"

namespace sweetspot::ui {

class StoreDesk : public Desk {
 public:
  explicit StoreDesk(Store& store, QObject* parent = nullptr);

  const Session& session() const override { return store_.session(); }
  void edit(const QString& name, const Edit& edit, const QString& target) override { store_.edit(name, edit, target); }
  void end_gesture() override { store_.end_gesture(); }
  StripId selected() const override { return store_.selected_strip(); }
  void select(StripId strip) override { store_.select_strip(strip); }
  LevelReadout take_level(StripId strip) override { return store_.studio().take_level(strip); }
  std::vector<float> device_meters(DeviceId device) const override { return store_.studio().device_meters(device); }
  LoudnessReadout loudness() const override { return store_.studio().loudness(); }
  void reset_loudness() override { store_.studio().reset_loudness(); }

 private:
  Store& store_;
};

// The Mix place of the window. [main]
MixPlace* make_mix_place(Store& store, QWidget* parent = nullptr);

}  // namespace sweetspot::ui
