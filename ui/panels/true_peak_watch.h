// The highest true peak of what leaves a device.
#pragma once

#include <array>
#include <cstdint>

#include "engine/core/units.h"
#include "engine/studio/report.h"
#include "engine/studio/true_peak.h"

namespace sweetspot::ui {

// Pure. Takes the newest sound again and again; where some of it was missed, it begins anew without forgetting the highest.
class TruePeakWatch {
 public:
  void take(const DeviceSignal& signal);
  void reset() { highest_ = 0.0f; }

  double decibels() const { return db_from_gain(double{highest_}); }  // dBTP since reset(); minus infinity: none yet

 private:
  std::array<TruePeakMeter, 2> meters_;
  bool fed_ = false;
  std::uint64_t end_ = 0;
  float highest_ = 0.0f;
};

}  // namespace sweetspot::ui
