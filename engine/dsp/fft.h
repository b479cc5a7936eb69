// Real discrete Fourier transforms of one length (FFTW).
#pragma once

#include <complex>
#include <memory>
#include <span>

namespace sweetspot::dsp {

// A transform with its own aligned work space: fill one side, transform, read the other.
//
// Plans are made without timing trials, so that the same input gives the same bits in every run. Making and destroying
// one takes a lock that all share (FFTW's planner is one a process) and memory: do it off the audio thread.
class RealFft {
 public:
  // Any length of at least 2; lengths with factors 2, 3 and 5 are quick. [main]
  explicit RealFft(int size);
  ~RealFft();
  RealFft(RealFft&&) noexcept;
  RealFft& operator=(RealFft&&) noexcept;

  int size() const noexcept { return size_; }

  // The `size()` samples, and the size()/2 + 1 bins from 0 Hz to half the rate. Stay where they are for ever.
  std::span<float> time() noexcept;
  std::span<std::complex<float>> bins() noexcept;

  // bins = sum over n of time[n] e^(-2 pi i k n / size). Leaves `time` as it was. No heap, no locks. Any one thread at a time.
  void forward() noexcept;

  // time = sum over k of bins[k] e^(+2 pi i k n / size), unscaled: forward then inverse gives size() times the input.
  // Destroys `bins`. No heap, no locks.
  void inverse() noexcept;

 private:
  struct State;
  int size_;
  std::unique_ptr<State> state_;
};

}  // namespace sweetspot::dsp
