// What the VCAs of a session do to a strip.
#pragma once

#include <memory>
#include <vector>

#include "engine/session/session.h"

namespace sweetspot {

// The sum of all VCAs over a strip: those it is a member of, those they are members of, and so on, each once.
struct VcaEffect {
  double gain_db = 0.0;  // of those whose level is not automated; kSilenceDb when one of them is silent
  bool muted = false;    // one of them is
  bool soloed = false;
  std::vector<std::shared_ptr<const AutomationLane>> lanes;  // the levels of the others, in dB
};
VcaEffect vca_effect(const Session& session, StripId strip);  // Any thread.

// The VCAs themselves, from the nearest on. Any thread.
std::vector<StripId> vcas_over(const Session& session, StripId strip);

// Two levels in dB that act on one sound: their sum, or kSilenceDb when one of them is silent. Any thread.
double sum_of_levels(double a_db, double b_db) noexcept;

// Whether a strip is muted or soloed, by itself or by a VCA. Any thread.
bool is_muted(const Session& session, const Strip& strip);
bool is_soloed(const Session& session, const Strip& strip);

// True when `member` is `vca` or lies anywhere under it. Any thread.
bool is_under(const Session& session, StripId member, StripId vca);

}  // namespace sweetspot
