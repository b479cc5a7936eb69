#include "ui/arrange/automation_menu.h"

#include <QMenu>
#include <algorithm>
#include <map>

#include "engine/session/automation_edits.h"
#include "engine/session/automation_values.h"
#include "engine/studio/processors.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {
namespace {

constexpr int kMostInOneMenu = 24;  // parameters of a device; more are folded by the first part of their keys

// "EQ: Band 1 frequency" beneath "EQ".
std::pair<QString, QString> parted(const QString& name) {
  const auto colon = name.indexOf(": ");
  return colon < 0 ? std::pair{QString(), name} : std::pair{name.left(colon), name.mid(colon + 2)};
}

}  // namespace

void fill_automation_menu(QMenu& menu, const Session& session, StripId strip, const std::vector<AutomationTarget>& open,
                          const std::function<void(const AutomationTarget&)>& chosen) {
  const Strip* const owner = find_strip(session, strip);
  if (!owner) return;
  const ParamCatalog& catalog = processor_catalog();
  const std::vector<AutomationTarget> all = automation_targets(session, strip, catalog);
  const auto add = [&](QMenu& to, const QString& text, const AutomationTarget& target) {
    QAction* action = to.addAction(text, [chosen, target] { chosen(target); });
    action->setCheckable(true);
    action->setChecked(std::ranges::find(open, target) != open.end());
  };
  menu.addSection("Automated");
  bool any = false;
  for (const AutomationTarget& target : all) {
    if (!edit::find_lane(*owner, target)) continue;
    add(menu, words(target_name(session, strip, target, catalog)), target);
    any = true;
  }
  if (!any) menu.addAction("Nothing yet")->setEnabled(false);
  menu.addSection("Add a lane");
  std::map<QString, QMenu*> folders;
  std::map<QString, int> counts;
  for (const AutomationTarget& target : all) ++counts[parted(words(target_name(session, strip, target, catalog))).first];
  for (const AutomationTarget& target : all) {
    const auto [folder, label] = parted(words(target_name(session, strip, target, catalog)));
    if (folder.isEmpty()) {
      add(menu, label, target);
      continue;
    }
    QMenu*& sub = folders[folder];
    if (!sub) sub = menu.addMenu(folder);
    QMenu* into = sub;
    const auto dot = target.param.find('.');
    if (counts[folder] > kMostInOneMenu && dot != std::string::npos) {
      QString part = words(target.param.substr(0, dot));
      if (part.startsWith("band"))
        part = "Band " + part.mid(4);
      else if (!part.isEmpty())
        part[0] = part[0].toUpper();
      QMenu*& deeper = folders[folder + "/" + part];
      if (!deeper) deeper = sub->addMenu(part);
      into = deeper;
    }
    add(*into, label, target);
  }
}

}  // namespace sweetspot::ui
