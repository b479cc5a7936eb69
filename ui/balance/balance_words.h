// How the figures of the balance are written, and which tracks a balance may be set on. Pure.
#pragma once

#include <QColor>
#include <QString>
#include <vector>

#include "engine/studio/hearing.h"
#include "engine/studio/mask_dip.h"
#include "engine/studio/spot_edits.h"
#include "ui/store/store.h"

namespace sweetspot::ui {

// "14 %", "3.2 %", "<0.1 %".
QString share_text(double share);

// The same where there is little room: "14 %", "3 %", "<1 %".
QString short_share_text(double share);

// "−25.6", "silent", or "recording missing".
QString lufs_text(const HeardStrip& heard);

// "1.1–3.3 kHz", "185–284 Hz", "800 Hz–2.1 kHz".
QString range_text(double low_hz, double high_hz);

// What a screen reader is told: "Loudness −25.6 LUFS, 14 % of the mix".
QString heard_words(const HeardStrip& heard);

// "over the loop, 0:05.000 to 0:25.000", "over the song".
QString stretch_words(const Session& session);

// A line of the masking view: how much of the chosen track one other covers, band by band.
struct MaskRow {
  StripId by;
  QString name;
  QColor colour;
  double lost = 0.0;  // 0 to 1: share of what is to be heard of the track that is covered
  ErbBands degree{};
};

// How far the listening is: "Listening 34 %", "Listening 34 % · 12 s left", "Listening 34 % · 2 min left".
QString work_words(double fraction, double seconds_left);

// The tracks that cover the most, the worst first; those that cover less than a twentieth are left out.
std::vector<MaskRow> mask_rows(const Session& session, const TrackMasking& masking, std::size_t most = 5);

// The tracks that a balance can be set on from here: the chosen one, those of its group, those with chosen clips, all.
struct BalanceChoice {
  QString text;
  std::vector<StripId> tracks;
};
std::vector<BalanceChoice> balance_choices(const Session& session, StripId chosen, const std::set<RegionId>& clips);

}  // namespace sweetspot::ui
