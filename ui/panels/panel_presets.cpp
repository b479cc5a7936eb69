#include "ui/panels/panel_presets.h"

namespace sweetspot::ui {

PresetShelf& PanelPresets::shelf() {
  if (!shelf_) read_again();
  return *shelf_;
}

void PanelPresets::read_again() { shelf_.emplace(user_ ? user_() : std::filesystem::path(), song_ ? song_() : std::filesystem::path()); }

const PanelPresets::Shown& PanelPresets::shown(const Device& device) {
  const auto found = known_.find(device.id);
  if (found != known_.end() && found->second.settings == settings_of(device)) return found->second.shown;
  Known& known = known_[device.id];
  known.settings = settings_of(device);
  const ShelvedPreset* same = shelf().matching(device);
  if (same)
    known.shown = {same->preset.name, false};
  else if (device.params.empty() && device.mix == 1.0)
    known.shown = {};  // as it came
  else
    known.shown.edited = !known.shown.name.empty();
  return known.shown;
}

void PanelPresets::tell_changed() {
  for (auto& [id, known] : known_) known.settings.reset();
  emit changed();
}

void PanelPresets::clear() {
  shelf_.reset();
  known_.clear();
}

}  // namespace sweetspot::ui
