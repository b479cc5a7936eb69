// The mastering chain: named presets, and a runner for sound outside any session.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/units.h"
#include "engine/processors/processor.h"
#include "engine/session/session.h"

namespace sweetspot {

// A processor of the chain. Parameters that are not listed have their defaults.
struct MasterDevice {
  std::string type;
  std::map<std::string, double> params;
};

// A chain under a name. It ends in a limiter. Thresholds are meant for sound at kStageLufs.
struct MasterPreset {
  std::string name;
  std::string summary;  // one sentence for people
  std::vector<MasterDevice> devices;
};

// The loudness at which sound enters a chain, so that thresholds mean the same for every song.
inline constexpr double kStageLufs = -18.0;

// All presets, gentlest first. Any thread.
std::span<const MasterPreset> master_presets();

// The preset of that name, whatever the case of its letters. Throws Error with the names there are. Any thread.
const MasterPreset& find_master_preset(std::string_view name);

// A preset as devices of a session's master strip, without ids. Any thread.
std::vector<Device> session_devices(const MasterPreset& preset);

// How a chain is run: gain to the stage, the devices, and gain into the limiter.
struct MasterSettings {
  std::vector<MasterDevice> devices;
  double stage_db = 0.0;  // before the first device
  double drive_db = 0.0;  // before the limiter, or after the last device when there is none; may be negative
};

// The limiter of a chain: the last device of that type, or null. Any thread.
MasterDevice* find_limiter(std::vector<MasterDevice>& devices);

// Runs a chain over blocks. One thread at a time; what the chain delays is not taken away.
class MasterChain {
 public:
  // 1 or 2 channels. Throws Error for an unknown type or parameter.
  MasterChain(const MasterSettings& settings, double rate, int channels);
  ~MasterChain();
  MasterChain(MasterChain&&) noexcept;

  // Changes 1 to kMaxBlockFrames frames in place.
  void process(float* const* audio, int frames);

  // Frames by which the sound comes out late.
  int latency() const { return latency_; }

  // The most that the limiter has taken away so far, in dB.
  double most_limiting_db() const { return most_limiting_db_; }

 private:
  struct Stage;

  int channels_;
  int latency_ = 0;
  Frames position_ = 0;
  double most_limiting_db_ = 0.0;
  std::vector<Stage> stages_;
};

}  // namespace sweetspot
