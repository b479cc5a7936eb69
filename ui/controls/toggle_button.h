// A small button that stays down, with a letter or an icon and its own colour: M, S, phase.
#pragma once

#include <optional>

#include <QAbstractButton>
#include <QColor>

#include "ui/theme/icons.h"

namespace sweetspot::ui {

// The letter or icon carries the meaning, the colour helps. Focus by Tab alone, so a click never takes Space from Play.
class ToggleButton : public QAbstractButton {
  Q_OBJECT
 public:
  // `name` is what a screen reader says: "Mute Lead Vox".
  ToggleButton(const QString& letter, const QColor& on, const QString& name, QWidget* parent = nullptr);
  ToggleButton(Icon icon, const QColor& on, const QString& name, QWidget* parent = nullptr);

  // A line beneath the letter, for a second state that the button stands for; `words` tell it behind the name.
  void set_marked(bool marked, const QString& words);
  bool marked() const { return marked_; }

  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  void prepare(const QString& name);

  std::optional<Icon> icon_;
  QColor on_;
  QString name_;
  bool marked_ = false;
};

}  // namespace sweetspot::ui
