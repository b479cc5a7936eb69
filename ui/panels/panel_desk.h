// What a processor's panel needs of the program, so that it can be shown and tested without a sound card.
#pragma once

#include <functional>
#include <vector>

#include <QObject>
#include <QString>

#include "engine/session/session.h"
#include "engine/studio/report.h"
#include "ui/panels/compare_shelf.h"
#include "ui/panels/panel_presets.h"
#include "ui/store/step_words.h"

namespace sweetspot::ui {

class PanelMatches;

// Implemented over the window's store (store_panel.h). All functions: [main].
class PanelDesk : public QObject {
  Q_OBJECT
 public:
  using Edit = std::function<SessionPtr(const SessionPtr&)>;
  using QObject::QObject;

  virtual const Session& session() const = 0;

  // One undo step; steps with the same non-empty target merge until end_gesture().
  virtual void edit(const QString& name, const Edit& edit, const QString& target = {}) = 0;
  // The same where a value moves: the step tells from where to where.
  virtual void edit_value(const StepWords& words, const Edit& edit, const QString& target = {}) { this->edit(words.name, edit, target); }
  virtual void end_gesture() = 0;

  // Takes back what the present gesture did, as if it had not been, and ends it.
  virtual void cancel_gesture() = 0;

  // As in Studio; every call of watch_device with `on` needs one without.
  virtual std::vector<float> device_meters(DeviceId device) const = 0;
  virtual void watch_device(DeviceId device, bool on) = 0;
  virtual bool device_signal(DeviceId device, DeviceSignal& signal) = 0;

  // As Studio::set_strip_trim.
  virtual void trim_strip(StripId strip, double db) = 0;

  // One for all panels of the song.
  virtual CompareShelf& compare_shelf() = 0;
  virtual PanelPresets& presets() = 0;
  virtual PanelMatches& matches() = 0;

  // Something could not be done, or is worth a line.
  virtual void tell(const QString& sentence) = 0;

 signals:
  void session_changed();
  void structure_changed();  // strips, devices or sends came, went or moved; follows session_changed
  void song_changed();       // another song altogether
  void frame(double seconds);
};

}  // namespace sweetspot::ui
