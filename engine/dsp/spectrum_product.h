// Sums of products of spectra: the inner loop of partitioned convolution.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sweetspot::dsp {

// Equally long spectra one after the other, each with its real parts first and its imaginary parts behind them, in whole cache lines. What
// lies behind the last bin is zero and stays zero in products.
class Spectra {
 public:
  // Takes memory for `count` spectra of `bins` bins, all zero. [main]
  void prepare(int count, int bins);

  // [audio]
  void clear() noexcept;

  int row() const noexcept { return row_; }  // floats from the real to the imaginary parts; a spectrum is two rows
  float* re(int index) noexcept { return floats() + static_cast<std::size_t>(index) * 2 * static_cast<std::size_t>(row_); }
  float* im(int index) noexcept { return re(index) + row_; }
  const float* re(int index) const noexcept { return const_cast<Spectra*>(this)->re(index); }

 private:
  struct alignas(64) Line {
    float floats[16] = {};
  };

  float* floats() noexcept { return lines_.data()->floats; }

  std::vector<Line> lines_;
  int row_ = 0;
};

// sum[k] = sum over p of sound[newest - p][k] * kernel[p][k], where the sound's spectra lie in a ring of as many as the kernel has. The sum
// is spectrum 0 of its own. [audio]
void multiply_spectra(const Spectra& sound, int first_sound, int newest, const Spectra& kernel, int first_kernel, int count,
                      Spectra& sum) noexcept;

}  // namespace sweetspot::dsp
