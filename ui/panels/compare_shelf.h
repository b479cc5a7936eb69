// Two sets of settings of a device, A and B, to compare.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>

#include "engine/session/session.h"

namespace sweetspot::ui {

struct DeviceSettings {
  std::map<std::string, double> params{};
  double mix = 1.0;

  friend bool operator==(const DeviceSettings&, const DeviceSettings&) = default;
};
inline DeviceSettings settings_of(const Device& device) { return {device.params, device.mix}; }

// Remembers, for as long as a song is open, what the slot that is not heard holds. The song knows nothing of it: a change of slot is an
// edit like any other, and which slot is heard follows from what the device has, so that undo turns the letters back, too. A control that
// is turned past what the other slot holds is no change of slot: see set_turning. Pure.
class CompareShelf {
 public:
  // The device as it is now; called whenever it changed. 0: A is heard, 1: B.
  int heard(DeviceId id, const DeviceSettings& now);

  // What the device must become so that a slot is heard. A slot that was never used begins as a copy.
  DeviceSettings choose(DeviceId id, int slot, const DeviceSettings& now);

  // While a control of the device is turned, what is heard stays the slot it is.
  void set_turning(DeviceId id, bool turning) { turning_ = turning ? id : DeviceId{}; }

  // Gives the other slot what is heard.
  void copy_to_other(DeviceId id, const DeviceSettings& now);

  void clear() { pairs_.clear(); }

 private:
  struct Pair {
    int heard = 0;
    DeviceSettings last;                  // what was heard last
    std::optional<DeviceSettings> other;  // what the other slot holds
  };

  std::map<DeviceId, Pair> pairs_;
  DeviceId turning_;
};

}  // namespace sweetspot::ui
