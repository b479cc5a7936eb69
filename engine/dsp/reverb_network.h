// A feedback delay network with a multichannel diffuser before it and early reflections beside it.
//
// J.-M. Jot and A. Chaigne, "Digital delay networks for designing artificial reverberators" (AES 90th convention, 1991): delay lines, each
// with a filter that takes away what its length asks for, coupled by a matrix that takes away nothing. The matrix is Hadamard's behind
// two layers of rotations, whose angles swing: S. J. Schlecht and E. A. P. Habets, "Time-varying feedback matrices in feedback delay
// networks and their application in artificial reverberation" (J. Acoust. Soc. Am. 138, 2015). A rotation moves energy from line to line
// and loses none, so modulation breaks up the modes and leaves decay and pitch alone, and needs no samples between samples.
//
// The diffuser is three stages of 16 delays, each followed by four layers of rotations by up to 45 degrees (Hadamard's matrix then): any
// amount of diffusion keeps the energy. When delays change, both sets of taps are read and faded, so nothing clicks or changes pitch; a
// straight fade never adds energy to the loop.
#pragma once

#include <array>
#include <cstddef>

#include "engine/dsp/delay_bank.h"

namespace sweetspot::dsp {

inline constexpr std::size_t kReverbLines = 16;
inline constexpr std::size_t kDiffuserStages = 3;
inline constexpr std::size_t kEarlyTaps = 32;  // half of them hear the left input, half the right
inline constexpr std::size_t kRotations = 16;  // two layers of eight
inline constexpr int kReverbPeriod = DelayBank::kPeriod;

// Where the taps are, in frames, and what they weigh. All that a change of fades.
struct ReverbLayout {
  int pre_delay = 0;
  std::array<int, kReverbLines> lines{};                                  // at least kReverbPeriod
  std::array<std::array<int, kReverbLines>, kDiffuserStages> diffuser{};  // likewise
  std::array<int, kEarlyTaps> early{};                                    // after the pre-delay
  std::array<float, kEarlyTaps> early_left{}, early_right{};
  float onset = 0.0f;  // how much of the diffused input is heard before it went through a line

  friend bool operator==(const ReverbLayout&, const ReverbLayout&) = default;
};

// What moves in straight lines over a period.
struct alignas(64) ReverbCoefficients {
  using Lanes = std::array<float, kReverbLines>;

  // Two shelves a line (see decay_filters.h): state-variable sections and the mix of their outputs. `high` holds the line's gain too.
  struct Shelf {
    Lanes a1{}, a2{}, a3{}, through{}, band{}, low{};
    friend bool operator==(const Shelf&, const Shelf&) = default;
  };
  Shelf low, high;
  std::array<float, kRotations> cosine{}, sine{};  // of the swinging angles
  float diffuse_cosine = 1.0f, diffuse_sine = 0.0f;

  friend bool operator==(const ReverbCoefficients&, const ReverbCoefficients&) = default;
};

// What a part of a period gives.
struct ReverbOutputs {
  alignas(64) float early[2][kReverbPeriod];
  alignas(64) float late[2][kReverbPeriod];
};

class ReverbNetwork {
 public:
  // Takes memory for delays up to those of `longest`, and for fades of so many frames. [main]
  void prepare(const ReverbLayout& longest, int fade_frames);

  // [audio]
  void reset() noexcept;

  // Whether the layout may be changed: no fade is on its way. [audio]
  bool steady() const noexcept { return fade_at_ < 0; }

  // At the beginning of a period: where the coefficients go until its end. The first time after reset() they are there at once. [audio]
  void begin_period(const ReverbCoefficients& goal) noexcept;

  // Fades to another layout, or takes it at once after reset(). At the beginning of a period, when steady. [audio]
  void change(const ReverbLayout& layout) noexcept;

  // How long the lines are when the period ends, in frames: in a fade, between the two layouts as far as it has gone then. [audio]
  std::array<double, kReverbLines> lengths_after_period() const noexcept;

  // Some frames within the period. Input must be finite. [audio]
  void process(const float* left, const float* right, ReverbOutputs& out, int frames) noexcept;

  // Everything is silent and stays so until there is input. At the beginning of a period. [audio]
  bool asleep() const noexcept { return asleep_; }

 private:
  friend struct ReverbKernel;

  struct Memory {
    std::array<float, kReverbLines> first{}, second{};
  };

  void end_period() noexcept;
  void fall_asleep() noexcept;
  void wake() noexcept;
  int longest_way() const noexcept;

  DelayBank input_, lines_;
  std::array<DelayBank, kDiffuserStages> diffuser_;
  ReverbLayout from_, to_;
  ReverbCoefficients start_, goal_;
  Memory low_, high_;
  int at_ = 0;  // frames into the period
  int fade_periods_ = 1;
  int fade_at_ = -1;  // periods into the fade; -1: none
  bool fresh_ = true;
  bool placed_ = false;  // has a layout
  bool moving_ = false;  // the shelves or the diffusion do
  bool heard_ = false;   // something was not silent in this period
  bool asleep_ = true;
  int quiet_periods_ = 0;
};

}  // namespace sweetspot::dsp
