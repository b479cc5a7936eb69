// How far the pitch that is heard should be moved.
#pragma once

#include <array>
#include <cstdint>

namespace sweetspot {

struct AimSettings {
  std::uint16_t notes = 0x0FFF;  // allowed pitch classes, bit 0 = C
  double retune_ms = 50.0;       // time constant of the correction
  double strength = 1.0;         // 0 to 1
  bool keep_vibrato = true;      // aim with the middle of the pitch, not with each swing
};

struct Aim {
  double off_cents = 0.0;         // of the pitch from its note; positive is sharp
  double correction_cents = 0.0;  // shift to apply
};

// Follows a voice hop by hop. With vibrato kept, the distance to the note is taken from the mean of the pitch since the note
// began, over at most the last 180 ms, a swing of vibrato; a leap of more than a semitone begins another note. No heap, no locks.
class TuneAim {
 public:
  void prepare(double hop_seconds) noexcept;
  void reset() noexcept;

  // The next hop: the pitch in Hz, or 0 where unvoiced. [audio]
  Aim next(double hz, const AimSettings& settings) noexcept;

 private:
  void begin_note() noexcept;
  double follow(double midi) noexcept;
  int choose_note(double midi, std::uint16_t notes) noexcept;

  static constexpr int kMost = 64;
  std::array<double, kMost> recent_{};
  double hop_seconds_ = 0.004;
  int span_ = 45;
  int held_ = 0;  // entries of recent_ in use
  int write_ = 0;
  int leaps_ = 0;  // hops in a row far from the mean
  int note_ = -1;
  double correction_ = 0.0;
};

}  // namespace sweetspot
