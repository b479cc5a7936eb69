// Undo and redo: the earlier and later values of the session.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "engine/session/session.h"

namespace sweetspot {

// What a step is called, and whether it may join the step before it.
struct EditLabel {
  std::string name;           // "Level of Kick": for the menu and the list
  std::string target;         // what was changed, as "track/Kick/fader/gain"; empty: never merged
  std::uint64_t gesture = 0;  // of one drag, from press to release; 0: none
  bool wheel = false;         // turned by the wheel, which has no release
  std::function<std::string(const Session&)> value{};  // what a session has there, in words; none: the name says all
};

// A list of values with names and times, and a place in it. The values share what they have in common.
//
// A step joins the one before it only when both have the same target and belong to the same gesture, or when both are turns of
// the wheel at most 600 ms apart. A step that was saved, or that was reached by undo, is never joined. [main]
class History {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::milliseconds kWheelPause{600};

  struct Step {
    std::string name;
    Time at;
    SessionPtr session;  // after the step
    std::string detail{};  // "-1.5 dB to -6.0 dB", where a value moved

    // "Level of Kick: -1.5 dB to -6.0 dB".
    std::string words() const { return detail.empty() ? name : name + ": " + detail; }
  };

  // The first value counts as saved.
  explicit History(SessionPtr first, std::string name = "Open", Time now = std::chrono::steady_clock::now());

  // The value as it is now.
  const SessionPtr& current() const { return steps_[position_].session; }

  // Adds a step, or joins it to the last; what was undone is forgotten. The same value again adds nothing, and a step that would join
  // the last and has the very value from before it takes the last away and brings back what was undone: a drag that was given up leaves no trace.
  void commit(SessionPtr next, const EditLabel& label, Time now = std::chrono::steady_clock::now());

  bool can_undo() const { return position_ > 0; }
  bool can_redo() const { return position_ + 1 < steps_.size(); }

  // What undo (redo) would take back (bring back), for the menu; empty when there is nothing.
  std::string undo_name() const;
  std::string redo_name() const;

  // Each gives the value that is current then; at the end of the list, the one that is current already.
  const SessionPtr& undo();
  const SessionPtr& redo();

  // Makes any step of steps() current; throws Error past the end.
  const SessionPtr& jump(std::size_t step);

  const std::vector<Step>& steps() const { return steps_; }
  std::size_t position() const { return position_; }

  // The current value is now on disk.
  void mark_saved();

  // Whether the current value differs from what is on disk.
  bool modified() const { return saved_ != current(); }

 private:
  const SessionPtr& go_to(std::size_t step);
  bool joins(const EditLabel& label, Time now) const;
  static std::string detail(const EditLabel& label, const Session& before, const Session& after);

  std::vector<Step> steps_;
  std::vector<Step> set_aside_;  // what was undone when the present gesture began
  std::size_t position_ = 0;
  SessionPtr saved_;
  std::uint64_t highest_id_ = 0;
  EditLabel last_label_;  // of the last commit; its target is empty when nothing may join
};

}  // namespace sweetspot
