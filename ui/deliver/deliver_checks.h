// What should be known before a song is exported. Pure.
#pragma once

#include <QString>
#include <vector>

#include "engine/session/missing_media.h"
#include "engine/session/session.h"

namespace sweetspot::ui {

struct DeliverCheck {
  enum class Kind { good, warning, fault } kind = Kind::good;
  enum class Fix { none, go_to_track, clear_solos, find_recording } fix = Fix::none;
  QString text;
  QString detail;
  StripId track{};  // with go_to_track
};

// The worst first.
std::vector<DeliverCheck> deliver_checks(const Session& session, const std::vector<MissingMedia>& missing);

}  // namespace sweetspot::ui
