// What the drawn panels have in common: grounds, numbers on axes, lines with flags.
#pragma once

#include <initializer_list>

#include <QPainter>
#include <QRectF>
#include <QString>

#include "ui/controls/plot_axis.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {

// "−4.2", "0.0" or "+3.0" (with `plus`), a dash for what is no number. The minus is a real one.
QString signed_number(double value, int decimals = 1, bool plus = false);

// A frequency as an axis or a flag says it: "120", "2.5k".
QString short_hertz(double hz);

// A line across the picture on a whole device pixel. [main]
void draw_level_line(QPainter& painter, double left, double right, double y, const QColor& colour);
void draw_upright_line(QPainter& painter, double x, double top, double bottom, const QColor& colour);

// Numbers in the tick font, left of or beneath the grid. [main]
void draw_left_number(QPainter& painter, double right, double y, const QString& text);
void draw_foot_number(QPainter& painter, double x, double top, const QString& text);

// A small box with a number on a line; `lit` while it is held or hovered. Its size for a text, and the box around a place. [main]
QSizeF flag_size(const QString& text);
void draw_flag(QPainter& painter, const QRectF& box, const QString& text, bool lit);

// A number that stands on a picture, on a ground of its own so that it can be read whatever passes beneath; `corner` is its lower left
// or lower right corner. [main]
void draw_chip(QPainter& painter, QPointF corner, Qt::Alignment side, const QString& text, const QColor& ink);

// What the parts of a picture are, each in its own colour, side by side on one ground; `corner` as for draw_chip. [main]
struct PlotWord {
  QString text;
  QColor ink;
};
void draw_words(QPainter& painter, QPointF corner, Qt::Alignment side, std::initializer_list<PlotWord> words);

// What the axes of a curve over its input mean, in the corners that such a curve leaves free. [main]
void draw_axis_names(QPainter& painter, const QRectF& area, const QString& across, const QString& upwards);

// The grid of frequencies from 20 Hz to 20 kHz with numbers beneath `area`; fewer numbers where there is little room. [main]
void draw_frequency_grid(QPainter& painter, const QRectF& area, const PlotAxis& axis);

}  // namespace sweetspot::ui
