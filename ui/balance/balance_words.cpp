#include "ui/balance/balance_words.h"

#include <algorithm>
#include <cmath>

#include "ui/store/time_text.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {
namespace {

constexpr double kLeastLost = 0.05;

QString with_minus(const QString& number) { return number.startsWith('-') ? QString(QChar(0x2212)) + number.mid(1) : number; }

QString hertz_number(double hertz, bool kilo) {
  if (!kilo) return QString::number(hertz, 'f', 0);
  return QString::number(hertz / 1000.0, 'f', hertz < 9950.0 ? 1 : 0);
}

}  // namespace

QString share_text(double share) {
  const double percent = 100.0 * share;
  if (percent > 0.0 && percent < 0.1) return "<0.1 %";
  return QString::number(percent, 'f', percent < 9.95 && percent > 0.0 ? 1 : 0) + " %";
}

QString short_share_text(double share) {
  const double percent = std::round(100.0 * share);
  return percent < 1.0 && share > 0.0 ? QString("<1 %") : QString::number(percent, 'f', 0) + " %";
}

QString lufs_text(const HeardStrip& heard) {
  if (!heard.loudness_lufs) return heard.recording_missing ? "recording missing" : "silent";
  return with_minus(QString::number(*heard.loudness_lufs, 'f', 1));
}

QString range_text(double low_hz, double high_hz) {
  const bool low_kilo = low_hz >= 999.5, high_kilo = high_hz >= 999.5;
  const QString high = hertz_number(high_hz, high_kilo) + (high_kilo ? " kHz" : " Hz");
  return hertz_number(low_hz, low_kilo) + (low_kilo == high_kilo ? "" : " Hz") + QChar(0x2013) + high;
}

QString heard_words(const HeardStrip& heard) {
  if (!heard.loudness_lufs) return heard.recording_missing ? "Silent in the mix: a recording is missing" : "Silent in the mix";
  return QString("Loudness %1 LUFS, %2 of the mix").arg(lufs_text(heard), share_text(heard.share));
}

QString stretch_words(const Session& session) {
  const auto stretch = stretch_to_hear(session);
  if (!session.loop.enabled || session.loop.end <= session.loop.start) return "over the song";
  return QString("over the loop, %1 to %2").arg(time_text(stretch.from, session.rate), time_text(stretch.to, session.rate));
}

QString work_words(double fraction, double seconds_left) {
  const QString text = QString("Listening %1 %").arg(static_cast<int>(100.0 * fraction));
  if (seconds_left < 0.0) return text;
  const bool minutes = seconds_left >= 60.0;
  return text + QString(" · %1 %2 left").arg(std::ceil(minutes ? seconds_left / 60.0 : seconds_left)).arg(minutes ? "min" : "s");
}

std::vector<MaskRow> mask_rows(const Session& session, const TrackMasking& masking, std::size_t most) {
  std::vector<MaskRow> rows;
  for (std::size_t i = 0; i < masking.others.size(); ++i) {
    const Track* track = find_track(session, masking.others[i]);
    if (!track) continue;
    MaskRow row{masking.others[i], words(track->strip.name), track_colour(*track), 0.0, masking.map.by[i].degree};
    for (std::size_t band = 0; band < kErbBands; ++band) row.lost += row.degree[band] * masking.map.presence[band];
    if (row.lost >= kLeastLost) rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const MaskRow& a, const MaskRow& b) { return a.lost > b.lost; });
  if (rows.size() > most) rows.resize(most);
  return rows;
}

std::vector<BalanceChoice> balance_choices(const Session& session, StripId chosen, const std::set<RegionId>& clips) {
  std::vector<BalanceChoice> choices;
  const auto add = [&](const QString& text, auto&& wanted) {
    BalanceChoice choice{text, {}};
    for (const auto& track : session.tracks)
      if (wanted(*track)) choice.tracks.push_back(track->strip.id);
    if (choice.tracks.empty()) return;
    if (std::ranges::any_of(choices, [&](const BalanceChoice& other) { return other.tracks == choice.tracks; })) return;
    choices.push_back(std::move(choice));
  };
  add("All tracks", [](const Track&) { return true; });
  if (const Track* track = find_track(session, chosen)) {
    const RoleGroup group = role_info(track->role).group;
    if (group != RoleGroup::none) {
      const auto label = group_label(group);
      add("The group " + QString::fromUtf8(label.data(), static_cast<int>(label.size())),
          [&](const Track& other) { return role_info(other.role).group == group; });
    }
  }
  if (!clips.empty())
    add("The tracks of the chosen clips", [&](const Track& track) {
      return std::ranges::any_of(track.regions, [&](const Region& region) { return clips.contains(region.id); });
    });
  return choices;
}

}  // namespace sweetspot::ui
