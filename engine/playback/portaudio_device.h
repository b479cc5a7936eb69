// Sound cards, through PortAudio.
#pragma once

#include <memory>
#include <vector>

#include "engine/playback/output_device.h"

namespace sweetspot {

// What PortAudio sees; it starts anew first when asked to. [main]
std::vector<OutputDeviceInfo> portaudio_devices(bool look_again);

// Opens a card by its name, or the default one for "". Throws Error. [main]
std::unique_ptr<OutputDevice> open_portaudio_device(const std::string& name, double rate, int buffer);

}  // namespace sweetspot
