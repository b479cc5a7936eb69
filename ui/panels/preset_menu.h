// The menu of a processor's presets.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/session/ids.h"
#include "engine/studio/presets.h"

class QMenu;
class QWidget;

namespace sweetspot::ui {

class PanelDesk;

// What the menu lists: presets that belong under one heading.
struct PresetGroup {
  std::string title;  // "Yours", "Lead vocal"
  std::vector<const ShelvedPreset*> presets;
};

// The presets of a type as a menu shows them.
struct PresetList {
  std::vector<PresetGroup> here;   // the song's, the user's, then those for the strip's roles, the nearest first
  std::vector<PresetGroup> other;  // for other roles, in the order of preset_roles()
};

// `roles` as preset_roles_of() gives them. The pointers are the shelf's. Pure.
PresetList list_presets(const PresetShelf& shelf, std::string_view type, const std::vector<std::string_view>& roles);

// Fills a menu with the presets of a device, read anew, and with saving, importing, exporting and removing. A preset is taken as one undo
// step. Dialogs belong to the window of `near`. [main]
void fill_preset_menu(QMenu& menu, PanelDesk& desk, DeviceId device, QWidget& near);

// What the menu does, each with a sentence through the desk when it cannot be done. [main]
void apply_preset(PanelDesk& desk, DeviceId device, const Preset& preset);
bool save_preset(PanelDesk& desk, DeviceId device, Preset preset, PresetSource where, bool replace);
void import_presets(PanelDesk& desk, const std::vector<std::filesystem::path>& files);
void export_presets(PanelDesk& desk, const std::vector<const ShelvedPreset*>& presets, const std::filesystem::path& file);

}  // namespace sweetspot::ui
