// What a transient shaper does to a hit, over time.
#pragma once

#include <span>
#include <vector>

#include <QSizeF>

#include "engine/studio/processors.h"
#include "ui/panels/plot_handle.h"

namespace sweetspot::ui {

inline constexpr double kHitSeconds = 0.45;  // drawn
inline constexpr double kHitOnset = 0.05;    // of that, until the hit
inline constexpr double kHitLowest = -42.0;  // dB
inline constexpr double kHitHighest = 12.0;

// Levels in dB by column of a hit and of what attack and sustain add to it at 100 %; in dB the two add up, whatever their values.
struct HitShape {
  std::vector<double> level, attack, sustain;
  double output = 0.0;  // dB that are added all the time

  double at(std::size_t column, double attack_percent, double sustain_percent) const {
    return level[column] + 0.01 * (attack_percent * attack[column] + sustain_percent * sustain[column]) + output;
  }
};

struct HitParams {
  std::size_t attack = 0, sustain = 0;
  MaybeParam output;
};
std::optional<HitParams> hit_params(std::span<const ParamSpec> table);

// By way of the processor itself. Pure; takes a few milliseconds.
HitShape hit_shape(const ProcessorType& type, const HitParams& params, std::span<const double> values, std::size_t columns);

enum HitHandle { kHitAttackHandle, kHitSustainHandle };

struct HitScale {
  QRectF area;
  PlotAxis seconds, level;
};
HitScale hit_scale(const QSizeF& size);

// Attack and sustain: points on the hit's outline that move up and down.
PlotHandles hit_handles(const HitParams& params, std::span<const double> values, const HitShape& shape, const HitScale& scale);

}  // namespace sweetspot::ui
