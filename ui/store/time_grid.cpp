#include "ui/store/time_grid.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sweetspot::ui {
namespace {

// Distances between labels in beats, and how many parts each is cut into by minor ticks.
struct Step {
  double size;
  int parts;
};
constexpr std::array kSecondSteps{Step{0.001, 5}, Step{0.005, 5}, Step{0.01, 5}, Step{0.05, 5}, Step{0.1, 5},   Step{0.5, 5},
                                  Step{1, 4},     Step{2, 4},     Step{5, 5},    Step{10, 5},   Step{30, 3},    Step{60, 4},
                                  Step{300, 5},   Step{600, 5},   Step{3600, 4}, Step{7200, 2}, Step{21600, 3}, Step{86400, 4}};

// The first whose labels are `least` pixels apart.
Step time_step(double pixels_a_second, double least) {
  for (const Step& step : kSecondSteps)
    if (step.size * pixels_a_second >= least) return step;
  return {std::ceil(least / pixels_a_second / 86400.0) * 86400.0, 2};
}

// Sixteenths, beats, bars, and twice as many bars as long as they are too close.
Step bar_step(double pixels_a_beat, int beats, double least) {
  for (const Step& step : {Step{0.25, 4}, Step{1, 4}, Step{static_cast<double>(beats), beats}})
    if (step.size * pixels_a_beat >= least) return step;
  Step step{2.0 * beats, 2};
  while (step.size * pixels_a_beat < least) step.size *= 2.0, step.parts = step.parts == 2 ? 4 : 2;
  return step;
}

QString bar_label(double beats, int beats_a_bar) {
  const double bar = std::floor(beats / beats_a_bar);
  const double rest = beats - bar * beats_a_bar;
  QString text = QString::number(static_cast<long long>(bar) + 1);
  if (rest > 0.0) text += "." + QString::number(static_cast<int>(rest) + 1);
  if (const double part = rest - std::floor(rest); part > 0.0) text += "." + QString::number(static_cast<int>(std::lround(part * 4)) + 1);
  return text;
}

QString second_label(double seconds, double step) {
  const auto whole = static_cast<long long>(std::floor(seconds + 1e-9));
  QString text = QString("%1:%2").arg(whole / 60).arg(whole % 60, 2, 10, QChar('0'));
  if (step < 1.0)
    text += QString(".%1").arg(static_cast<int>(std::lround((seconds - static_cast<double>(whole)) * 1000)), 3, 10, QChar('0'));
  return text;
}

}  // namespace

Frames TimeGrid::length(double beats) const { return std::llround(beats * 60.0 / tempo * rate); }

Frames TimeGrid::beat(double number) const { return meter.start + length(number); }

double TimeGrid::beat_at(Frames frames) const { return static_cast<double>(frames - meter.start) * tempo / (60.0 * rate); }

std::vector<RulerTick> ruler_ticks(const TimelineScale& scale, double width, const TimeGrid& grid, RulerUnit unit, double least) {
  const bool bars = unit == RulerUnit::bars;
  const double frames_a_unit = bars ? 60.0 / grid.tempo * grid.rate : grid.rate;
  const double pixels_a_unit = frames_a_unit / scale.frames_per_pixel;
  const Step step = bars ? bar_step(pixels_a_unit, grid.meter.beats, least) : time_step(pixels_a_unit, least);
  const double minor = step.size / step.parts;
  const auto start = static_cast<double>(bars ? grid.meter.start : 0);
  std::vector<RulerTick> ticks;
  for (auto i = static_cast<long long>(std::floor((std::max(0.0, scale.first) - start) / frames_a_unit / minor));; ++i) {
    const double place = static_cast<double>(i) * minor;
    const Frames at = std::llround(start + place * frames_a_unit);
    const double x = scale.x(static_cast<double>(at));
    if (x > width) break;
    const bool major = i % step.parts == 0;
    // A label that begins left of the view is still read.
    if (at < 0 || x < (major ? -least : 0.0)) continue;
    ticks.push_back({at, major, !major ? QString() : bars ? bar_label(place, grid.meter.beats) : second_label(place, step.size)});
  }
  return ticks;
}

Frames snapped(Frames frames, Snap snap, const TimeGrid& grid) {
  if (snap == Snap::off) return std::max<Frames>(0, frames);
  const double part = snap == Snap::bar ? grid.meter.beats : snap == Snap::beat ? 1.0 : 0.25;
  const double place = std::round(grid.beat_at(std::max<Frames>(0, frames)) / part) * part;
  return grid.beat(place) >= 0 ? grid.beat(place) : grid.beat(place + part);
}

QString snap_label(Snap snap) {
  switch (snap) {
    case Snap::off:
      return "Off";
    case Snap::bar:
      return "Bar";
    case Snap::beat:
      return "Beat";
    case Snap::sixteenth:
      return "1/16";
  }
  return {};
}

}  // namespace sweetspot::ui
