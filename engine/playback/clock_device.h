// Devices for machines without a sound card.
#pragma once

#include <filesystem>
#include <memory>

#include "engine/playback/output_device.h"

namespace sweetspot {

// A silent clock: calls back once a buffer, in real time. [main]
std::unique_ptr<OutputDevice> make_dummy_device(double rate, int buffer);

// Writes what would be heard from the first frame of the song on, as fast as the disk gives it. The file appears when the
// device is stopped. Throws Error when the folder cannot be written. [main]
std::unique_ptr<OutputDevice> make_file_device(const std::filesystem::path& path, double rate, int buffer);

}  // namespace sweetspot
