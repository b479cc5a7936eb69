// What the Mix place needs of the program, so that it can be shown and tested without a sound card.
#pragma once

#include "ui/panels/panel_desk.h"

namespace sweetspot::ui {

// Implemented by StoreDesk for the window. All functions: [main].
class Desk : public PanelDesk {
  Q_OBJECT
 public:
  using PanelDesk::PanelDesk;

  virtual StripId selected() const = 0;
  virtual void select(StripId strip) = 0;

  // As in Studio.
  virtual LevelReadout take_level(StripId strip) = 0;
  virtual LoudnessReadout loudness() const = 0;
  virtual void reset_loudness() = 0;

 signals:
  void selection_changed();
};

}  // namespace sweetspot::ui
