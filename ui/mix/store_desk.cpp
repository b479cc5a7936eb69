#include "ui/mix/store_desk.h"

#include <algorithm>

namespace sweetspot::ui {

StoreDesk::StoreDesk(Store& store, QObject* parent) : Desk(parent), store_(store), panels_(StorePanelDesk::of(store)) {
  connect(&store, &Store::session_changed, this, &Desk::session_changed);
  connect(&store, &Store::automation_moved, this, [this] { moves_devices() ? emit session_changed() : emit automation_moved(); });
  connect(&store, &Store::structure_changed, this, &Desk::structure_changed);
  connect(&store, &Store::selection_changed, this, &Desk::selection_changed);
  connect(&store, &Store::frame, this, &Desk::frame);
  connect(&panels_, &PanelDesk::song_changed, this, &Desk::song_changed);
}

// Whether a panel of the inspector has something to show; only then is it worth to look at all of them.
bool StoreDesk::moves_devices() const {
  const Strip* const strip = find_strip(store_.session(), store_.selected_strip());
  return strip && std::ranges::any_of(strip->automation, [](const auto& lane) { return lane->enabled && lane->target.device; });
}

MixPlace* make_mix_place(Store& store, QWidget* parent) { return new MixPlace(std::make_unique<StoreDesk>(store), parent); }

}  // namespace sweetspot::ui
