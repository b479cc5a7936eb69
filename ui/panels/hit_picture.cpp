#include "ui/panels/hit_picture.h"

#include <algorithm>
#include <cmath>

#include "ui/panels/picture_sound.h"

namespace sweetspot::ui {
namespace {

constexpr double kRate = 48000.0;
constexpr double kDecay = 0.09;                               // seconds in which the hit falls to 1 / e
constexpr double kHitLevel = 0.5;                             // amplitude
constexpr double kFloor = 1e-4;                               // so that there is a level before the hit
constexpr double kAttackShown = 0.004, kSustainShown = 0.16;  // seconds behind the onset where the handles are

// Without a wave, so that output over input is the gain at every frame.
PictureSound hit() {
  std::vector<float> sound(static_cast<std::size_t>((kHitSeconds + 0.2) * kRate));
  for (std::size_t i = 0; i < sound.size(); ++i) {
    const double time = static_cast<double>(i) / kRate - kHitOnset;
    sound[i] = static_cast<float>(kFloor + (time < 0.0 ? 0.0 : kHitLevel * std::exp(-time / kDecay)));
  }
  return {sound};
}

std::size_t column_at(double seconds, std::size_t columns) {
  return std::min(columns - 1, static_cast<std::size_t>(seconds / kHitSeconds * static_cast<double>(columns)));
}

}  // namespace

std::optional<HitParams> hit_params(std::span<const ParamSpec> table) {
  const int attack = index_of(table, "attack"), sustain = index_of(table, "sustain"), output = index_of(table, "output");
  if (attack < 0 || sustain < 0 || table[static_cast<std::size_t>(attack)].unit != Unit::percent) return {};
  HitParams params{static_cast<std::size_t>(attack), static_cast<std::size_t>(sustain), {}};
  if (output >= 0) params.output = static_cast<std::size_t>(output);
  return params;
}

HitShape hit_shape(const ProcessorType& type, const HitParams& params, std::span<const double> values, std::size_t columns) {
  const PictureSound sound = hit();
  const auto gains = [&](double attack, double sustain) {
    std::vector<double> settings(values.begin(), values.end());
    settings[params.attack] = attack;
    settings[params.sustain] = sustain;
    if (params.output) settings[*params.output] = 0.0;
    const PictureSound out = picture_of(type, settings, kRate, sound);
    std::vector<double> added(columns);
    for (std::size_t column = 0; column < columns; ++column) {
      const auto frame = static_cast<std::size_t>((static_cast<double>(column) + 0.5) / static_cast<double>(columns) * kHitSeconds * kRate);
      added[column] = db_from_gain(double{out[0][frame]} / double{sound[0][frame]});
    }
    return added;
  };
  HitShape shape;
  shape.attack = gains(100.0, 0.0);
  shape.sustain = gains(0.0, 100.0);
  shape.output = params.output ? values[*params.output] : 0.0;
  for (std::size_t column = 0; column < columns; ++column) {
    const double time = (static_cast<double>(column) + 0.5) / static_cast<double>(columns) * kHitSeconds;
    shape.level.push_back(db_from_gain(double{sound[0][static_cast<std::size_t>(time * kRate)]}));
  }
  return shape;
}

HitScale hit_scale(const QSizeF& size) {
  HitScale scale;
  scale.area = QRectF(QPointF(), size).adjusted(26, 8, -8, -18);
  scale.seconds = {-kHitOnset, kHitSeconds - kHitOnset, scale.area.left(), scale.area.right()};
  scale.level = {kHitLowest, kHitHighest, scale.area.bottom(), scale.area.top()};
  return scale;
}

PlotHandles hit_handles(const HitParams& params, std::span<const double> values, const HitShape& shape, const HitScale& scale) {
  PlotHandles handles;
  if (shape.level.empty()) return handles;
  const auto add = [&](int id, std::size_t param, double seconds, const std::vector<double>& own) {
    const std::size_t column = column_at(kHitOnset + seconds, shape.level.size());
    const double now = shape.at(column, values[params.attack], values[params.sustain]);
    const double most = own[column], without = now - 0.01 * values[param] * most;
    PlotHandle handle;
    handle.id = id;
    handle.at = {scale.seconds.pixel(seconds), scale.level.clamped_pixel(now)};
    handle.reach = reach_around(handle.at);
    handle.y = PlotGrip{
        param, [axis = scale.level, most, without](double pixel) { return 100.0 * (axis.value(pixel) - without) / std::max(1.0, most); },
        false};
    handles.push_back(handle);
  };
  add(kHitAttackHandle, params.attack, kAttackShown, shape.attack);
  add(kHitSustainHandle, params.sustain, kSustainShown, shape.sustain);
  return handles;
}

}  // namespace sweetspot::ui
