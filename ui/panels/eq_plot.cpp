#include "ui/panels/eq_plot.h"

#include <algorithm>

namespace sweetspot::ui {
namespace {

constexpr double kPointStep = 2.0;  // logical pixels between points of a curve
constexpr double kLabelHeight = 15.0;

CurveLine line_of(std::span<const double> values, const EqCurvePart& part, std::span<const double> hertz) {
  CurveLine line(hertz.size(), 0.0);
  eq_curve_db(values, part, hertz, line);
  return line;
}

}  // namespace

double EqPlot::spectrum_y(double db) const {
  const double part = (kSpectrumTopDb - db) / (kSpectrumTopDb - kSpectrumBottomDb);
  return scale.area.top() + std::clamp(part, 0.0, 1.0) * scale.area.height();
}

EqPlot eq_plot(QSize size, double range_db, bool large) {
  EqPlot plot;
  plot.large = large;
  const double left = large ? 36.0 : 30.0, right = large ? 36.0 : 8.0, top = 8.0, piano = large ? 24.0 : 10.0, foot = 6.0;
  const double bottom = size.height() - foot - piano - kLabelHeight;
  plot.scale.area = QRectF(left, top, size.width() - left - right, std::max(20.0, bottom - top));
  plot.scale.range_db = range_db;
  plot.labels = QRectF(0, plot.scale.area.bottom() + 1, size.width(), kLabelHeight - 1);
  plot.piano = QRectF(left, plot.labels.bottom(), plot.scale.area.width(), piano);
  return plot;
}

std::vector<double> curve_frequencies(const EqPlot& plot) {
  const QRectF& area = plot.scale.area;
  const auto count = static_cast<std::size_t>(std::max(2.0, area.width() / kPointStep + 1.0));
  std::vector<double> hertz(count);
  for (std::size_t i = 0; i < count; ++i) hertz[i] = plot.scale.hz(area.left() + area.width() * double(i) / double(count - 1));
  return hertz;
}

QPointF node_place(const EqPlot& plot, const EqBand& band, std::span<const ParamSpec> table, std::span<const double> values) {
  const CurveScale& s = plot.scale;
  const double level = band_has_gain(table[band.type], values[band.type]) ? std::clamp(values[band.gain], -s.range_db, s.range_db) : 0.0;
  return s.point(std::clamp(values[band.freq], s.low_hz, s.high_hz), level);
}

EqCurves eq_curves(std::span<const double> values, std::span<const double> hertz, std::optional<EqRoute> route, int chosen, int hovered) {
  EqCurves curves;
  curves.whole = line_of(values, {.route = route}, hertz);
  std::vector<double> reach(kEqBands, 0.0);
  for (int band = 0; band < kEqBands; ++band) {
    const auto value = [&](EqBandParam param) { return values[eq_param(band, param)]; };
    const bool on = value(EqBandParam::on) >= 0.5;
    const bool moves = on && value(EqBandParam::dynamic) >= 0.5 && eq_type_has_gain(static_cast<EqBandType>(value(EqBandParam::type)));
    const bool tinted = on && (band == chosen || band == hovered);
    const bool hidden = route && static_cast<EqRoute>(value(EqBandParam::route)) != *route && !tinted;
    if ((!tinted && !moves) || hidden) continue;
    EqCurves::Single single{band, tinted, line_of(values, {.band = band}, hertz), {}};
    if (moves) {
      const double range = value(EqBandParam::range);
      reach[static_cast<std::size_t>(band)] = value(EqBandParam::ratio) >= 1.0 ? -range : range;
      single.reach = line_of(values, {.band = band, .dynamic_db = reach}, hertz);
    }
    curves.singles.push_back(std::move(single));
  }
  return curves;
}

CurveLine eq_live_curve(std::span<const double> values, std::span<const double> hertz, std::optional<EqRoute> route,
                        std::span<const double> dynamic_db) {
  return line_of(values, {.route = route, .dynamic_db = dynamic_db}, hertz);
}

}  // namespace sweetspot::ui
