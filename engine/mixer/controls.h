// Where the main thread leaves the values that it wants and the audio thread picks them up: relaxed atomics, one a parameter.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

#include "engine/processors/processor.h"
#include "engine/session/session.h"
#include "engine/session/vca.h"

namespace sweetspot {

// A counter that the writer raises after its writes, so that a reader at rest looks at one number only.
class Revision {
 public:
  void raise() noexcept { count_.fetch_add(1, std::memory_order_release); }
  std::uint32_t get() const noexcept { return count_.load(std::memory_order_acquire); }

 private:
  std::atomic<std::uint32_t> count_{1};
};

template <class T>
void put(std::atomic<T>& to, T value) noexcept {
  to.store(value, std::memory_order_relaxed);
}

template <class T>
T get(const std::atomic<T>& from) noexcept {
  return from.load(std::memory_order_relaxed);
}

// What of a strip or a send a hand may hold while automation is written; see Plan::hold.
enum HeldPart : std::uint32_t { kHeldGain = 1, kHeldPan = 2, kHeldWidth = 4, kHeldMute = 8 };

// Of a strip; levels are linear.
struct StripControls {
  std::atomic<double> trim{1.0};  // with the polarity in its sign
  std::atomic<double> gain{1.0};   // of the fader and the VCAs over it
  std::atomic<double> vca{1.0};    // of the VCAs alone, where the fader is automated
  std::atomic<double> pan{0.0};
  std::atomic<double> width{1.0};
  std::atomic<PanLaw> law{PanLaw::constant_power};
  std::atomic<bool> muted{false};
  std::atomic<bool> vca_muted{false};
  std::atomic<bool> output_open{true};  // not silenced by the solo of others
  std::atomic<bool> audible{true};      // its output or some send is not
  std::atomic<std::uint32_t> held{0};   // of HeldPart: those values come from hold() and not from write()
  Revision revision;

  // Holds a value ("gain" in dB, "pan", "width", "mute"), or lets it go: the next write() gives it the strip's again. [main]
  void hold(std::string_view param, double value) noexcept;
  void release(std::string_view param) noexcept;
  void write(const Strip& strip, const VcaEffect& vcas, bool solo_opens_output, bool solo_opens_any) noexcept;  // [main]

 private:
  double held_db_ = 0.0, vca_db_ = 0.0;  // what `gain` is made of while a hand holds the fader; the main thread's
};

struct SendControls {
  std::atomic<double> gain{1.0};
  std::atomic<double> pan{0.0};
  std::atomic<bool> muted{false};
  std::atomic<bool> open{true};  // not silenced by the solo of others
  std::atomic<std::uint32_t> held{0};
  Revision revision;

  void hold(std::string_view param, double value) noexcept;  // "gain", "pan"; as of a strip
  void release(std::string_view param) noexcept;
  void write(const Send& send, bool solo_opens) noexcept;  // [main]
};

struct DeviceControls {
  explicit DeviceControls(const ProcessorType& type)
      : values(new std::atomic<double>[type.params.size()]), held(new std::atomic<bool>[type.params.size()]()) {}

  std::unique_ptr<std::atomic<double>[]> values;  // in the order of the table
  std::unique_ptr<std::atomic<bool>[]> held;      // as of a strip
  std::atomic<double> wet{1.0};                   // 0 when bypassed
  std::atomic<double> tempo{kDefaultTempo};       // of the song
  Revision revision;

  void write(const ProcessorType& type, const Device& device, double song_tempo) noexcept;  // [main]
  void hold(std::size_t param, double value) noexcept;
  void release(std::size_t param) noexcept;
};

// A device's value of a parameter, within its range: its own or the default. Any thread.
double constrained_value(const Device& device, const ParamSpec& spec);

}  // namespace sweetspot
