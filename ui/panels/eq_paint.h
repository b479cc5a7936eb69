// Draws the layers of an equalizer's picture.
#pragma once

#include <span>
#include <vector>

#include <QPainter>

#include "ui/panels/eq_plot.h"

namespace sweetspot::ui {

// The well, the grid with its numbers, the piano. [main]
void draw_eq_ground(QPainter& painter, const EqPlot& plot, const QRectF& widget, bool with_spectrum, double ratio);

// Before: a grey fill; after: a line. [main]
void draw_eq_spectrum(QPainter& painter, const EqPlot& plot, std::span<const double> before, std::span<const double> after);

// Reaches of dynamic bands, tinted bands, the curve of all. [main]
void draw_eq_curves(QPainter& painter, const EqPlot& plot, const EqCurves& curves, bool dimmed);

// What the curve is at this moment, where dynamic bands move it away from the `whole`, which has as many points. [main]
void draw_eq_live(QPainter& painter, const EqPlot& plot, const CurveLine& whole, const CurveLine& live);

// A band as it is to be drawn.
struct EqNode {
  int band = 0;
  QPointF place{};
  QString badge;  // "M" beside the number
  bool chosen = false, hovered = false;
  bool flat = false;   // does nothing yet
  bool aside = false;  // of another route than the chosen one
  bool heard_alone = false;
  std::optional<double> end{};  // y of the end of a dynamic band's range
  std::optional<double> now{};  // y of where its gain is
};

// The area of a node. Pure.
QRectF node_rect(const EqNode& node);

// [main]
void draw_eq_nodes(QPainter& painter, const std::vector<EqNode>& nodes);

// What stands under the pointer, in the corner of the plot. [main]
void draw_eq_readout(QPainter& painter, const EqPlot& plot, const QString& words);

// Where that may be. Pure.
QRect readout_rect(const EqPlot& plot);

}  // namespace sweetspot::ui
