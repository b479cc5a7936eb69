#include "engine/playback/transport.h"

#include <algorithm>
#include <utility>

#include "engine/mixer/plan.h"

namespace sweetspot {
namespace {

constexpr Frames kEditFrames = 4800;  // longer than the cross-fades of an edit at any rate

}  // namespace

void Transport::publish() noexcept {
  state_.store(now_, std::memory_order_relaxed);
  position_.store(at_, std::memory_order_release);
}

void Transport::begin_fade(State after, Frames jump) noexcept {
  if (now_ == rolling) {
    fade_left_ = fade_step_ > 0 ? std::max(0, kFadeFrames - fade_left_) : kFadeFrames;  // from where a fade-in has got to
    fade_step_ = -1;
    now_ = fading;
  }
  after_fade_ = after;
  jump_ = jump;
}

int Transport::turn_frames() const noexcept { return static_cast<int>(std::min<Frames>(kTurnFrames, loop_end_ - loop_start_)); }

LoopTurn Transport::turn() const noexcept {
  if (!turns_ || loop_end_ <= loop_start_ || at_ >= loop_end_) return {};
  return {loop_start_, loop_end_, turn_frames()};
}

// An end that comes so soon that there is no time to fade is answered by a jump like any other.
void Transport::set_loop(Frames start, Frames end) noexcept {
  loop_start_ = start;
  loop_end_ = end;
  turns_ = !moving() || end <= start || at_ <= end - turn_frames() || at_ >= end;
  if (!turns_ && now_ == rolling) begin_fade(waiting, start);
}

void Transport::take(const TransportCommand& command) noexcept {
  switch (command.kind) {
    case TransportCommand::play:
      if (now_ == stopped) now_ = waiting;
      if (now_ == fading) after_fade_ = waiting;
      break;
    case TransportCommand::stop:
      if (now_ == waiting) now_ = stopped;
      if (moving()) begin_fade(stopped, now_ == fading ? jump_ : -1);
      break;
    case TransportCommand::locate:
      if (moving())
        begin_fade(now_ == fading ? after_fade_ : waiting, command.from);
      else
        at_ = command.from;
      break;
    case TransportCommand::loop:
      next_loop_ = moving() && turn().fade > 0 && at_ > loop_end_ - turn_frames();  // on its way already
      next_loop_start_ = command.from;
      next_loop_end_ = command.to;
      if (!next_loop_) set_loop(command.from, command.to);
      break;
    case TransportCommand::limits:
      // An edit that takes away what sounds is heard to its end.
      end_ = now_ == rolling ? std::max(command.to, at_ + kEditFrames) : command.to;
      break;
  }
  publish();
}

int Transport::run_length(int wanted) const noexcept {
  if (loop_end_ > loop_start_ && at_ < loop_end_) wanted = static_cast<int>(std::min<Frames>(wanted, loop_end_ - at_));
  if (at_ < end_) wanted = static_cast<int>(std::min<Frames>(wanted, end_ - at_));
  if (fade_left_ > 0) wanted = std::min(wanted, fade_left_);
  return cut_block(at_, std::max(wanted, 1));
}

void Transport::start(Frames latency) noexcept {
  turns_ = true;
  turned_.store(false, std::memory_order_relaxed);
  now_ = rolling;
  // At the very start of the song nothing is cut off, so nothing is faded: what is heard is what is exported.
  fade_step_ = at_ == 0 ? 0 : 1;
  fade_left_ = at_ == 0 ? 0 : kFadeFrames + static_cast<int>(latency);
  publish();
}

void Transport::advance(int frames) noexcept {
  at_ += frames;
  if (fade_left_ > 0) fade_left_ -= frames;
  if (fade_left_ <= 0) fade_step_ = 0;
  if (now_ == fading && fade_left_ <= 0) {
    now_ = after_fade_;
    if (jump_ >= 0) at_ = jump_;
    jump_ = -1;
    if (std::exchange(next_loop_, false)) set_loop(next_loop_start_, next_loop_end_);
  } else if (loop_end_ > loop_start_ && at_ == loop_end_ && turns_) {
    turned_.store(true, std::memory_order_relaxed);
    at_ = loop_start_;
    if (std::exchange(next_loop_, false)) set_loop(next_loop_start_, next_loop_end_);
  } else if (at_ >= end_ && now_ == rolling) {
    now_ = stopped;
  }
  publish();
}

float Transport::gain(int i) const noexcept {
  if (fade_step_ == 0) return 1.0f;
  const float left = static_cast<float>(fade_left_ - i) / kFadeFrames;
  return std::clamp(fade_step_ < 0 ? left : 1.0f - left, 0.0f, 1.0f);
}

}  // namespace sweetspot
