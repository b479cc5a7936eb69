#include "ui/panels/chain_menu.h"

#include <QMenu>

#include "engine/core/error.h"
#include "engine/studio/processors.h"
#include "ui/panels/panel_desk.h"
#include "ui/panels/preset_menu.h"
#include "ui/panels/save_preset_dialog.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

QString words(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

// An ampersand is one, and no key to press.
QString menu_words(std::string_view text) { return words(text).replace('&', "&&"); }

void add_group(QMenu& menu, const PresetGroup& group, PanelDesk& desk, StripId strip, edit::ChainPlace place) {
  if (!menu.isEmpty()) menu.addSeparator();
  QAction* title = menu.addAction(menu_words(group.title));
  title->setEnabled(false);
  title->setFont(text_font(Text::small, true));
  for (const ShelvedPreset* shelved : group.presets) {
    QString text = menu_words(shelved->preset.name);
    if (!shelved->preset.summary.empty()) text += "\t" + menu_words(shelved->preset.summary);
    menu.addAction(text, &desk, [&desk, strip, place, preset = shelved->preset] { apply_chain(desk, strip, preset, place); });
  }
}

SavePresetDialog::Subject subject(PanelDesk& desk, StripId strip) {
  const Strip* found = find_strip(desk.session(), strip);
  SavePresetDialog::Subject subject;
  subject.title = "the chain of " + words(found->name);
  subject.kind = kChainKind;
  subject.role = std::string(preset_roles_of(desk.session(), strip).front());
  subject.save = [&desk, strip](Preset preset, PresetSource where, bool replace) {
    return save_chain(desk, strip, std::move(preset), where, replace);
  };
  return subject;
}

}  // namespace

void fill_chain_menu(QMenu& menu, PanelDesk& desk, StripId id, QWidget& near) {
  const Strip* strip = find_strip(desk.session(), id);
  if (!strip) return;
  desk.presets().read_again();
  const PresetList list = list_presets(desk.presets().shelf(), kChainKind, preset_roles_of(desk.session(), id));
  const bool empty = strip->devices.empty();
  for (const PresetGroup& group : list.here) add_group(menu, group, desk, id, edit::ChainPlace::replace);
  if (list.here.empty()) menu.addAction("There is none for this kind of track")->setEnabled(false);
  menu.addSeparator();
  if (!empty && !list.here.empty()) {
    QMenu* behind = menu.addMenu("Behind what is there");
    for (const PresetGroup& group : list.here) add_group(*behind, group, desk, id, edit::ChainPlace::append);
  }
  if (!list.other.empty()) {
    QMenu* others = menu.addMenu("For other tracks");
    for (const PresetGroup& group : list.other) add_group(*others->addMenu(words(group.title)), group, desk, id, edit::ChainPlace::replace);
  }
  QAction* save = menu.addAction("Save this chain as a preset…", &desk, [&desk, id, near = &near] {
    if (!find_strip(desk.session(), id)) return;
    auto* dialog = new SavePresetDialog(desk, subject(desk, id), near->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
  });
  save->setEnabled(!empty);
}

void apply_chain(PanelDesk& desk, StripId strip, const Preset& preset, edit::ChainPlace place) {
  desk.edit("Chain " + words(preset.name),
            [&](const SessionPtr& s) { return edit::apply_chain(s, strip, preset, place, processor_catalog()); });
}

bool save_chain(PanelDesk& desk, StripId id, Preset preset, PresetSource where, bool replace) {
  const Strip* strip = find_strip(desk.session(), id);
  if (!strip) return false;
  preset.devices = presets_of(*strip, processor_catalog());
  try {
    desk.presets().shelf().save(std::move(preset), where, replace);
  } catch (const Error& error) {
    desk.tell(QString::fromUtf8(error.what()));
    return false;
  }
  desk.presets().tell_changed();
  return true;
}

}  // namespace sweetspot::ui
