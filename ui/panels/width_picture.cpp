#include "ui/panels/width_picture.h"

#include <algorithm>
#include <string>

namespace sweetspot::ui {
namespace {

constexpr double kLineReach = 7.0;
constexpr double kSplitReach = 6.0;
constexpr double kNearestSplits = 1.1;

}  // namespace

std::optional<WidthParams> width_params(std::span<const ParamSpec> table) {
  WidthParams params;
  const auto take = [&](const std::string& key, std::size_t& into) {
    const int at = index_of(table, key);
    if (at >= 0) into = static_cast<std::size_t>(at);
    return at >= 0;
  };
  bool all = true;
  for (std::size_t i = 0; i < params.splits.size(); ++i) all = take("split" + std::to_string(i + 1), params.splits[i]) && all;
  for (std::size_t i = 0; i < params.widths.size(); ++i) all = take("band" + std::to_string(i + 1) + ".width", params.widths[i]) && all;
  if (!all) return {};
  std::size_t mono = 0;
  if (take("mono_below", mono)) params.mono_below = mono;
  return params;
}

WidthScale width_scale(const QSizeF& size) {
  WidthScale scale;
  scale.area = QRectF(QPointF(), size).adjusted(34, 28, -8, -18);
  scale.hertz = {20.0, 20000.0, scale.area.left(), scale.area.right(), true};
  scale.percent = {0.0, 200.0, scale.area.bottom(), scale.area.top()};
  return scale;
}

std::array<WidthBand, kWidthBands> width_bands(const WidthParams& params, std::span<const double> values) {
  const auto [low, high] = std::minmax(values[params.splits[0]], values[params.splits[1]]);
  return {WidthBand{20.0, low}, WidthBand{low, high}, WidthBand{high, 20000.0}};
}

PlotHandles width_handles(const WidthParams& params, std::span<const double> values, const WidthScale& scale) {
  const auto bands = width_bands(params, values);
  PlotHandles handles;
  const auto upright = [&](int id, double hertz, std::size_t param, double least, double most) {
    PlotHandle handle;
    handle.id = id;
    handle.at = {scale.hertz.clamped_pixel(hertz), scale.area.bottom()};
    handle.reach = {handle.at.x() - kSplitReach, scale.area.top(), 2.0 * kSplitReach, scale.area.height()};
    handle.x = grip_on(scale.hertz, param);
    handle.x->least = least;
    handle.x->most = std::max(least, most);
    handle.node = false;
    handles.push_back(handle);
  };
  const bool in_order = values[params.splits[0]] <= values[params.splits[1]];
  constexpr double kFree = std::numeric_limits<double>::infinity();
  for (std::size_t band = 0; band < bands.size(); ++band) {
    const double left = scale.hertz.clamped_pixel(bands[band].low), right = scale.hertz.clamped_pixel(bands[band].high);
    PlotHandle width;
    width.id = kWidthBandHandle + static_cast<int>(band);
    width.at = {0.5 * (left + right), scale.percent.clamped_pixel(values[params.widths[band]])};
    width.reach = {left, width.at.y() - kLineReach, right - left, 2.0 * kLineReach};
    width.y = grip_on(scale.percent, params.widths[band]);
    width.node = false;
    handles.push_back(width);
    if (band + 1 < bands.size())
      upright(kWidthSplitHandle + static_cast<int>(band), bands[band].high, params.splits[in_order ? band : 1 - band],
              band == 0 ? -kFree : bands[0].high * kNearestSplits, band == 0 ? bands[1].high / kNearestSplits : kFree);
  }
  if (params.mono_below) upright(kMonoBelowHandle, values[*params.mono_below], *params.mono_below, -kFree, kFree);
  return handles;
}

}  // namespace sweetspot::ui
