#include "ui/panels/dynamics_picture.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/controls/param_steps.h"

namespace sweetspot::ui {
namespace {

constexpr double kLineReach = 6.0;
constexpr double kEndInset = 4.0;  // dB from the end of the curve to its handle
constexpr double kEffect = 0.1;    // dB that count as a difference
constexpr double kKneeStrip = 18.0;
constexpr int kHalvings = 30;
constexpr double kLaneGap = 7.0;
constexpr double kReductionShare = 0.34;
constexpr double kUsualRange = 15.0, kGateRange = 40.0;  // dB of reduction that are drawn

MaybeParam find(std::span<const ParamSpec> table, std::string_view key) {
  const int at = index_of(table, key);
  return at < 0 ? MaybeParam() : MaybeParam(static_cast<std::size_t>(at));
}

// A curve at values of which one may be another.
struct Curve {
  const ProcessorType& type;
  std::vector<double> values;

  double gain(double level) const { return type.transfer(values, level) - level; }
  double gain_with(std::size_t param, double value, double level) const {
    std::vector<double> other = values;
    other[param] = value;
    return type.transfer(other, level) - level;
  }
  bool acts(MaybeParam param, double level) const {
    if (!param) return false;
    const ParamSpec& spec = type.params[*param];
    return std::abs(gain_with(*param, spec.maximum, level) - gain_with(*param, spec.minimum, level)) > kEffect;
  }
};

// The level nearest the threshold at which the gain has come to `wanted`.
double level_with_gain(const Curve& curve, double threshold, double end, double wanted) {
  double near = threshold, far = end;
  const double side = end > threshold ? 24.0 : -24.0;  // half a knee reaches to the other side
  near -= side;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = 0.5 * (near + far);
    (curve.gain(middle) > wanted ? near : far) = middle;
  }
  return far;
}

// A grip that finds the value for which `outcome(value, where the pixel is on the axis)` is 0; it must rise or fall with the value.
PlotGrip solved(const Curve& curve, std::size_t param, const PlotAxis& axis, std::function<double(double, double)> outcome, bool falls) {
  const auto value_at = [curve, param, axis, outcome = std::move(outcome)](double pixel) {
    const double there = axis.value(pixel);
    return value_for(
        curve.type.params[param], [&](double value) { return outcome(value, there); }, 0.0);
  };
  return {param, value_at, falls};
}

// One picture's handles in the making.
struct TransferHandles {
  const DynamicsParams params;
  const Curve curve;
  const TransferScale& scale;
  const double threshold;
  const bool above;  // of the threshold is where the curve bends
  const double end;  // level near the end of the curve on that side
  PlotHandles handles;

  TransferHandles(const ProcessorType& type, std::span<const double> values, const TransferScale& drawn)
      : params(dynamics_params(type.params)),
        curve{type, {values.begin(), values.end()}},
        scale(drawn),
        threshold(values[*params.threshold]),
        above(curve.acts(params.ratio, kHighestLevel) || curve.acts(params.range, kHighestLevel)),
        end(above ? kHighestLevel - kEndInset : drawn.in.low + kEndInset) {}

  PlotHandle point_on_curve(int id, double level) const {
    PlotHandle handle;
    handle.id = id;
    handle.at = scale.point(level, level + curve.gain(level));
    handle.reach = reach_around(handle.at);
    return handle;
  }

  // Moves the curve up and down at a level.
  PlotGrip up_and_down(std::size_t param, double level) const {
    const auto outcome = [curve = curve, param, level](double value, double out) {
      return level + curve.gain_with(param, value, level) - out;
    };
    return solved(curve, param, scale.out, outcome, true);
  }

  void add_threshold() {
    PlotHandle line = point_on_curve(kThresholdHandle, threshold);
    line.reach = {line.at.x() - kLineReach, scale.area.top(), 2.0 * kLineReach, scale.area.height()};
    line.x = grip_on(scale.in, *params.threshold);
    line.wheel = params.knee ? params.knee : params.ratio;
    line.node = false;
    handles.push_back(line);
  }

  // Whether the range is what keeps the end of the curve from going on.
  bool range_binds() const {
    if (!params.range) return false;
    const double most = curve.type.params[*params.range].maximum;
    return std::abs(curve.gain_with(*params.range, most, end) - curve.gain(end)) > 0.5 * kEffect;
  }

  void add_ratio_at_end() {
    if (!curve.acts(params.ratio, end)) return;
    PlotHandle ratio = point_on_curve(kRatioHandle, end);
    ratio.y = up_and_down(*params.ratio, end);
    handles.push_back(ratio);
  }

