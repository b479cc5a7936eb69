#include "engine/processors/eq_cascade.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/processors/ramps.h"

namespace sweetspot {
namespace {

constexpr double kFadeSeconds = 0.01;

float finite_or_silent(float x) noexcept { return std::isfinite(x) ? x : 0.0f; }

bool needs_middle(EqRoute route) noexcept { return route == EqRoute::mid || route == EqRoute::side; }

// The lanes of a segment's sound: first and how many.
struct Lanes {
  int first, count;
};

Lanes lanes_of(EqRoute route, int channels) noexcept {
  switch (route) {
    case EqRoute::stereo:
      return {0, channels};
    case EqRoute::left:
    case EqRoute::mid:
      return {0, 1};
    case EqRoute::right:
    case EqRoute::side:
      break;
  }
  return {1, 1};
}

dsp::Biquad between(const dsp::Biquad& from, const dsp::Biquad& to, double share) noexcept {
  const auto at = [share](double a, double b) { return a + (b - a) * share; };
  return {at(from.b0, to.b0), at(from.b1, to.b1), at(from.b2, to.b2), at(from.a1, to.a1), at(from.a2, to.a2)};
}

}  // namespace

void EqCascade::prepare(double rate, int channels) {
  rate_ = rate;
  channels_ = channels;
  fade_frames_ = std::max(1, static_cast<int>(std::lround(rate * kFadeSeconds)));
  dsp::run_cascade({}, 0);  // picks the kernel for this processor now and not on the audio thread
  reset();
}

void EqCascade::reset() noexcept {
  fresh_ = true;
  known_ = settled_ = all_glide_ = step_endless_ = false;
  step_length_ = step_done_ = fade_left_ = 0;
  gliding_.fill(false);
  running_.states.fill({});
  running_.shape = {};
  running_.segment_count = running_.section_count = 0;
  for (EqFollower& follower : followers_) follower.reset();
}

double EqCascade::dynamic_gain_db(int band) const noexcept {
  const auto at = static_cast<std::size_t>(band);
  return running_.shape[at].active && running_.shape[at].dynamic ? followers_[at].gain_db() : 0.0;
}

// --- steps

void EqCascade::process(const ProcessBlock& block, bool dynamic_only) noexcept {
  for (int done = 0; done < block.frames;) {
    if (wants_step(block, done)) begin_step(block, done, dynamic_only);
    int frames = block.frames - done;
    if (!step_endless_) frames = std::min(frames, step_length_ - step_done_);
    if (fade_left_ > 0) frames = std::min(frames, fade_left_);
    if (running_.has_dynamics()) listen(block, done, frames);
    run(block, done, frames);
    if (!step_endless_) step_done_ += frames;
    fade_left_ = std::max(0, fade_left_ - frames);
    done += frames;
  }
}

bool EqCascade::wants_step(const ProcessBlock& block, int at) const noexcept {
  if (!known_ || (!settled_ && fade_left_ == 0)) return true;
  if (!step_endless_ && step_done_ >= step_length_) return true;
  if (at > 0) return false;
  if (block.moving) return !moving_ || block.slice_offset == 0;
  return moving_ || !same_params(block);
}

void EqCascade::begin_step(const ProcessBlock& block, int at, bool dynamic_only) noexcept {
  move_start_here();
  const bool same = take_params(block);
  const int most = block.moving ? kMovingStep : kRestingStep;
  const int grid = most - static_cast<int>(((block.position + at) % most + most) % most);
  const int offset = block.slice_offset + at;
  step_length_ = block.moving ? std::min(grid, block.slice_length - offset) : grid;
  step_done_ = 0;
  const double share = block.moving ? static_cast<double>(offset + step_length_) / block.slice_length : 1.0;
  EqShape shape = eq_shape(block.params, channels_);
  if (dynamic_only)
    for (EqBandShape& band : shape) band.active = band.active && band.dynamic;
  EqTuning tuning = eq_tuning(block.params, share);
  follow_levels(block, share, tuning);

  const bool dynamics_only_move = same && settled_ && !block.moving;
  if (fade_left_ == 0) {
    if (!dynamics_only_move) adopt(shape, tuning, block.moving ? EqCorrection::always : EqCorrection::where_needed);
    settled_ = true;
  } else {
    settled_ = shape == running_.shape;
  }
  if (dynamics_only_move || fade_left_ > 0) running_.redesign(tuning, rate_, dynamics_only_move);
  for (std::size_t band = 0; band < kEqBands; ++band)
    if (running_.shape[band].active && running_.shape[band].dynamic) followers_[band].aim(running_.shape[band].type, tuning[band], rate_);
  all_glide_ = block.moving;
  for (std::size_t i = 0; i < running_.segment_count; ++i) glide(i, all_glide_ || running_.segments[i].dynamic);
  step_endless_ = !block.moving && !running_.has_dynamics();
}

bool EqCascade::same_params(const ProcessBlock& block) const noexcept {
  if (block.revision != 0 && block.revision == revision_) return true;
  return std::memcmp(params_.data(), block.params.data(), sizeof(Params)) == 0;
}

// Whether they are those of the step before.
bool EqCascade::take_params(const ProcessBlock& block) noexcept {
  const bool same = known_ && moving_ == block.moving && same_params(block);
  revision_ = block.revision;
  std::memcpy(params_.data(), block.params.data(), sizeof(Params));
  moving_ = block.moving;
  known_ = true;
  return same;
}

void EqCascade::follow_levels(const ProcessBlock& block, double share, EqTuning& tuning) noexcept {
  for (int band = 0; band < kEqBands; ++band) {
    const auto at = static_cast<std::size_t>(band);
    const EqBandShape& shape = running_.shape[at];
    if (!shape.active || !shape.dynamic) continue;
    tuning[at].gain += followers_[at].advance(eq_dynamics(block.params, band, share), step_length_, rate_);
  }
}

// Designs the wanted shape; if its sections are others than those that run, fades to them.
void EqCascade::adopt(const EqShape& shape, const EqTuning& tuning, EqCorrection correction) noexcept {
  EqProgram& next = outgoing_;  // free while nothing fades
  next.build(shape, tuning, rate_, correction);
  if (!fresh_ && next.same_layout(running_)) {
    running_.sections = next.sections;
    return;
  }
  for (std::size_t i = 0; i < running_.segment_count; ++i) glide(i, false);
  if (fresh_) {
    next.states.fill({});
  } else {
    next.inherit(running_);
    std::swap(start_, running_.sections);  // the old program fades out as it sounds now
    fade_left_ = fade_frames_;
  }
  for (std::size_t band = 0; band < kEqBands; ++band)
    if (!(shape[band] == running_.shape[band])) followers_[band].reset();
  std::swap(running_, outgoing_);
  start_ = running_.sections;
  fresh_ = false;
}

// The coefficients that the last frame had become those that the next step starts from.
void EqCascade::move_start_here() noexcept {
  const bool whole = step_endless_ || step_done_ >= step_length_;
  const double share = whole ? 1.0 : static_cast<double>(step_done_) / step_length_;
  for (std::size_t i = 0; i < running_.segment_count; ++i) {
    const EqSegment& segment = running_.segments[i];
    const bool half_way = !whole && (all_glide_ || segment.dynamic);
    for (std::size_t k = segment.begin; k < segment.begin + segment.count; ++k)
      start_[k] = half_way ? between(start_[k], running_.sections[k], share) : running_.sections[k];
  }
}

// Between a step and the next: the states of a segment change over from resting to gliding sections or back.
void EqCascade::glide(std::size_t segment, bool gliding) noexcept {
  if (gliding_[segment] == gliding) return;
  gliding_[segment] = gliding;
  const EqSegment& s = running_.segments[segment];
  for (std::size_t k = s.begin; k < s.begin + s.count; ++k)
    for (int channel = 0; channel < 2; ++channel) {
      dsp::GlidingBiquadState& state = glides_[k][static_cast<std::size_t>(channel)];
      if (gliding)
        state = dsp::GlidingBiquadState::from(running_.states[k], channel);
      else
        state.store(start_[k], running_.states[k], channel);
    }
}

// --- sound

void EqCascade::listen(const ProcessBlock& block, int begin, int frames) noexcept {
  const bool external = block.sidechain && block.sidechain_channels > 0;
  for (std::size_t band = 0; band < kEqBands; ++band) {
    const EqBandShape& shape = running_.shape[band];
    if (!shape.active || !shape.dynamic) continue;
    const bool keyed = external && block.params[eq_param(static_cast<int>(band), EqBandParam::key)].to >= 0.5f;
    const float* const* sound = keyed ? block.sidechain : block.audio;
    const int channels = keyed ? std::min(block.sidechain_channels, 2) : block.channels;
    const float* const sides[2] = {sound[0], sound[channels - 1]};
    if (shape.route == EqRoute::stereo) {
      followers_[band].listen(sides, channels, begin, frames);
    } else if (!needs_middle(shape.route)) {
      followers_[band].listen(&sides[shape.route == EqRoute::left ? 0 : 1], 1, begin, frames);
    } else {
      float heard[kMaxBlockFrames];
      const float sign = shape.route == EqRoute::mid ? 0.5f : -0.5f;
      for (int i = begin; i < begin + frames; ++i) heard[i] = 0.5f * sides[0][i] + sign * sides[1][i];
      const float* const key[1] = {heard};
      followers_[band].listen(key, 1, begin, frames);
    }
  }
}

void EqCascade::run(const ProcessBlock& block, int begin, int frames) noexcept {
  float* const audio[2] = {block.audio[0] + begin, block.audio[block.channels - 1] + begin};
  if (fade_left_ > 0 || all_glide_) return run_changing(audio, frames, true);
  for (const EqSegment& segment : running_.used())
    if (!segment.dynamic) run_resting(segment, audio, frames);
  if (running_.has_dynamics()) run_changing(audio, frames, false);
}

void EqCascade::run_resting(const EqSegment& segment, float* const* audio, int frames) noexcept {
  const Lanes lanes = lanes_of(segment.route, channels_);
  const std::span<const dsp::Biquad> sections(running_.sections.data() + segment.begin, segment.count);
  dsp::BiquadState* const states = running_.states.data() + segment.begin;
  if (!needs_middle(segment.route)) {
    dsp::run_cascade({sections, states, audio + lanes.first, lanes.count}, frames);
    return;
  }
  float part[kMaxBlockFrames];
  const float sign = lanes.first == 0 ? 0.5f : -0.5f;
  for (int i = 0; i < frames; ++i) part[i] = 0.5f * finite_or_silent(audio[0][i]) + sign * finite_or_silent(audio[1][i]);
  float change[kMaxBlockFrames];
  std::copy_n(part, frames, change);
  float* const lane[1] = {change};
  dsp::run_cascade({sections, states, lane, 1}, frames);
  for (int i = 0; i < frames; ++i) {
    const float difference = change[i] - part[i];
    audio[0][i] = finite_or_silent(audio[0][i]) + difference;
    audio[1][i] = finite_or_silent(audio[1][i]) + (lanes.first == 0 ? difference : -difference);
  }
}

// In double precision: with gliding coefficients or a fade or both. Without `statics` only the dynamic segments.
void EqCascade::run_changing(float* const* audio, int frames, bool statics) noexcept {
  Room fresh;
  for (int c = 0; c < channels_; ++c)
    for (int i = 0; i < frames; ++i) fresh.samples[c][i] = finite_or_silent(audio[c][i]);
  Room old;
  const bool fades = fade_left_ > 0;
  if (fades) {
    for (int c = 0; c < channels_; ++c) std::copy_n(fresh.samples[c], frames, old.samples[c]);
    run_program(outgoing_, false, true, old, frames);
  }
  run_program(running_, true, statics, fresh, frames);
  for (int c = 0; c < channels_; ++c)
    for (int i = 0; i < frames; ++i) {
      const double now = fresh.samples[c][i];
      const double weight = static_cast<double>(fade_left_ - i) / fade_frames_;
      audio[c][i] = static_cast<float>(fades ? now + weight * (old.samples[c][i] - now) : now);
    }
}

void EqCascade::run_program(EqProgram& program, bool glides, bool statics, Room& room, int frames) noexcept {
  for (std::size_t s = 0; s < program.segment_count; ++s) {
    const EqSegment& segment = program.segments[s];
    if (!statics && !segment.dynamic) continue;
    turn(room, needs_middle(segment.route), frames);
    const Lanes lanes = lanes_of(segment.route, channels_);
    for (int lane = lanes.first; lane < lanes.first + lanes.count; ++lane) {
      double* const x = room.samples[lane];
      const auto slot = static_cast<std::size_t>(lane - lanes.first);
      for (std::size_t k = segment.begin; k < segment.begin + segment.count; ++k) {
        if (glides && gliding_[s]) {
          dsp::GlidingBiquadState state = glides_[k][slot];
          for (int i = 0; i < frames; ++i)
            x[i] = state.tick(between(start_[k], program.sections[k], static_cast<double>(step_done_ + i + 1) / step_length_), x[i]);
          glides_[k][slot] = state;
        } else {
          for (int i = 0; i < frames; ++i) x[i] = dsp::tick(program.sections[k], program.states[k], static_cast<int>(slot), x[i]);
        }
      }
    }
  }
  turn(room, false, frames);
}

// Two sides into middle and side or back.
void EqCascade::turn(Room& room, bool to_middle, int frames) const noexcept {
  if (room.is_middle == to_middle || channels_ == 1) return;
  room.is_middle = to_middle;
  const double scale = to_middle ? 0.5 : 1.0;
  for (int i = 0; i < frames; ++i) {
    const double a = room.samples[0][i];
    const double b = room.samples[1][i];
    room.samples[0][i] = scale * (a + b);
    room.samples[1][i] = scale * (a - b);
  }
}

// --- batches

bool EqCascade::rests(const ProcessBlock& block) noexcept {
  if (block.moving) return false;
  if (wants_step(block, 0)) begin_step(block, 0, false);
  if (fade_left_ > 0 || !step_endless_ || !settled_ || running_.section_count > dsp::kCascadeSections) return false;
  return running_.segment_count == 0 || (running_.segment_count == 1 && running_.segments[0].route == EqRoute::stereo);
}

dsp::CascadeBlock EqCascade::cascade(const ProcessBlock& block) noexcept {
  return {{running_.sections.data(), running_.section_count}, running_.states.data(), block.audio, block.channels};
}

}  // namespace sweetspot
