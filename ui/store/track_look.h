// Colours and names of strips, as every place shows them. Pure.
#pragma once

#include <QColor>
#include <QString>

#include "engine/session/session.h"

namespace sweetspot::ui {

// The track's own colour, or that of its role.
QColor track_colour(const Track& track);

// The strip's own colour, or that of its role or group.
QColor strip_colour(const Session& session, StripId strip);

// Whether a track is not heard: muted, or another one is soloed.
bool is_silenced(const Session& session, const Track& track);

inline QString words(const std::string& text) { return QString::fromStdString(text); }

}  // namespace sweetspot::ui
