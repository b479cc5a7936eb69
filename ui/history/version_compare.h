// Two mixes of a song side by side: heard in turn while it plays, at one loudness.
#pragma once

#include <QObject>
#include <QString>
#include <array>
#include <map>
#include <optional>
#include <vector>

#include "engine/session/session.h"

namespace sweetspot::ui {

class Jobs;
class Store;

// What is taken off one of two mixes so that both are equally loud, in dB, 0 or less; the softer one is left as it is, so that nothing
// clips. Zero where a loudness (LUFS) is not known, as that of silence. Pure.
std::array<double, 2> matching_trims(std::optional<double> a, std::optional<double> b);

// Side A and side B: each a saved version, or the mix as it is now. Listening to a side makes it the present mix, as an edit that undo
// takes back; while one listens in turn there is one step, and none when one ends with the mix one began with. What is heard is brought to
// one loudness by the listening level alone: measured over the whole song, in the background, and never part of the song. [main]
class VersionCompare : public QObject {
  Q_OBJECT
 public:
  VersionCompare(Store& store, Jobs& jobs, QObject* parent = nullptr);
  ~VersionCompare() override;

  // The name of a version; empty: the mix as it is now. A version that is saved while both sides are that becomes side A.
  void choose(int side, const QString& version);
  const QString& choice(int side) const { return choices_[static_cast<std::size_t>(side)]; }

  void listen(int side);                // 0: A, 1: B
  void end();                           // stays with what is heard, at its own level
  int heard() const { return heard_; }  // -1: none
  bool measuring() const { return measuring_ > 0; }

  std::optional<double> loudness(int side) const;  // LUFS, integrated; none until it was measured
  double trim(int side) const;                     // dB

  // What is done about the level, in a sentence.
  QString level_words() const;

  // What differs from A to B, a sentence each.
  std::vector<std::string> differences() const;

 signals:
  void changed();

 private:
  struct Measured {
    SessionPtr session;  // so that no other takes its address
    std::optional<double> lufs;
  };
  using Key = std::pair<const Session*, bool>;

  SessionPtr value(int side) const;
  void measure(int side);
  void apply_trim();
  void follow_session();
  QString side_name(int side) const;

  Store& store_;
  Jobs& jobs_;
  std::array<QString, 2> choices_;
  SessionPtr now_;                                         // the mix as it is, kept while a version is heard
  mutable std::map<const Session*, SessionPtr> restored_;  // by the version's own value: one and the same each time
  std::map<Key, Measured> measured_;
  int heard_ = -1;
  int measuring_ = 0;
  std::size_t versions_ = 0;  // that there were
  int song_ = 0;  // counts songs: what was measured of another is forgotten
  bool switching_ = false;
};

}  // namespace sweetspot::ui
