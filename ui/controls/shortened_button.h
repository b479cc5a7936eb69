// A button whose text is a name that may be long.
#pragma once

#include <QPushButton>

namespace sweetspot::ui {

// Shows as much of the name as it has room for; the tool tip and screen readers have the whole. [main]
class ShortenedButton : public QPushButton {
 public:
  explicit ShortenedButton(QString name, QWidget* parent = nullptr) : QPushButton(parent), name_(std::move(name)) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setAccessibleName(name_);
    shorten();
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QPushButton::resizeEvent(event);
    shorten();
  }

 private:
  static constexpr int kAround = 24;  // between the text and the borders

  void shorten() {
    // An ampersand would underline the next letter.
    const QString shown = fontMetrics().elidedText(name_, Qt::ElideRight, std::max(0, width() - kAround));
    setToolTip(shown == name_ ? QString() : name_);
    setText(QString(shown).replace("&", "&&"));
  }

  QString name_;
};

}  // namespace sweetspot::ui
