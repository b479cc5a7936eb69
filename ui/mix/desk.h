// What the Mix place needs of the program, so that it can be shown and tested without a sound card.
#pragma once

#include <functional>
#include <vector>

#include <QObject>
#include <QString>

#include "engine/session/session.h"
#include "engine/studio/report.h"

namespace sweetspot::ui {

// Implemented by StoreDesk for the window. All functions: [main].
class Desk : public QObject {
  Q_OBJECT
 public:
  using Edit = std::function<SessionPtr(const SessionPtr&)>;
  using QObject::QObject;

  virtual const Session& session() const = 0;

  // One undo step; steps with the same non-empty target merge until end_gesture().
  virtual void edit(const QString& name, const Edit& edit, const QString& target = {}) = 0;
  virtual void end_gesture() = 0;

  virtual StripId selected() const = 0;
  virtual void select(StripId strip) = 0;

  // As in Studio.
  virtual LevelReadout take_level(StripId strip) = 0;
  virtual std::vector<float> device_meters(DeviceId device) const = 0;
  virtual LoudnessReadout loudness() const = 0;
  virtual void reset_loudness() = 0;

 signals:
  void session_changed();
  void structure_changed();  // strips, devices or sends came, went or moved; follows session_changed
  void selection_changed();
  void frame(double seconds);
};

}  // namespace sweetspot::ui
