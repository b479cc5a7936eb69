// Where the sound goes: a sound card, a silent clock, or a file.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/units.h"

namespace sweetspot {

// What a device asks for sound.
class OutputCallback {
 public:
  virtual ~OutputCallback() = default;

  // Fills two channels of `frames` samples. [audio]
  virtual void render(float* const* audio, int frames) noexcept = 0;

  // A block came too late, by the device's own account. [audio]
  virtual void late() noexcept = 0;

  // Whether the next `frames` can be rendered without a gap. Asked only by devices that can wait. [the device's thread]
  virtual bool ready(int frames) noexcept = 0;

  // Frames at the start of playback that come before the song, for devices that record what is heard. [the device's thread]
  virtual Frames lead_in() noexcept = 0;
};

// An opened device. Everything here is for the main thread; the callback runs on a thread of the device's own.
class OutputDevice {
 public:
  virtual ~OutputDevice() = default;

  virtual void start(OutputCallback& callback) = 0;   // throws Error when the device refuses
  virtual void stop() noexcept = 0;                   // returns when the callback runs no more
  virtual double rate() const = 0;
  virtual int buffer() const = 0;                     // frames; the largest block when the device varies it
  virtual Frames latency() const = 0;                 // frames from callback to speaker
  virtual bool lost() const = 0;                      // it stopped by itself: unplugged, server gone, disk full
  virtual std::string problem() const = 0;            // a sentence about why it is lost or what stop() could not do; else empty
  virtual std::string name() const = 0;
  virtual void discard() noexcept {}                  // leaves no file behind when it stops; cards have none
};

struct OutputDeviceInfo {
  std::string name;
  std::string host;
  int channels = 2;
  double rate = 48000.0;
  bool is_default = false;
};

// The cards that PortAudio sees and our own two. With `look_again` PortAudio starts anew to see what was plugged in; no
// device may be open then. [main]
std::vector<OutputDeviceInfo> output_devices(bool look_again);

// Whether a device of that name writes a file. Any thread.
bool is_file_device(std::string_view name) noexcept;

// Opens a device by name: "" the default card, "dummy" the silent clock, "file:PATH" a 32-bit float WAV, else a name that
// output_devices() gives. Throws Error with a sentence when it cannot be opened at that rate and buffer. [main]
std::unique_ptr<OutputDevice> open_output_device(const std::string& name, double rate, int buffer);

}  // namespace sweetspot
