// The equalizer's minimum-phase engine: runs a program of sections that rest, glide or cross-fade.
#pragma once

#include <array>
#include <span>

#include "engine/core/units.h"
#include "engine/dsp/biquad_lanes.h"
#include "engine/processors/eq_follower.h"
#include "engine/processors/eq_program.h"

namespace sweetspot {

// Time goes in steps of at most 8 or 16 frames while anything moves. The coefficients of a step lie on a straight line between the designs
// at its two ends: both ends are stable, and the region of stable coefficients is convex. What cannot glide (a band's type, slope, route,
// presence) cross-fades from the old program to the new one; a change that comes during a fade waits for its end. Steps end where slices
// end and at multiples of these of the timeline, so blocks may be cut anywhere.
class EqCascade {
 public:
  // [main]
  void prepare(double rate, int channels);

  // Forgets all sound. [audio]
  void reset() noexcept;

  // Equalizes a block in place. With `dynamic_only` the bands at rest are left out: they are someone else's work then. [audio]
  void process(const ProcessBlock& block, bool dynamic_only) noexcept;

  // Whether the block needs nothing but one resting cascade over all channels; takes over new parameters on the way. [audio]
  bool rests(const ProcessBlock& block) noexcept;
  dsp::CascadeBlock cascade(const ProcessBlock& block) noexcept;

  // Whether some band follows a level, and what a band's dynamics add now, in dB. [audio]
  bool has_dynamics() const noexcept { return running_.has_dynamics(); }
  double dynamic_gain_db(int band) const noexcept;

 private:
  static constexpr int kMovingStep = 8;    // parameters glide: a bell that sweeps over a tone leaves spurs below -80 dB
  static constexpr int kRestingStep = 16;  // dynamics alone, which are slower
  using Params = std::array<ParamRamp, kEqParams>;
  using Sections = std::array<dsp::Biquad, EqProgram::kMostSections>;

  // Sound in double precision, as two sides or as middle and side.
  struct Room {
    double samples[2][kMaxBlockFrames];
    bool is_middle = false;
  };

  bool wants_step(const ProcessBlock& block, int at) const noexcept;
  void begin_step(const ProcessBlock& block, int at, bool dynamic_only) noexcept;
  bool take_params(const ProcessBlock& block) noexcept;
  void follow_levels(const ProcessBlock& block, double share, EqTuning& tuning) noexcept;
  void adopt(const EqShape& shape, const EqTuning& tuning, EqCorrection correction) noexcept;
  bool same_params(const ProcessBlock& block) const noexcept;
  void move_start_here() noexcept;
  void glide(std::size_t segment, bool gliding) noexcept;
  void listen(const ProcessBlock& block, int begin, int frames) noexcept;
  void run(const ProcessBlock& block, int begin, int frames) noexcept;
  void run_resting(const EqSegment& segment, float* const* audio, int frames) noexcept;
  void run_changing(float* const* audio, int frames, bool statics) noexcept;
  void run_program(EqProgram& program, bool glides, bool statics, Room& room, int frames) noexcept;
  void turn(Room& room, bool to_middle, int frames) const noexcept;

  double rate_ = 48000.0;
  int channels_ = 2;
  EqProgram running_;
  EqProgram outgoing_;  // the program that fades out; room for the next one while none does
  Sections start_{};    // coefficients of running_ at the start of the step; running_ holds those at its end
  std::array<std::array<dsp::GlidingBiquadState, 2>, EqProgram::kMostSections> glides_{};  // memory of segments that glide
  std::array<bool, EqProgram::kMostSegments> gliding_{};
  std::array<EqFollower, kEqBands> followers_;

  Params params_{};  // of the present step
  std::uint32_t revision_ = 0;
  bool moving_ = false;
  bool known_ = false;      // params_ are
  bool settled_ = false;    // running_ has the shape that params_ ask for
  bool fresh_ = true;       // no sound yet: a new shape needs no fade
  bool all_glide_ = false;  // bands at rest glide, too, in this step
  int step_length_ = 0, step_done_ = 0;
  bool step_endless_ = false;  // nothing moves: the step goes on until something does
  int fade_frames_ = 480, fade_left_ = 0;
};

}  // namespace sweetspot
