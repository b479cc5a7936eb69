// Gives the application its look.
#pragma once

#include <QApplication>
#include <QPalette>
#include <QWidget>

namespace sweetspot::ui {

// Must be called before the QApplication is made: fractional scales stay what they are (125 % is 1.25, not 1). [main]
void prepare_scaling();

// Palette, fonts and style for the whole program. Call once, after the QApplication is made. [main]
void apply_theme(QApplication& application);

// The palette apply_theme uses.
QPalette theme_palette();

// Lets a plain widget paint its ground in one colour. [main]
void set_ground(QWidget& widget, const QColor& colour);

// How a push button looks; the plain look needs no call. [main]
enum class ButtonLook {
  plain,
  primary,  // the one thing to do here: filled with the accent
  flat,     // no frame until hovered
};
void set_look(QWidget& button, ButtonLook look);

}  // namespace sweetspot::ui
