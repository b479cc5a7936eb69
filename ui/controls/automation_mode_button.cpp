#include "ui/controls/automation_mode_button.h"

#include <QAccessible>
#include <QMenu>
#include <QPainter>

#include "ui/controls/hint.h"
#include "ui/theme/contrast.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr AutomationMode kModes[] = {AutomationMode::read, AutomationMode::touch, AutomationMode::latch, AutomationMode::write};

}  // namespace

QString mode_name(AutomationMode mode) {
  switch (mode) {
    case AutomationMode::read:
      return "Read";
    case AutomationMode::touch:
      return "Touch";
    case AutomationMode::latch:
      return "Latch";
    case AutomationMode::write:
      break;
  }
  return "Write";
}

QString mode_words(AutomationMode mode) {
  switch (mode) {
    case AutomationMode::read:
      return "lanes play, moves are not written";
    case AutomationMode::touch:
      return "writes while a control is held, then goes back to the lane";
    case AutomationMode::latch:
      return "writes from the first move until playback stops";
    case AutomationMode::write:
      break;
  }
  return "writes over every lane of the strip while it plays";
}

AutomationModeButton::AutomationModeButton(const QString& name, QWidget* parent) : QAbstractButton(parent), name_(name) {
  setFocusPolicy(Qt::TabFocus);
  connect(this, &QAbstractButton::clicked, this, &AutomationModeButton::open_menu);
  tell();
}

void AutomationModeButton::tell() {
  setText(mode_name(mode_).left(1));
  setAccessibleName("Automation of " + name_ + ": " + mode_name(mode_));
  set_hint(*this, "Automation " + mode_name(mode_).toLower() + ": " + mode_words(mode_) + " · click to choose · A shows the lanes",
           "Automation: " + mode_name(mode_).toLower());
}

void AutomationModeButton::set_mode(AutomationMode mode) {
  if (mode == mode_) return;
  mode_ = mode;
  tell();
  QAccessibleEvent changed(this, QAccessible::NameChanged);
  QAccessible::updateAccessibility(&changed);
  update();
}

void AutomationModeButton::set_lit(bool lit) {
  if (std::exchange(lit_, lit) != lit) update();
}

QSize AutomationModeButton::sizeHint() const { return {token::kControlHeight, token::kControlHeight}; }

void AutomationModeButton::open_menu() {
  QMenu menu(this);
  menu.setToolTipsVisible(true);
  for (const AutomationMode mode : kModes) {
    QAction* action = menu.addAction(mode_name(mode) + ": " + mode_words(mode), this, [this, mode] { emit mode_chosen(mode); });
    action->setCheckable(true);
    action->setChecked(mode == mode_);
  }
  emit menu_opens(&menu);
  menu.exec(mapToGlobal(QPoint(0, height())));
}

void AutomationModeButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const bool writes = mode_ != AutomationMode::read;
  const QColor on = mode_ == AutomationMode::write ? token::kError : token::kAccent;
  const QColor fill = writes ? on : isDown() ? token::kWell : underMouse() ? token::kHover : token::kRaised;
  draw_box(painter, rect(), fill, writes ? fill : token::kBorder);
  painter.setFont(text_font(Text::small, writes || lit_));
  painter.setPen(writes ? text_on(on) : lit_ ? token::kAccent : token::kSecondary);
  painter.drawText(rect(), Qt::AlignCenter, text());
  if (shows_keyboard_focus(*this)) draw_focus(painter, rect());
}

}  // namespace sweetspot::ui
