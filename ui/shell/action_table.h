// Everything the window can do: one list with name, text, keys and what happens. Menus, shortcuts and the list of keys come from it.
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>
#include <functional>
#include <map>
#include <vector>

class QAction;
class QMenu;
class QWidget;

namespace sweetspot::ui {

struct ActionSpec {
  QString id;                // "play"; never shown
  QString section;           // the menu and the heading in the list of keys: "Transport"
  QString text;              // "Play or stop"
  QList<QKeySequence> keys;  // the first is the one that is shown
  std::function<void()> run;
  std::function<bool()> enabled = {};  // asked when a menu opens; none: always
  bool repeats = false;                // goes on while the key is held
};

// Adds the actions to a window so that their keys work everywhere in it. A key that two actions share is a fault and throws
// std::logic_error. [main]
class ActionTable {
 public:
  ActionTable(std::vector<ActionSpec> specs, QWidget& window);

  const std::vector<ActionSpec>& specs() const { return specs_; }
  QAction* action(const QString& id) const;

  // A menu with a sub-menu for each section.
  void fill(QMenu& menu) const;

 private:
  std::vector<ActionSpec> specs_;
  std::map<QString, QAction*> actions_;
};

// Keys written as people read them: "Ctrl+Shift+Z, Ctrl+Y".
QString keys_text(const ActionSpec& spec);

}  // namespace sweetspot::ui
