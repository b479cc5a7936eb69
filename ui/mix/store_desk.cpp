#include "ui/mix/store_desk.h"

namespace sweetspot::ui {

StoreDesk::StoreDesk(Store& store, QObject* parent) : Desk(parent), store_(store), panels_(StorePanelDesk::of(store)) {
  connect(&store, &Store::session_changed, this, &Desk::session_changed);
  connect(&store, &Store::structure_changed, this, &Desk::structure_changed);
  connect(&store, &Store::selection_changed, this, &Desk::selection_changed);
  connect(&store, &Store::frame, this, &Desk::frame);
  connect(&panels_, &PanelDesk::song_changed, this, &Desk::song_changed);
}

MixPlace* make_mix_place(Store& store, QWidget* parent) { return new MixPlace(std::make_unique<StoreDesk>(store), parent); }

}  // namespace sweetspot::ui
