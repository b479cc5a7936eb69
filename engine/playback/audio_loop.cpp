#include "engine/playback/audio_loop.h"

#include <algorithm>
#include <chrono>

#include "engine/realtime/denormals.h"
#include "engine/realtime/thread_flag.h"

namespace sweetspot {
namespace {

using Clock = std::chrono::steady_clock;

void silence(float* const* audio, int from, int to) noexcept {
  for (int c = 0; c < 2; ++c) std::fill(audio[c] + from, audio[c] + to, 0.0f);
}

}  // namespace

AudioLoop::AudioLoop(double rate, DiskThread& disk, Workers* workers) : rate_(rate), disk_(disk), workers_(workers), monitor_(rate) {}

void AudioLoop::send(const TransportCommand& command) noexcept {
  if (!commands_.push(command)) dropped_.fetch_add(1, std::memory_order_relaxed);
}

void AudioLoop::take_commands() noexcept {
  for (TransportCommand command; commands_.pop(command);) transport_.take(command);
  if (restart_figures_.exchange(false, std::memory_order_relaxed)) {
    load_.reset();
    late_.store(0, std::memory_order_relaxed);
  }
}

// Whether the disk has what the next `frames` frames want: the pages there, and those of the loop's start where it turns soon.
bool AudioLoop::has_pages(const RunningPlan& running, int frames) const noexcept {
  const auto all = [&](std::int64_t first, std::int64_t last) {
    for (const auto& source : running.sources)
      for (std::int64_t page = first; page <= last; ++page)
        if (!source->has(page)) return false;
    return true;
  };
  const Frames at = transport_.at();
  const LoopTurn turn = transport_.turn();
  const std::int64_t first = page_of(at);
  if (!all(first, std::max(page_of(at + frames), first + 1))) return false;
  const bool turns = turn.fade > 0 && turn.end - turn.fade - at < std::max(frames, kPageFrames);
  return !turns || all(page_of(std::max<Frames>(0, turn.start - turn.fade)), page_of(turn.start + frames));
}

// Playback starts once the disk has its first pages, from a plan that has forgotten all earlier sound.
void AudioLoop::start_if_ready(RunningPlan& running) noexcept {
  if (transport_.state() != Transport::waiting) return;
  disk_.at(transport_.at(), transport_.turn());
  if (!has_pages(running, kMaxBlockFrames)) return;
  running.plan->reset();
  running.plan->settle(transport_.at());
  transport_.start(monitor_.listening_to_mix() ? running.plan->mix_latency() : running.plan->latency());
}

void AudioLoop::run(RunningPlan& running, float* const* audio, int frames) noexcept {
  for (int done = 0; done < frames;) {
    start_if_ready(running);
    if (!transport_.moving()) return silence(audio, done, frames);
    const int count = transport_.run_length(frames - done);
    running.plan->run(transport_.at(), count, true, workers_, transport_.turn());
    float* const out[2] = {audio[0] + done, audio[1] + done};
    monitor_.process(running.plan->mix().data(), running.plan->master().data(), out, count);
    if (!transport_.steady())
      for (int i = 0; i < count; ++i) {
        const float gain = transport_.gain(i);
        out[0][i] *= gain;
        out[1][i] *= gain;
      }
    transport_.advance(count);
    disk_.at(transport_.at(), transport_.turn());
    done += count;
  }
}

void AudioLoop::apply_monitor_gain(float* const* audio, int frames) noexcept {
  const float goal = monitor_goal_.load(std::memory_order_relaxed);
  if (monitor_gain_ == 1.0f && goal == 1.0f) return;
  const float step = (goal - monitor_gain_) / static_cast<float>(frames);
  for (int i = 0; i < frames; ++i) {
    const float gain = monitor_gain_ + step * static_cast<float>(i + 1);
    audio[0][i] *= gain;
    audio[1][i] *= gain;
  }
  monitor_gain_ = goal;
}

void AudioLoop::render(float* const* audio, int frames) noexcept {
  const AudioThreadScope scope;
  const DenormalsGuard denormals;
  const auto began = Clock::now();
  RunningPlan* running = exchange_.take();
  take_commands();
  if (running)
    run(*running, audio, frames);
  else
    silence(audio, 0, frames);
  apply_monitor_gain(audio, frames);
  if (transport_.moving()) load_.add(std::chrono::duration<double>(Clock::now() - began).count(), frames / rate_);
}

bool AudioLoop::ready(int frames) noexcept {
  const RunningPlan* running = exchange_.take();
  if (!running) return false;
  take_commands();
  // A pause of the song is no reason to write silence for ever: there is nothing to hear.
  if (transport_.state() == Transport::stopped) return false;
  return has_pages(*running, frames);
}

Frames AudioLoop::lead_in() noexcept {
  const RunningPlan* running = exchange_.take();
  if (!running) return 0;
  return monitor_.listening_to_mix() ? running->plan->mix_latency() : running->plan->latency();
}

}  // namespace sweetspot
