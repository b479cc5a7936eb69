#include "engine/dsp/convolver.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <utility>

namespace sweetspot::dsp {
namespace {

// A butterfly of a transform costs about as much again in loads and stores as it calculates.
double transform_cost(int size) noexcept { return 5.0 * size * std::log2(size); }
double product_cost(int partitions, int bins) noexcept { return 8.0 * partitions * bins; }

}  // namespace

void Convolver::prepare(const Setup& setup) {
  hop_ = setup.hop;
  partitions_ = std::max(1, (setup.taps + hop_ - 1) / hop_);
  const auto hop = static_cast<std::size_t>(hop_);
  const int bins = hop_ + 1;
  inputs_.assign(static_cast<std::size_t>(setup.inputs), {});
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    inputs_[i].filling.assign(hop, 0.0f);
    inputs_[i].window.assign(2 * hop, 0.0f);
    inputs_[i].spectra = static_cast<int>(i) * partitions_;
  }
  kernels_.assign(static_cast<std::size_t>(setup.kernels), {});
  for (Kernel& kernel : kernels_) {
    kernel.waiting.assign(static_cast<std::size_t>(taps()), 0.0f);
    kernel.taking = kernel.waiting;
    kernel.current.prepare(partitions_, bins);
    kernel.fresh.prepare(partitions_, bins);
  }
  changing_.assign(kernels_.size(), 0);
  outputs_.clear();
  for (const Route& route : setup.routes) outputs_.push_back({route, std::vector<float>(hop), std::vector<float>(hop)});
  ring_.prepare(partitions_ * setup.inputs, bins);
  sum_.prepare(1, bins);
  fft_ = RealFft(2 * hop_);
  reset();
}

void Convolver::reset() noexcept {
  for (Input& input : inputs_) std::ranges::fill(input.window, 0.0f);
  for (Kernel& kernel : kernels_) kernel.offered = kernel.changing = kernel.known = false;
  for (Output& output : outputs_) {
    std::ranges::fill(output.playing, 0.0f);
    std::ranges::fill(output.made, 0.0f);
  }
  ring_.clear();
  at_ = newest_ = jobs_ = next_ = changing_count_ = 0;
  cost_ = spent_ = 0.0;
}

void Convolver::process(const float* const* in, float* const* out, int frames) noexcept {
  for (int done = 0; done < frames;) {
    const int length = std::min(frames - done, frames_to_border());
    for (std::size_t i = 0; i < inputs_.size(); ++i) std::copy_n(in[i] + done, length, inputs_[i].filling.begin() + at_);
    for (std::size_t o = 0; o < outputs_.size(); ++o) std::copy_n(outputs_[o].playing.begin() + at_, length, out[o] + done);
    done += length;
    at_ += length;
    work(at_);
    if (at_ == hop_) cross_border();
  }
}

// Does the share of the hop's work that is due once so many of its frames have gone by.
void Convolver::work(int until) noexcept {
  const double due = cost_ * until / hop_;
  while (next_ < jobs_ && (until == hop_ || spent_ < due)) {
    spent_ += next_cost();
    run_next();
    ++next_;
  }
}

double Convolver::next_cost() const noexcept {
  const double transform = transform_cost(2 * hop_);
  const int outputs_from = jobs_ - static_cast<int>(outputs_.size());
  if (next_ < outputs_from) return transform;
  const Kernel& kernel = kernels_[static_cast<std::size_t>(outputs_[static_cast<std::size_t>(next_ - outputs_from)].route.kernel)];
  const double once = transform + product_cost(partitions_, hop_);
  return kernel.changing && kernel.known ? 2.0 * once : once;
}

// The jobs of a hop: every partition of the kernels that change, then the inputs, then the outputs.
void Convolver::run_next() noexcept {
  int index = next_;
  if (index < changing_count_ * partitions_) {
    const int kernel = changing_[static_cast<std::size_t>(index / partitions_)];
    transform_kernel(kernels_[static_cast<std::size_t>(kernel)], index % partitions_);
    return;
  }
  index -= changing_count_ * partitions_;
  const int inputs = static_cast<int>(inputs_.size());
  if (index < inputs)
    transform_input(inputs_[static_cast<std::size_t>(index)]);
  else
    make(outputs_[static_cast<std::size_t>(index - inputs)]);
}

