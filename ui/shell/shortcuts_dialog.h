// All keys, from the table of actions.
#pragma once

#include <QDialog>

namespace sweetspot::ui {

class ActionTable;

// Not modal. [main]
class ShortcutsDialog : public QDialog {
  Q_OBJECT
 public:
  explicit ShortcutsDialog(const ActionTable& actions, QWidget* parent = nullptr);
};

}  // namespace sweetspot::ui
