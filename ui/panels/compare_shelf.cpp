#include "ui/panels/compare_shelf.h"

#include <utility>

namespace sweetspot::ui {

int CompareShelf::heard(DeviceId id, const DeviceSettings& now) {
  const auto found = pairs_.find(id);
  if (found == pairs_.end()) return 0;
  Pair& pair = found->second;
  if (id != turning_ && pair.other && now != pair.last && now == *pair.other) {
    pair.other = pair.last;
    pair.heard = 1 - pair.heard;
  }
  pair.last = now;
  return pair.heard;
}

DeviceSettings CompareShelf::choose(DeviceId id, int slot, const DeviceSettings& now) {
  Pair& pair = pairs_[id];
  pair.last = now;
  if (slot == pair.heard) return now;
  if (!pair.other || *pair.other == now) {  // nothing to be heard: only the letter changes
    pair.other = now;
    pair.heard = slot;
    return now;
  }
  return *pair.other;
}

void CompareShelf::copy_to_other(DeviceId id, const DeviceSettings& now) {
  Pair& pair = pairs_[id];
  pair.last = now;
  pair.other = now;
}

}  // namespace sweetspot::ui
