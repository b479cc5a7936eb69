// The field that opens over a control to type its value.
#pragma once

#include <QLineEdit>

namespace sweetspot::ui {

// Enter, Tab or leaving it commits, Esc gives up. Deletes itself afterwards. [main]
class NumberEntry : public QLineEdit {
  Q_OBJECT
 public:
  // Opens over `area` (in the control's coordinates) with `text` selected.
  NumberEntry(QWidget& control, const QRect& area, const QString& text);

 signals:
  void committed(const QString& text);

 protected:
  bool event(QEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  void finish(bool commit, bool give_focus_back);

  QWidget& control_;
  bool done_ = false;
};

}  // namespace sweetspot::ui
