#include "ui/theme/theme.h"

#include <QStyleFactory>
#include <QToolTip>

#include "ui/theme/style.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

// Resources of a static library are dropped by the linker unless something names them.
static void load_resources() { Q_INIT_RESOURCE(icons); }

namespace sweetspot::ui {

void prepare_scaling() { QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough); }

QPalette theme_palette() {
  using namespace token;
  QPalette p;
  p.setColor(QPalette::Window, kPanel);
  p.setColor(QPalette::WindowText, kText);
  p.setColor(QPalette::Base, kWell);
  p.setColor(QPalette::AlternateBase, kPanel);
  p.setColor(QPalette::Text, kText);
  p.setColor(QPalette::PlaceholderText, kDisabled);
  p.setColor(QPalette::Button, kRaised);
  p.setColor(QPalette::ButtonText, kText);
  p.setColor(QPalette::BrightText, kError);
  p.setColor(QPalette::ToolTipBase, kHover);
  p.setColor(QPalette::ToolTipText, kText);
  p.setColor(QPalette::Highlight, kAccentFill);
  p.setColor(QPalette::HighlightedText, kOnFill);
  p.setColor(QPalette::Link, kAccent);
  p.setColor(QPalette::LinkVisited, kAccent);
  p.setColor(QPalette::Light, kHover);
  p.setColor(QPalette::Midlight, kHover);
  p.setColor(QPalette::Mid, kHairline);
  p.setColor(QPalette::Dark, kWell);
  p.setColor(QPalette::Shadow, kWell);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
    p.setColor(QPalette::Disabled, role, kDisabled);
  }
  p.setColor(QPalette::Disabled, QPalette::Highlight, kHover);
  return p;
}

void apply_theme(QApplication& application) {
  load_resources();
  application.setStyle(new ThemeStyle);
  application.setPalette(theme_palette());
  application.setFont(text_font(Text::body));
  QToolTip::setFont(text_font(Text::small));
  QToolTip::setPalette(theme_palette());
}

void set_ground(QWidget& widget, const QColor& colour) {
  QPalette palette = widget.palette();
  palette.setColor(QPalette::Window, colour);
  widget.setPalette(palette);
  widget.setAutoFillBackground(true);
}

void set_look(QWidget& button, ButtonLook look) {
  button.setProperty(kLookProperty, static_cast<int>(look));
  button.update();
}

}  // namespace sweetspot::ui
