// Holds the present session for the views, commits their edits and tells them what changed.
#pragma once

#include <QObject>
#include <QString>
#include <functional>
#include <map>
#include <memory>
#include <set>

#include "engine/session/session.h"
#include "engine/studio/studio.h"

class QTimer;

namespace sweetspot::ui {

class ListeningLevel;

// One for the whole window. Views read session(), connect to the signals, and edit with edit(); they never keep a session
// of their own.
class Store : public QObject {
  Q_OBJECT
 public:
  explicit Store(QObject* parent = nullptr);
  ~Store() override;

  Studio& studio() { return *studio_; }

  // The one way to Studio::set_listening_trim.
  ListeningLevel& listening() { return *listening_; }
  const Session& session() const { return *session_; }
  SessionPtr session_ptr() const { return session_; }

  // The session with the values that lanes and hands give it at the playhead: what controls show. See Studio::shown_session.
  const Session& shown_session() const { return *shown_; }

  // Applies an edit as one undo step. With a `target` ("fader/12") the steps of one drag merge, until end_gesture(); those of
  // the wheel (edit_by_wheel) merge while they follow each other within 600 ms. An Error becomes problem() and changes nothing.
  using Edit = std::function<SessionPtr(const SessionPtr&)>;
  // `value` says in words what a session has there, so that the step can tell from where to where it went.
  using Words = std::function<std::string(const Session&)>;
  void edit(const QString& name, const Edit& edit, const QString& target = {}, const Words& value = {});
  void edit_by_wheel(const QString& name, const Edit& edit, const QString& target);
  void end_gesture();

  // Takes back what the present gesture did, as if it had not been, and ends it.
  void cancel_gesture();

  // Studio::watch_device for several eyes at once: the sound is left for as long as one of them is open. Each opens and closes.
  void watch_device(DeviceId device, bool on);

  // How moves of a strip's controls are taken while it plays; see Studio::set_automation_mode.
  AutomationMode automation_mode(StripId strip) const { return studio_->automation_mode(strip); }
  void set_automation_mode(StripId strip, AutomationMode mode);

  // Studio::loudness, where the windows of momentary and short-term loudness run empty after a stop.
  LoudnessReadout loudness() const;

  // Runs anything that may throw Error; the error becomes problem(). True when it worked.
  bool attempt(const std::function<void()>& action);

  // Meters, pictures and the playhead move ten times a second instead of sixty. Kept in the user's settings.
  bool less_motion() const { return less_motion_; }
  void set_less_motion(bool less);

  // The selection, kept over places and edits. The first selected strip is the one the inspector shows.
  StripId selected_strip() const { return selected_strip_; }
  void select_strip(StripId strip);
  const std::set<RegionId>& selected_regions() const { return selected_regions_; }
  void select_regions(std::set<RegionId> regions);

 signals:
  void automation_moved();                      // shown_session() did, and nothing else; at most once a display frame
  void mode_changed(sweetspot::StripId strip);  // of writing automation
  void session_changed();                       // the value: any part of it, by edit, undo, open
  void structure_changed();                     // tracks, buses or devices came, went or moved; follows session_changed
  void selection_changed();
  void opened();                       // another song altogether
  void playhead_moved(qint64 frames);  // on every frame while playing, and on locate
  void playing_changed(bool playing);
  void frame(double seconds);  // the clock of meters: once a display frame, with the time since the last
  void overview_ready(quint64 media);
  void onsets_ready(quint64 media);
  void problem(const QString& sentence);   // something could not be done
  void hint_changed(const QString& hint);  // what the status bar shows for the thing under the pointer

 public:
  // Takes the studio's present session and tells the views; called after anything that changed it other than edit().
  void refresh();

  // The same for another song: forgets the selection first, and ends with opened().
  void show_opened();

 private:
  // What a gesture has changed so far.
  struct Gesture {
    std::uint64_t number = 0;
    SessionPtr before, after;
    EditLabel label;
  };

  void commit(const Edit& edit, const EditLabel& label);
  void on_timer();
  bool take_shown();

  std::unique_ptr<Studio> studio_;
  SessionPtr session_;
  SessionPtr shown_;
  QTimer* timer_;
  ListeningLevel* listening_;
  StripId selected_strip_;
  std::set<RegionId> selected_regions_;
  std::uint64_t gesture_ = 1;
  Gesture last_gesture_;
  std::map<DeviceId, int> watched_;
  bool less_motion_ = false;
  bool was_playing_ = false;
  double stopped_for_ = 1e9;  // seconds
  Frames last_playhead_ = -1;
  qint64 last_tick_ns_ = 0;
};

}  // namespace sweetspot::ui
