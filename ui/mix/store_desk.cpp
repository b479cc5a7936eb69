#include "ui/mix/store_desk.h"

#include <algorithm>
#include "ui/balance/balance_pane.h"
#include "ui/balance/balance_words.h"

namespace sweetspot::ui {

StoreDesk::StoreDesk(Store& store, QObject* parent)
    : Desk(parent), store_(store), panels_(StorePanelDesk::of(store)), book_(BalanceBook::of(store)) {
  connect(&book_, &BalanceBook::changed, this, &Desk::shares_changed);
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

Desk::Share StoreDesk::share(StripId strip) const {
  const HeardStrip* heard = book_.heard(strip);
  if (!heard) return {};
  if (!heard->loudness_lufs) return {heard->recording_missing ? "missing" : "silent", {}, heard_words(*heard), book_.stale()};
  return {lufs_text(*heard), short_share_text(heard->share), heard_words(*heard), book_.stale()};
}

void StoreDesk::want_shares(bool wanted) { book_.want(this, wanted); }

QWidget* StoreDesk::make_balance_pane() { return new BalancePane(store_); }

MixPlace* make_mix_place(Store& store, QWidget* parent) { return new MixPlace(std::make_unique<StoreDesk>(store), parent); }

}  // namespace sweetspot::ui
