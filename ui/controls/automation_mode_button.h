// The button that says how a strip's automation is taken: R, T, L or W; a click opens the choice.
#pragma once

#include <QAbstractButton>

#include "engine/session/automation_mode.h"

class QMenu;

namespace sweetspot::ui {

// The letter carries the meaning, the colour helps: accent while it writes, warning in write, which overwrites untouched. Focus by Tab
// alone.
class AutomationModeButton : public QAbstractButton {
  Q_OBJECT
 public:
  // `name` is the strip's.
  explicit AutomationModeButton(const QString& name, QWidget* parent = nullptr);

  AutomationMode mode() const { return mode_; }
  void set_mode(AutomationMode mode);
  void set_lit(bool lit);  // the strip has lanes that play

  QSize sizeHint() const override;

 signals:
  void mode_chosen(sweetspot::AutomationMode mode);
  void menu_opens(QMenu* menu);  // whoever has more to offer adds it

 protected:
  void paintEvent(QPaintEvent* event) override;
  void enterEvent(QEnterEvent*) override { update(); }
  void leaveEvent(QEvent*) override { update(); }

 private:
  void open_menu();
  void tell();

  QString name_;
  AutomationMode mode_ = AutomationMode::read;
  bool lit_ = false;
};

// "Read", "Touch", ... and what it does, for menus and hints.
QString mode_name(AutomationMode mode);
QString mode_words(AutomationMode mode);

}  // namespace sweetspot::ui
