#include "engine/mixer/plan.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/mixer/plan_body.h"
#include "engine/mixer/solo.h"
#include "engine/mixer/tail.h"
#include "engine/mixer/workers.h"
#include "engine/realtime/denormals.h"

namespace sweetspot {

Plan::Plan(std::unique_ptr<Body> body) : body_(std::move(body)) {}
Plan::~Plan() = default;

void Plan::Body::start() noexcept {
  fresh.store(false, std::memory_order_relaxed);
  for (EdgeAdoption& adoption : adoptions) {
    EdgeState& to = *adoption.to;
    if (to.started) continue;  // by a plan between, from which this was taken over
    const EdgeState& from = *adoption.from;
    to.gain = from.gain, to.vca = from.vca, to.pan = from.pan, to.width = from.width, to.gate = from.gate;
    to.send_gain = from.send_gain, to.send_pan = from.send_pan;
    to.gain_hand = from.gain_hand, to.pan_hand = from.pan_hand, to.width_hand = from.width_hand;
    to.send_gain_hand = from.send_gain_hand, to.send_pan_hand = from.send_pan_hand;
    to.ride = from.ride, to.ride_hand = from.ride_hand;
    to.from = from.from, to.to = from.to, to.slice = from.slice;
    to.started = from.started, to.moving = from.moving;
    if (from.line) to.line->adopt(*from.line);
  }
  for (auto& strip : strips) strip->notice();
  for (auto& sum : sums) {
    for (Edge& edge : sum->edges) edge.notice();
  }
}

void Plan::Body::run(JobGraph& graph, Workers* workers) noexcept {
  const DenormalsGuard denormals;
  if (fresh.load(std::memory_order_relaxed)) start();
  if (workers) {
    workers->run(graph);
  } else {
    graph.run_alone();
  }
}

void Plan::run(Frames position, int frames, bool rolling, Workers* workers, const LoopTurn& turn) noexcept {
  body_->front = body_->back = {position, frames, rolling, 0, turn};
  body_->run(body_->whole, workers);
  body_->ran.store(body_->ran.load(std::memory_order_relaxed) + frames, std::memory_order_relaxed);
}

int Plan::run_ahead(Frames position, int frames, bool rolling, Workers* workers) noexcept {
  Body& body = *body_;
  const bool ends = body.ahead;
  const BlockContext before = body.front;
  const BlockContext next{position, frames, rolling, ends ? 1 - before.parity : 0};
  if (!ends && frames == 0) return 0;
  body.back = before;
  body.front = next;
  body.ahead = frames > 0;
  if (frames == 0) {
    body.run(body.back_only, workers);
  } else {
    body.run(ends ? body.overlapped : body.front_only, workers);
  }
  return ends ? before.frames : 0;
}

std::span<const float* const, 2> Plan::mix() const noexcept {
  return std::span<const float* const, 2>(static_cast<const float* const*>(body_->mix_out), 2);
}

std::span<const float* const, 2> Plan::master() const noexcept {
  return std::span<const float* const, 2>(static_cast<const float* const*>(body_->master_out), 2);
}

bool Plan::tap(StripId strip, float* left, float* right) const noexcept {
  const auto found = body_->tap_of.find(strip);
  if (found == body_->tap_of.end()) return false;
  std::copy_n(found->second[0], body_->back.frames, left);
  std::copy_n(found->second[1], body_->back.frames, right);
  return true;
}

void Plan::reset() noexcept {
  body_->ahead = false;
  body_->fresh.store(false, std::memory_order_relaxed);  // nothing of the plan before is wanted
  for (auto& strip : body_->strips) strip->reset();
  for (auto& sum : body_->sums) {
    for (Edge& edge : sum->edges) edge.reset();
  }
}

// Whatever has not started takes its targets, and its automation as it is at the first frame it runs, without a glide.
void Plan::settle(Frames) noexcept {
  for (auto& strip : body_->strips) strip->settle();
  for (auto& sum : body_->sums) {
    for (Edge& edge : sum->edges) edge.settle();
  }
}

Frames Plan::latency() const noexcept { return body_->latency; }
Frames Plan::mix_latency() const noexcept { return body_->mix_latency; }
Frames Plan::frames_run() const noexcept { return body_->ran.load(std::memory_order_relaxed); }
Frames Plan::tail() const noexcept { return body_->tail.load(std::memory_order_relaxed) + body_->latency; }

void Plan::update(const Session& session) noexcept {
  const Graph graph = make_graph(session);
  const SoloMap solo(graph, session);
  body_->tail.store(longest_tail(graph, session, body_->find), std::memory_order_relaxed);
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const Strip& strip = *graph.nodes[i].strip;
    const auto run = body_->strip_of.find(strip.id);
    if (run == body_->strip_of.end()) continue;
    const int from = static_cast<int>(i);
    const int output = graph.output_of(from);
    run->second->controls->write(strip, vca_effect(session, strip.id), output < 0 || solo.open(from, output), solo.audible(from));
    for (const Send& send : strip.sends) {
      const auto controls = body_->send_of.find(send.id);
      const int to = graph.find(send.to);
      if (controls != body_->send_of.end()) controls->second->write(send, to < 0 || solo.open(from, to));
    }
    for (const auto& device : strip.devices) {
      const auto runner = body_->device_of.find(device->id);
      if (runner != body_->device_of.end()) runner->second->controls().write(runner->second->type(), *device, session.tempo);
    }
  }
}

bool Plan::hold(StripId strip, const AutomationTarget& target, double value) noexcept {
  return body_->with_controls(strip, target, [&](auto& controls, const auto& param) { controls.hold(param, value); });
}

bool Plan::release(StripId strip, const AutomationTarget& target) noexcept {
  return body_->with_controls(strip, target, [](auto& controls, const auto& param) { controls.release(param); });
}

StripMeter Plan::take_meter(StripId strip) noexcept {
  const auto found = body_->strip_of.find(strip);
  return found == body_->strip_of.end() ? StripMeter{} : found->second->take_meter();
}

const SignalTap* Plan::watch(DeviceId device, bool on) {
  const auto found = body_->device_of.find(device);
  if (found == body_->device_of.end()) return nullptr;
  if (on) return &found->second->watch();
  found->second->unwatch();
  return nullptr;
}

std::vector<float> Plan::device_meters(DeviceId device) const {
  const auto found = body_->device_of.find(device);
  return found == body_->device_of.end() ? std::vector<float>{} : found->second->meters();
}

int cut_block(Frames position, int wanted) noexcept {
  const int most = std::min(wanted, kMaxBlockFrames);
  const int to_border = static_cast<int>(next_border(position) - position);
  if (to_border < kSliceFrames || most < kSliceFrames) return std::min(most, to_border);
  return most - most % kSliceFrames;
}

}  // namespace sweetspot
