#include "ui/panels/store_panel.h"

#include <algorithm>
#include <utility>

#include "ui/panels/desk_panel.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

std::filesystem::path folder_of(Store& store) {
  const std::filesystem::path song = store.studio().folder();
  return song.empty() ? song : song_preset_folder(song);
}

}  // namespace

StorePanelDesk::StorePanelDesk(Store& store, QObject* parent)
    : PanelDesk(parent),
      store_(store),
      presets_(user_preset_folder, [&store] { return folder_of(store); }),
      matches_(*this, store.listening()),
      heard_mix_(store.studio().listening_to_mix()) {
  connect(&store, &Store::session_changed, this, &PanelDesk::session_changed);
  connect(&store, &Store::automation_moved, this, [this] {
    if (moves_devices()) emit session_changed();
  });
  connect(&store, &Store::structure_changed, this, &PanelDesk::structure_changed);
  connect(&store, &Store::frame, this, &PanelDesk::frame);
  // Before or after mastering is another comparison, with a match of its own.
  connect(&store, &Store::frame, this, [this] {
    const bool mix = store_.studio().listening_to_mix();
    if (std::exchange(heard_mix_, mix) != mix) matches_.end();
  });
  connect(&store, &Store::opened, this, [this] {
    shelf_.clear();
    presets_.clear();
    emit song_changed();
  });
}

// Whether a lane moves a device at all; only then have panels something to follow.
bool StorePanelDesk::moves_devices() const {
  const auto moves = [](const Strip& strip) {
    return std::ranges::any_of(strip.automation, [](const auto& lane) { return lane->enabled && lane->target.device; });
  };
  const auto moved = [&](const auto& item) { return moves(item->strip); };
  const Session& song = store_.session();
  return std::ranges::any_of(song.tracks, moved) || std::ranges::any_of(song.buses, moved) || moves(*song.mix) || moves(*song.master);
}

StorePanelDesk& StorePanelDesk::of(Store& store) {
  for (QObject* child : store.children())
    if (auto* desk = dynamic_cast<StorePanelDesk*>(child)) return *desk;
  return *new StorePanelDesk(store, &store);
}

const Session& StorePanelDesk::session() const { return store_.shown_session(); }
void StorePanelDesk::edit(const QString& name, const Edit& edit, const QString& target) { store_.edit(name, edit, target); }
void StorePanelDesk::edit_value(const StepWords& words, const Edit& edit, const QString& target) {
  store_.edit(words.name, edit, target, words.value);
}
void StorePanelDesk::end_gesture() { store_.end_gesture(); }
void StorePanelDesk::cancel_gesture() { store_.cancel_gesture(); }
std::vector<float> StorePanelDesk::device_meters(DeviceId device) const { return store_.studio().device_meters(device); }
void StorePanelDesk::watch_device(DeviceId device, bool on) { store_.watch_device(device, on); }
bool StorePanelDesk::device_signal(DeviceId device, DeviceSignal& signal) { return store_.studio().device_signal(device, signal); }
void StorePanelDesk::trim_strip(StripId strip, double db) { store_.studio().set_strip_trim(strip, db); }
void StorePanelDesk::tell(const QString& sentence) { emit store_.problem(sentence); }

DevicePanel* make_store_panel(Store& store, DeviceId id, QWidget* parent) { return make_desk_panel(StorePanelDesk::of(store), id, parent); }

}  // namespace sweetspot::ui
