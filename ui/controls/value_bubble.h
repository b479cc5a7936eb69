// The number and unit shown beside the pointer while a value is dragged.
#pragma once

#include <QPointer>
#include <QWidget>

namespace sweetspot::ui {

// A child of the control's window, so that it needs no window of its own. [main]
class ValueBubble : public QWidget {
 public:
  // Shows `text` beside a point on the screen, in the window of `control`.
  static void show_for(QWidget& control, const QString& text, QPoint screen);
  static void hide_for(QWidget& control);

 protected:
  void paintEvent(QPaintEvent*) override;

 private:
  explicit ValueBubble(QWidget* window);
  static ValueBubble* find(QWidget& control);

  QString text_;
};

}  // namespace sweetspot::ui
