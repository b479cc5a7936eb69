// How well one colour is seen on another.
#pragma once

#include <QColor>

namespace sweetspot::ui {

// Contrast ratio of WCAG 2.1, 1 to 21; the order of the two does not matter. Alpha is ignored. Any thread.
double contrast_ratio(const QColor& one, const QColor& other);

// The text colour (dark or white) that is read better on a ground. Any thread.
QColor text_on(const QColor& ground);

// `over` laid on `under` at `amount` 0 to 1. Any thread.
QColor mixed(const QColor& under, const QColor& over, double amount);

}  // namespace sweetspot::ui
