// The compiled session: what the audio thread runs.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/units.h"
#include "engine/mixer/track_source.h"
#include "engine/session/session.h"

namespace sweetspot {

class SignalTap;
class Workers;
struct ProcessorType;

// What a plan is made of besides the session.
struct Assets {
  // The source of a track's sound. Called on compile for every track; a track whose recordings and regions did not change
  // keeps its source from the previous plan. May return null (a track that only gives silence).
  std::function<std::shared_ptr<TrackSource>(const Session&, const Track&)> source;

  // What is new against the previous plan fades in and what is gone fades out: for a plan that takes over while it plays.
  // Without it everything starts as after reset(): for offline work and the first plan.
  bool fade_in = false;

  // Where processor types are looked up; null: find_processor().
  const ProcessorType* (*find)(std::string_view id) = nullptr;
};

// Levels of one strip since they were last taken, post-fader; linear.
struct StripMeter {
  float peak[2] = {0, 0};
  float mean_square[2] = {0, 0};  // over the last block
  bool clipped = false;           // some sample above 1.0 since last taken
  std::uint32_t non_finite = 0;   // blocks replaced by silence since the plan was made
};

// A flat list of steps in order, buffers, delay lines and automation tables. Made and destroyed on the main thread, run by
// one audio thread at a time (with its workers). Processor instances are shared with the previous plan by device id, so an
// edit never cuts a tail.
class Plan {
 public:
  ~Plan();

  // Runs `frames` (1 to kMaxBlockFrames) from `position`. The caller cuts blocks so that one lies within a slice of
  // kSliceFrames or spans whole slices (see cut_block). `rolling` false: the sources are not read and tails ring out.
  // `workers` may be null: everything on this thread. The samples do not depend on it. `turn`: the loop's next one. [audio]
  void run(Frames position, int frames, bool rolling, Workers* workers, const LoopTurn& turn = {}) noexcept;

  // As run() for throughput instead of promptness: works on this block's tracks while the buses, the mix and the master of the block
  // given before are brought to their end. Returns that block's frames (0 the first time); mix(), master() and tap() are that block's. With
  // `frames` 0 only ends what is open. The samples are those of run(); do not call run() in between. [the offline driver]
  int run_ahead(Frames position, int frames, bool rolling, Workers* workers) noexcept;

  // After run: the stereo mix before mastering, and what comes out after it; `frames` samples each. [audio]
  std::span<const float* const, 2> mix() const noexcept;
  std::span<const float* const, 2> master() const noexcept;

  // After run: a strip's sound after its fader, pan, mute and solo, lined up with mix(), into two buffers. False when the strip
  // was not asked for in CompileOptions::taps or is not in the session. [audio]
  bool tap(StripId strip, float* left, float* right) const noexcept;

  // Forgets all sound: devices, delays, fades. Before playback starts at another place. [audio, or main while not running]
  void reset() noexcept;

  // Jumps all parameters to their targets and automated values at a position, without a glide. [as reset]
  void settle(Frames position) noexcept;

  // Frames that run() has made so far. Any thread.
  Frames frames_run() const noexcept;

  // Frames from a source to master() and to mix(): what is heard now was read so many frames ago. Any thread.
  Frames latency() const noexcept;
  Frames mix_latency() const noexcept;

  // Frames that the sound may go on after the last region ends. Any thread.
  Frames tail() const noexcept;

  // Writes the values of a session that differs from the compiled one only in values (see needs_compile) as targets. [main]
  void update(const Session& session) noexcept;

  // While automation is written: the value is what the hand on the control says, whatever the lane; let go, it goes back to the lane in
  // kRampBackSeconds, or to the session's value at the next update(). Goes on over compile() as long as the thing stays where it is.
  // False when there is no such thing. [main]
  bool hold(StripId strip, const AutomationTarget& target, double value) noexcept;
  bool release(StripId strip, const AutomationTarget& target) noexcept;

  // Levels of a strip since the last call, and the meter slots of a device; relaxed atomics inside. One reader thread.
  StripMeter take_meter(StripId strip) noexcept;
  std::vector<float> device_meters(DeviceId device) const;

  // Begins or ends leaving a device's sound for the eyes, and the tap that it is left in: null when the device does not run or is not
  // watched. The tap lives as long as the device stays where it is. [main]
  const SignalTap* watch(DeviceId device, bool on);

 private:
  friend class PlanBuilder;
  struct Body;
  explicit Plan(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

struct CompileOptions {
  std::vector<StripId> taps;  // strips whose sound is wanted beside the mix
};

// Turns a session into a plan. Throws Error when the routing has a cycle, naming the path. A device whose type this version
// does not know passes its sound through. `previous` may be null; it goes on running meanwhile. [main]
std::unique_ptr<Plan> compile(const SessionPtr& session, const Plan* previous, const Assets& assets, const CompileOptions& options = {});

// Whether going from one session to the other changes structure (tracks, regions, devices, routing, latency, automation)
// or values only. Any thread.
bool needs_compile(const Session& from, const Session& to);

// Frames, at most `wanted` and kMaxBlockFrames, that may be run in one go from `position`: up to the next slice border, or
// whole slices. Any thread.
int cut_block(Frames position, int wanted) noexcept;

}  // namespace sweetspot
