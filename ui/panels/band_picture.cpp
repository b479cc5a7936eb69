#include "ui/panels/band_picture.h"

#include <algorithm>
#include <cmath>

namespace sweetspot::ui {
namespace {

constexpr double kEdgeReach = 8.0;

std::string_view choice_of(const ParamSpec& spec, double value) {
  const auto at = static_cast<std::size_t>(constrain(spec, value));
  return at < spec.choices.size() ? std::string_view(spec.choices[at]) : std::string_view();
}

}  // namespace

std::optional<BandParams> band_params(std::span<const ParamSpec> table) {
  const int band = index_of(table, "band"), freq = index_of(table, "freq"), width = index_of(table, "width");
  if (std::min({band, freq, width}) < 0) return {};
  const auto& choices = table[static_cast<std::size_t>(band)].choices;
  if (std::ranges::find(choices, "above") == choices.end()) return {};
  return BandParams{static_cast<std::size_t>(band), static_cast<std::size_t>(freq), static_cast<std::size_t>(width)};
}

BandSpan band_span(const BandParams& params, std::span<const ParamSpec> table, std::span<const double> values) {
  const std::string_view kind = choice_of(table[params.band], values[params.band]);
  const double freq = values[params.freq];
  if (kind == "above") return {freq, kHighestHertz, false};
  if (kind == "below") return {kLowestHertz, freq, false};
  const double half = std::exp2(0.5 * values[params.width]);
  return {freq / half, freq * half, true};
}

BandScale band_scale(const QSizeF& size) {
  BandScale scale;
  scale.area = QRectF(QPointF(), size).adjusted(8, 6, -8, -18);
  scale.hertz = {kLowestHertz, kHighestHertz, scale.area.left(), scale.area.right(), true};
  return scale;
}

PlotHandles band_handles(const BandParams& params, std::span<const ParamSpec> table, std::span<const double> values,
                         const BandScale& scale) {
  const BandSpan span = band_span(params, table, values);
  const double freq = values[params.freq];
  PlotHandles handles;
  PlotHandle middle;
  middle.id = kBandFreqHandle;
  middle.at = {scale.hertz.clamped_pixel(freq), scale.area.center().y()};
  middle.reach = reach_around(middle.at);
  middle.x = grip_on(scale.hertz, params.freq);
  if (span.around) middle.wheel = params.width;
  handles.push_back(middle);
  if (!span.around) return handles;
  PlotHandle edge;
  edge.id = kBandWidthHandle;
  edge.at = {scale.hertz.clamped_pixel(span.high), scale.area.center().y()};
  edge.reach = {edge.at.x() - kEdgeReach, scale.area.top(), 2.0 * kEdgeReach, scale.area.height()};
  edge.x = PlotGrip{params.width,
                    [axis = scale.hertz, freq](double pixel) { return 2.0 * std::log2(std::max(1.0, axis.value(pixel) / freq)); }, false};
  edge.node = false;
  handles.push_back(edge);
  return handles;
}

}  // namespace sweetspot::ui
