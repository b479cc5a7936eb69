#include "engine/session/vca.h"

#include <algorithm>

namespace sweetspot {
namespace {

std::shared_ptr<const AutomationLane> ride_of(const Vca& vca) {
  for (const auto& lane : vca.strip.automation) {
    if (lane->enabled && !lane->points.empty() && lane->target == AutomationTarget{{}, {}, "gain"}) return lane;
  }
  return nullptr;
}

}  // namespace

std::vector<StripId> vcas_over(const Session& session, StripId strip) {
  std::vector<StripId> over;
  if (session.vcas.empty()) return over;
  StripId below = strip;
  for (std::size_t next = 0;; ++next) {
    for (const auto& vca : session.vcas) {
      const bool holds = std::ranges::find(vca->members, below) != vca->members.end();
      if (holds && vca->strip.id != strip && std::ranges::find(over, vca->strip.id) == over.end()) over.push_back(vca->strip.id);
    }
    if (next == over.size()) return over;
    below = over[next];
  }
}

VcaEffect vca_effect(const Session& session, StripId strip) {
  VcaEffect effect;
  for (const StripId id : vcas_over(session, strip)) {
    const Vca& vca = *find_vca(session, id);
    effect.muted = effect.muted || vca.strip.muted;
    effect.soloed = effect.soloed || vca.strip.soloed;
    if (auto ride = ride_of(vca))
      effect.lanes.push_back(std::move(ride));
    else
      effect.gain_db = sum_of_levels(effect.gain_db, vca.strip.fader.gain_db);
  }
  return effect;
}

double sum_of_levels(double a_db, double b_db) noexcept { return a_db <= kSilenceDb || b_db <= kSilenceDb ? kSilenceDb : a_db + b_db; }

bool is_muted(const Session& session, const Strip& strip) { return strip.muted || vca_effect(session, strip.id).muted; }
bool is_soloed(const Session& session, const Strip& strip) { return strip.soloed || vca_effect(session, strip.id).soloed; }

bool is_under(const Session& session, StripId member, StripId vca) {
  if (member == vca) return true;
  const auto over = vcas_over(session, member);
  return std::ranges::find(over, vca) != over.end();
}

}  // namespace sweetspot
