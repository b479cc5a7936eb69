// Compares devices at one loudness, for as long as their panels are open.
#pragma once

#include <map>

#include <QObject>
#include <QPointer>
#include <QString>

#include "engine/studio/report.h"
#include "ui/panels/level_match.h"

class QWidget;

namespace sweetspot::ui {

class ListeningLevel;
class PanelDesk;

// One for all panels of a song. Listens to the devices whose panels are in sight, so that a bypass is matched at once, and turns the
// listening level, or the fader of its strip in what is heard, for the one that was turned last. Never the song, never an export. It ends
// when the panel closes, the device goes, no sound came for ten seconds, or something else takes the listening level. [main]
class PanelMatches : public QObject {
  Q_OBJECT
 public:
  PanelMatches(PanelDesk& desk, ListeningLevel& level);
  ~PanelMatches() override;

  // Whether levels are matched at all; kept in the user's settings.
  bool on() const { return on_; }
  void set_on(bool on);

  // A panel of the device is open whenever it is in sight, from now on until it is deleted.
  void follow(DeviceId device, QWidget& panel);

  // The device as it is now.
  void show(DeviceId device, int slot);

  // The user turned it, and show() has been told of it.
  void turned_letters(DeviceId device);
  void turned_bypass(DeviceId device);

  // Gives the level back. What was measured is kept.
  void end();

  DeviceId compared() const { return active_; }  // zero: none
  QString words(DeviceId device) const;

 signals:
  void changed(sweetspot::DeviceId device);  // its words
  void switched(bool on);

 private:
  struct Entry {
    explicit Entry(double rate) : match(rate) {}
    LevelMatch match;
    DeviceSignal signal{.frames = 8192, .sound = {}, .end = 0};
    int panels = 0;  // in sight
    double waiting = 0.0;
    QString words;
  };

  Entry& entry(DeviceId device);
  void open(DeviceId device);
  void close(DeviceId device);
  void turned(DeviceId device, void (LevelMatch::*begin)());
  void look(double seconds);
  void apply();
  void say(DeviceId device, Entry& entry);
  void forget_gone();

  PanelDesk& desk_;
  QPointer<ListeningLevel> level_;
  std::map<DeviceId, Entry> entries_;
  DeviceId active_;
  bool on_;
};

}  // namespace sweetspot::ui
