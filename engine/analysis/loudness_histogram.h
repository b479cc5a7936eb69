// Powers of loudness windows, sorted by loudness as they come, so that gates need no list of them.
#pragma once

#include <array>
#include <cstdint>

namespace sweetspot {

// Holds any number of windows in fixed memory: bins of 0.01 LU from -70 LUFS to +20 LUFS, each with how many windows fell
// into it and the sum of their powers, so that a gated mean is exact but for windows within 0.01 LU of the gate. Windows under
// the absolute gate of -70 LUFS are left out, louder ones than the top go to the top bin. Taking and asking cost the same after
// a second as after a day. No heap; all functions are for [audio] too.
class LoudnessHistogram {
 public:
  // Forgets everything.
  void clear() noexcept;

  // Takes the mean power of a window (K-weighted, channels weighted and summed).
  void add(double power) noexcept;

  // Mean power of the windows that are louder than the mean of all plus `gate_lu` (a negative number: -10 for the integrated
  // loudness); 0 when there are none.
  double gated_power(double gate_lu) const noexcept;

  // Loudness range in LU as EBU Tech 3342: between the 10th and the 95th percentile of what is above the gate at -20 LU; 0 when
  // there are no windows.
  double range() const noexcept;

 private:
  static constexpr int kFine = 100;   // bins a LU
  static constexpr int kCoarse = 90;  // LU
  static constexpr double kBottomLufs = -70.0;

  int first_bin_above(double power) const noexcept;
  double loudness_of_rank(std::uint64_t rank) const noexcept;

  struct Sum {
    double power = 0.0;
    std::uint64_t count = 0;
  };
  std::array<Sum, kFine * kCoarse> fine_{};
  std::array<Sum, kCoarse> coarse_{};
  Sum all_;
};

// Power of 1 is a loudness of -0.691 LUFS (BS.1770-4); 0 gives minus infinity. Any thread.
double lufs_from_power(double power) noexcept;
double power_from_lufs(double lufs) noexcept;

}  // namespace sweetspot
