// What the mixer's tests share: sessions built by hand, sources in memory, processors of known behaviour, an offline run.
#pragma once

#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/mixer/plan.h"
#include "engine/mixer/workers.h"
#include "engine/processors/processor.h"
#include "engine/session/session.h"

namespace sweetspot::rig {

using Sound = std::vector<std::vector<float>>;  // by channel

// Plays a sound from frame 0 on; silence around it.
class MemorySource : public TrackSource {
 public:
  explicit MemorySource(Sound sound) : sound_(std::move(sound)) {}
  void read(Frames position, int frames, float* const* audio) noexcept override;
  int channels() const noexcept override { return static_cast<int>(sound_.size()); }

 private:
  Sound sound_;
};

Sound noise(int channels, int frames, unsigned seed, float level = 0.25f);
Sound sine(double frequency, int frames, double rate = 48000.0, double level = 0.5);
Sound constant(int channels, int frames, float value);

// A session under construction. Ids are given by the caller of add_*.
class Desk {
 public:
  Desk();
  Strip& track(std::uint64_t id, Sound sound, const std::string& name = "");
  Strip& bus(std::uint64_t id, const std::string& name = "");
  Strip& mix() { return *mix_; }
  Strip& master() { return *master_; }
  Device& device(Strip& strip, std::uint64_t id, const std::string& type, std::map<std::string, double> params = {});
  Send& send(Strip& strip, std::uint64_t id, std::uint64_t to, double gain_db = 0.0);
  AutomationLane& lane(Strip& strip, AutomationTarget target, std::vector<AutomationPoint> points);
  Strip& strip(std::uint64_t id);
  void remove(std::uint64_t strip);

  // The value as it is now; later changes of the desk do not touch it.
  SessionPtr session() const;
  Assets assets(bool fade_in = false) const;

 private:
  std::vector<std::shared_ptr<Track>> tracks_;
  std::vector<std::shared_ptr<Bus>> buses_;
  std::shared_ptr<Strip> mix_;
  std::shared_ptr<Strip> master_;
  std::map<std::uint64_t, std::shared_ptr<TrackSource>> sources_;
};

// "gain": gain (dB, 20 ms ramp); "delay": a latency of `frames` (structural); "bad": writes NaN from `at` (in frames run) on;
// "duck": silent while its side-chain is above 0.5; "pole": a one-pole low-pass with a batch kernel; "probe": adds `value` to every sample,
// with its ramp, so that the ramp is heard.
const ProcessorType* find_test_processor(std::string_view id);

struct Cuts {
  int block = 512;  // wanted block; 0: random 1 to 512
  int jobs = 1;
  bool ahead = false;  // by run_ahead
  unsigned seed = 1;
};

struct Stereo {
  std::vector<float> left, right;
};

// Runs a plan from `start` over `frames`; gives the mix, or the master.
Stereo run_plan(Plan& plan, Frames start, int frames, const Cuts& cuts = {}, bool master = true);
Stereo render(const Desk& desk, int frames, const Cuts& cuts = {}, bool master = true);

double rms(const std::vector<float>& x);
double null_db(const std::vector<float>& x, const std::vector<double>& reference);
double largest_step(const std::vector<float>& x);

}  // namespace sweetspot::rig
