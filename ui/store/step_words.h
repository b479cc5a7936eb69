// What undo steps that move a value are called, and how they tell the value.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <QString>

#include "engine/session/session.h"

namespace sweetspot::ui {

struct StepWords {
  QString name;                                      // "Level of Kick"
  std::function<std::string(const Session&)> value;  // "-1.5 dB"; none where the name says all
};

// Of a key of strip_table(), about to become `value`: "Level of Kick", "Mute Kick". Pure, as all of these.
StepWords strip_step(const Session& session, StripId strip, const std::string& key, double value);

// Of a key of send_table(): "Send level of Kick to Hall".
StepWords send_step(const Session& session, SendId send, const std::string& key, double value);

// "Clip gain of Verse 1".
StepWords clip_gain_step(const Session& session, RegionId clip);

// "L 30", "C", "R 100".
std::string pan_words(double pan);

}  // namespace sweetspot::ui
