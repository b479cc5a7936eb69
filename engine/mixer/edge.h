// A way of sound from one strip to another place: fader, pan, width, mute, solo and send level in one matrix, and the delay
// that lines it up.
#pragma once

#include <memory>
#include <optional>

#include "engine/mixer/controls.h"
#include "engine/mixer/delay_line.h"
#include "engine/mixer/glide.h"
#include "engine/mixer/hand.h"
#include "engine/mixer/lane.h"
#include "engine/mixer/slice.h"
#include "engine/mixer/sum_kernel.h"

namespace sweetspot {

enum class EdgeKind {
  output,    // after the fader
  send,      // after the fader
  pre_send,  // before the fader, after pan and width
  key,       // as output, but solo does not silence it: a soloed strip ducks as it does in the mix
  meter,     // as output, heard by the meter only
};

// What an edge goes on with when the plan is compiled anew. Touched by one thread at a time: whoever runs the edge's target.
struct EdgeState {
  Glide gain, vca, pan, width, gate, send_gain, send_pan;
  Hand gain_hand, pan_hand, width_hand, send_gain_hand, send_pan_hand;  // of those that have lanes; of the fader, without the VCAs
  double ride = 1.0;                                                    // gain of the VCAs that have lanes
  Hand ride_hand;                                                       // held by nobody: bridges curves that change
  PanMatrix from{};                                                     // at the slice's start
  PanMatrix to{};                                                       // at its end
  Slice slice;
  bool started = false;             // some slice was run: values glide from here on
  bool fades_in = false;            // starts closed and opens
  bool moving = false;              // from != to in this slice
  std::uint32_t seen = 0;           // revisions taken so far
  std::unique_ptr<DelayLine> line;  // null while nothing was ever to be delayed
};

// One edge of one plan.
class Edge {
 public:
  struct Lanes {
    std::optional<Lane> gain, pan, width, mute, send_gain, send_pan;
    bool new_gain = false, new_pan = false, new_width = false, new_send_gain = false, new_send_pan = false;  // not the plan's before
    std::vector<Lane> vcas;  // levels of the VCAs over the origin
    bool new_vcas = false;   // those, or that there are none, are not as in the plan before
  };

  EdgeKind kind = EdgeKind::output;
  bool leaving = false;                     // fades out: the next plan is without it
  int channels = 2;                         // of the origin
  const float* const* source[2] = {};       // of each parity; the origin after its devices
  const float* const* rest[2] = {};         // of each parity; null where the origin keeps none or the sound is delayed
  float* delayed[2] = {};                   // room for the delayed sound, where there is a line
  std::shared_ptr<StripControls> controls;  // of the origin
  std::shared_ptr<SendControls> send;       // for sends
  std::shared_ptr<EdgeState> state;
  Lanes lanes;
  int delay = 0;  // frames to line it up
  double rate = 48000.0;

  // Delays the origin's block where needed; before next_term() of that block. [audio]
  void begin(int parity, int frames) noexcept;

  // The term from `position` + `offset` on and the frames (at most `frames`) for which it holds. [audio]
  int next_term(Frames position, int offset, int frames, SumTerm& term) noexcept;

  // Forgets delayed sound and is at its targets at once. [audio or main while not running]
  void reset() noexcept;
  void settle() noexcept { state->started = false; }

  // The lanes or the targets may be others than before: looks at them when next run. [audio]
  void notice() noexcept;

 private:
  std::uint32_t revision() const noexcept { return controls->revision.get() + (send ? send->revision.get() : 0u); }
  bool rests(Frames from, Frames to) noexcept;
  bool lanes_rest(Frames from, Frames to) const noexcept;
  bool point_at(Frames at) const noexcept;
  Frames next_point(Frames at) const noexcept;
  void aim(Frames at) noexcept;
  void take_hands(bool fresh) noexcept;
  void bridge_jump() noexcept;
  bool gliding() const noexcept;
  void begin_slice(Frames at) noexcept;
  PanMatrix matrix_now(Frames at, bool before) noexcept;

  const float* const* heard_ = nullptr;  // what next_term reads in this block
  const float* const* heard_rest_ = nullptr;
  const float* delayed_view_[2] = {};
};

}  // namespace sweetspot
