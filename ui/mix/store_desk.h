// The window's store as a Desk.
#pragma once

#include "ui/balance/balance_book.h"
#include "ui/mix/desk.h"
#include "ui/mix/mix_place.h"
#include "ui/panels/store_panel.h"
#include "ui/store/store.h"

namespace sweetspot::ui {

class StoreDesk : public Desk {
 public:
  explicit StoreDesk(Store& store, QObject* parent = nullptr);

  const Session& session() const override { return store_.shown_session(); }
  void edit(const QString& name, const Edit& edit, const QString& target) override { panels_.edit(name, edit, target); }
  void edit_value(const StepWords& words, const Edit& edit, const QString& target) override { panels_.edit_value(words, edit, target); }
  void end_gesture() override { panels_.end_gesture(); }
  void cancel_gesture() override { panels_.cancel_gesture(); }
  StripId selected() const override { return store_.selected_strip(); }
  void select(StripId strip) override { store_.select_strip(strip); }
  LevelReadout take_level(StripId strip) override { return store_.studio().take_level(strip); }
  LoudnessReadout loudness() const override { return store_.loudness(); }
  void reset_loudness() override { store_.studio().reset_loudness(); }
  std::vector<float> device_meters(DeviceId device) const override { return panels_.device_meters(device); }
  void watch_device(DeviceId device, bool on) override { panels_.watch_device(device, on); }
  bool device_signal(DeviceId device, DeviceSignal& signal) override { return panels_.device_signal(device, signal); }
  void trim_strip(StripId strip, double db) override { panels_.trim_strip(strip, db); }
  CompareShelf& compare_shelf() override { return panels_.compare_shelf(); }
  PanelPresets& presets() override { return panels_.presets(); }
  PanelMatches& matches() override { return panels_.matches(); }
  void tell(const QString& sentence) override { panels_.tell(sentence); }
  Store* store() override { return &store_; }
  Share share(StripId strip) const override;
  void want_shares(bool wanted) override;
  QWidget* make_balance_pane() override;

 private:
  bool moves_devices() const;

  Store& store_;
  StorePanelDesk& panels_;
  BalanceBook& book_;
};

// The Mix place of the window. [main]
MixPlace* make_mix_place(Store& store, QWidget* parent = nullptr);

}  // namespace sweetspot::ui
