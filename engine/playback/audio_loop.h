// What the audio thread does: runs the plan, moves the transport, measures.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "engine/mixer/plan.h"
#include "engine/mixer/workers.h"
#include "engine/playback/disk_thread.h"
#include "engine/playback/load_meter.h"
#include "engine/playback/monitor.h"
#include "engine/playback/output_device.h"
#include "engine/playback/transport.h"
#include "engine/realtime/plan_exchange.h"
#include "engine/realtime/spsc_queue.h"

namespace sweetspot {

// A plan and the sources it reads, which cross to the audio thread together.
struct RunningPlan {
  std::unique_ptr<Plan> plan;
  std::vector<std::shared_ptr<PagedSource>> sources;
};

// The audio thread's half of the player. The main thread's calls are marked; all others come from the device.
class AudioLoop : public OutputCallback {
 public:
  // `workers` may be null. [main]
  AudioLoop(double rate, DiskThread& disk, Workers* workers);

  void render(float* const* audio, int frames) noexcept override;
  void late() noexcept override { late_.fetch_add(1, std::memory_order_relaxed); }
  bool ready(int frames) noexcept override;
  Frames lead_in() noexcept override;

  // A wish for the transport; a full queue is counted. [main]
  void send(const TransportCommand& command) noexcept;

  // Any thread.
  const Transport& transport() const noexcept { return transport_; }
  const LoadMeter& load() const noexcept { return load_; }
  Monitor& monitor() noexcept { return monitor_; }
  const Monitor& monitor() const noexcept { return monitor_; }
  void set_monitor_gain(float gain) noexcept { monitor_goal_.store(gain, std::memory_order_relaxed); }
  std::uint64_t late_blocks() const noexcept { return late_.load(std::memory_order_relaxed); }
  std::uint64_t dropped() const noexcept { return dropped_.load(std::memory_order_relaxed); }

  // The next plan. [main]
  PlanExchange<RunningPlan>& exchange() noexcept { return exchange_; }

  // Forgets the load and the late blocks: before playback starts. Any thread.
  void restart_figures() noexcept { restart_figures_.store(true, std::memory_order_relaxed); }

 private:
  void take_commands() noexcept;
  bool has_pages(const RunningPlan& running, int frames) const noexcept;
  void start_if_ready(RunningPlan& running) noexcept;
  void run(RunningPlan& running, float* const* audio, int frames) noexcept;
  void apply_monitor_gain(float* const* audio, int frames) noexcept;

  double rate_;
  DiskThread& disk_;
  Workers* workers_;
  Transport transport_;
  Monitor monitor_;
  LoadMeter load_;
  PlanExchange<RunningPlan> exchange_;
  SpscQueue<TransportCommand, 256> commands_;
  std::atomic<std::uint64_t> late_{0};
  std::atomic<std::uint64_t> dropped_{0};
  std::atomic<bool> restart_figures_{false};
  std::atomic<float> monitor_goal_{1.0f};
  float monitor_gain_ = 1.0f;
};

}  // namespace sweetspot
