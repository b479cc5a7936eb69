// The typefaces: Inter for words, JetBrains Mono for numbers that change.
#pragma once

#include <QFont>
#include <QLabel>
#include <QString>

namespace sweetspot::ui {

// Sizes in logical pixels; headings and titles are semibold.
enum class Text { tick = 10, caption = 11, small = 12, body = 13, heading = 14, title = 16 };

// Font for words. [main]
QFont text_font(Text size, bool semibold = false);

// Font for readouts: equal-width digits, so that numbers do not dance. `pixels` is 10 (meter ticks), 11, 13, 20 or 44. [main]
QFont readout_font(int pixels);

// A label in a style, its colour a token. The caller owns it (or `parent` does). [main]
QLabel* make_label(const QString& text, Text size, const QColor& colour, QWidget* parent = nullptr);

// A label of a number in the readout font. [main]
QLabel* make_readout(const QString& text, int pixels, const QColor& colour, QWidget* parent = nullptr);

}  // namespace sweetspot::ui
