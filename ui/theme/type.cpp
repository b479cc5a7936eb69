#include "ui/theme/type.h"

#include <QPalette>
#include <QStringList>

namespace sweetspot::ui {
namespace {

QLabel* styled_label(const QString& text, const QFont& font, const QColor& colour, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setFont(font);
  label->setTextFormat(Qt::PlainText);
  QPalette palette = label->palette();
  palette.setColor(QPalette::WindowText, colour);
  label->setPalette(palette);
  return label;
}

}  // namespace

QFont text_font(Text size, bool semibold) {
  QFont font;
  font.setFamilies({"Inter", "Noto Sans", "DejaVu Sans", "sans-serif"});
  font.setPixelSize(static_cast<int>(size));
  const bool bold = semibold || size == Text::heading || size == Text::title;
  font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
  return font;
}

QFont readout_font(int pixels) {
  QFont font;
  font.setFamilies({"JetBrains Mono", "DejaVu Sans Mono", "Liberation Mono", "monospace"});
  font.setStyleHint(QFont::Monospace);
  font.setFixedPitch(true);
  font.setPixelSize(pixels);
  return font;
}

QLabel* make_label(const QString& text, Text size, const QColor& colour, QWidget* parent) {
  return styled_label(text, text_font(size), colour, parent);
}

QLabel* make_readout(const QString& text, int pixels, const QColor& colour, QWidget* parent) {
  return styled_label(text, readout_font(pixels), colour, parent);
}

}  // namespace sweetspot::ui
