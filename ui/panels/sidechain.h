// Which sound a processor listens to beside its own: what can be chosen, and what is worth a line.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/session/session.h"
#include "engine/studio/processors.h"

namespace sweetspot::ui {

// A strip whose sound a device could listen to.
struct SidechainSource {
  StripId id;
  std::string name;
  bool operator==(const SidechainSource&) const = default;
};

// The tracks and buses, in the session's order, that make no loop with the device's strip, and what it listens to now. Pure.
std::vector<SidechainSource> sidechain_sources(const Session& session, DeviceId device);

// What does not work as it is set: a band that wants a side-chain that is not there, or one that nothing listens to. Empty when all is
// well. Pure.
struct SidechainNote {
  std::string text;
  bool warns = false;
};
SidechainNote sidechain_note(const ProcessorType& type, std::span<const double> values, bool connected);

}  // namespace sweetspot::ui
