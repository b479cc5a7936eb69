#include "engine/mixer/controls.h"

#include <algorithm>

namespace sweetspot {

void StripControls::write(const Strip& strip, bool solo_opens_output, bool solo_opens_any) noexcept {
  put(trim, (strip.inverted ? -1.0 : 1.0) * gain_from_db(strip.trim_db));
  put(gain, gain_from_db(strip.fader.gain_db));
  put(pan, strip.fader.pan);
  put(width, strip.fader.width);
  put(law, strip.fader.law);
  put(muted, strip.muted);
  put(output_open, solo_opens_output);
  put(audible, solo_opens_any);
  revision.raise();
}

void SendControls::write(const Send& send, bool solo_opens) noexcept {
  put(gain, gain_from_db(send.gain_db));
  put(pan, send.pan);
  put(muted, send.muted);
  put(open, solo_opens);
  revision.raise();
}

void DeviceControls::write(const ProcessorType& type, const Device& device, double song_tempo) noexcept {
  for (std::size_t i = 0; i < type.params.size(); ++i) put(values[i], constrained_value(device, type.params[i]));
  put(wet, device.bypassed ? 0.0 : std::clamp(device.mix, 0.0, 1.0));
  put(tempo, song_tempo);
  revision.raise();
}

double constrained_value(const Device& device, const ParamSpec& spec) {
  const auto found = device.params.find(spec.key);
  return found == device.params.end() ? spec.default_value : constrain(spec, found->second);
}

}  // namespace sweetspot
