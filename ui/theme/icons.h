// Our own icons: strokes on a grid of 24, tinted when they are loaded.
#pragma once

#include <array>
#include <string_view>

#include <QColor>
#include <QIcon>
#include <QPixmap>

#include "ui/theme/tokens.h"

namespace sweetspot::ui {

enum class Icon {
  to_start,
  stop,
  play,
  pause,
  loop,
  undo,
  redo,
  menu,
  help,
  add,
  close,
  folder,
  file,
  save,
  power,
  phase,
  mute,
  more,
  chevron_down,
  chevron_right,
  check,
  warning,
  settings,
  search,
  trash,
  zoom_in,
  zoom_out,
  fit,
  pencil,
  link,
  headphones,
  export_file,
  magnet,
  arrow_right,
};

// File name below resources/icons, without ".svg".
std::string_view icon_name(Icon icon);

// Every icon, for tests and for a table of them.
inline constexpr int kIconCount = static_cast<int>(Icon::arrow_right) + 1;

// The icon in one colour, `size` logical pixels square, for a screen of that pixel ratio. Cached. [main]
QPixmap icon_pixmap(Icon icon, int size, const QColor& colour = token::kText, double ratio = 1.0);

// For buttons and menus: the colour while enabled, kDisabled otherwise, `checked` while a button is down. [main]
QIcon icon(Icon icon, const QColor& colour = token::kText, const QColor& checked = token::kText);

}  // namespace sweetspot::ui
