// The few shapes that everything on the screen is made of.
#pragma once

#include <QPainter>
#include <QPixmap>
#include <QRectF>
#include <QSize>
#include <QWidget>

#include "ui/theme/tokens.h"

namespace sweetspot::ui {

// A filled box with rounded corners and a border of one device-independent pixel drawn inside `rect`. [main]
void draw_box(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& border, double radius = token::kRadius);

// The ring around what has the keyboard, two pixels wide, inside `rect`. [main]
void draw_focus(QPainter& painter, const QRectF& rect, double radius = token::kRadius);

// Whether a button should show that ring: it has the focus and the keyboard is what moves the focus in its window. [main]
bool shows_keyboard_focus(const QWidget& widget);

// A transparent pixmap of a logical size for a screen of that pixel ratio. [main]
QPixmap make_pixmap(const QSize& size, double ratio);

// `value` on the nearest whole device pixel, in logical pixels, so that lines stay sharp at any scale. Any thread.
double snapped(double value, double ratio);

}  // namespace sweetspot::ui
