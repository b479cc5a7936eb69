#include "engine/mixer/controls.h"

#include <algorithm>

namespace sweetspot {
namespace {

std::uint32_t part_of(std::string_view param) noexcept {
  if (param == "gain") return kHeldGain;
  if (param == "pan") return kHeldPan;
  if (param == "width") return kHeldWidth;
  return param == "mute" ? kHeldMute : 0u;
}

}  // namespace

void StripControls::hold(std::string_view param, double value) noexcept {
  const std::uint32_t part = part_of(param);
  if (part == kHeldGain) {
    held_db_ = value;
    put(gain, gain_from_db(sum_of_levels(held_db_, vca_db_)));
  }
  if (part == kHeldPan) put(pan, value);
  if (part == kHeldWidth) put(width, value);
  if (part == kHeldMute) put(muted, value >= 0.5);
  held.fetch_or(part, std::memory_order_relaxed);
  revision.raise();
}

void StripControls::release(std::string_view param) noexcept {
  held.fetch_and(~part_of(param), std::memory_order_relaxed);
  revision.raise();
}

void SendControls::hold(std::string_view param, double value) noexcept {
  const std::uint32_t part = part_of(param) & (kHeldGain | kHeldPan);
  if (part == kHeldGain) put(gain, gain_from_db(value));
  if (part == kHeldPan) put(pan, value);
  held.fetch_or(part, std::memory_order_relaxed);
  revision.raise();
}

void SendControls::release(std::string_view param) noexcept {
  held.fetch_and(~part_of(param), std::memory_order_relaxed);
  revision.raise();
}

void DeviceControls::hold(std::size_t param, double value) noexcept {
  put(values[param], value);
  put(held[param], true);
  revision.raise();
}

void DeviceControls::release(std::size_t param) noexcept {
  put(held[param], false);
  revision.raise();
}

void StripControls::write(const Strip& strip, const VcaEffect& vcas, bool solo_opens_output, bool solo_opens_any) noexcept {
  put(trim, (strip.inverted ? -1.0 : 1.0) * gain_from_db(strip.trim_db));
  const std::uint32_t by_hand = get(held);
  vca_db_ = vcas.gain_db;
  put(gain, gain_from_db(sum_of_levels(by_hand & kHeldGain ? held_db_ : strip.fader.gain_db, vca_db_)));
  put(vca, gain_from_db(vca_db_));
  if (!(by_hand & kHeldPan)) put(pan, strip.fader.pan);
  if (!(by_hand & kHeldWidth)) put(width, strip.fader.width);
  put(law, strip.fader.law);
  if (!(by_hand & kHeldMute)) put(muted, strip.muted);
  put(vca_muted, vcas.muted);
  put(output_open, solo_opens_output);
  put(audible, solo_opens_any);
  revision.raise();
}

void SendControls::write(const Send& send, bool solo_opens) noexcept {
  const std::uint32_t by_hand = get(held);
  if (!(by_hand & kHeldGain)) put(gain, gain_from_db(send.gain_db));
  if (!(by_hand & kHeldPan)) put(pan, send.pan);
  put(muted, send.muted);
  put(open, solo_opens);
  revision.raise();
}

void DeviceControls::write(const ProcessorType& type, const Device& device, double song_tempo) noexcept {
  for (std::size_t i = 0; i < type.params.size(); ++i) {
    if (!get(held[i])) put(values[i], constrained_value(device, type.params[i]));
  }
  put(wet, device.bypassed ? 0.0 : std::clamp(device.mix, 0.0, 1.0));
  put(tempo, song_tempo);
  revision.raise();
}

double constrained_value(const Device& device, const ParamSpec& spec) {
  const auto found = device.params.find(spec.key);
  return found == device.params.end() ? spec.default_value : constrain(spec, found->second);
}

}  // namespace sweetspot
