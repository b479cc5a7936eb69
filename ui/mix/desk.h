// What the Mix place needs of the program, so that it can be shown and tested without a sound card.
#pragma once

#include "ui/panels/panel_desk.h"

namespace sweetspot::ui {

class Store;

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

  // The window's store where there is one: for what is no part of the session, as the modes of automation.
  virtual Store* store() { return nullptr; }

  // What a strip brings to the mix, as it is written beside its fader; empty where it is not known. They are looked for while wanted.
  struct Share {
    QString loudness;  // "−25.6"
    QString share;     // "14 %"
    QString words;     // for screen readers and tips
    bool stale = false;
  };
  virtual Share share(StripId) const { return {}; }
  virtual void want_shares(bool) {}

  // A part of the inspector that tells the balance of the chosen strip; null where there is none. The caller owns it.
  virtual QWidget* make_balance_pane() { return nullptr; }

 signals:
  void selection_changed();
  void automation_moved();  // the values in session() that lanes and hands give it, and nothing else
  void shares_changed();
};

}  // namespace sweetspot::ui
