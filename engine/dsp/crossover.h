// Cutting a sound into bands whose sum is the sound again, but for its phase.
#pragma once

#include <array>
#include <complex>
#include <span>
#include <vector>

namespace sweetspot::dsp {

inline constexpr int kCrossoverBands = 6;  // most
inline constexpr int kCrossoverSplits = kCrossoverBands - 1;

// Linkwitz-Riley crossover, 24 dB an octave, -6 dB at each split, all bands in phase with each other at every frequency: S. H. Linkwitz,
// "Active crossover networks for noncoincident drivers", JAES 24 (1976).
//
// Split after split cuts the lowest band off what is left, and every band below goes through the split's all-pass, so the sum of all bands
// is an all-pass at every moment, whatever the order of the splits and while they move: the upper part is what the all-pass leaves when the
// lower part is taken away. Sections are those of svf.h (bilinear, Butterworth), in double precision; bands are lanes of a vector.
//
// Sound that is not finite counts as silence.
class Crossover {
 public:
  // 2 to kCrossoverBands bands of 1 or 2 channels. [main]
  void prepare(double rate, int bands, int channels);

  // Forgets all sound. [audio]
  void reset() noexcept;

  int bands() const noexcept { return bands_; }

  // A split (0 to bands - 2) at rest, in Hz, kept below half the rate. [audio]
  void set_split(int split, double hertz) noexcept;

  // Band b of channel c goes to out[b * channels + c]. None may be an input. [audio]
  void process(const float* const* in, float* const* out, int frames) noexcept;

  // The same while splits move: hertz[split][frame] for each of them. [audio]
  void process_gliding(const float* const* in, float* const* out, int frames, const double* const* hertz) noexcept;

  // What a split does in a frame.
  struct Tuning {
    double a11 = 1.0, a12 = 0.0, b2 = 0.0;
  };

  static constexpr int kLanes = 16;  // room for every band of both channels, and for vectors that reach beyond
  static constexpr int kChunk = 32;  // frames that are worked on at once

  struct alignas(64) State {
    double s1[kCrossoverSplits][kLanes], s2[kCrossoverSplits][kLanes];  // of the sections that every band so far goes through
    double t1[kCrossoverSplits][4], t2[kCrossoverSplits][4];            // of the second low-pass section
  };

  // One chunk of sound, lanes side by side: first what is left above the splits so far, then the bands from the lowest on.
  struct alignas(64) Tile {
    double x[kChunk][kLanes];
  };

 private:
  void read(const float* const* in, int at, int frames) noexcept;
  void write(float* const* out, int at, int frames) const noexcept;

  double rate_ = 48000.0;
  int bands_ = 2, channels_ = 1;
  std::array<Tuning, kCrossoverSplits> tunings_{};
  std::array<double, kCrossoverSplits> hertz_{};
  State state_{};
  Tile tile_{};
};

// What the crossover does to a sine in a band: its complex gain. Splits in Hz, in any order. Any thread, no heap.
std::complex<double> crossover_response(std::span<const double> splits, int band, double hertz, double rate) noexcept;

}  // namespace sweetspot::dsp
