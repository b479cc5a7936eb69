#include "engine/session/history.h"

#include <algorithm>
#include <iterator>

#include "engine/core/error.h"

namespace sweetspot {

History::History(SessionPtr first, std::string name, Time now) : saved_(first), highest_id_(first->next_id) {
  steps_.push_back({std::move(name), now, std::move(first)});
}

void History::commit(SessionPtr next, const EditLabel& label, Time now) {
  if (next == current()) return;
  highest_id_ = std::max(highest_id_, next->next_id);
  if (joins(label, now) && position_ > 0 && next == steps_[position_ - 1].session) {
    steps_.resize(position_--);
    std::ranges::move(set_aside_, std::back_inserter(steps_));
    set_aside_.clear();
    last_label_ = {};
    return;
  }
  if (joins(label, now)) {
    Step& step = steps_[position_];
    step.detail = position_ > 0 && step.name == label.name ? detail(label, *steps_[position_ - 1].session, *next) : std::string();
    step.session = std::move(next);
    step.at = now;
  } else {
    const auto undone = steps_.begin() + static_cast<std::ptrdiff_t>(position_) + 1;
    set_aside_.assign(std::move_iterator(undone), std::move_iterator(steps_.end()));
    if (label.gesture == 0) set_aside_.clear();
    steps_.resize(position_ + 1);
    std::string moved = detail(label, *current(), *next);
    steps_.push_back({label.name, now, std::move(next), std::move(moved)});
    ++position_;
  }
  last_label_ = label;
}

std::string History::detail(const EditLabel& label, const Session& before, const Session& after) {
  if (!label.value) return {};
  const std::string was = label.value(before), is = label.value(after);
  return was == is || was.empty() || is.empty() ? std::string() : was + " to " + is;
}

bool History::joins(const EditLabel& label, Time now) const {
  if (label.target.empty() || label.target != last_label_.target || saved_ == current()) return false;
  const bool same_gesture = label.gesture != 0 && label.gesture == last_label_.gesture;
  const bool same_turn = label.wheel && last_label_.wheel && now - steps_[position_].at <= kWheelPause;
  return same_gesture || same_turn;
}

std::string History::undo_name() const { return can_undo() ? steps_[position_].name : std::string(); }
std::string History::redo_name() const { return can_redo() ? steps_[position_ + 1].name : std::string(); }

const SessionPtr& History::undo() { return can_undo() ? go_to(position_ - 1) : current(); }
const SessionPtr& History::redo() { return can_redo() ? go_to(position_ + 1) : current(); }

const SessionPtr& History::jump(std::size_t step) {
  if (step >= steps_.size()) throw Error("the history", "has no such step", "choose one of the list");
  return go_to(step);
}

// An id that was given out and undone must not name something else later, so the count of ids goes on.
const SessionPtr& History::go_to(std::size_t step) {
  position_ = step;
  last_label_ = {};
  set_aside_.clear();
  SessionPtr& session = steps_[step].session;
  if (session->next_id < highest_id_) {
    auto counted = std::make_shared<Session>(*session);
    counted->next_id = highest_id_;
    if (saved_ == session) saved_ = counted;
    session = std::move(counted);
  }
  return session;
}

void History::mark_saved() { saved_ = current(); }

}  // namespace sweetspot
