// Which part of an edit moves what automation can move, and what is left of it without that. Pure. Any thread.
#pragma once

#include <set>
#include <vector>

#include "engine/params/catalog.h"
#include "engine/session/session.h"

namespace sweetspot {

struct EditMove {
  StripId strip;
  AutomationTarget target;
  double value = 0.0;

  friend bool operator==(const EditMove&, const EditMove&) = default;
};

// The automatable values of a strip that differ from one session to the other, as they are in the other.
std::vector<EditMove> moves_between(const Session& from, const Session& to, StripId strip, const ParamCatalog& catalog);

// `to` with the automatable values of those strips as they were in `from`; `from` itself where nothing else differs.
SessionPtr without_moves(const SessionPtr& from, const SessionPtr& to, const std::set<StripId>& strips, const ParamCatalog& catalog);

}  // namespace sweetspot
