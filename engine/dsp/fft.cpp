#include "engine/dsp/fft.h"

#include <fftw3.h>

#include <algorithm>
#include <mutex>
#include <new>

namespace sweetspot::dsp {

namespace {

std::mutex& planner() {
  static std::mutex mutex;
  return mutex;
}

struct FftwFree {
  void operator()(void* memory) const { fftwf_free(memory); }
};

template <typename T>
std::unique_ptr<T[], FftwFree> aligned(std::size_t count) {
  auto* memory = static_cast<T*>(fftwf_malloc(sizeof(T) * count));
  if (!memory) throw std::bad_alloc();
  std::fill_n(memory, count, T{});
  return std::unique_ptr<T[], FftwFree>(memory);
}

}  // namespace

struct RealFft::State {
  explicit State(int size)
      : time(aligned<float>(static_cast<std::size_t>(size))), bins(aligned<std::complex<float>>(static_cast<std::size_t>(size / 2 + 1))) {
    const std::scoped_lock lock(planner());
    forward = fftwf_plan_dft_r2c_1d(size, time.get(), raw_bins(), FFTW_ESTIMATE | FFTW_PRESERVE_INPUT);
    inverse = fftwf_plan_dft_c2r_1d(size, raw_bins(), time.get(), FFTW_ESTIMATE | FFTW_DESTROY_INPUT);
  }
  ~State() {
    const std::scoped_lock lock(planner());
    fftwf_destroy_plan(forward);
    fftwf_destroy_plan(inverse);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  fftwf_complex* raw_bins() { return reinterpret_cast<fftwf_complex*>(bins.get()); }

  std::unique_ptr<float[], FftwFree> time;
  std::unique_ptr<std::complex<float>[], FftwFree> bins;
  fftwf_plan forward = nullptr;
  fftwf_plan inverse = nullptr;
};

RealFft::RealFft(int size) : size_(std::max(size, 2)), state_(std::make_unique<State>(size_)) {}
RealFft::~RealFft() = default;
RealFft::RealFft(RealFft&&) noexcept = default;
RealFft& RealFft::operator=(RealFft&&) noexcept = default;

std::span<float> RealFft::time() noexcept { return {state_->time.get(), static_cast<std::size_t>(size_)}; }

std::span<std::complex<float>> RealFft::bins() noexcept { return {state_->bins.get(), static_cast<std::size_t>(size_ / 2 + 1)}; }

void RealFft::forward() noexcept { fftwf_execute(state_->forward); }

void RealFft::inverse() noexcept { fftwf_execute(state_->inverse); }

}  // namespace sweetspot::dsp
