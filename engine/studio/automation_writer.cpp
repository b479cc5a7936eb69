#include "engine/studio/automation_writer.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/session/automation_edits.h"
#include "engine/session/automation_values.h"
#include "engine/studio/edit_moves.h"

namespace sweetspot {
namespace {

// A turn of the wheel, a key or a typed number holds so long before it goes back to its lane: as long as such steps join.
constexpr double kStepHoldSeconds = 0.6;

}  // namespace

AutomationWriter::AutomationWriter(double rate, const ParamCatalog& catalog, Outlet outlet)
    : rate_(rate), catalog_(catalog), outlet_(std::move(outlet)), pass_(rate) {}

AutomationMode AutomationWriter::mode(StripId strip) const {
  const auto found = modes_.find(strip);
  return found == modes_.end() ? AutomationMode::read : found->second;
}

void AutomationWriter::set_mode(const Session& session, StripId strip, AutomationMode mode) {
  if (mode == AutomationMode::read)
    modes_.erase(strip);
  else
    modes_[strip] = mode;
  if (mode == AutomationMode::write && playing_) begin_writing(session, strip);
}

// The session as it sounds at this moment, so that an edit means what the control shows.
SessionPtr AutomationWriter::as_heard(const SessionPtr& session) const {
  SessionPtr next = session;
  const std::vector<EditMove> all = all_shown(*session, heard_);
  for (const auto& [strip, mode] : modes_) {
    std::vector<TargetValue> values;
    for (const EditMove& move : all)
      if (move.strip == strip) values.push_back({move.target, move.value});
    next = with_values(next, strip, values);
  }
  return next;
}

// An edit that gives a value it made before (a drag of a clip that starts anew from where it began) knows nothing of what is heard: all
// that is automated is back at the session's own values at once.
bool AutomationWriter::ignores_its_session(const Session& session, const Session& base, const Session& there) const {
  bool differ = false;  // a hand may hold a control where it rests
  for (const auto& [strip, mode] : modes_) {
    for (const EditMove& moved : moves_between(session, base, strip, catalog_)) {
      if (!target_exists(there, strip, moved.target, catalog_)) continue;
      differ = true;
      if (resting_value(there, strip, moved.target, catalog_) != resting_value(session, strip, moved.target, catalog_)) return false;
    }
  }
  return differ;
}

SessionPtr AutomationWriter::take(const SessionPtr& session, const Edit& edit, const EditLabel& label) {
  if (!writing()) return edit(session);
  const SessionPtr base = as_heard(session);
  const SessionPtr there = edit(base);
  std::set<StripId> armed;
  std::vector<EditMove> moves;
  for (const auto& [strip, mode] : modes_) {
    armed.insert(strip);
    const std::vector<EditMove> found = moves_between(*base, *there, strip, catalog_);
    moves.insert(moves.end(), found.begin(), found.end());
  }
  const SessionPtr next = edit(session);
  if (moves.empty() && there == base) return session;
  if (moves.empty() && without_moves(session, next, armed, catalog_) == session) return session;  // set to what it shows already
  if (moves.empty() || (base != session && ignores_its_session(*session, *base, *there) && (there == session || next != session)))
    return next;
  for (const EditMove& m : moves) move(*session, m.strip, m.target, m.value, label.gesture != 0);
  return without_moves(session, next, armed, catalog_);
}

void AutomationWriter::move(const Session& session, StripId strip, const AutomationTarget& target, double value, bool dragged) {
  pass_.move(strip, target, heard_, value);
  outlet_.hold(strip, target, value);
  // A switch has no release of its own: it stays as it was set until the pass ends.
  const bool releases = mode(strip) == AutomationMode::touch && !only_steps(edit::target_param(session, strip, target, catalog_));
  auto touch = std::ranges::find_if(touches_, [&](const Touch& t) { return t.strip == strip && t.target == target; });
  if (touch == touches_.end()) {
    if (!dragged && !releases) return;
    touches_.push_back({strip, target, heard_, 0, -1, releases});
    touch = touches_.end() - 1;
  }
  touch->release_at = dragged ? -1 : heard_ + static_cast<Frames>(kStepHoldSeconds * rate_);
}

void AutomationWriter::release(const Touch& touch) {
  if (!touch.releases) return;
  pass_.release(touch.strip, touch.target, heard_);
  outlet_.release(touch.strip, touch.target);
}

void AutomationWriter::gesture_ended() {
  for (const Touch& touch : touches_)
    if (touch.release_at < 0) release(touch);
  std::erase_if(touches_, [](const Touch& touch) { return touch.release_at < 0; });
}

bool AutomationWriter::gesture_cancelled() {
  const auto by_gesture = [](const Touch& touch) { return touch.release_at < 0; };
  const bool any = std::ranges::any_of(touches_, by_gesture);
  for (const Touch& touch : touches_) {
    if (!by_gesture(touch)) continue;
    pass_.forget(touch.strip, touch.target, touch.began, touch.jumps);
    if (const auto older = pass_.held(touch.strip, touch.target))
      outlet_.hold(touch.strip, touch.target, *older);
    else
      outlet_.release(touch.strip, touch.target);
  }
  std::erase_if(touches_, by_gesture);
  return any;
}

// From the start of a pass on, every lane of the strip is held where it is.
void AutomationWriter::begin_writing(const Session& session, StripId strip) {
  const Strip* const owner = find_strip(session, strip);
  if (!owner) return;
  for (const auto& lane : owner->automation) {
    if (lane->points.empty() || pass_.held(strip, lane->target) || !target_exists(session, strip, lane->target, catalog_)) continue;
    const double value = lane->enabled ? value_at(*lane, heard_) : resting_value(session, strip, lane->target, catalog_);
    pass_.move(strip, lane->target, heard_, value);
    outlet_.hold(strip, lane->target, value);
  }
}

// Steps end where the playhead left; what is dragged or latched goes on where it went.
void AutomationWriter::follow_jump(Frames to) {
  for (const Touch& touch : touches_)
    if (touch.release_at >= 0) release(touch);
  std::erase_if(touches_, [](const Touch& touch) { return touch.release_at >= 0; });
  for (Touch& touch : touches_) ++touch.jumps;
  pass_.jump(heard_, to);
}

bool AutomationWriter::tick(const Session& session, bool playing, Frames heard) {
  if (!playing) {
    const bool ended = std::exchange(playing_, false);
    if (!ended) heard_ = heard;  // a stop moves the playhead: the pass ended where it was last heard
    return ended && has_written();
  }
  const bool began = !std::exchange(playing_, true);
  const auto longest_step = static_cast<Frames>(rate_);  // a window that hung for a second is told from a jump
  if (!began && (heard < heard_ || heard > heard_ + longest_step)) follow_jump(heard);
  heard_ = heard;
  if (began)
    for (const auto& [strip, mode] : modes_)
      if (mode == AutomationMode::write) begin_writing(session, strip);
  for (const Touch& touch : touches_)
    if (touch.release_at >= 0 && heard_ >= touch.release_at) release(touch);
  std::erase_if(touches_, [this](const Touch& touch) { return touch.release_at >= 0 && heard_ >= touch.release_at; });
  return false;
}

bool AutomationWriter::has_written(StripId only) const {
  const std::vector<StripId> strips = pass_.strips();
  return only ? std::ranges::find(strips, only) != strips.end() : !strips.empty();
}

SessionPtr AutomationWriter::written(const SessionPtr& session, StripId only, std::string& name) {
  for (const AutomationPass::Held& held : pass_.all_held())
    if (!only || held.strip == only) leaving_.push_back(held);
  std::erase_if(touches_, [only](const Touch& touch) { return !only || touch.strip == only; });
  const std::vector<StripId> strips = pass_.strips();
  const Strip* const strip = find_strip(*session, only ? only : strips.empty() ? StripId{} : strips.front());
  name = "Write automation";
  if (strip && (only || strips.size() == 1)) name += " of " + strip->name;
  return pass_.written(session, heard_, catalog_, only);
}

void AutomationWriter::let_go() {
  for (const AutomationPass::Held& held : std::exchange(leaving_, {})) outlet_.release(held.strip, held.target);
}

std::vector<EditMove> AutomationWriter::all_shown(const Session& session, Frames at) const {
  std::vector<EditMove> all;
  const std::vector<AutomationPass::Held> hands = pass_.all_held();
  const auto add = [&](const Strip& strip) {
    for (const auto& lane : strip.automation) {
      const auto by_hand = [&](const auto& hand) { return hand.strip == strip.id && hand.target == lane->target; };
      if (!lane->enabled || lane->points.empty() || std::ranges::any_of(hands, by_hand)) continue;
      all.push_back({strip.id, lane->target, value_at(*lane, at)});
    }
    for (const auto& hand : hands)
      if (hand.strip == strip.id) all.push_back({hand.strip, hand.target, hand.value});
  };
  for (const auto& track : session.tracks) add(track->strip);
  for (const auto& bus : session.buses) add(bus->strip);
  add(*session.mix);
  add(*session.master);
  return all;
}

std::optional<double> AutomationWriter::shown(const Session& session, StripId strip, const AutomationTarget& target, Frames at) const {
  if (const auto held = pass_.held(strip, target)) return held;
  const Strip* const owner = find_strip(session, strip);
  const AutomationLane* const lane = owner ? playing_lane(*owner, target) : nullptr;
  return lane ? std::optional(value_at(*lane, at)) : std::nullopt;
}

}  // namespace sweetspot
