// The mastering chain: its factory presets, and a runner for sound outside any session.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/core/units.h"
#include "engine/processors/steady_processor.h"
#include "engine/session/preset.h"

namespace sweetspot {

// The loudness at which sound enters a chain, so that thresholds mean the same for every song.
inline constexpr double kStageLufs = -18.0;

// The factory presets for the role "master" that end in a limiter, gentlest first. Thresholds are meant for sound at kStageLufs.
// Any thread.
std::span<const Preset> master_presets();

// The preset of that name, whatever the case of its letters. Throws Error with the names there are. Any thread.
const Preset& find_master_preset(std::string_view name);

// A preset's device as it runs outside a session. Throws Error for an unknown processor or parameter. Any thread.
SteadySettings steady_settings(const PresetDevice& device);

// How a chain is run: gain to the stage, the devices (but for those that are bypassed), and gain into the limiter.
struct MasterSettings {
  std::vector<PresetDevice> devices;
  double stage_db = 0.0;  // before the first device
  double drive_db = 0.0;  // before the limiter, or after the last device when there is none; may be negative
};

// The limiter of a chain: the last device of that type that is not bypassed, or null. Any thread.
PresetDevice* find_limiter(std::vector<PresetDevice>& devices);

// Runs a chain over blocks. One thread at a time; what the chain delays is not taken away.
class MasterChain {
 public:
  // 1 or 2 channels. Throws Error for an unknown type or parameter.
  MasterChain(const MasterSettings& settings, double rate, int channels);

  // Changes 1 to kMaxBlockFrames frames in place.
  void process(float* const* audio, int frames);

  // Frames by which the sound comes out late.
  int latency() const { return latency_; }

  // The most that the limiter has taken away so far, in dB.
  double most_limiting_db() const { return most_limiting_db_; }

 private:
  struct Stage {
    SteadyProcessor processor;
    double gain = 1.0;  // before the device
  };

  int channels_;
  int latency_ = 0;
  Frames position_ = 0;
  double most_limiting_db_ = 0.0;
  double last_gain_ = 1.0;  // after all devices
  int limiter_ = -1;        // its place among the stages
  std::vector<Stage> stages_;
};

}  // namespace sweetspot
