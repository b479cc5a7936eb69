// What a device's settings and its bypass are turned down by, so that they are compared at one loudness.
#pragma once

#include <array>
#include <optional>

#include <QString>

#include "engine/studio/loudness_change.h"
#include "ui/panels/compare_shelf.h"

namespace sweetspot::ui {

// One device. Measures what is heard of it, letter by letter; a bypassed device changes no loudness. From a turn of the letters or of the
// bypass on, of all that is compared the softest stays and the others come down to it. A control that is turned ends the comparison: its
// effect on the level is to be heard. Pure but for the time it is told. [main]
class LevelMatch {
 public:
  static constexpr double kMostTrim = 24.0;  // dB

  explicit LevelMatch(double rate);

  // What is heard: slot 0 (A) or 1 (B), its settings, or neither when bypassed; and what the device listens to.
  void show(int slot, bool bypassed, const DeviceSettings& now, StripId key);

  // That is compared with what was heard before.
  void begin_letters();
  void begin_bypass();
  void end();
  bool comparing() const { return letters_ || bypass_; }

  // The newest sound.
  void take(const DeviceSignal& signal);

  // For what is heard, in dB, 0 or less.
  double trim() const { return trim(heard()); }

  // What is done about the level, in a sentence; empty when nothing is compared. `running`: sound is coming.
  QString words(bool running) const;

 private:
  enum State : std::size_t { a, b, bypass, count };

  struct Side {
    explicit Side(double rate) : measured(rate) {}
    std::optional<DeviceSettings> settings;  // none: never heard
    LoudnessChange measured;
  };

  State heard() const { return bypassed_ ? bypass : letter(); }
  State letter() const { return slot_ == 0 ? a : b; }
  bool compares(State state) const;
  double trim(State state) const;
  void learn();
  QString name(State state) const;

  std::array<Side, 2> sides_;
  std::array<std::optional<double>, count> level_;  // LU that each adds, as last acted upon
  int slot_ = 0;
  bool bypassed_ = false;
  StripId key_;
  bool letters_ = false, bypass_ = false;  // what is compared
};

}  // namespace sweetspot::ui
