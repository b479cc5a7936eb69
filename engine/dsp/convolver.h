// Long FIR filters, with kernels that may change while the sound runs.
#pragma once

#include <span>
#include <vector>

#include "engine/dsp/fft.h"
#include "engine/dsp/spectrum_product.h"

namespace sweetspot::dsp {

// Convolves some inputs with some kernels by fast convolution in equal partitions, overlap-save in the frequency domain: T. G. Stockham,
// "High-speed convolution and correlation", AFIPS Spring Joint Computer Conference 28 (1966), partitioned as in J.-S. Soo, K. K. Pang,
// "Multidelay block frequency domain adaptive filter", IEEE Trans. ASSP 38 (1990).
//
// Each output is one input through one kernel, so channels may share a kernel or have their own, and one input may go through many.
// Time is cut into hops, counted from reset: one hop fills, the next is worked on, the third is heard. The work of a hop is done in small
// pieces as its frames go by, so no block has more of it than its share, and what comes out does not depend on the blocks.
//
// A new kernel is taken at a border of hops and cross-faded to over one hop of the input. That is as much work again as a hop at rest plus
// one transform a partition, and no more however often kernels change. Arithmetic is single precision (noise about -140 dB of the sound).
// Sound that is not finite counts as silence.
class Convolver {
 public:
  struct Route {
    int input = 0;
    int kernel = 0;
  };

  struct Setup {
    int hop = 256;  // frames; 2^n is quick, 256 to 1024 sensible
    int taps = 1;   // of every kernel; rounded up to whole hops
    int inputs = 1;
    int kernels = 1;
    std::vector<Route> routes;  // one an output
  };

  // Takes memory. Ends in the state of reset(). [main]
  void prepare(const Setup& setup);

  // Forgets sound and kernels. Until a kernel is offered its outputs are silent; the first one is not faded to. [audio]
  void reset() noexcept;

  int taps() const noexcept { return partitions_ * hop_; }
  int hop() const noexcept { return hop_; }

  // Frames by which tap 0 comes late. A kernel offered before the first hop is full is in force from the first frame on.
  int latency() const noexcept { return 2 * hop_; }

  // Frames to the next border of hops, 1 to hop().
  int frames_to_border() const noexcept { return hop_ - at_; }

  // Room for the taps of the kernel to come, to be filled at leisure; what it holds at first is undefined. Ask again after a border at
  // which one was taken. [audio]
  std::span<float> next_kernel(int kernel) noexcept { return kernels_[static_cast<std::size_t>(kernel)].waiting; }

  // The taps are complete and are taken at the next border of hops. All input after that border goes through them; the hop of input that
  // ends there fades from the old kernel to the new. [audio]
  void offer_kernel(int kernel) noexcept { kernels_[static_cast<std::size_t>(kernel)].offered = true; }

  // `in` has one pointer an input, `out` one an output; an output may lie where an input does. [audio]
  void process(const float* const* in, float* const* out, int frames) noexcept;

 private:
  struct Input {
    std::vector<float> filling;  // the hop that comes in
    std::vector<float> window;   // the two hops before it
    int spectra = 0;             // where its ring begins
  };

  struct Kernel {
    std::vector<float> waiting, taking;  // the taps to come; those being transformed
    Spectra current, fresh;
    bool offered = false;
    bool changing = false;  // in this hop
    bool known = false;     // current is one
  };

  struct Output {
    Route route;
    std::vector<float> playing, made;
  };

  void work(int until) noexcept;
  double next_cost() const noexcept;
  void run_next() noexcept;
  void cross_border() noexcept;
  void transform_kernel(Kernel& kernel, int partition) noexcept;
  void transform_input(Input& input) noexcept;
  void make(Output& output) noexcept;
  void filter(const Input& input, const Spectra& kernel) noexcept;
  void keep_spectrum(Spectra& spectra, int index, float scale) noexcept;

  int hop_ = 1, partitions_ = 1;
  std::vector<Input> inputs_;
  std::vector<Kernel> kernels_;
  std::vector<Output> outputs_;
  Spectra ring_;  // of the sound, `partitions_` an input
  Spectra sum_;
  RealFft fft_{2};

  int at_ = 0;      // frames into the hop
  int newest_ = 0;  // slot of the newest hop in the rings
  int jobs_ = 0, next_ = 0;
  double cost_ = 0.0, spent_ = 0.0;  // of the jobs of this hop, in floating-point operations, roughly
  std::vector<int> changing_;        // the kernels that change in this hop, in order; `jobs_` counts their partitions first
  int changing_count_ = 0;
};

}  // namespace sweetspot::dsp