void Convolver::cross_border() noexcept {
  at_ = 0;
  newest_ = newest_ + 1 < partitions_ ? newest_ + 1 : 0;
  for (Output& output : outputs_) std::swap(output.playing, output.made);
  for (Input& input : inputs_) {
    std::copy(input.window.begin() + hop_, input.window.end(), input.window.begin());
    std::ranges::transform(input.filling, input.window.begin() + hop_, [](float x) { return std::isfinite(x) ? x : 0.0f; });
  }
  changing_count_ = 0;
  for (std::size_t k = 0; k < kernels_.size(); ++k) {
    Kernel& kernel = kernels_[k];
    if (kernel.changing) {
      std::swap(kernel.current, kernel.fresh);
      kernel.known = true;
    }
    kernel.changing = std::exchange(kernel.offered, false);
    if (!kernel.changing) continue;
    std::swap(kernel.waiting, kernel.taking);
    changing_[static_cast<std::size_t>(changing_count_++)] = static_cast<int>(k);
  }
  next_ = 0;
  jobs_ = changing_count_ * partitions_ + static_cast<int>(inputs_.size() + outputs_.size());
  spent_ = cost_ = 0.0;
  for (; next_ < jobs_; ++next_) cost_ += next_cost();
  next_ = 0;
}

void Convolver::transform_kernel(Kernel& kernel, int partition) noexcept {
  const auto taps = kernel.taking.begin() + std::ptrdiff_t{partition} * hop_;
  std::copy_n(taps, hop_, fft_.time().begin());
  std::ranges::fill(fft_.time().subspan(static_cast<std::size_t>(hop_)), 0.0f);
  fft_.forward();
  keep_spectrum(kernel.fresh, partition, 0.5f / static_cast<float>(hop_));  // takes back the gain of the two transforms
}

void Convolver::transform_input(Input& input) noexcept {
  std::ranges::copy(input.window, fft_.time().begin());
  fft_.forward();
  keep_spectrum(ring_, input.spectra + newest_, 1.0f);
}

void Convolver::keep_spectrum(Spectra& spectra, int index, float scale) noexcept {
  float* const re = spectra.re(index);
  float* const im = spectra.im(index);
  const std::complex<float>* const bins = fft_.bins().data();
  for (int k = 0; k <= hop_; ++k) {
    re[k] = scale * bins[k].real();
    im[k] = scale * bins[k].imag();
  }
}

void Convolver::make(Output& output) noexcept {
  const Input& input = inputs_[static_cast<std::size_t>(output.route.input)];
  const Kernel& kernel = kernels_[static_cast<std::size_t>(output.route.kernel)];
  const auto heard = fft_.time().subspan(static_cast<std::size_t>(hop_));
  if (!kernel.known && !kernel.changing) {
    std::ranges::fill(output.made, 0.0f);
    return;
  }
  filter(input, kernel.known ? kernel.current : kernel.fresh);
  std::ranges::copy(heard, output.made.begin());
  if (!kernel.known || !kernel.changing) return;
  filter(input, kernel.fresh);
  for (std::size_t i = 0; i < heard.size(); ++i) {
    const float share = static_cast<float>(i) / static_cast<float>(hop_);
    output.made[i] += share * (heard[i] - output.made[i]);
  }
}

// The filtered hop is then the second half of the transform's time.
void Convolver::filter(const Input& input, const Spectra& kernel) noexcept {
  multiply_spectra(ring_, input.spectra, newest_, kernel, 0, partitions_, sum_);
  const float* const re = sum_.re(0);
  const float* const im = sum_.im(0);
  std::complex<float>* const bins = fft_.bins().data();
  for (int k = 0; k <= hop_; ++k) bins[k] = {re[k], im[k]};
  fft_.inverse();
}

}  // namespace sweetspot::dsp
