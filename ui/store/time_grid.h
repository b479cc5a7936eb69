// Bars, beats and seconds: what the ruler shows and what edits snap to. Pure.
#pragma once

#include <QString>
#include <vector>

#include "engine/session/session.h"
#include "ui/store/timeline_scale.h"

namespace sweetspot::ui {

enum class Snap { off, bar, beat, sixteenth };

struct TimeGrid {
  double rate = 48000.0;  // Hz
  double tempo = 120.0;   // quarters a minute
  Meter meter;

  Frames length(double beats) const;    // of so many beats
  Frames beat(double number) const;     // frame of a beat counted from 0 at bar 1; fractions lie between, what is before bar 1 is below 0
  double beat_at(Frames frames) const;  // and back
};

inline TimeGrid grid_of(const Session& session) { return {session.rate, session.tempo, session.meter}; }

struct RulerTick {
  Frames at = 0;
  bool major = false;  // with a label and a line through the tracks
  QString label;       // of major ticks
};

enum class RulerUnit { bars, time };

// The ticks in view, in order: as many as keep `least` pixels between labels.
std::vector<RulerTick> ruler_ticks(const TimelineScale& scale, double width, const TimeGrid& grid, RulerUnit unit, double least = 52.0);

// The nearest place of the grid, not before 0; the same frame when off.
Frames snapped(Frames frames, Snap snap, const TimeGrid& grid);

// "Off", "Bar", "Beat", "1/16".
QString snap_label(Snap snap);

}  // namespace sweetspot::ui
