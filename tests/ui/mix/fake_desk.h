// A desk without an engine: edits a session in memory and shows levels that it is told.
#pragma once

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "engine/session/device_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "engine/studio/processors.h"
#include "ui/mix/desk.h"
#include "ui/panels/panel_matches.h"
#include "ui/store/listening_level.h"

namespace sweetspot::ui::testing_support {

class FakeDesk : public Desk {
 public:
  FakeDesk() : session_(make_session("Song", 48000.0)) {}

  const Session& session() const override { return *session_; }

  // Steps merge as in the store: by target, until the gesture ends.
  void edit(const QString& name, const Edit& edit, const QString& target) override {
    SessionPtr next;
    try {
      next = edit(session_);
    } catch (const Error& error) {
      problems.push_back(error.what());
      return;
    }
    if (next == session_) return;
    const bool merges = !target.isEmpty() && target == last_target_;
    if (!merges) steps.push_back({name, session_});
    last_target_ = target;
    take(std::move(next));
  }
  void end_gesture() override { last_target_.clear(); }
  void cancel_gesture() override {
    if (!last_target_.isEmpty()) undo();
    end_gesture();
  }

  void undo() {
    const SessionPtr before = steps.back().before;
    steps.pop_back();
    take(before);
  }

  StripId selected() const override { return selected_; }
  void select(StripId strip) override {
    if (std::exchange(selected_, strip) != strip) emit selection_changed();
  }

  LevelReadout take_level(StripId strip) override {
    ++level_reads[strip];
    return levels[strip];
  }
  std::vector<float> device_meters(DeviceId) const override { return meters; }
  void watch_device(DeviceId device, bool on) override { watched[device] += on ? 1 : -1; }
  bool device_signal(DeviceId, DeviceSignal&) override { return false; }
  void trim_strip(StripId, double) override {}
  CompareShelf& compare_shelf() override { return shelf; }
  PanelPresets& presets() override { return shelved; }
  PanelMatches& matches() override { return matched; }
  void tell(const QString& sentence) override { problems.push_back(sentence.toStdString()); }
  LoudnessReadout loudness() const override { return heard; }
  void reset_loudness() override { heard = {}; }

  void take(SessionPtr next) {
    session_ = std::move(next);
    emit session_changed();
    emit structure_changed();
  }
  SessionPtr session_ptr() const { return session_; }

  struct Step {
    QString name;
    SessionPtr before;
  };
  std::vector<Step> steps;
  std::vector<std::string> problems;
  std::map<StripId, LevelReadout> levels;
  std::map<StripId, int> level_reads;
  std::vector<float> meters;
  LoudnessReadout heard;
  CompareShelf shelf;
  PanelPresets shelved{{}, {}};  // the factory's
  ListeningLevel level{[](double) {}};
  PanelMatches matched{*this, level};
  std::map<DeviceId, int> watched;

 private:
  SessionPtr session_;
  StripId selected_;
  QString last_target_;
};

// A song of that many tracks with three buses, a few devices and sends.
inline void fill_song(FakeDesk& desk, int tracks) {
  struct Line {
    const char* name;
    Role role;
    const char* bus;
    double gain, pan;
  };
  static const std::vector<Line> kLines{
      {"Kick", Role::kick, "Drums", -2, 0},
      {"Snare", Role::snare, "Drums", -6, 0},
      {"Overheads", Role::overheads, "Drums", -6, 0},
      {"Bass DI", Role::bass, "", -6, 0},
      {"Gtr L", Role::electric_guitar, "", -6, -0.8},
      {"Gtr R", Role::electric_guitar, "", -6, 0.8},
      {"Keys", Role::keys, "", -6, 0},
      {"Lead Vox", Role::lead_vocal, "Vocals", 1.5, 0},
      {"Vox Double", Role::backing_vocal, "Vocals", -10, 0.35},
      {"BVs", Role::backing_vocal, "Vocals", -6, -0.2},
  };
  SessionPtr s = desk.session_ptr();
  std::map<std::string, StripId> buses;
  for (const auto& [name, group] : {std::pair{"Drums", RoleGroup::drums}, {"Vocals", RoleGroup::vocals}, {"Reverb", RoleGroup::none}}) {
    const auto added = edit::add_bus(s, name, group);
    s = added.session;
    buses[name] = added.id;
  }
  for (int i = 0; i < tracks; ++i) {
    const Line& line = kLines[static_cast<std::size_t>(i) % kLines.size()];
    const auto added = edit::add_track(s, line.name, i % 3 == 2 ? 2 : 1, line.role);
    s = added.session;
    s = edit::set_gain(s, added.id, line.gain);
    s = edit::set_pan(s, added.id, line.pan);
    if (*line.bus) s = edit::set_output(s, added.id, buses[line.bus]);
    s = edit::add_send(s, added.id, buses["Reverb"], -18.0 + i % 10).session;
    for (const char* type : {"eq", "compressor", "limiter"}) {
      if (!find_processor(type) || (std::string(type) == "limiter" && line.role != Role::lead_vocal)) continue;
      const auto device = edit::add_device(s, added.id, type, processor_catalog());
      s = device.session;
      if (std::string(type) == "eq") {
        const auto set = [&](const char* key, double value) { s = edit::set_param(s, device.id, key, value, processor_catalog()); };
        set("band1.type", 3);
        set("band1.freq", 80);
        set("band3.gain", -3.0 + i % 4);
        set("band5.gain", 2.0 + i % 3);
        set("band5.freq", 2500 + 300 * (i % 5));
      }
      if (i == 2 && std::string(type) == "compressor") s = edit::set_bypassed(s, device.id, true);
    }
    if (i == 8) s = edit::set_muted(s, added.id, true);
    if (i == 7) desk.select(added.id);
  }
  desk.take(s);
}

}  // namespace sweetspot::ui::testing_support
