// One pass of writing automation: from the first move of a control while it plays to the stop. Becomes one edit.
#pragma once

#include <optional>
#include <vector>

#include "engine/params/catalog.h"
#include "engine/session/automation_points.h"
#include "engine/session/session.h"

namespace sweetspot {

// Collects what hands do to controls, in frames of the timeline as they were heard. Knows no threads and no clock. [main]
class AutomationPass {
 public:
  explicit AutomationPass(double rate) : rate_(rate) {}

  // The control has this value from `at` on: begins a stretch, or goes on with the one that is open.
  void move(StripId strip, const AutomationTarget& target, Frames at, double value);

  // The control is let go: its stretch ends, and the value goes back to the lane within kRampBackSeconds.
  void release(StripId strip, const AutomationTarget& target, Frames at);

  // As if what was done to the control since `from` had not been (Esc), `jumps` jumps ago: an older part of the stretch stays, and is held
  // on.
  void forget(StripId strip, const AutomationTarget& target, Frames from, std::size_t jumps = 0);

  // The playhead jumped or the loop turned round: open stretches end at the one place and begin anew at the other.
  void jump(Frames from, Frames to);

  // The value a control is held at, or none.
  std::optional<double> held(StripId strip, const AutomationTarget& target) const;

  struct Held {
    StripId strip;
    AutomationTarget target;
    double value = 0.0;
  };
  std::vector<Held> all_held() const;

  bool empty() const { return takes_.empty(); }
  std::vector<StripId> strips() const;

  // Ends what is open at `at` and writes all stretches of a strip (of all strips: none) over its lanes, thinned; takes them out of the
  // pass. Strips, devices and sends that are gone are left out. Lanes that were off are on again.
  SessionPtr written(const SessionPtr& session, Frames at, const ParamCatalog& catalog, StripId only = {});

 private:
  struct Stretch {
    AutomationPoints points;
    Frames end = -1;  // where the hand let go; -1 while it is open
  };
  struct Take {
    StripId strip;
    AutomationTarget target;
    std::vector<Stretch> stretches;  // in the order of time; a later one overwrites
  };

  Take* find(StripId strip, const AutomationTarget& target);
  SessionPtr write_take(const SessionPtr& session, const Take& take, const ParamCatalog& catalog) const;
  AutomationPoints shaped(const Stretch& stretch, const ParamSpec& spec) const;

  double rate_;
  std::vector<Take> takes_;
};

}  // namespace sweetspot
