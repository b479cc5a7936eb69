#include "ui/shell/action_table.h"

#include <QAction>
#include <QMenu>
#include <QStringList>
#include <QWidget>
#include <stdexcept>

namespace sweetspot::ui {

ActionTable::ActionTable(std::vector<ActionSpec> specs, QWidget& window) : specs_(std::move(specs)) {
  std::map<QKeySequence, QString> owners;
  for (const ActionSpec& spec : specs_) {
    for (const QKeySequence& key : spec.keys) {
      const auto [owner, fresh] = owners.emplace(key, spec.id);
      if (!fresh) throw std::logic_error((key.toString() + " belongs to both " + owner->second + " and " + spec.id).toStdString());
    }
    auto* action = new QAction(spec.text, &window);
    action->setObjectName(spec.id);
    action->setShortcuts(spec.keys);
    action->setAutoRepeat(spec.repeats);
    QObject::connect(action, &QAction::triggered, &window, spec.run);
    window.addAction(action);
    actions_.emplace(spec.id, action);
  }
}

QAction* ActionTable::action(const QString& id) const {
  const auto found = actions_.find(id);
  return found == actions_.end() ? nullptr : found->second;
}

void ActionTable::fill(QMenu& menu) const {
  QMenu* part = nullptr;
  for (const ActionSpec& spec : specs_) {
    if (!part || part->title() != spec.section) part = menu.addMenu(spec.section);
    QAction* action = actions_.at(spec.id);
    part->addAction(action);
    if (!spec.enabled) continue;
    // An action that is off would not hear its key either, so it is only greyed while the menu is open.
    QObject::connect(part, &QMenu::aboutToShow, action, [action, enabled = spec.enabled] { action->setEnabled(enabled()); });
    QObject::connect(
        part, &QMenu::aboutToHide, action, [action] { action->setEnabled(true); }, Qt::QueuedConnection);
  }
}

QString keys_text(const ActionSpec& spec) {
  QStringList all;
  for (const QKeySequence& key : spec.keys) all << key.toString(QKeySequence::NativeText);
  return all.join(", ");
}

}  // namespace sweetspot::ui
