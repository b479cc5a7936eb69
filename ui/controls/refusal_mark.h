// The red frame around a value whose typed text was refused.
#pragma once

#include <QWidget>

namespace sweetspot::ui {

// Lies over `area` of the control for kShownMs, then deletes itself. Takes neither the mouse nor the focus. [main]
class RefusalMark : public QWidget {
  Q_OBJECT
 public:
  static constexpr int kShownMs = 1500;

  RefusalMark(QWidget& control, const QRect& area);

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace sweetspot::ui
