#include "engine/analysis/erb_levels.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sweetspot {
namespace {

constexpr double kWindowSeconds = 0.085;

int window_size(double rate) { return 1 << static_cast<int>(std::lround(std::log2(rate * kWindowSeconds))); }

}  // namespace

ErbLevels::ErbLevels(double rate, Frames length)
    : rate_(rate),
      size_(window_size(rate)),
      fft_(size_),
      window_(static_cast<std::size_t>(size_)),
      bins_(static_cast<std::size_t>(size_) / 2 + 1) {
  double square = 0.0;
  for (int n = 0; n < size_; ++n) {
    const double w = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * (n + 0.5) / size_);
    window_[static_cast<std::size_t>(n)] = static_cast<float>(w);
    square += w * w;
  }
  scale_ = 2.0 / (square * size_);
  for (auto& ring : ring_) ring.resize(static_cast<std::size_t>(size_));
  const auto windows = static_cast<std::size_t>(std::max<Frames>(0, length) / (size_ / 2)) + 2;
  gather_ = static_cast<int>((windows + kMostFrames - 1) / kMostFrames);
  out_.seconds = gather_ * 0.5 * size_ / rate;
  // A bin lies between halfway to its neighbours; its power goes to the bands by how much of it lies in each.
  const double width = rate / size_;
  for (std::size_t band = 0; band < kErbBands; ++band) {
    const double low = erb_band_edge(band), high = std::min(erb_band_edge(band + 1), 0.5 * rate);
    for (auto bin = static_cast<std::size_t>(std::max(0.0, low / width - 0.5)); bin < bins_.size(); ++bin) {
      const double from = (static_cast<double>(bin) - 0.5) * width;
      if (from >= high) break;
      const double shared = std::min(high, from + width) - std::max(low, from);
      if (shared > 0.0) parts_.push_back({bin, band, static_cast<float>(shared / width)});
    }
  }
}

void ErbLevels::process(const float* const* audio, int frames) {
  for (int done = 0; done < frames;) {
    const int count = std::min(size_ - filled_, frames - done);
    for (int c = 0; c < 2; ++c) std::copy_n(audio[c] + done, count, ring_[c].begin() + filled_);
    filled_ += count;
    done += count;
    if (filled_ == size_) take_window();
  }
}

void ErbLevels::take_window() {
  std::fill(bins_.begin(), bins_.end(), 0.0f);
  for (auto& ring : ring_) {
    const bool silent = std::all_of(ring.begin(), ring.end(), [](float x) { return x == 0.0f; });
    if (!silent) {
      const auto time = fft_.time();
      for (std::size_t n = 0; n < ring.size(); ++n) time[n] = ring[n] * window_[n];
      fft_.forward();
      const auto bins = fft_.bins();
      for (std::size_t k = 0; k < bins_.size(); ++k) bins_[k] += std::norm(bins[k]);
    }
    std::copy(ring.begin() + size_ / 2, ring.end(), ring.begin());
  }
  filled_ = size_ / 2;
  for (const Part& part : parts_) sum_[part.band] += scale_ * static_cast<double>(part.share * bins_[part.bin]);
  if (++gathered_ == gather_) keep();
}

void ErbLevels::keep() {
  if (gathered_ == 0) return;
  for (double& power : sum_) {
    out_.power.push_back(static_cast<float>(0.5 * power / gathered_));  // the mean of both channels
    power = 0.0;
  }
  gathered_ = 0;
}

ErbFrames ErbLevels::finish() {
  if (filled_ > size_ / 2 || out_.power.empty()) {
    for (auto& ring : ring_) std::fill(ring.begin() + filled_, ring.end(), 0.0f);
    take_window();
  }
  keep();
  return std::move(out_);
}

}  // namespace sweetspot
