// What is written on a strip.
#pragma once

#include <QColor>
#include <QString>

#include "engine/params/spec.h"
#include "engine/session/session.h"
#include "engine/studio/processors.h"
#include "ui/mix/mix_layout.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {

// A pan as people write it: "C", "L 80", "R 35"; and read back, also as a number. Throws Error when it is neither. Pure.
QString pan_text(double pan);
double pan_from_text(const QString& text);

// A level with its sign: "+1.5 dB". Read back by the fader's own description. Pure.
QString level_text(double db);
double level_from_text(const QString& text);

// Name short enough for an insert: "EQ", "Comp". Pure.
QString short_label(const ProcessorType& type);

// The same for a narrow strip: six letters at most: "De-ess". Pure.
QString narrow_label(const ProcessorType& type);

// What the desk knows of a strip.
struct StripInfo {
  const Strip* strip = nullptr;
  StripKind kind = StripKind::track;
  int channels = 2;
  QColor colour;
  bool silenced = false;  // muted, or another strip is soloed
};
StripInfo strip_info(const Session& session, StripId strip);

// The name of what a strip goes to.
QString output_name(const Session& session, const Strip& strip);

}  // namespace sweetspot::ui
