// Finds words that do not fit where they stand.
#pragma once

#include <QAbstractButton>
#include <QComboBox>
#include <QFontMetrics>
#include <QLabel>
#include <QToolButton>
#include <QWidget>
#include <string>
#include <vector>

namespace sweetspot::testing_support {

// A sentence for each visible label, button or list below `root` that is narrower than its text, and for each label that lies over
// something beside it. Labels that break their lines or are meant to be shortened (with a tool tip that has the whole) may.
inline std::vector<std::string> cut_off(const QWidget& root) {
  std::vector<std::string> found;
  const auto too_wide = [&](const QWidget& part, const QString& text, int room) {
    const int wants = part.fontMetrics().horizontalAdvance(text);
    if (wants > room)
      found.push_back("“" + text.toStdString() + "” wants " + std::to_string(wants) + " pixels and has " + std::to_string(room));
  };
  for (const QWidget* part : root.findChildren<QWidget*>()) {
    if (!part->isVisible()) continue;
    if (const auto* label = qobject_cast<const QLabel*>(part)) {
      if (label->wordWrap() || label->text().isEmpty() || label->textFormat() == Qt::RichText) continue;
      too_wide(*label, label->text(), label->width());
      for (const QWidget* beside : label->parentWidget()->findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        if (beside != label && beside->isVisible() && beside->geometry().intersects(label->geometry()) &&
            !beside->geometry().contains(label->geometry()))
          found.push_back("“" + label->text().toStdString() + "” lies over a " + beside->metaObject()->className());
    } else if (const auto* list = qobject_cast<const QComboBox*>(part)) {
      too_wide(*list, list->currentText(), list->width() - 24);
    } else if (const auto* button = qobject_cast<const QAbstractButton*>(part)) {
      too_wide(*button, QString(button->text()).replace("&&", "+").remove('&'), button->width());
    }
  }
  return found;
}

}  // namespace sweetspot::testing_support
