// Words and places of the balance views, without a window.
#include "ui/balance/balance_words.h"

#include <gtest/gtest.h>

#include "engine/session/track_edits.h"
#include "ui/balance/mask_map.h"

namespace sweetspot::ui {
namespace {

TEST(BalanceWords, WorkSaysHowFarItIsAndHowLongItTakes) {
  EXPECT_EQ(work_words(0.345, -1.0), "Listening 34 %");
  EXPECT_EQ(work_words(0.345, 11.2), QString("Listening 34 % · 12 s left"));
  EXPECT_EQ(work_words(0.345, 61.0), QString("Listening 34 % · 2 min left"));
}

TEST(BalanceWords, Figures) {
  EXPECT_EQ(share_text(0.142), "14 %");
  EXPECT_EQ(share_text(0.032), "3.2 %");
  EXPECT_EQ(share_text(0.0004), "<0.1 %");
  EXPECT_EQ(share_text(0.0), "0 %");
  EXPECT_EQ(short_share_text(0.004), "<1 %");
  EXPECT_EQ(short_share_text(0.026), "3 %");
  EXPECT_EQ(short_share_text(0.0), "0 %");
  HeardStrip heard;
  EXPECT_EQ(lufs_text(heard), "silent");
  EXPECT_EQ(heard_words(heard), "Silent in the mix");
  heard.recording_missing = true;
  EXPECT_EQ(lufs_text(heard), "recording missing");
  heard.loudness_lufs = -25.64;
  heard.share = 0.14;
  EXPECT_EQ(lufs_text(heard), QString(QChar(0x2212)) + "25.6");
  EXPECT_EQ(range_text(185.2, 284.0), QString("185") + QChar(0x2013) + "284 Hz");
  EXPECT_EQ(range_text(1122.0, 3328.0), QString("1.1") + QChar(0x2013) + "3.3 kHz");
  EXPECT_EQ(range_text(803.0, 2084.0), QString("803 Hz") + QChar(0x2013) + "2.1 kHz");
}

TEST(BalanceWords, RowsAreTheWorstFirst) {
  SessionPtr session = make_session("Song", 48000.0);
  TrackMasking masking;
  for (int i = 0; i < 8; ++i) {
    auto added = edit::add_track(session, "T" + std::to_string(i), 1, Role::keys);
    session = added.session;
    masking.others.push_back(added.id);
    Covering covering;
    covering.degree.fill(0.1 * i);
    masking.map.by.push_back(covering);
  }
  masking.map.presence.fill(1.0 / kErbBands);
  const auto rows = mask_rows(*session, masking, 5);
  ASSERT_EQ(rows.size(), 5u);
  EXPECT_EQ(rows[0].name, "T7");
  EXPECT_NEAR(rows[0].lost, 0.7, 1e-9);
  EXPECT_EQ(mask_rows(*session, masking, 20).size(), 7u);  // the one that covers nothing is left out
}

TEST(BalanceWords, ChoicesAreGroupClipsAndAllWithoutRepeats) {
  SessionPtr session = make_session("Song", 48000.0);
  EXPECT_TRUE(balance_choices(*session, {}, {}).empty());
  const auto kick = edit::add_track(session, "Kick", 1, Role::kick);
  const auto snare = edit::add_track(kick.session, "Snare", 1, Role::snare);
  const auto keys = edit::add_track(snare.session, "Keys", 1, Role::keys);
  const auto choices = balance_choices(*keys.session, snare.id, {});
  ASSERT_EQ(choices.size(), 2u);
  EXPECT_EQ(choices[0].tracks.size(), 3u);
  EXPECT_EQ(choices[1].text, "The group Drums");
  EXPECT_EQ(choices[1].tracks, (std::vector{kick.id, snare.id}));
  EXPECT_EQ(balance_choices(*kick.session, kick.id, {}).size(), 1u);  // its group is all there is
}

TEST(MaskMapPlaces, FrequenciesAndRowsRoundTrip) {
  MaskMap map;
  std::vector<MaskRow> rows(3);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].by = StripId{20 + i};
  map.show_rows(rows, {}, "Voice", Qt::yellow);
  map.resize(252, map.sizeHint().height());
  for (const double hertz : {60.0, 412.0, 3000.0, 12000.0}) EXPECT_NEAR(map.hertz_at(map.x_of(hertz)), hertz, 1e-6 * hertz);
  for (int row = 0; row < 3; ++row) EXPECT_EQ(map.row_at(map.stripe(row).center().y()), row);
  EXPECT_EQ(map.row_at(5.0), -1);
  EXPECT_EQ(map.row_at(map.height() - 2.0), -1);
  EXPECT_LE(map.stripe(2).bottom(), map.height() - 16.0);
  EXPECT_EQ(map.accessibleName(), "What covers Voice");
}

}  // namespace
}  // namespace sweetspot::ui
