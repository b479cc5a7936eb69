#include "engine/mixer/edge.h"

#include <algorithm>
#include <initializer_list>

#include "engine/session/automation_mode.h"

namespace sweetspot {
namespace {

constexpr double kFaderRampSeconds = 0.02;
constexpr double kGateRampSeconds = 0.01;
constexpr double kBridgeSeconds = 0.02;  // from one curve to another

TermShape shape_of(int channels, const PanMatrix& a, const PanMatrix& b) {
  if (channels == 1) return TermShape::mono;
  const bool crosses = a[1] != 0.0 || a[2] != 0.0 || b[1] != 0.0 || b[2] != 0.0;
  return crosses ? TermShape::full : TermShape::diagonal;
}

// The fader's own part of a gain that has the VCAs in it; any value does where these are shut.
double without(double vca, double gain) noexcept { return vca > 0.0 ? gain / vca : gain; }

// Whether all lanes of an edge are as `holds` says; asks none after the first that is not.
template <class Holds>
bool every_lane(const Edge::Lanes& lanes, Holds&& holds) noexcept {
  for (const auto* lane : {&lanes.gain, &lanes.pan, &lanes.width, &lanes.mute, &lanes.send_gain, &lanes.send_pan}) {
    if (*lane && !holds(**lane)) return false;
  }
  return std::ranges::all_of(lanes.vcas, holds);
}

}  // namespace

void Edge::begin(int parity, int frames) noexcept {
  heard_ = source[parity];
  heard_rest_ = rest[parity];
  DelayLine* line = state->line.get();
  if (!line) return;
  line->aim(delay);
  line->process(source[parity], delayed, frames);
  delayed_view_[0] = delayed[0];
  delayed_view_[1] = delayed[1];
  heard_ = delayed_view_;
}

int Edge::next_term(Frames position, int offset, int frames, SumTerm& term) noexcept {
  EdgeState& now = *state;
  const Frames at = position + offset;
  int count = frames;
  const bool inside = now.moving && now.slice.contains(at);
  if (!inside && rests(at, at + frames)) {
    now.moving = false;
    now.slice = {at, at + frames};
  } else {
    if (!inside) begin_slice(at);
    count = static_cast<int>(std::min<Frames>(now.slice.end - at, frames));
  }
  term.left = heard_[0];
  term.right = channels == 1 ? nullptr : heard_[1];
  term.rest_left = heard_rest_ ? heard_rest_[0] : nullptr;
  term.rest_right = heard_rest_ ? heard_rest_[1] : nullptr;
  term.moving = now.moving;
  term.shape = shape_of(channels, now.from, now.to);
  term.gain = now.moving ? now.from : now.to;
  term.first = static_cast<double>(at - now.slice.start);
  for (std::size_t i = 0; i < 4; ++i) term.step[i] = now.moving ? (now.to[i] - now.from[i]) / now.slice.length() : 0.0;
  return count;
}

bool Edge::rests(Frames from, Frames to) noexcept {
  const bool goes_on = from >= state->slice.start && from <= state->slice.end;  // otherwise the playhead jumped
  return state->started && goes_on && state->seen == revision() && !gliding() && !point_at(from) && lanes_rest(from, to);
}

bool Edge::gliding() const noexcept {
  const EdgeState& now = *state;
  return now.moving || !now.gain.resting() || !now.pan.resting() || !now.width.resting() || !now.gate.resting() || !now.vca.resting() ||
         !now.send_gain.resting() || !now.send_pan.resting() || !now.gain_hand.resting() || !now.pan_hand.resting() ||
         !now.width_hand.resting() || !now.send_gain_hand.resting() || !now.send_pan_hand.resting() || !now.ride_hand.resting() ||
         (leaving && now.gate.value() != 0.0);
}

bool Edge::lanes_rest(Frames from, Frames to) const noexcept {
  return every_lane(lanes, [&](const Lane& lane) { return lane.constant_over(from, to); });
}

bool Edge::point_at(Frames at) const noexcept {
  return !every_lane(lanes, [&](const Lane& lane) { return !lane.point_at(at); });
}

Frames Edge::next_point(Frames at) const noexcept {
  Frames next = Lane::kNever;
  every_lane(lanes, [&](const Lane& lane) {
    next = std::min(next, lane.next_point(at));
    return true;
  });
  return next;
}

void Edge::aim(Frames at) noexcept {
  EdgeState& now = *state;
  now.seen = revision();
  const double ramp = kFaderRampSeconds * rate;
  const auto go = [&](Glide& glide, double goal, double frames) { now.started ? glide.aim(goal, frames) : glide.jump(goal); };
  go(now.gain, get(controls->gain), ramp);
  go(now.vca, get(controls->vca), ramp);
  go(now.pan, get(controls->pan), ramp);
  go(now.width, get(controls->width), ramp);
  const bool mute_held = get(controls->held) & kHeldMute;
  const bool muted = lanes.mute && !mute_held ? lanes.mute->at(at) >= 0.5 : get(controls->muted);
  bool open = !leaving && !muted && !get(controls->vca_muted);
  if (kind == EdgeKind::output) open = open && get(controls->output_open);
  if (kind == EdgeKind::meter) open = open && get(controls->audible);
  if (send) {
    go(now.send_gain, get(send->gain), ramp);
    go(now.send_pan, get(send->pan), ramp);
    open = open && get(send->open) && !get(send->muted);
  }
  go(now.gate, open ? 1.0 : 0.0, kGateRampSeconds * rate);
  take_hands(!now.started);
}

void Edge::take_hands(bool fresh) noexcept {
  EdgeState& now = *state;
  const double glide = kFaderRampSeconds * rate;
  const double back = kRampBackSeconds * rate;
  const std::uint32_t held = get(controls->held);
  if (lanes.gain)
    now.gain_hand.take(held & kHeldGain, without(get(controls->vca), get(controls->gain)), without(now.vca.value(), now.gain.value()),
                       fresh, glide, back);
  if (lanes.pan) now.pan_hand.take(held & kHeldPan, get(controls->pan), now.pan.value(), fresh, glide, back);
  if (lanes.width) now.width_hand.take(held & kHeldWidth, get(controls->width), now.width.value(), fresh, glide, back);
  if (!send) return;
  const std::uint32_t send_held = get(send->held);
  if (lanes.send_gain) now.send_gain_hand.take(send_held & kHeldGain, get(send->gain), now.send_gain.value(), fresh, glide, back);
  if (lanes.send_pan) now.send_pan_hand.take(send_held & kHeldPan, get(send->pan), now.send_pan.value(), fresh, glide, back);
}

// A curve that is not the one of the plan before is gone over to without a step.
void Edge::notice() noexcept {
  EdgeState& now = *state;
  now.seen = 0;
  if (!now.started) return;
  const double frames = kBridgeSeconds * rate;
  if (lanes.new_gain) now.gain_hand.bridge(without(now.vca.value(), now.gain.value()), frames);
  if (lanes.new_pan) now.pan_hand.bridge(now.pan.value(), frames);
  if (lanes.new_width) now.width_hand.bridge(now.width.value(), frames);
  if (lanes.new_send_gain) now.send_gain_hand.bridge(now.send_gain.value(), frames);
  if (lanes.new_send_pan) now.send_pan_hand.bridge(now.send_pan.value(), frames);
  if (lanes.new_vcas) now.ride_hand.bridge(now.ride, frames);
}

// The playhead turned back to the loop's start: all curves are gone over to from where they were.
void Edge::bridge_jump() noexcept {
  EdgeState& now = *state;
  const double frames = kBridgeSeconds * rate;
  if (lanes.gain) now.gain_hand.bridge(without(now.vca.value(), now.gain.value()), frames);
  if (lanes.pan) now.pan_hand.bridge(now.pan.value(), frames);
  if (lanes.width) now.width_hand.bridge(now.width.value(), frames);
  if (lanes.send_gain) now.send_gain_hand.bridge(now.send_gain.value(), frames);
  if (lanes.send_pan) now.send_pan_hand.bridge(now.send_pan.value(), frames);
  if (!lanes.vcas.empty()) now.ride_hand.bridge(now.ride, frames);
}

PanMatrix Edge::matrix_now(Frames at, bool before) noexcept {
  EdgeState& now = *state;
  const auto value = [&](const std::optional<Lane>& lane) { return before ? lane->before(at) : lane->at(at); };
  const auto follow = [&](const std::optional<Lane>& lane, const Hand& hand, Glide& glide, bool decibels) {
    if (lane) glide.jump(hand.mixed(decibels ? gain_from_db(value(lane)) : value(lane)));
  };
  if (lanes.gain) now.gain.jump(now.gain_hand.mixed(gain_from_db(value(lanes.gain))) * now.vca.value());
  follow(lanes.pan, now.pan_hand, now.pan, false);
  follow(lanes.width, now.width_hand, now.width, false);
  double gain = now.gate.value();
  double pan = now.pan.value();
  if (kind != EdgeKind::pre_send) {
    double ride = 1.0;
    for (const Lane& lane : lanes.vcas) ride *= gain_from_db(before ? lane.before(at) : lane.at(at));
    now.ride = now.ride_hand.mixed(ride);
    gain *= now.gain.value() * now.ride;
  }
  if (send) {
    follow(lanes.send_gain, now.send_gain_hand, now.send_gain, true);
    follow(lanes.send_pan, now.send_pan_hand, now.send_pan, false);
    gain *= now.send_gain.value();
    pan += now.send_pan.value();
  }
  const PanLaw law = get(controls->law);
  return channels == 1 ? mono_matrix(gain, pan, law) : stereo_matrix(gain, pan, now.width.value(), law);
}

// A slice starts where the last one ended, except where an automation point sets another value: there it steps.
void Edge::begin_slice(Frames at) noexcept {
  EdgeState& now = *state;
  const bool first = !now.started;
  if (!first && (at < now.slice.start || at > now.slice.end)) bridge_jump();
  aim(at);
  now.started = true;
  if (now.fades_in) {
    const double open = now.gate.value();
    now.gate.jump(0.0);
    now.gate.aim(open, kGateRampSeconds * rate);
    now.fades_in = false;
  }
  now.slice = {at, std::min(next_border(at), next_point(at))};
  now.from = first || point_at(at) ? matrix_now(at, false) : now.to;
  for (Glide* glide : {&now.gain, &now.vca, &now.pan, &now.width, &now.gate, &now.send_gain, &now.send_pan})
    glide->advance(now.slice.length());
  for (Hand* hand : {&now.gain_hand, &now.pan_hand, &now.width_hand, &now.send_gain_hand, &now.send_pan_hand, &now.ride_hand})
    hand->advance(now.slice.length());
  now.to = matrix_now(now.slice.end, true);
  now.moving = now.from != now.to;
}

void Edge::reset() noexcept {
  if (state->line) state->line->start(delay);
  settle();
}

}  // namespace sweetspot
