#include "ui/store/time_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace sweetspot::ui {
namespace {

constexpr double kBeatsPerBar = 4.0;

// Distances between labels in beats, and how many parts each is cut into by minor ticks.
struct Step {
  double size;
  int parts;
};
constexpr std::array kBeatSteps{Step{0.25, 4}, Step{1, 4},   Step{4, 4},   Step{8, 2},   Step{16, 4},  Step{32, 2},
                                Step{64, 4},   Step{128, 2}, Step{256, 4}, Step{512, 2}, Step{1024, 4}};
constexpr std::array kSecondSteps{Step{0.001, 5}, Step{0.005, 5}, Step{0.01, 5}, Step{0.05, 5}, Step{0.1, 5},
                                  Step{0.5, 5},   Step{1, 4},     Step{2, 4},    Step{5, 5},    Step{10, 5},
                                  Step{30, 3},    Step{60, 4},    Step{300, 5},  Step{600, 5},  Step{3600, 4}};

Step step_for(std::span<const Step> steps, double pixels_a_unit, double least) {
  for (const Step& step : steps)
    if (step.size * pixels_a_unit >= least) return step;
  return steps.back();
}

QString bar_label(double beats) {
  const double bar = std::floor(beats / kBeatsPerBar);
  const double rest = beats - bar * kBeatsPerBar;
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

Frames TimeGrid::beat(double number) const { return std::llround(number * 60.0 / tempo * rate); }

double TimeGrid::beat_at(Frames frames) const { return static_cast<double>(frames) * tempo / (60.0 * rate); }

std::vector<RulerTick> ruler_ticks(const TimelineScale& scale, double width, const TimeGrid& grid, RulerUnit unit, double least) {
  const bool bars = unit == RulerUnit::bars;
  const double frames_a_unit = bars ? 60.0 / grid.tempo * grid.rate : grid.rate;
  const double pixels_a_unit = frames_a_unit / scale.frames_per_pixel;
  const Step step = bars ? step_for(kBeatSteps, pixels_a_unit, least) : step_for(kSecondSteps, pixels_a_unit, least);
  const double minor = step.size / step.parts;
  std::vector<RulerTick> ticks;
  const auto first = static_cast<long long>(std::floor(std::max(0.0, scale.first) / frames_a_unit / minor));
  for (long long i = first;; ++i) {
    const double place = static_cast<double>(i) * minor;
    const Frames at = std::llround(place * frames_a_unit);
    const double x = scale.x(static_cast<double>(at));
    if (x > width) break;
    const bool major = i % step.parts == 0;
    // A label that begins left of the view is still read.
    if (x < (major ? -least : 0.0)) continue;
    ticks.push_back({at, major, !major ? QString() : bars ? bar_label(place) : second_label(place, step.size)});
  }
  return ticks;
}

Frames snapped(Frames frames, Snap snap, const TimeGrid& grid) {
  if (snap == Snap::off) return std::max<Frames>(0, frames);
  const double part = snap == Snap::bar ? kBeatsPerBar : snap == Snap::beat ? 1.0 : 0.25;
  return grid.beat(std::max(0.0, std::round(grid.beat_at(frames) / part) * part));
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
