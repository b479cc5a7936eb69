// The equalizer's linear-phase engine: the bands at rest as one symmetric FIR filter a path.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "engine/dsp/convolver.h"
#include "engine/dsp/fft.h"
#include "engine/processors/eq_bands.h"

namespace sweetspot {

// Magnitude as the analog curves, at every frequency the same delay, and therefore an echo of each band before the sound as well as after
// it: the longer, the lower and narrower the band. Bands that follow a level have no place in it.
//
// The kernel is the inverse transform of the wanted magnitude (frequency sampling: L. R. Rabiner, B. Gold, "Theory and Application of
// Digital Signal Processing", 1975, chapter 3) on a grid twice as fine as its taps, its outer quarters tapered. While parameters move a new
// one is designed in every hop, in small pieces, and cross-faded to in the next.
class EqLinear {
 public:
  // Taps of the kernel for a position of the "resolution" parameter: about 85, 170, 340 and 680 ms. Any thread.
  static int taps_for(int resolution, double rate) noexcept;

  // Frames by which the sound comes late. Any thread.
  static int latency(int resolution, double rate) noexcept;

  // Takes memory, and much time: plans for its transforms. [main]
  void prepare(double rate, int channels, int resolution);

  // Forgets all sound. [audio]
  void reset() noexcept;

  // Equalizes a block in place, late. [audio]
  void process(const ProcessBlock& block) noexcept;

 private:
  static constexpr std::size_t kPaths = 4;  // left to left, right to right, right to left, left to right; a mono sound has the first

  bool follows(const ProcessBlock& block) noexcept;
  void begin_design(const ProcessBlock& block) noexcept;
  void work(int tick) noexcept;
  void add_magnitudes(std::size_t begin, std::size_t end) noexcept;
  void make_kernel(std::size_t path) noexcept;

  double rate_ = 48000.0;
  int channels_ = 2;
  int taps_ = 0, hop_ = 512, tick_ = 32;
  dsp::Convolver convolver_;
  dsp::RealFft fft_{2};
  std::vector<float> taper_;
  std::array<std::vector<float>, kPaths> magnitudes_;
  std::array<std::vector<float>, 2> cross_;  // what crosses from the other side
  std::array<ParamRamp, kEqParams> params_{};
  EqShape shape_{};
  EqTuning tuning_{};
  bool known_ = false;      // params_ are those of a design, done or under way
  bool designing_ = false;  // in this hop
  bool crosses_ = false;    // the design has paths from side to side
  int at_ = 0;              // frames into the hop
};

// How long before a sound what the bands add to it is heard, in seconds: until it is `db` (negative) below its own loudest. For values in
// the order of the table; 0 in minimum phase. Takes some milliseconds. [main]
double eq_pre_ring_seconds(std::span<const double> values, double rate, double db);

}  // namespace sweetspot
