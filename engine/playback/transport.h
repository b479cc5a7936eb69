// What the main thread asks of playback, and what the audio thread tells of it.
#pragma once

#include <atomic>
#include <cstdint>
#include <type_traits>

#include "engine/core/units.h"
#include "engine/mixer/track_source.h"

namespace sweetspot {

// A wish of the main thread. Small and trivially copyable: it crosses to the audio thread in a queue.
struct TransportCommand {
  enum Kind : std::int32_t { play, stop, locate, loop, limits };
  Kind kind = stop;
  Frames from = 0;  // locate: where to; loop: its start, limits: the end of the song
  Frames to = 0;    // loop: its end (no loop when not past `from`); limits: one past the last frame that sounds
};
static_assert(std::is_trivially_copyable_v<TransportCommand> && sizeof(TransportCommand) <= 32);

// Playback as the audio thread moves it: stopped, waiting for the disk, rolling, or fading out before a stop or a jump. Used
// by the audio thread alone, but for `state()` and `position()`.
class Transport {
 public:
  enum State : int { stopped, waiting, rolling, fading };

  // Takes a wish. Playing ones are answered by a short fade. [audio]
  void take(const TransportCommand& command) noexcept;

  // Frames, at most `wanted`, that can be run before something changes by itself: a slice border, the loop's end, the end of
  // the song. Only while rolling or fading. [audio]
  int run_length(int wanted) const noexcept;

  // `frames` were run: moves on, wraps at the loop's end, stops at the song's end, and jumps when a fade is over. [audio]
  void advance(int frames) noexcept;

  // Waiting is over: the disk has what is needed. The sound comes `latency` frames later, and is faded in from there. [audio]
  void start(Frames latency = 0) noexcept;

  // The turn of the loop that is ahead. [audio]
  LoopTurn turn() const noexcept;

  // Gain of frame `i` of the block at hand: the fade that keeps starts, stops and jumps free of clicks. [audio]
  float gain(int i) const noexcept;
  bool steady() const noexcept { return fade_step_ == 0; }

  bool moving() const noexcept { return now_ == rolling || now_ == fading; }  // [audio]
  Frames at() const noexcept { return at_; }

  // Any thread.
  State state() const noexcept { return static_cast<State>(state_.load(std::memory_order_relaxed)); }
  Frames position() const noexcept { return position_.load(std::memory_order_acquire); }
  bool turned() const noexcept { return turned_.load(std::memory_order_relaxed); }  // the loop did, since the last start or jump

  // Starts, jumps and stops fade over so many frames.
  static constexpr int kFadeFrames = 256;

  // Frames over which what lies before the loop's start is faded in when it turns.
  static constexpr int kTurnFrames = 192;

 private:
  void set_loop(Frames start, Frames end) noexcept;
  int turn_frames() const noexcept;
  void publish() noexcept;
  void begin_fade(State after, Frames jump) noexcept;

  State now_ = stopped;
  State after_fade_ = stopped;
  Frames at_ = 0;
  Frames jump_ = 0;
  Frames loop_start_ = 0;
  Frames loop_end_ = 0;
  Frames next_loop_start_ = 0;  // of a loop that was set while this one was about to turn
  Frames next_loop_end_ = 0;
  bool next_loop_ = false;
  bool turns_ = true;  // at the loop's end; false when that was set so near that there was no time to fade
  Frames end_ = 0;
  int fade_left_ = 0;
  int fade_step_ = 0;  // -1 out, +1 in, 0 none
  std::atomic<int> state_{stopped};
  std::atomic<Frames> position_{0};
  std::atomic<bool> turned_{false};
};

}  // namespace sweetspot
