#include "engine/playback/transport.h"

#include <algorithm>

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
    fade_left_ = fade_step_ > 0 ? kFadeFrames - fade_left_ : kFadeFrames;  // from where a fade-in has got to
    fade_step_ = -1;
    now_ = fading;
  }
  after_fade_ = after;
  jump_ = jump;
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
      loop_start_ = command.from;
      loop_end_ = command.to;
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

void Transport::start() noexcept {
  turned_.store(false, std::memory_order_relaxed);
  now_ = rolling;
  // At the very start of the song nothing is cut off, so nothing is faded: what is heard is what is exported.
  fade_step_ = at_ == 0 ? 0 : 1;
  fade_left_ = at_ == 0 ? 0 : kFadeFrames;
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
  } else if (loop_end_ > loop_start_ && at_ == loop_end_) {
    turned_.store(true, std::memory_order_relaxed);
    at_ = loop_start_;
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
