// Where the parts of a compressor's, gate's or de-esser's picture lie.
#pragma once

#include <span>

#include <QRectF>
#include <QSizeF>

#include "engine/studio/processors.h"
#include "ui/panels/plot_handle.h"

namespace sweetspot::ui {

// Where the parameters lie in a table. All of this is pure.
struct DynamicsParams {
  MaybeParam threshold, ratio, knee, range, hysteresis;
};
DynamicsParams dynamics_params(std::span<const ParamSpec> table);

// The lowest level that is drawn, in dB; the highest is kHighestLevel.
double lowest_level(std::span<const ParamSpec> table);
inline constexpr double kHighestLevel = 6.0;

enum DynamicsHandle { kThresholdHandle, kRatioHandle, kKneeHandle, kRangeHandle, kHysteresisHandle };

// --- the transfer curve: level out over level in

struct TransferScale {
  QRectF area;
  PlotAxis in, out;

  QPointF point(double in_db, double out_db) const { return {in.clamped_pixel(in_db), out.clamped_pixel(out_db)}; }
};
TransferScale transfer_scale(const QSizeF& size, double lowest);

// Threshold: a line that moves sideways. Ratio: the end of the curve. Range, where it binds: the flat part of the curve; the ratio then
// moves half-way to it. Knee: its outer edge, at the top.
PlotHandles transfer_handles(const ProcessorType& type, std::span<const double> values, const TransferScale& scale);

// The levels between which the curve bends, or nothing without a knee.
struct KneeSpan {
  double from = 0.0, to = 0.0;
};
std::optional<KneeSpan> knee_span(const ProcessorType& type, std::span<const double> values);

// --- the history: level over time

struct HistoryScale {
  QRectF area;       // both lanes
  QRectF reduction;  // the upper lane; gain reduction hangs from its top
  QRectF levels;     // the lower one
  PlotAxis down;     // dB of reduction
  PlotAxis level;
};
HistoryScale history_scale(const QSizeF& size, std::span<const ParamSpec> table);

// The threshold, and where a gate closes again: lines that move up and down.
PlotHandles history_handles(std::span<const ParamSpec> table, std::span<const double> values, const HistoryScale& scale);

}  // namespace sweetspot::ui
