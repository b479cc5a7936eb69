// A combo box that the wheel never turns while a page scrolls past it, and that a click gives no focus.
#pragma once

#include <QComboBox>
#include <QWheelEvent>

#include "ui/theme/tokens.h"

namespace sweetspot::ui {

class QuietCombo : public QComboBox {
 public:
  explicit QuietCombo(QWidget* parent = nullptr) : QComboBox(parent) {
    setFocusPolicy(Qt::TabFocus);
    setFixedHeight(token::kControlHeight);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(4);
  }

 protected:
  void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

}  // namespace sweetspot::ui
