// Writing automation while it plays: which strips are armed, which controls are held, and when a pass is over.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/session/automation_mode.h"
#include "engine/session/automation_pass.h"
#include "engine/session/history.h"
#include "engine/studio/edit_moves.h"

namespace sweetspot {

// Stands between the edits that the window makes and the history. While it plays, an edit that moves something automatable of a strip
// that is not in read becomes a move of the pass: it is heard at once, and the session learns of it when the pass ends. Why it works so:
// docs/decisions/writing-automation.md. [main]
class AutomationWriter {
 public:
  // What it does to what plays.
  struct Outlet {
    std::function<void(StripId, const AutomationTarget&, double)> hold;
    std::function<void(StripId, const AutomationTarget&)> release;
  };
  using Edit = std::function<SessionPtr(const SessionPtr&)>;

  AutomationWriter(double rate, const ParamCatalog& catalog, Outlet outlet);

  AutomationMode mode(StripId strip) const;
  void set_mode(const Session& session, StripId strip, AutomationMode mode);

  // Whether moves are written now.
  bool writing() const { return playing_ && !modes_.empty(); }

  // What to commit for an edit: edit(session), but the same session again when the edit only moved what is written. Throws what `edit`
  // throws, which is called twice while writing().
  SessionPtr take(const SessionPtr& session, const Edit& edit, const EditLabel& label);

  // The drag is over: what is in touch goes back to its lane. Or it was given up: what it did is forgotten; true when there was any.
  void gesture_ended();
  bool gesture_cancelled();

  // Where it plays, 30 to 60 times a second. True when the pass came to its end and something of it is to be committed.
  bool tick(const Session& session, bool playing, Frames heard);

  // Whether something was written, of all strips or of one.
  bool has_written(StripId only = {}) const;

  // The session with what was written, and the name of the step; the pass goes on without it. Let go once the new lanes play.
  SessionPtr written(const SessionPtr& session, StripId only, std::string& name);
  void let_go();

  // What a control shows: the value it is held at, else that of the lane that plays at `at`; none where the session's own counts.
  std::optional<double> shown(const Session& session, StripId strip, const AutomationTarget& target, Frames at) const;

  // All of these, in the order of the strips.
  std::vector<EditMove> all_shown(const Session& session, Frames at) const;

 private:
  struct Touch {
    StripId strip;
    AutomationTarget target;
    Frames began = 0;
    std::size_t jumps = 0;   // of the playhead since then
    Frames release_at = -1;  // of steps, which have no release of their own; -1: when the gesture ends
    bool releases = false;   // goes back to its lane then
  };

  void move(const Session& session, StripId strip, const AutomationTarget& target, double value, bool dragged);
  void begin_writing(const Session& session, StripId strip);
  void release(const Touch& touch);
  void follow_jump(Frames to);
  bool ignores_its_session(const Session& session, const Session& base, const Session& there) const;
  SessionPtr as_heard(const SessionPtr& session) const;

  double rate_;
  const ParamCatalog& catalog_;
  Outlet outlet_;
  std::map<StripId, AutomationMode> modes_;  // but read
  AutomationPass pass_;
  std::vector<AutomationPass::Held> leaving_;  // written, to be let go once the new lanes play
  std::vector<Touch> touches_;
  bool playing_ = false;
  Frames heard_ = 0;
};

}  // namespace sweetspot
