#include "ui/mix/strip_words.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/core/error.h"
#include "engine/session/strip_params.h"
#include "engine/session/vca.h"
#include "ui/store/track_look.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

// Whether solo elsewhere on the desk leaves the strip unheard. Buses stay open: what is soloed goes through them.
bool silenced_by_solo(const Session& session, const Strip& strip, StripKind kind) {
  if (kind != StripKind::track || strip.solo_safe || is_soloed(session, strip)) return false;
  const auto soloed = [&](const auto& other) { return is_soloed(session, other->strip); };
  if (std::ranges::any_of(session.buses, soloed)) {
    const Bus* bus = find_bus(session, strip.output);
    return !(bus && is_soloed(session, bus->strip));
  }
  return std::ranges::any_of(session.tracks, soloed);
}

}  // namespace

QString pan_text(double pan) {
  const long percent = std::lround(pan * 100.0);
  if (percent == 0) return QStringLiteral("C");
  return QString("%1 %2").arg(percent < 0 ? "L" : "R").arg(std::abs(percent));
}

double pan_from_text(const QString& text) {
  QString clean = text.trimmed().toUpper().replace(QChar(0x2212), '-').remove('%');
  if (clean == "C" || clean == "CENTRE" || clean == "CENTER" || clean == "0") return 0.0;
  double sign = 1.0;
  for (const auto& [letter, side] : {std::pair{'L', -1.0}, std::pair{'R', 1.0}}) {
    if (!clean.startsWith(letter) && !clean.endsWith(letter)) continue;
    sign = side;
    clean.remove(letter);
  }
  bool read = false;
  const double percent = clean.trimmed().toDouble(&read);
  if (!read || std::abs(percent) > 100.0) {
    throw Error("pan", "\"" + text.toStdString() + "\" is no place between the speakers", "write L 30, C or R 100");
  }
  return sign * percent / 100.0;
}

QString level_text(double db) {
  const QString text = QString::fromStdString(display_text(strip_param("gain"), db));
  return db >= 0.05 ? "+" + text : text;
}

double level_from_text(const QString& text) { return parse_value(strip_param("gain"), text.toStdString()); }

QString short_label(const ProcessorType& type) {
  if (type.id == "eq") return "EQ";
  if (type.id == "compressor") return "Comp";
  if (type.id == "transient") return "Transients";
  if (type.id == "width") return "Width";
  return QString::fromStdString(type.label);
}

QString narrow_label(const ProcessorType& type) {
  static constexpr std::pair<std::string_view, const char*> kNarrow[] = {
      {"multiband", "Multi"}, {"deesser", "De-ess"}, {"transient", "Trans"}, {"saturate", "Satur"},
      {"clipper", "Clip"},    {"limiter", "Limit"},  {"rider", "Rider"},     {"doubler", "Double"},
      {"modulation", "Mod"},
  };
  for (const auto& [id, label] : kNarrow)
    if (type.id == id) return label;
  return short_label(type);
}

StripInfo strip_info(const Session& session, StripId id) {
  StripInfo info;
  info.strip = find_strip(session, id);
  info.colour = strip_colour(session, id);
  if (const Track* track = find_track(session, id)) info.channels = track->channels;
  info.kind = id == kMixStrip         ? StripKind::mix
              : id == kMasterStrip    ? StripKind::master
              : find_bus(session, id) ? StripKind::bus
                                      : StripKind::track;
  info.silenced = info.strip && (is_muted(session, *info.strip) || silenced_by_solo(session, *info.strip, info.kind));
  return info;
}

QString output_name(const Session& session, const Strip& strip) {
  if (strip.id == kMixStrip) return "Master";
  const Strip* target = find_strip(session, strip.output);
  return target ? QString::fromStdString(target->name) : QString("None");
}

}  // namespace sweetspot::ui
