// Where the parts of a reverb's pictures lie: its decay over frequency, and what comes when after a clap.
#pragma once

#include <cmath>
#include <span>
#include <vector>

#include <QSizeF>

#include "engine/studio/processors.h"
#include "ui/panels/plot_handle.h"

namespace sweetspot::ui {

// Where the parameters lie in a table. All of this is pure.
struct ReverbParams {
  MaybeParam decay, low_decay, low_crossover, high_decay, high_crossover, pre_delay, early_level;
};
ReverbParams reverb_params_of(std::span<const ParamSpec> table);

// --- decay over frequency

struct DecayScale {
  QRectF area;
  PlotAxis hertz, seconds;
};
DecayScale decay_scale(const QSizeF& size);

enum ReverbHandle {
  kDecayHandle,
  kLowDecayHandle,
  kLowCrossoverHandle,
  kHighDecayHandle,
  kHighCrossoverHandle,
  kPreDelayHandle,
  kEarlyHandle,
  kTailHandle
};

// The decay and what low and high frequencies make of it: points on the curve that move up and down. The crossovers: lines.
PlotHandles decay_handles(const ProcessorType& type, std::span<const double> values, const DecayScale& scale);

// --- level over time

// Peaks in dB against the tail's highest, by column, of what the reverb makes of one sample.
struct ReverbEcho {
  std::vector<double> early, tail;
  double seconds = 0.0;  // that were looked at; what comes later is not known

  bool known() const { return !tail.empty(); }
};

// Time is drawn by its square root, so that the first reflections are seen beside a long tail.
struct EchoScale {
  QRectF area;
  PlotAxis root;  // square root of seconds
  PlotAxis level;
  double seconds = 1.0;  // drawn

  double x(double time) const { return root.pixel(std::sqrt(std::max(0.0, time))); }
};
EchoScale echo_scale(const QSizeF& size, double pre_delay, double decay);

// By way of the reverb itself, with nothing but its sound and without ducking. Takes some milliseconds.
ReverbEcho reverb_echo(const ProcessorType& type, std::span<const double> values, const EchoScale& scale, std::size_t columns);

// Pre-delay: a line. Early reflections: their highest, up and down. Decay: the end of the tail.
PlotHandles echo_handles(const ProcessorType& type, std::span<const double> values, const ReverbEcho& echo, const EchoScale& scale);

// Seconds of the values, which may be given in ms.
double seconds_of(const ParamSpec& spec, double value);

}  // namespace sweetspot::ui
