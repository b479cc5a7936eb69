// A processor in a chain with all that the engine adds to it: ramps, automation, bypass, dry/wet, latency, the check for
// samples that are no numbers.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "engine/mixer/controls.h"
#include "engine/mixer/delay_line.h"
#include "engine/mixer/glide.h"
#include "engine/mixer/hand.h"
#include "engine/mixer/lane.h"
#include "engine/mixer/slice.h"
#include "engine/realtime/signal_tap.h"

namespace sweetspot {

// How a device stands in one plan.
struct DeviceSlot {
  struct Automated {
    std::size_t param = 0;
    Lane lane;
    bool fresh = false;  // the plan before had another curve there, or none
  };

  std::vector<Automated> lanes;
  bool leaving = false;               // fades to its input and gives up its delay: the next plan is without it
  const float* const* key = nullptr;  // side-chain, left and right; null when nothing is connected
};

// One block of sound for a device.
struct DeviceBlock {
  Frames position = 0;
  int frames = 0;
  float* const* audio = nullptr;
  float* const* dry = nullptr;  // room for as many channels, of the calling thread
};

// Lives as long as the device stays where it is in the session; goes from plan to plan. Run by one thread at a time.
class DeviceRunner {
 public:
  // Prepares an instance at the device's values. [main]
  DeviceRunner(const ProcessorType& type, const Device& device, double rate, double tempo, int channels);

  // Starts silent and fades in. Before the first run. [main]
  void fade_in() noexcept;

  const ProcessorType& type() const noexcept { return type_; }
  int channels() const noexcept { return channels_; }
  int latency() const noexcept { return latency_; }
  DeviceControls& controls() noexcept { return controls_; }

  // Changes the block in place. [audio]
  void run(const DeviceSlot& slot, const DeviceBlock& block) noexcept;

  // For batches: when nothing moves in the block and only the wet sound is wanted, readies the processor's block and gives
  // it; otherwise null, and run() is the way. After the processor ran, finish_batch(). [audio]
  const ProcessBlock* begin_batch(const DeviceSlot& slot, const DeviceBlock& block) noexcept;
  void finish_batch(const DeviceBlock& block) noexcept;
  Processor* processor() noexcept { return processor_.get(); }

  // Forgets all sound; and is at its targets at once. [audio, or main while not running]
  void reset() noexcept;
  void settle() noexcept { started_ = false; }

  // The lanes or the targets may be others than before: looks at them when next run. [audio]
  void notice(const DeviceSlot& slot) noexcept;

  // The meter slots as last written. One reader thread.
  std::vector<float> meters() const;

  // While watched, the sound before and after the device (after bypass and dry/wet) is left in a tap. The tap takes memory when first
  // asked for and stays as long as the runner. [main]
  const SignalTap& watch();
  void unwatch() noexcept { tap_.store(nullptr, std::memory_order_release); }

  // Blocks replaced by silence so far. Any thread.
  std::uint32_t non_finite() const noexcept { return non_finite_.load(std::memory_order_relaxed); }

 private:
  bool rests(const DeviceSlot& slot, Frames from, Frames to) noexcept;
  void bridge_lanes(const DeviceSlot& slot, bool fresh_ones) noexcept;
  void take_targets(const DeviceSlot& slot, Frames at) noexcept;
  double wanted_wet(const DeviceSlot& slot) const noexcept { return slot.leaving ? 0.0 : controls_.wet.load(std::memory_order_relaxed); }
  void aim_wet(const DeviceSlot& slot) noexcept;
  void ramp_params(const DeviceSlot& slot, Frames at) noexcept;
  void begin_slice(const DeviceSlot& slot, Frames at) noexcept;
  void run_piece(const DeviceSlot& slot, const DeviceBlock& block, int offset, int frames) noexcept;
  void change_piece(const DeviceSlot& slot, const DeviceBlock& block, float* const* audio, int offset, int frames) noexcept;
  void ready_block(const DeviceSlot& slot, Frames position, float* const* audio, int offset, int frames) noexcept;
  void check(float* const* audio, int frames) noexcept;
  void show(SignalTap::Side side, float* const* audio, int frames) noexcept;
  void publish_meters() noexcept;

  const ProcessorType& type_;
  double rate_;
  int channels_;
  int latency_;
  std::unique_ptr<Processor> processor_;
  DeviceControls controls_;
  std::unique_ptr<DelayLine> dry_line_;  // where there is latency

  std::vector<Glide> glides_;
  std::vector<Hand> hands_;  // of each parameter; only those with lanes are used
  std::uint32_t ramps_revision_ = 0;
  std::vector<ParamRamp> ramps_;  // of the slice, or at rest
  Glide wet_;
  float wet_from_ = 1.0f;
  float wet_to_ = 1.0f;
  Slice slice_;
  bool started_ = false;
  bool moving_ = false;         // something moves in this slice
  bool params_moving_ = false;  // and not only the share of wet
  bool gliding_ = false;        // some parameter is still on its way
  bool sleeping_ = false;       // bypassed for good: the processor is not run
  int waking_ = 0;              // frames to run unheard before it may fade in
  std::uint32_t seen_ = 0;
  double tempo_ = kDefaultTempo;

  ProcessBlock block_;
  float* audio_view_[2] = {};
  const float* key_view_[2] = {};
  std::vector<float> meter_slots_;
  std::unique_ptr<std::atomic<float>[]> meters_;
  std::atomic<std::uint32_t> non_finite_{0};
  std::unique_ptr<SignalTap> own_tap_;
  std::atomic<SignalTap*> tap_{nullptr};  // own_tap_ while watched
};

}  // namespace sweetspot
