// The picture of a GainHistory: only what is new is drawn, the rest is shifted.
#pragma once

#include <QImage>
#include <QPainter>
#include <QRectF>

#include "ui/controls/gain_history.h"
#include "ui/controls/plot_axis.h"

namespace sweetspot::ui {

// Where the parts of a history lie, in the picture's own coordinates (0, 0 is its left top corner), and which of them are drawn.
struct StripScale {
  PlotAxis level;     // of input and output
  PlotAxis down, up;  // of the gain; `from` is where it hangs or stands
  bool input = true;
  bool output = false;
  bool gain = true;
  bool threshold = false;    // as it moved
  bool marks_above = false;  // what of the input is above the threshold
  bool grey = false;         // the input stands behind and is not what matters
};

// One column is one device pixel. [main]
class HistoryStrip {
 public:
  // Takes the history's columns with it. Redraws all.
  void set_area(const QRectF& area, double ratio, const StripScale& scale, GainHistory& history, double seconds);

  // Takes what GainHistory::push said. True when the picture changed.
  bool advance(const GainHistory& history, int fresh);

  void draw(QPainter& painter) const;
  const QRectF& area() const { return area_; }

 private:
  void draw_columns(const GainHistory& history, int newest);
  void draw_column(QPainter& painter, int x, const GainMoment& now, const GainMoment& before) const;

  QRectF area_;
  double ratio_ = 1.0;
  StripScale scale_;
  QImage ring_;
  int head_ = 0;      // column of the ring that is the newest
  GainMoment drawn_;  // the newest column as it was drawn
};

}  // namespace sweetspot::ui
