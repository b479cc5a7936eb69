// A desk for panels without an engine: the song in memory with its undo, and folders of its own for presets.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <QTemporaryDir>

#include "engine/core/error.h"
#include "engine/session/device_edits.h"
#include "engine/session/history.h"
#include "engine/session/track_edits.h"
#include "engine/studio/processors.h"
#include "ui/panels/panel_desk.h"
#include "ui/panels/panel_matches.h"
#include "ui/store/listening_level.h"

namespace sweetspot::ui::testing_support {

class MemoryDesk : public PanelDesk {
 public:
  MemoryDesk() : history(make_session("Song", 48000.0)), shelved([this] { return folder("user"); }, [this] { return folder("song"); }) {
    const auto track = edit::add_track(history.current(), "Lead Vox", 2, Role::lead_vocal);
    strip = track.id;
    set(track.session);
  }

  DeviceId add(const char* type) {
    const auto added = edit::add_device(history.current(), strip, type, processor_catalog());
    set(added.session);
    return added.id;
  }
  const Device& device(DeviceId id) const { return *find_device(session(), id); }
  double value(DeviceId id, const char* key) const {
    const auto& table = find_processor(device(id).type)->params;
    return device_value(device(id), table[static_cast<std::size_t>(index_of(table, key))]);
  }
  void set(SessionPtr next) {
    history.commit(std::move(next), {"Set", "", 0, false});
    emit session_changed();
    emit structure_changed();
  }
  void undo() {
    history.undo();
    emit session_changed();
  }
  std::filesystem::path folder(const char* name) const { return std::filesystem::path(home.path().toStdString()) / name; }

  const Session& session() const override { return *history.current(); }
  void edit(const QString& name, const Edit& edit, const QString& target) override {
    try {
      const std::string where = target.toStdString();
      history.commit(edit(history.current()), {name.toStdString(), where, where.empty() ? 0 : gesture, false});
    } catch (const Error& error) {
      return tell(error.what());
    }
    emit session_changed();
  }
  void end_gesture() override { ++gesture; }
  void cancel_gesture() override { ++gesture; }
  std::vector<float> device_meters(DeviceId) const override { return meters; }
  void watch_device(DeviceId id, bool on) override { watched[id] += on ? 1 : -1; }
  bool device_signal(DeviceId, DeviceSignal& into) override {
    into = signal;
    return !signal.sound[0][0].empty();
  }
  CompareShelf& compare_shelf() override { return compared; }
  PanelPresets& presets() override { return shelved; }
  PanelMatches& matches() override { return matched; }
  void tell(const QString& sentence) override { told.push_back(sentence.toStdString()); }

  QTemporaryDir home;
  History history;
  StripId strip;
  std::uint64_t gesture = 1;
  std::vector<float> meters;
  DeviceSignal signal;
  std::map<DeviceId, int> watched;
  CompareShelf compared;
  PanelPresets shelved;
  void trim_strip(StripId of, double db) override {
    trimmed = of;
    strip_trim = db;
  }
  // What comes down of what is heard, at the speakers or at the strip's fader.
  double heard_trim() const { return speakers + strip_trim; }
  double speakers = 0.0, strip_trim = 0.0;
  StripId trimmed;
  ListeningLevel level{[this](double db) { speakers = db; }};
  PanelMatches matched{*this, level};
  std::vector<std::string> told;
};

}  // namespace sweetspot::ui::testing_support
