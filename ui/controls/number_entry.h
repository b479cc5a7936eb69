// The field that opens over a control to type its value.
#pragma once

#include <QLineEdit>

namespace sweetspot::ui {

// Enter, Tab or leaving it commits, Esc gives up. Deletes itself afterwards. A text that was entered and refused stays to be mended, all of
// it selected, so that what is typed next goes to the field; leaving it then gives up. [main]
class NumberEntry : public QLineEdit {
  Q_OBJECT
 public:
  // Opens over `area` (in the control's coordinates) with `text` selected.
  NumberEntry(QWidget& control, const QRect& area, const QString& text);

  // The text that is being committed cannot be taken; called from a slot of committed().
  void refuse() { refused_ = true; }

 signals:
  void committed(const QString& text);

 protected:
  bool event(QEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  void finish(bool commit, bool give_focus_back);
  bool entered();

  QWidget& control_;
  bool done_ = false;
  bool committing_ = false;
  bool refused_ = false;
  QString refused_text_;
};

}  // namespace sweetspot::ui
