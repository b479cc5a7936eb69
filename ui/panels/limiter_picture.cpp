#include "ui/panels/limiter_picture.h"

namespace sweetspot::ui {
namespace {

constexpr double kLineReach = 7.0;
constexpr double kReductionShare = 0.36;
constexpr double kLaneGap = 8.0;

MaybeParam find(std::span<const ParamSpec> table, std::string_view key) {
  const int at = index_of(table, key);
  return at < 0 ? MaybeParam() : MaybeParam(static_cast<std::size_t>(at));
}

}  // namespace

LimiterScale limiter_scale(const QSizeF& size) {
  LimiterScale scale;
  scale.area = QRectF(QPointF(), size).adjusted(28, 6, -8, -18);
  scale.reduction = scale.area;
  scale.reduction.setHeight((scale.area.height() - kLaneGap) * kReductionShare);
  scale.levels = scale.area;
  scale.levels.setTop(scale.reduction.bottom() + kLaneGap);
  scale.down = {0.0, kLimiterReductionRange, scale.reduction.top(), scale.reduction.bottom()};
  scale.level = {kLimiterLowest, kLimiterHighest, scale.levels.bottom(), scale.levels.top()};
  return scale;
}

LimiterParams limiter_params(std::span<const ParamSpec> table) {
  return {find(table, "ceiling"), find(table, "drive"), find(table, "unity"), find(table, "delta")};
}

PlotHandles limiter_handles(const LimiterParams& params, std::span<const double> values, const LimiterScale& scale) {
  PlotHandles handles;
  if (!params.ceiling) return handles;
  const double ceiling = values[*params.ceiling], half = scale.levels.width() / 2.0;
  const auto line = [&](int id, double level, double left, PlotGrip grip) {
    PlotHandle handle;
    handle.id = id;
    handle.at = {left + half / 2.0, scale.level.clamped_pixel(level)};
    handle.reach = {left, handle.at.y() - kLineReach, half, 2.0 * kLineReach};
    handle.y = std::move(grip);
    handle.node = false;
    handles.push_back(handle);
  };
  line(kCeilingHandle, ceiling, scale.levels.left() + half, grip_on(scale.level, *params.ceiling));
  if (params.drive) {
    const auto below = [axis = scale.level, ceiling](double pixel) { return ceiling - axis.value(pixel); };
    line(kDriveHandle, ceiling - values[*params.drive], scale.levels.left(), {*params.drive, below, true});
  }
  return handles;
}

}  // namespace sweetspot::ui
