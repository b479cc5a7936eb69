#include "ui/panels/multiband_picture.h"

#include <algorithm>
#include <cmath>

namespace sweetspot::ui {
namespace {

constexpr double kHighestLevel = 6.0;
constexpr double kLineReach = 6.0;
constexpr double kSplitReach = 5.0;
constexpr double kNearestSplits = 1.12;  // ratio of two neighbours, at least

std::size_t split_param(int split) { return multiband_param(MultibandParam::split1) + static_cast<std::size_t>(split); }

// The parameters of the splits in use, lowest frequency first.
std::vector<std::size_t> splits_in_order(std::span<const double> values) {
  const int count = multiband_splits(values).count;
  std::vector<std::size_t> params;
  for (int split = 0; split < count; ++split) params.push_back(split_param(split));
  std::ranges::stable_sort(params, {}, [&](std::size_t param) { return values[param]; });
  return params;
}

}  // namespace

MultibandScale multiband_scale(const QSizeF& size, bool gain_numbers) {
  MultibandScale scale;
  scale.area = QRectF(QPointF(), size).adjusted(32, kMultibandStripHeight + 4, gain_numbers ? -32 : -8, -18);
  scale.hertz = {20.0, 20000.0, scale.area.left(), scale.area.right(), true};
  scale.level = {kMultibandLowest, kHighestLevel, scale.area.bottom(), scale.area.top()};
  scale.gain = {-kMultibandGainRange, kMultibandGainRange, scale.area.bottom(), scale.area.top()};
  return scale;
}

std::vector<MultibandRegion> multiband_regions(std::span<const double> values) {
  const std::vector<std::size_t> splits = splits_in_order(values);
  std::vector<MultibandRegion> regions(splits.size() + 1);
  for (std::size_t i = 0; i < regions.size(); ++i) {
    regions[i].band = static_cast<int>(i);
    if (i > 0) regions[i].low = values[splits[i - 1]];
    if (i < splits.size()) {
      regions[i].high = values[splits[i]];
      regions[i].upper_split = splits[i];
    }
  }
  return regions;
}

double multiband_middle(const MultibandRegion& region) { return std::sqrt(region.low * region.high); }

PlotHandles multiband_handles(std::span<const ParamSpec>, std::span<const double> values, const MultibandScale& scale) {
  const std::vector<MultibandRegion> regions = multiband_regions(values);
  PlotHandles handles;
  for (const MultibandRegion& region : regions) {
    const auto band = static_cast<std::size_t>(region.band);
    const double left = scale.hertz.clamped_pixel(region.low), right = scale.hertz.clamped_pixel(region.high);
    const std::size_t threshold = multiband_param(band, BandParam::threshold), gain = multiband_param(band, BandParam::gain);
    const double middle = 0.5 * (left + right);

    PlotHandle line;
    line.id = multiband_threshold_handle(region.band);
    line.at = {middle, scale.level.clamped_pixel(values[threshold])};
    line.reach = {left, line.at.y() - kLineReach, right - left, 2.0 * kLineReach};
    line.y = grip_on(scale.level, threshold);
    line.wheel = multiband_param(band, BandParam::ratio);
    line.node = false;
    handles.push_back(line);

    PlotHandle node;
    node.id = multiband_gain_handle(region.band);
    node.at = {middle, scale.gain.clamped_pixel(values[gain])};
    node.reach = reach_around(node.at, 12.0);
    node.y = grip_on(scale.gain, gain);
    handles.push_back(node);

    if (!region.upper_split) continue;
    const double least = region.low * (region.band > 0 ? kNearestSplits : 1.0);
    const MultibandRegion& next = regions[band + 1];
    const double most = next.high / (next.upper_split ? kNearestSplits : 1.0);
    PlotHandle split;
    split.id = multiband_split_handle(region.band);
    split.at = {right, scale.area.bottom()};
    split.reach = {right - kSplitReach, 0.0, 2.0 * kSplitReach, scale.area.bottom()};
    split.x = grip_on(scale.hertz, *region.upper_split);
    split.x->least = least;
    split.x->most = std::max(least, most);
    split.node = false;
    handles.push_back(split);
  }
  return handles;
}

void MultibandCurve::set(std::span<const double> values, double rate, std::vector<double> hertz) {
  hertz_ = std::move(hertz);
  for (int band = 0; band < kMultibandBands; ++band) {
    std::vector<double>& amplitudes = amplitudes_[static_cast<std::size_t>(band)];
    amplitudes.clear();
    if (band >= multiband_splits(values).bands()) continue;
    for (const double hz : hertz_) amplitudes.push_back(gain_from_db(multiband_band_db(values, rate, band, hz)));
  }
}

// The bands of either crossover have one phase, so their amplitudes add up.
void MultibandCurve::curve(std::span<const double> gains_db, std::span<double> decibels) const {
  std::fill(decibels.begin(), decibels.end(), 0.0);
  for (std::size_t band = 0; band < std::min<std::size_t>(gains_db.size(), kMultibandBands); ++band) {
    const std::vector<double>& amplitudes = amplitudes_[band];
    const double gain = gain_from_db(gains_db[band]);
    for (std::size_t i = 0; i < amplitudes.size(); ++i) decibels[i] += gain * amplitudes[i];
  }
  for (double& level : decibels) level = db_from_gain(level);
}

}  // namespace sweetspot::ui
