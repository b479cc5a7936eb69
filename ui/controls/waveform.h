// Draws a piece of sound into a rectangle.
#pragma once

#include <span>

#include <QColor>
#include <QPainter>
#include <QRectF>

namespace sweetspot::ui {

// One column of a waveform: the lowest and highest sample in it and its RMS, linear, full scale 1.
struct WaveColumn {
  float low = 0.0f;
  float high = 0.0f;
  float rms = 0.0f;
};

struct WaveLook {
  QColor peak;        // of the part beyond the RMS
  QColor rms;         // of the body
  double gain = 1.0;  // linear, as the clip's gain shows
};

// The look of a clip in a track's colour; grey and quiet when it is muted.
WaveLook wave_look(const QColor& colour, bool muted);

// Spreads the columns evenly over the width of `rect`, zero in its middle, full scale at its edges. Give one column a device
// pixel for the sharpest picture. Any thread (on a QImage).
void draw_waveform(QPainter& painter, const QRectF& rect, std::span<const WaveColumn> columns, const WaveLook& look);

}  // namespace sweetspot::ui
