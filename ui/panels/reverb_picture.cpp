#include "ui/panels/reverb_picture.h"

#include <algorithm>
#include <cmath>

#include "ui/controls/param_steps.h"
#include "ui/panels/picture_sound.h"

namespace sweetspot::ui {
namespace {

constexpr double kLineReach = 6.0;
constexpr double kLongestLook = 1.6;  // seconds
constexpr double kRate = 24000.0;
constexpr double kLowestEcho = -60.0, kHighestEcho = 12.0;
constexpr double kStart = 1.0;  // of the first sample

MaybeParam find(std::span<const ParamSpec> table, std::string_view key) {
  const int at = index_of(table, key);
  return at < 0 ? MaybeParam() : MaybeParam(static_cast<std::size_t>(at));
}

// A point that moves the curve of the decay up and down at a frequency.
PlotHandle decay_point(const ProcessorType& type, std::span<const double> values, const DecayScale& scale, int id, std::size_t param,
                       double hertz) {
  PlotHandle handle;
  handle.id = id;
  handle.at = {scale.hertz.clamped_pixel(hertz), scale.seconds.clamped_pixel(type.decay(values, hertz))};
  handle.reach = reach_around(handle.at);
  const auto value_at = [&type, held = std::vector<double>(values.begin(), values.end()), axis = scale.seconds, param,
                         hertz](double pixel) {
    const auto outcome = [&](double value) {
      std::vector<double> other = held;
      other[param] = value;
      return type.decay(other, hertz);
    };
    return value_for(type.params[param], outcome, axis.value(pixel));
  };
  handle.y = PlotGrip{param, value_at};
  return handle;
}

std::vector<double> peaks(const PictureSound& sound, const EchoScale& scale, std::size_t columns) {
  std::vector<double> found(columns, 0.0);
  const double last = std::sqrt(scale.seconds);
  for (std::size_t i = 0; i < sound[0].size(); ++i) {
    const double place = std::sqrt(static_cast<double>(i) / kRate) / last * static_cast<double>(columns);
    const auto column = static_cast<std::size_t>(place);
    if (column >= columns) break;
    for (const auto& channel : sound) found[column] = std::max(found[column], std::abs(double{channel[i]}));
  }
  return found;
}

}  // namespace

double seconds_of(const ParamSpec& spec, double value) { return spec.unit == Unit::milliseconds ? 1e-3 * value : value; }

ReverbParams reverb_params_of(std::span<const ParamSpec> table) {
  return {find(table, "decay"),          find(table, "low_decay"), find(table, "low_crossover"), find(table, "high_decay"),
          find(table, "high_crossover"), find(table, "pre_delay"), find(table, "early_level")};
}

DecayScale decay_scale(const QSizeF& size) {
  DecayScale scale;
  scale.area = QRectF(QPointF(), size).adjusted(40, 8, -8, -18);
  scale.hertz = {20.0, 20000.0, scale.area.left(), scale.area.right(), true};
  scale.seconds = {0.05, 50.0, scale.area.bottom(), scale.area.top(), true};
  return scale;
}

PlotHandles decay_handles(const ProcessorType& type, std::span<const double> values, const DecayScale& scale) {
  const ReverbParams params = reverb_params_of(type.params);
  PlotHandles handles;
  const double low = params.low_crossover ? values[*params.low_crossover] : 20.0;
  const double high = params.high_crossover ? values[*params.high_crossover] : 20000.0;
  const auto point = [&](int id, MaybeParam param, double hertz) {
    if (param) handles.push_back(decay_point(type, values, scale, id, *param, hertz));
  };
  const auto line = [&](int id, MaybeParam param) {
    if (!param) return;
    PlotHandle handle;
    handle.id = id;
    handle.at = {scale.hertz.clamped_pixel(values[*param]), scale.area.bottom()};
    handle.reach = {handle.at.x() - kLineReach, scale.area.top(), 2.0 * kLineReach, scale.area.height()};
    handle.x = grip_on(scale.hertz, *param);
    handle.node = false;
    handles.push_back(handle);
  };
  point(kLowDecayHandle, params.low_decay, std::sqrt(20.0 * low));
  line(kLowCrossoverHandle, params.low_crossover);
  point(kDecayHandle, params.decay, std::sqrt(low * high));
  line(kHighCrossoverHandle, params.high_crossover);
  point(kHighDecayHandle, params.high_decay, std::sqrt(high * 20000.0));
  return handles;
}

EchoScale echo_scale(const QSizeF& size, double pre_delay, double decay) {
  EchoScale scale;
  scale.area = QRectF(QPointF(), size).adjusted(34, 8, -8, -18);
  scale.seconds = 0.5;
  while (scale.seconds < pre_delay + decay) scale.seconds *= 2.0;
  scale.root = {0.0, std::sqrt(scale.seconds), scale.area.left(), scale.area.right()};
  scale.level = {kLowestEcho, kHighestEcho, scale.area.bottom(), scale.area.top()};
  return scale;
}

ReverbEcho reverb_echo(const ProcessorType& type, std::span<const double> values, const EchoScale& scale, std::size_t columns) {
  std::vector<double> settings(values.begin(), values.end());
  const auto set = [&](std::string_view key, double value) {
    if (const MaybeParam param = find(type.params, key)) settings[*param] = value;
  };
  set("mix", 100.0);
  set("duck", 0.0);
  const auto frames = static_cast<std::size_t>(std::min(kLongestLook, scale.seconds) * kRate);
  std::vector<float> clap(frames, 0.0f);
  clap[0] = static_cast<float>(kStart);
  const PictureSound all = picture_of(type, settings, kRate, {clap, clap});
  const ReverbParams params = reverb_params_of(type.params);
  if (params.early_level) settings[*params.early_level] = type.params[*params.early_level].minimum;
  const PictureSound tail = params.early_level ? picture_of(type, settings, kRate, {clap, clap}) : all;
  PictureSound early = all;
  for (std::size_t c = 0; c < early.size(); ++c)
    for (std::size_t i = 0; i < frames; ++i) early[c][i] -= tail[c][i];

  ReverbEcho echo;
  echo.seconds = static_cast<double>(frames) / kRate;
  echo.early = peaks(early, scale, columns);
  echo.tail = peaks(tail, scale, columns);
  const double highest = std::max(1e-9, *std::ranges::max_element(echo.tail));
  for (std::vector<double>* part : {&echo.early, &echo.tail})
    for (double& level : *part) level = db_from_gain(level / highest);
  return echo;
}

PlotHandles echo_handles(const ProcessorType& type, std::span<const double> values, const ReverbEcho& echo, const EchoScale& scale) {
  const ReverbParams params = reverb_params_of(type.params);
  PlotHandles handles;
  const double pre_delay = params.pre_delay ? seconds_of(type.params[*params.pre_delay], values[*params.pre_delay]) : 0.0;
  const auto time_grip = [&](std::size_t param, double from) {
    const double unit = seconds_of(type.params[param], 1.0);
    return PlotGrip{param, [axis = scale.root, unit, from](double pixel) {
                      const double root = std::max(0.0, axis.value(pixel));
                      return (root * root - from) / unit;
                    }};
  };
  if (params.pre_delay) {
    PlotHandle line;
    line.id = kPreDelayHandle;
    line.at = {scale.x(pre_delay), scale.area.bottom()};
    line.reach = {line.at.x() - kLineReach, scale.area.top(), 2.0 * kLineReach, scale.area.height()};
    line.x = time_grip(*params.pre_delay, 0.0);
    line.node = false;
    handles.push_back(line);
  }
  if (params.early_level && echo.known()) {
    const auto highest = std::ranges::max_element(echo.early);
    const double column = static_cast<double>(highest - echo.early.begin()) + 0.5;
    PlotHandle early;
    early.id = kEarlyHandle;
    early.at = {scale.area.left() + scale.area.width() * column / static_cast<double>(echo.early.size()),
                scale.level.clamped_pixel(*highest)};
    early.reach = reach_around(early.at);
    const double now = values[*params.early_level], there = scale.level.value(early.at.y());
    early.y = PlotGrip{*params.early_level, [axis = scale.level, now, there](double pixel) { return now + axis.value(pixel) - there; }};
    handles.push_back(early);
  }
  if (params.decay) {
    const double decay = seconds_of(type.params[*params.decay], values[*params.decay]);
    PlotHandle tail;
    tail.id = kTailHandle;
    tail.at = {scale.x(pre_delay + decay), scale.area.bottom() - 5.0};
    tail.reach = reach_around(tail.at);
    tail.x = time_grip(*params.decay, pre_delay);
    handles.push_back(tail);
  }
  return handles;
}

}  // namespace sweetspot::ui
