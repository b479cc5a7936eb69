#include "engine/session/reference.h"

#include <algorithm>

#include "engine/session/edit_support.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"

namespace sweetspot {
namespace {

// Sound goes through as it came: nothing is taken out, so that going back changes values alone and is heard at once.
void open_wide(Strip& strip) {
  strip.trim_db = 0.0;
  strip.inverted = false;
  strip.muted = strip.soloed = false;
  strip.fader = {0.0, 0.0, 1.0, strip.fader.law};
  for (auto& device : strip.devices) {
    auto bypassed = std::make_shared<Device>(*device);
    bypassed->bypassed = true;
    device = std::move(bypassed);
  }
  for (Send& send : strip.sends) send.muted = true;
  for (auto& lane : strip.automation) {
    auto silent = std::make_shared<AutomationLane>(*lane);
    silent->enabled = false;
    lane = std::move(silent);
  }
}

void shut(Strip& strip) {
  strip.muted = true;
  strip.soloed = false;
  for (Send& send : strip.sends) send.muted = true;
  for (auto& lane : strip.automation) {
    if (lane->target.param != "mute") continue;
    auto silent = std::make_shared<AutomationLane>(*lane);
    silent->enabled = false;
    lane = std::move(silent);
  }
}

bool is_reference(const Track& track) { return track.role == Role::mix_reference && !track.regions.empty(); }

}  // namespace

SessionPtr reference_alone(const SessionPtr& session) {
  if (std::ranges::none_of(session->tracks, [](const auto& track) { return is_reference(*track); })) return nullptr;
  auto next = std::make_shared<Session>(*session);
  for (auto& track : next->tracks) {
    auto copy = std::make_shared<Track>(*track);
    is_reference(*track) ? open_wide(copy->strip) : shut(copy->strip);
    if (is_reference(*track)) copy->strip.output = kMixStrip;
    track = std::move(copy);
  }
  for (auto& bus : next->buses) {
    auto copy = std::make_shared<Bus>(*bus);
    shut(copy->strip);
    bus = std::move(copy);
  }
  for (auto& vca : next->vcas) {
    auto copy = std::make_shared<Vca>(*vca);
    open_wide(copy->strip);
    vca = std::move(copy);
  }
  for (auto* end : {&next->mix, &next->master}) {
    auto copy = std::make_shared<Strip>(**end);
    open_wide(*copy);
    *end = std::move(copy);
  }
  return next;
}

namespace edit {

SessionPtr make_references(const SessionPtr& session, const std::vector<StripId>& tracks) {
  SessionPtr next = session;
  for (const StripId track : tracks) {
    next = set_muted(set_role(next, track, Role::mix_reference), track, true);
    const auto changed = std::make_shared<Session>(*next);
    for (auto& each : changed->tracks) {
      if (each->strip.id != track) continue;
      auto copy = std::make_shared<Track>(*each);
      copy->strip.devices.clear();
      copy->strip.sends.clear();
      copy->strip.automation.clear();
      copy->strip.fader = {};
      copy->strip.trim_db = 0.0;
      copy->strip.output = kMixStrip;
      each = std::move(copy);
    }
    next = changed;
  }
  return next;
}

}  // namespace edit
}  // namespace sweetspot
