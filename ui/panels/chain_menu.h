// The menu of whole chains for a strip.
#pragma once

#include "engine/session/ids.h"
#include "engine/session/preset_edits.h"
#include "engine/studio/presets.h"

class QMenu;
class QWidget;

namespace sweetspot::ui {

class PanelDesk;

// Fills a menu with the chains that suit a strip: instead of its processors, or behind them; those for other strips below; and with
// saving the strip's own. One that is taken is one undo step. Dialogs belong to the window of `near`. [main]
void fill_chain_menu(QMenu& menu, PanelDesk& desk, StripId strip, QWidget& near);

// What the menu does, each with a sentence through the desk when it cannot be done. [main]
void apply_chain(PanelDesk& desk, StripId strip, const Preset& preset, edit::ChainPlace place);
bool save_chain(PanelDesk& desk, StripId strip, Preset preset, PresetSource where, bool replace);

}  // namespace sweetspot::ui
