#include "engine/analysis/erb_levels.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {
namespace {

constexpr double kWindowSeconds = 0.085;

}  // namespace

ErbLevels::ErbLevels(double rate, Frames length)
    : windows_(StereoWindows::size_for(rate, kWindowSeconds)),
      bins_(windows_.bins()),
      left_(windows_.bins()),
      right_(windows_.bins()),
      cross_(windows_.bins()) {
  const int size = windows_.size();
  scale_ = 2.0 / (windows_.square() * size);
  const auto windows = static_cast<std::size_t>(std::max<Frames>(0, length) / (size / 2)) + 2;
  gather_ = static_cast<int>((windows + kMostFrames - 1) / kMostFrames);
  out_.seconds = gather_ * 0.5 * size / rate;
  // A bin lies between halfway to its neighbours; its power goes to the bands by how much of it lies in each.
  const double width = rate / size;
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
  windows_.process(audio, frames, [this] { take_window(); });
}

void ErbLevels::take_window() {
  const auto left = windows_.spectrum(0), right = windows_.spectrum(1);
  for (std::size_t k = 0; k < bins_.size(); ++k) {
    const float l = std::norm(left[k]), r = std::norm(right[k]);
    bins_[k] = l + r;
    left_[k] += l;
    right_[k] += r;
    cross_[k] += left[k].real() * right[k].real() + left[k].imag() * right[k].imag();
  }
  ++count_;
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
  if (windows_.has_rest() || out_.power.empty()) windows_.take_rest([this] { take_window(); });
  keep();
  const double scale = 0.5 * scale_ / static_cast<double>(count_);
  for (const Part& part : parts_) {
    const double share = scale * static_cast<double>(part.share);
    out_.sides.left[part.band] += share * left_[part.bin];
    out_.sides.right[part.band] += share * right_[part.bin];
    out_.sides.cross[part.band] += share * cross_[part.bin];
  }
  return std::move(out_);
}

}  // namespace sweetspot
