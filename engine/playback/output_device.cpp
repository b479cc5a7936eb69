#include "engine/playback/output_device.h"

#include "engine/playback/clock_device.h"
#include "engine/playback/portaudio_device.h"

namespace sweetspot {
namespace {

constexpr std::string_view kFilePrefix = "file:";

}  // namespace

std::vector<OutputDeviceInfo> output_devices(bool look_again) {
  std::vector<OutputDeviceInfo> devices = portaudio_devices(look_again);
  devices.push_back({"dummy", "Sweetspot", 2, 48000.0, devices.empty()});
  return devices;
}

bool is_file_device(std::string_view name) noexcept { return name.starts_with(kFilePrefix); }

std::unique_ptr<OutputDevice> open_output_device(const std::string& name, double rate, int buffer) {
  if (name == "dummy") return make_dummy_device(rate, buffer);
  if (is_file_device(name)) return make_file_device(name.substr(kFilePrefix.size()), rate, buffer);
  return open_portaudio_device(name, rate, buffer);
}

}  // namespace sweetspot
