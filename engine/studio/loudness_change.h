// How much louder or quieter a device makes what goes through it.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>

#include "engine/analysis/k_weighting.h"
#include "engine/studio/report.h"

namespace sweetspot {

// Listens before and after a device and compares their loudness, each K-weighted and gated as in ITU-R BS.1770-4 (windows of 400 ms, louder
// than -70 LUFS and than 10 LU under the mean of those), over the newest 30 s. Silence does not count. A window begins every 20 ms, not
// every 100, so that it matters less where between two beats one began to listen. [main]
class LoudnessChange {
 public:
  static constexpr double kEnoughSeconds = 3.0;

  // Rate in Hz, 8000 to 192000.
  explicit LoudnessChange(double rate);

  // Forgets all, for other settings of the device.
  void restart();

  // What comes next does not go on from what was taken last: the device was turned to something else and back. The first 0.3 s of it,
  // in which one fades into the other, do not count.
  void interrupt();

  // The newest sound. What was taken before is known by its `end` and does not count twice.
  void take(const DeviceSignal& signal);

  // Of sound on both sides.
  double seconds() const;

  // In LU, positive when the device makes louder; none until there are enough seconds.
  std::optional<double> change() const;

 private:
  static constexpr std::size_t kHops = 20;  // of 20 ms, a window

  struct Ear {
    std::array<KWeighting, 2> weighting;
    double energy = 0.0;               // of this hop
    std::array<double, kHops> hops{};  // of the newest window
    std::deque<double> windows{};      // mean powers
  };

  void listen(const DeviceSignal& signal, std::size_t from, std::size_t frames);
  void end_hop();
  void begin_piece();

  double rate_;
  std::size_t hop_frames_;
  std::array<Ear, 2> ears_;  // before, after
  std::size_t at_ = 0;       // frames into the hop
  std::size_t whole_ = 0;    // hops of one piece, kHops at most
  std::uint64_t end_ = 0;
  std::uint64_t counts_from_ = 0;
  bool joined_ = false;
};

}  // namespace sweetspot
