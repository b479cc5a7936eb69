#include "engine/mixer/device_runner.h"

#include <algorithm>

#include "engine/mixer/block_ops.h"
#include "engine/session/automation_mode.h"

namespace sweetspot {
namespace {

constexpr double kWetRampSeconds = 0.01;

std::vector<double> values_of(const ProcessorType& type, const Device& device) {
  std::vector<double> values;
  for (const ParamSpec& spec : type.params) values.push_back(constrained_value(device, spec));
  return values;
}

}  // namespace

DeviceRunner::DeviceRunner(const ProcessorType& type, const Device& device, double rate, double tempo, int channels)
    : type_(type),
      rate_(rate),
      channels_(channels),
      latency_(0),
      processor_(type.make()),
      controls_(type),
      glides_(type.params.size()),
      hands_(type.params.size()),
      ramps_(type.params.size()),
      meter_slots_(type.meters.size()),
      meters_(new std::atomic<float>[type.meters.size()]) {
  const std::vector<double> values = values_of(type, device);
  processor_->prepare({rate, channels, kMaxBlockFrames}, values);
  if (type.latency) latency_ = type.latency(values, rate);
  if (latency_ > 0) {
    dry_line_ = std::make_unique<DelayLine>(channels, latency_, static_cast<int>(kWetRampSeconds * rate));
    dry_line_->start(latency_);
  }
  controls_.write(type, device, tempo);
  for (std::size_t i = 0; i < type.meters.size(); ++i) {
    meter_slots_[i] = static_cast<float>(type.meters[i].idle);
    put(meters_[i], meter_slots_[i]);
  }
}

void DeviceRunner::fade_in() noexcept {
  if (dry_line_) dry_line_->start_empty();
  for (std::size_t i = 0; i < glides_.size(); ++i) {
    glides_[i].jump(get(controls_.values[i]));
    ramps_[i].from = ramps_[i].to = static_cast<float>(glides_[i].value());
  }
  wet_.jump(0.0);
  wet_from_ = wet_to_ = 0.0f;
  sleeping_ = true;
  started_ = true;
}

void DeviceRunner::run(const DeviceSlot& slot, const DeviceBlock& block) noexcept {
  const Frames end = block.position + block.frames;
  if (rests(slot, block.position, end)) {
    slice_ = {block.position, end};
    run_piece(slot, block, 0, block.frames);
    return;
  }
  for (int offset = 0; offset < block.frames;) {
    const Frames at = block.position + offset;
    if (!moving_ || !slice_.contains(at)) begin_slice(slot, at);
    const int frames = static_cast<int>(std::min(slice_.end, end) - at);
    run_piece(slot, block, offset, frames);
    offset += frames;
  }
}

const ProcessBlock* DeviceRunner::begin_batch(const DeviceSlot& slot, const DeviceBlock& block) noexcept {
  const Frames end = block.position + block.frames;
  if (wet_.value() != 1.0 || !rests(slot, block.position, end)) return nullptr;
  slice_ = {block.position, end};
  show(SignalTap::before, block.audio, block.frames);
  if (dry_line_) dry_line_->feed(block.audio, block.frames);
  ready_block(slot, block.position, block.audio, 0, block.frames);
  return &block_;
}

void DeviceRunner::finish_batch(const DeviceBlock& block) noexcept {
  check(block.audio, block.frames);
  publish_meters();
  show(SignalTap::after, block.audio, block.frames);
}

bool DeviceRunner::rests(const DeviceSlot& slot, Frames from, Frames to) noexcept {
  const bool goes_on = from >= slice_.start && from <= slice_.end;  // otherwise the playhead jumped
  if (!started_ || !goes_on || moving_ || gliding_ || seen_ != controls_.revision.get()) return false;
  const double wanted = wanted_wet(slot);
  if (wet_.value() != wanted || !wet_.resting() || sleeping_ != (wanted == 0.0)) return false;
  if (dry_line_ && (dry_line_->changing() || (slot.leaving && dry_line_->delay() != 0))) return false;
  for (const auto& automated : slot.lanes) {
    if (automated.lane.point_at(from) || !automated.lane.constant_over(from, to)) return false;
  }
  return true;
}

void DeviceRunner::take_targets(const DeviceSlot& slot, Frames at) noexcept {
  const std::uint32_t revision = controls_.revision.get();
  if (started_ && seen_ == revision) return;
  seen_ = revision;
  tempo_ = get(controls_.tempo);
  for (std::size_t i = 0; i < glides_.size(); ++i) {
    const double goal = get(controls_.values[i]);
    if (started_) {
      glides_[i].aim(goal, type_.params[i].ramp_ms * 1e-3 * rate_);
    } else {
      glides_[i].jump(goal);
      ramps_[i].to = static_cast<float>(goal);
    }
  }
  for (const auto& automated : slot.lanes) {
    const std::size_t i = automated.param;
    const ParamSpec& spec = type_.params[i];
    hands_[i].take(get(controls_.held[i]), get(controls_.values[i]), double{ramps_[i].to}, !started_, spec.ramp_ms * 1e-3 * rate_,
                   spec.ramp_ms > 0.0 ? kRampBackSeconds * rate_ : 0.0);
    if (!started_) ramps_[i].to = static_cast<float>(constrain(spec, hands_[i].mixed(automated.lane.at(at))));
  }
}

// A sleeping processor that is wanted again starts from silence and runs unheard for as long as its latency.
void DeviceRunner::aim_wet(const DeviceSlot& slot) noexcept {
  const double wanted = wanted_wet(slot);
  if (!started_) {
    wet_.jump(wanted);
    sleeping_ = wanted == 0.0;
    waking_ = 0;
    return;
  }
  if (sleeping_ && wanted > 0.0) {
    sleeping_ = false;
    processor_->reset();
    waking_ = latency_;
  }
  wet_.aim(waking_ > 0 ? 0.0 : wanted, kWetRampSeconds * rate_);
  if (wanted == 0.0 && wet_.resting()) sleeping_ = true;
}

void DeviceRunner::begin_slice(const DeviceSlot& slot, Frames at) noexcept {
  Frames end = next_border(at);
  for (const auto& automated : slot.lanes) end = std::min(end, automated.lane.next_point(at));
  if (started_ && (at < slice_.start || at > slice_.end)) bridge_lanes(slot, false);
  take_targets(slot, at);
  aim_wet(slot);
  started_ = true;
  slice_ = {at, end};
  waking_ = std::max(0, waking_ - slice_.length());
  ramp_params(slot, at);
  wet_from_ = static_cast<float>(wet_.value());
  wet_to_ = static_cast<float>(wet_.advance(slice_.length()));
  moving_ = params_moving_ || wet_from_ != wet_to_;
}

void DeviceRunner::ramp_params(const DeviceSlot& slot, Frames at) noexcept {
  gliding_ = params_moving_ = false;
  if (++ramps_revision_ == 0) ramps_revision_ = 1;  // 0 says nothing
  for (std::size_t i = 0; i < glides_.size(); ++i) {
    ramps_[i].from = ramps_[i].to;
    ramps_[i].to = static_cast<float>(glides_[i].advance(slice_.length()));
    gliding_ = gliding_ || !glides_[i].resting();
  }
  for (const auto& automated : slot.lanes) {
    const ParamSpec& spec = type_.params[automated.param];
    ParamRamp& ramp = ramps_[automated.param];
    Hand& hand = hands_[automated.param];
    const bool jumps = spec.ramp_ms <= 0.0;
    if (jumps || automated.lane.point_at(at)) ramp.from = static_cast<float>(constrain(spec, hand.mixed(automated.lane.at(at))));
    hand.advance(slice_.length());
    ramp.to = jumps ? ramp.from : static_cast<float>(constrain(spec, hand.mixed(automated.lane.before(slice_.end))));
    glides_[automated.param].jump(ramp.to);
    gliding_ = gliding_ || !hand.resting();
  }
  for (std::size_t i = 0; i < ramps_.size(); ++i) {
    if (type_.params[i].ramp_ms <= 0.0) ramps_[i].from = ramps_[i].to;
    params_moving_ = params_moving_ || ramps_[i].moving();
  }
}

void DeviceRunner::run_piece(const DeviceSlot& slot, const DeviceBlock& block, int offset, int frames) noexcept {
  float* audio[2] = {block.audio[0] + offset, channels_ == 2 ? block.audio[1] + offset : nullptr};
  show(SignalTap::before, audio, frames);
  change_piece(slot, block, audio, offset, frames);
  show(SignalTap::after, audio, frames);
}

void DeviceRunner::change_piece(const DeviceSlot& slot, const DeviceBlock& block, float* const* audio, int offset, int frames) noexcept {
  if (dry_line_) dry_line_->aim(slot.leaving ? 0 : latency_);
  if (sleeping_) {
    if (dry_line_) dry_line_->process(audio, audio, frames);
    return;
  }
  const float from = moving_ ? wet_from_ : wet_to_;
  const bool blends = from != 1.0f || wet_to_ != 1.0f;
  if (dry_line_) {
    dry_line_->process(audio, block.dry, frames);
  } else if (blends) {
    for (int c = 0; c < channels_; ++c) std::copy_n(audio[c], frames, block.dry[c]);
  }
  ready_block(slot, block.position, block.audio, offset, frames);
  processor_->process(block_);
  check(audio, frames);
  publish_meters();
  if (!blends) return;
  const double step = moving_ ? (static_cast<double>(wet_to_) - from) / slice_.length() : 0.0;
  const double first = moving_ ? static_cast<double>(block.position + offset - slice_.start) : 0.0;
  for (int c = 0; c < channels_; ++c) blend_block(audio[c], block.dry[c], frames, from, step, first);
}

void DeviceRunner::ready_block(const DeviceSlot& slot, Frames position, float* const* audio, int offset, int frames) noexcept {
  for (int c = 0; c < channels_; ++c) audio_view_[c] = audio[c] + offset;
  if (slot.key) {
    for (int c = 0; c < 2; ++c) key_view_[c] = slot.key[c] + offset;
  }
  const bool moving = moving_ && params_moving_;
  block_.audio = audio_view_;
  block_.channels = channels_;
  block_.frames = frames;
  block_.sidechain = slot.key ? key_view_ : nullptr;
  block_.sidechain_channels = slot.key ? 2 : 0;
  block_.params = ramps_;
  block_.revision = ramps_revision_;
  block_.moving = moving;
  block_.slice_offset = moving ? static_cast<int>(position + offset - slice_.start) : 0;
  block_.slice_length = moving ? slice_.length() : kSliceFrames;
  block_.position = position + offset;
  block_.tempo = tempo_;
  block_.meters = meter_slots_.empty() ? nullptr : meter_slots_.data();
}

// What is no number is silenced for the whole block, and the processor starts afresh: its state may hold it too.
void DeviceRunner::check(float* const* audio, int frames) noexcept {
  bool good = true;
  for (int c = 0; c < channels_; ++c) good = good && all_finite(audio[c], frames);
  if (good) return;
  for (int c = 0; c < channels_; ++c) std::fill_n(audio[c], frames, 0.0f);
  processor_->reset();
  put(non_finite_, get(non_finite_) + 1u);
}

void DeviceRunner::show(SignalTap::Side side, float* const* audio, int frames) noexcept {
  if (SignalTap* const tap = tap_.load(std::memory_order_acquire)) tap->write(side, audio, channels_, frames);
}

const SignalTap& DeviceRunner::watch() {
  if (!own_tap_) own_tap_ = std::make_unique<SignalTap>();
  tap_.store(own_tap_.get(), std::memory_order_release);
  return *own_tap_;
}

void DeviceRunner::notice(const DeviceSlot& slot) noexcept {
  seen_ = 0;
  if (started_) bridge_lanes(slot, true);
}

// Curves are gone over to from the value that sounds: those that are not the plan's before, or all, after the loop turned.
void DeviceRunner::bridge_lanes(const DeviceSlot& slot, bool fresh_ones) noexcept {
  for (const auto& automated : slot.lanes) {
    const double ramp = type_.params[automated.param].ramp_ms * 1e-3 * rate_;
    if ((automated.fresh || !fresh_ones) && ramp > 0.0) hands_[automated.param].bridge(double{ramps_[automated.param].to}, ramp);
  }
}

void DeviceRunner::publish_meters() noexcept {
  for (std::size_t i = 0; i < meter_slots_.size(); ++i) put(meters_[i], meter_slots_[i]);
}

void DeviceRunner::reset() noexcept {
  processor_->reset();
  if (dry_line_) dry_line_->start(latency_);
  settle();
}

std::vector<float> DeviceRunner::meters() const {
  std::vector<float> values(meter_slots_.size());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = get(meters_[i]);
  return values;
}

}  // namespace sweetspot