  void add_range_and_ratio() {
    const double deepest = curve.gain(end);
    const double binds = level_with_gain(curve, threshold, end, deepest + kEffect);
    const double level = above ? std::min(binds + kEndInset, end) : std::max(binds - kEndInset, end);
    if (curve.acts(params.ratio, binds) || curve.acts(params.ratio, 0.5 * (binds + threshold))) {
      const double half = 0.5 * deepest;
      const auto outcome = [curve = curve, at = *params.ratio, half](double value, double in) {
        return curve.gain_with(at, value, in) - half;
      };
      PlotHandle ratio = point_on_curve(kRatioHandle, level_with_gain(curve, threshold, end, half));
      ratio.x = solved(curve, *params.ratio, scale.in, outcome, above);
      handles.push_back(ratio);
    }
    PlotHandle range = point_on_curve(kRangeHandle, level);
    range.y = up_and_down(*params.range, level);
    handles.push_back(range);
  }

  void add_knee(const KneeSpan& span) {
    PlotHandle knee;
    knee.id = kKneeHandle;
    knee.at = {scale.in.clamped_pixel(above ? span.to : span.from), scale.area.top() + 0.5 * kKneeStrip};
    knee.reach = {knee.at.x() - 11.0, scale.area.top(), 22.0, kKneeStrip};
    const auto width = [axis = scale.in, middle = threshold](double pixel) { return 2.0 * std::abs(axis.value(pixel) - middle); };
    knee.x = PlotGrip{*params.knee, width, !above};
    handles.push_back(knee);
  }
};

}  // namespace

DynamicsParams dynamics_params(std::span<const ParamSpec> table) {
  return {find(table, "threshold"), find(table, "ratio"), find(table, "knee"), find(table, "range"), find(table, "hysteresis")};
}

double lowest_level(std::span<const ParamSpec> table) {
  const DynamicsParams params = dynamics_params(table);
  const double lowest = params.threshold ? table[*params.threshold].minimum : -60.0;
  return std::min(-60.0, lowest - (params.hysteresis ? 10.0 : 0.0));
}

TransferScale transfer_scale(const QSizeF& size, double lowest) {
  TransferScale scale;
  scale.area = QRectF(QPointF(), size).adjusted(26, 8, -8, -18);
  scale.in = {lowest, kHighestLevel, scale.area.left(), scale.area.right()};
  scale.out = {lowest, kHighestLevel, scale.area.bottom(), scale.area.top()};
  return scale;
}

std::optional<KneeSpan> knee_span(const ProcessorType& type, std::span<const double> values) {
  const DynamicsParams params = dynamics_params(type.params);
  if (!params.knee || !params.threshold) return {};
  const Curve curve{type, {values.begin(), values.end()}};
  const double threshold = values[*params.threshold];
  if (!curve.acts(params.knee, threshold)) return {};
  const double half = 0.5 * values[*params.knee];
  return KneeSpan{threshold - half, threshold + half};
}

PlotHandles transfer_handles(const ProcessorType& type, std::span<const double> values, const TransferScale& scale) {
  if (!dynamics_params(type.params).threshold || !type.transfer) return {};
  TransferHandles made(type, values, scale);
  made.add_threshold();
  made.range_binds() ? made.add_range_and_ratio() : made.add_ratio_at_end();
  if (const auto span = knee_span(type, values)) made.add_knee(*span);
  return made.handles;
}

HistoryScale history_scale(const QSizeF& size, std::span<const ParamSpec> table) {
  HistoryScale scale;
  scale.area = QRectF(QPointF(), size).adjusted(28, 8, -8, -18);
  scale.reduction = scale.levels = scale.area;
  scale.reduction.setHeight((scale.area.height() - kLaneGap) * kReductionShare);
  scale.levels.setTop(scale.reduction.bottom() + kLaneGap);
  scale.down = {0.0, dynamics_params(table).hysteresis ? kGateRange : kUsualRange, scale.reduction.top(), scale.reduction.bottom()};
  scale.level = {lowest_level(table), kHighestLevel, scale.levels.bottom(), scale.levels.top()};
  return scale;
}

PlotHandles history_handles(std::span<const ParamSpec> table, std::span<const double> values, const HistoryScale& scale) {
  const DynamicsParams params = dynamics_params(table);
  PlotHandles handles;
  if (!params.threshold) return handles;
  const double threshold = values[*params.threshold];
  const auto line = [&](int id, double level, PlotGrip grip) {
    PlotHandle handle;
    handle.id = id;
    handle.at = {scale.levels.right(), scale.level.clamped_pixel(level)};
    handle.reach = {scale.levels.left(), handle.at.y() - kLineReach, scale.levels.width() + 8.0, 2.0 * kLineReach};
    handle.y = std::move(grip);
    handle.node = false;
    handles.push_back(handle);
  };
  line(kThresholdHandle, threshold, grip_on(scale.level, *params.threshold));
  if (params.hysteresis) {
    const auto below = [axis = scale.level, threshold](double pixel) { return threshold - axis.value(pixel); };
    line(kHysteresisHandle, threshold - values[*params.hysteresis], {*params.hysteresis, below, true});
  }
  return handles;
}

}  // namespace sweetspot::ui
