#include "engine/processors/eq_linear.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

#include "engine/core/units.h"

namespace sweetspot {
namespace {

// The hop is worked on in ticks: the magnitudes in the first ones, then a kernel a tick, so that all are there before the hop is full.
constexpr int kTicks = 16;
constexpr int kMagnitudeTicks = 10;

int scaled(int at_48k, double rate) noexcept {
  int size = at_48k;
  for (double r = 66000.0; r < rate; r *= 2.0) size *= 2;
  return size;
}

// |c(j w)|^2 as a polynomial in w^2, w in units of the section's own frequency.
std::array<double, 3> squared(const dsp::AnalogPolynomial& c) noexcept {
  return {c[0] * c[0], c[1] * c[1] - 2.0 * c[0] * c[2], c[2] * c[2]};
}

double at(const std::array<double, 3>& c, double x) noexcept { return c[0] + x * (c[1] + x * c[2]); }

// Multiplies squared magnitudes of bins from `first` on by those of a section.
void multiply(std::span<float> power, std::size_t first, double hertz_a_bin, const dsp::AnalogSection& section, double frequency) noexcept {
  const auto numerator = squared(section.numerator);
  const auto denominator = squared(section.denominator);
  const double scale = hertz_a_bin / frequency;
  for (std::size_t i = 0; i < power.size(); ++i) {
    const double w = scale * static_cast<double>(first + i);
    power[i] = static_cast<float>(power[i] * (at(numerator, w * w) / at(denominator, w * w)));
  }
}

// Squared magnitudes of all bands on a route at rest, from bin `first` on.
void add_route(std::span<float> power, std::size_t first, double hertz_a_bin, const EqShape& shape, const EqTuning& tuning,
               EqRoute route) noexcept {
  for (std::size_t band = 0; band < kEqBands; ++band) {
    const EqBandShape& s = shape[band];
    if (!s.active || s.dynamic || s.route != route) continue;
    for (int index = 0; index < s.section_count(); ++index)
      multiply(power, first, hertz_a_bin, eq_analog_section(s, tuning[band], index), tuning[band].freq);
  }
}

bool has(const EqShape& shape, EqRoute route) noexcept {
  return std::ranges::any_of(shape, [route](const EqBandShape& s) { return s.active && !s.dynamic && s.route == route; });
}

// 1 in the middle half of `taps`, falling to 0 at its ends.
std::vector<float> make_taper(int taps) {
  std::vector<float> taper;
  const double quarter = 0.25 * taps;
  for (int i = 0; i < taps; ++i) {
    const double from_end = std::min(i, taps - i);
    taper.push_back(static_cast<float>(from_end >= quarter ? 1.0 : 0.5 - 0.5 * std::cos(std::numbers::pi * from_end / quarter)));
  }
  return taper;
}

// The kernel of a magnitude, its middle at taps / 2. `fft` has twice as many points.
void kernel_from(std::span<const float> magnitude, dsp::RealFft& fft, std::span<const float> taper, std::span<float> kernel) noexcept {
  for (std::size_t k = 0; k < magnitude.size(); ++k) fft.bins()[k] = magnitude[k];
  fft.inverse();
  const auto taps = taper.size();
  const float scale = 1.0f / static_cast<float>(fft.size());
  for (std::size_t i = 0; i < taps; ++i) {
    const std::size_t from_middle = (i + 2 * taps - taps / 2) % (2 * taps);
    kernel[i] = scale * taper[i] * fft.time()[from_middle];
  }
  std::fill(kernel.begin() + static_cast<std::ptrdiff_t>(taps), kernel.end(), 0.0f);
}

}  // namespace

int EqLinear::taps_for(int resolution, double rate) noexcept { return scaled(4096 << std::clamp(resolution, 0, 3), rate); }

int EqLinear::latency(int resolution, double rate) noexcept { return taps_for(resolution, rate) / 2 + 2 * scaled(512, rate); }

void EqLinear::prepare(double rate, int channels, int resolution) {
  rate_ = rate;
  channels_ = channels;
  taps_ = taps_for(resolution, rate);
  hop_ = scaled(512, rate);
  tick_ = hop_ / kTicks;
  using Route = dsp::Convolver::Route;
  const std::vector<Route> mono{{0, 0}};
  const std::vector<Route> stereo{{0, 0}, {1, 1}, {1, 2}, {0, 3}};
  convolver_.prepare({.hop = hop_,
                      .taps = taps_,
                      .inputs = channels,
                      .kernels = channels == 2 ? static_cast<int>(kPaths) : 1,
                      .routes = channels == 2 ? stereo : mono});
  fft_ = dsp::RealFft(2 * taps_);
  taper_ = make_taper(taps_);
  for (auto& magnitude : magnitudes_) magnitude.assign(static_cast<std::size_t>(taps_) + 1, 1.0f);
  for (auto& cross : cross_) cross.assign(kMaxBlockFrames, 0.0f);
  reset();
}

void EqLinear::reset() noexcept {
  convolver_.reset();
  known_ = designing_ = crosses_ = false;
  at_ = 0;
}

void EqLinear::process(const ProcessBlock& block) noexcept {
  for (int done = 0; done < block.frames;) {
    if (at_ == 0 && !follows(block)) begin_design(block);
    const int frames = std::min(block.frames - done, tick_ - at_ % tick_);
    float* const left = block.audio[0] + done;
    float* const right = block.audio[block.channels - 1] + done;
    const float* const in[2] = {left, right};
    float* const out[kPaths] = {left, right, cross_[0].data(), cross_[1].data()};
    convolver_.process(in, out, frames);
    if (block.channels == 2)
      for (int i = 0; i < frames; ++i) {
        left[i] += cross_[0][static_cast<std::size_t>(i)];
        right[i] += cross_[1][static_cast<std::size_t>(i)];
      }
    done += frames;
    at_ += frames;
    if (designing_ && at_ % tick_ == 0) work(at_ / tick_ - 1);
    if (at_ == hop_) at_ = 0;
  }
}

// Whether the last design still says what the block asks for.
bool EqLinear::follows(const ProcessBlock& block) noexcept {
  return known_ && std::memcmp(params_.data(), block.params.data(), sizeof params_) == 0 && !block.moving;
}

void EqLinear::begin_design(const ProcessBlock& block) noexcept {
  std::memcpy(params_.data(), block.params.data(), sizeof params_);
  shape_ = eq_shape(block.params, channels_);
  tuning_ = eq_tuning(block.params, 1.0);
  crosses_ = crosses_ || has(shape_, EqRoute::mid) || has(shape_, EqRoute::side);
  known_ = !block.moving;
  designing_ = true;
}

void EqLinear::work(int tick) noexcept {
  const auto bins = static_cast<std::size_t>(taps_) + 1;
  if (tick < kMagnitudeTicks) {
    const auto share = [bins](int t) { return bins * static_cast<std::size_t>(t) / kMagnitudeTicks; };
    return add_magnitudes(share(tick), share(tick + 1));
  }
  const auto path = static_cast<std::size_t>(tick - kMagnitudeTicks);
  const std::size_t paths = channels_ == 1 ? 1 : crosses_ ? kPaths : 2;
  if (path < paths) make_kernel(path);
  designing_ = path + 1 < paths;
}

// Both sides first, each with its own bands; then, where middle or side have theirs, turned into what goes straight and what crosses.
void EqLinear::add_magnitudes(std::size_t begin, std::size_t end) noexcept {
  const double hertz_a_bin = rate_ / (2.0 * taps_);
  const std::size_t count = end - begin;
  const auto part = [&](std::size_t path) { return std::span(magnitudes_[path]).subspan(begin, count); };
  const auto route = [&](std::span<float> power, EqRoute wanted) { add_route(power, begin, hertz_a_bin, shape_, tuning_, wanted); };
  std::ranges::fill(part(0), 1.0f);
  route(part(0), EqRoute::stereo);
  std::ranges::copy(part(0), part(1).begin());
  route(part(0), EqRoute::left);
  route(part(1), EqRoute::right);
  for (std::size_t path : {0, 1})
    for (float& power : part(path)) power = std::sqrt(power);
  if (!crosses_) return;
  std::ranges::fill(part(2), 1.0f);
  std::ranges::fill(part(3), 1.0f);
  route(part(2), EqRoute::mid);
  route(part(3), EqRoute::side);
  for (std::size_t k = begin; k < end; ++k) {
    const float left = magnitudes_[0][k], right = magnitudes_[1][k];
    const float middle = std::sqrt(magnitudes_[2][k]), side = std::sqrt(magnitudes_[3][k]);
    const float straight = 0.5f * (middle + side), across = 0.5f * (middle - side);
    magnitudes_[0][k] = straight * left;
    magnitudes_[1][k] = straight * right;
    magnitudes_[2][k] = across * right;
    magnitudes_[3][k] = across * left;
  }
}

void EqLinear::make_kernel(std::size_t path) noexcept {
  const int kernel = static_cast<int>(path);
  kernel_from(magnitudes_[path], fft_, taper_, convolver_.next_kernel(kernel));
  convolver_.offer_kernel(kernel);
}

double eq_pre_ring_seconds(std::span<const double> values, double rate, double db) {
  if (values[kEqPhase] < 0.5) return 0.0;
  const auto params = eq_resting(values);
  const int taps = EqLinear::taps_for(static_cast<int>(std::lround(values[kEqResolution])), rate);
  const EqShape shape = eq_shape(params, 2);
  const EqTuning tuning = eq_tuning(params, 1.0);
  dsp::RealFft fft(2 * taps);
  const auto taper = make_taper(taps);
  double longest = 0.0;
  for (std::size_t route = 0; route < kEqRoutes; ++route) {
    std::vector<float> magnitude(static_cast<std::size_t>(taps) + 1, 1.0f);
    add_route(magnitude, 0, rate / (2.0 * taps), shape, tuning, static_cast<EqRoute>(route));
    for (float& power : magnitude) power = std::sqrt(power);
    std::vector<float> kernel(static_cast<std::size_t>(taps));
    kernel_from(magnitude, fft, taper, kernel);
    kernel[static_cast<std::size_t>(taps / 2)] -= 1.0f;  // the sound itself; what is left is what the bands add
    const float loudest = std::abs(*std::ranges::max_element(kernel, {}, [](float x) { return std::abs(x); }));
    if (loudest < 1e-6f) continue;
    const auto threshold = static_cast<float>(loudest * gain_from_db(db));
    const auto first = std::ranges::find_if(kernel, [threshold](float x) { return std::abs(x) >= threshold; });
    longest = std::max(longest, static_cast<double>(taps / 2 - (first - kernel.begin())) / rate);
  }
  return longest;
}

}  // namespace sweetspot
