// The reference in place of the song, at the song's loudness.
#pragma once

#include <QObject>
#include <QString>
#include <map>
#include <optional>

#include "engine/session/session.h"

namespace sweetspot::ui {

class Jobs;
class Store;

// Nothing of the song changes, and no export hears it. What is louder comes down by the listening level alone; both are measured over their
// whole length in the background, once a state of the song. Ends when the song is edited, another is opened, or another comparison begins.
// [main]
class ReferenceListen : public QObject {
  Q_OBJECT
 public:
  ReferenceListen(Store& store, Jobs& jobs, QObject* parent = nullptr);

  // To the reference, or back. Without a reference emits none_there().
  void toggle();
  bool heard() const { return heard_; }
  QString told() const { return told_; }  // what is heard and how it was matched, in words

  // What is taken off the speakers now, in dB; none until both were measured.
  std::optional<double> trim() const;

 signals:
  void changed();
  void none_there();
  void hint_changed(const QString& hint);

 private:
  void end();
  void measure(const SessionPtr& session);
  std::optional<double> loudness(const SessionPtr& session) const;
  void apply();
  void tell(const QString& words);

  struct Measured {
    SessionPtr session;  // so that no other takes its address
    std::optional<double> lufs;
  };

  Store& store_;
  Jobs& jobs_;
  bool heard_ = false;
  QString told_;
  SessionPtr song_, reference_;
  std::map<const Session*, Measured> measured_;
};

}  // namespace sweetspot::ui
