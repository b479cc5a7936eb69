// Where strips and their parts lie, without a window.
#include <gtest/gtest.h>

#include <QApplication>

#include "tests/ui/mix/fake_desk.h"
#include "ui/controls/level_scale.h"
#include "ui/mix/mix_layout.h"
#include "ui/mix/strip_words.h"

namespace sweetspot::ui {
namespace {

using testing_support::FakeDesk;
using testing_support::fill_song;

TEST(StripRow, TracksThenBusesThenMixWithoutOverlap) {
  FakeDesk desk;
  fill_song(desk, 12);
  const auto strips = lay_out_strips(desk.session(), {}, false);
  ASSERT_EQ(strips.size(), 12u + 3u + 1u);
  for (std::size_t i = 1; i < strips.size(); ++i) {
    const int gap = strips[i].x - (strips[i - 1].x + strips[i - 1].width);
    EXPECT_EQ(gap, strips[i].kind == strips[i - 1].kind ? kStripGap : kBusGap) << i;
  }
  EXPECT_EQ(strips.back().id, kMixStrip);
  EXPECT_EQ(row_width(strips), strips.back().x + strips.back().width);
}

TEST(StripRow, FiltersShowAGroupOrTheBuses) {
  FakeDesk desk;
  fill_song(desk, 10);
  const auto drums = lay_out_strips(desk.session(), {StripFilter::Show::group, RoleGroup::drums}, false);
  ASSERT_EQ(drums.size(), 4u);
  EXPECT_EQ(find_strip(desk.session(), drums.back().id)->name, "Drums");
  EXPECT_EQ(lay_out_strips(desk.session(), {StripFilter::Show::buses, {}}, false).size(), 4u);
}

TEST(StripRow, VisibleStripsAreThoseInTheView) {
  FakeDesk desk;
  fill_song(desk, 64);
  const auto strips = lay_out_strips(desk.session(), {}, false);
  for (const int scroll : {0, 1, 91, 92, 500, 3000, row_width(strips) - 800}) {
    const auto [first, last] = visible_slots(strips, scroll, 800);
    for (std::size_t i = 0; i < strips.size(); ++i) {
      const bool seen = strips[i].x + strips[i].width > scroll && strips[i].x < scroll + 800;
      EXPECT_EQ(seen, i >= first && i < last) << scroll << " " << i;
    }
  }
}

TEST(StripParts, NothingOverlapsOrLeavesTheStripAtAnyHeight) {
  for (const int width : {kStripWidth, kNarrowStripWidth}) {
    for (int height = 480; height <= 1400; height += 13) {
      for (const int inserts : {0, 3, 12}) {
        const StripParts p = lay_out_strip({width, height}, {inserts, inserts / 2}, StripKind::track);
        const std::vector<QRect> column{p.colour,     p.name,    p.inserts, p.eq,    p.sends, p.pan,
                                        p.pan_number, p.buttons, p.number,  p.share, p.fader, p.output};
        int bottom = -1;
        for (const QRect& part : column) {
          if (part.isEmpty()) continue;
          EXPECT_GT(part.top(), bottom) << width << "x" << height;
          bottom = part.bottom();
          EXPECT_TRUE(QRect(0, 0, width, height).contains(part)) << width << "x" << height;
        }
        EXPECT_FALSE(p.fader.intersects(p.meter));
        EXPECT_EQ(p.fader.top(), p.meter.top());
        EXPECT_EQ(p.fader.height(), p.meter.height());
        EXPECT_GE(p.fader.height(), height >= 560 ? 120 : 60) << height;
      }
    }
  }
}

TEST(StripParts, ALowWindowLeavesTheFaderRoomToTravel) {
  // A window of 1280 x 720 leaves the strips about 580.
  const StripParts full = lay_out_strip({kStripWidth, 560}, {4, 2}, StripKind::track);
  EXPECT_GE(level_scale(full.fader.height()).length, 160.0);
  const StripParts empty = lay_out_strip({kStripWidth, 800}, {0, 0}, StripKind::track);
  EXPECT_EQ(empty.insert_rows, 1) << "no rooms for what is nowhere";
  EXPECT_GE(level_scale(empty.fader.height()).length, 400.0);
}

TEST(StripParts, FadersLineUpWhateverTheStrip) {
  for (const StripKind kind : {StripKind::bus, StripKind::mix}) {
    EXPECT_EQ(lay_out_strip({kStripWidth, 700}, {4, 2}, kind).fader, lay_out_strip({kStripWidth, 700}, {4, 2}, StripKind::track).fader);
  }
}

TEST(StripWords, PanIsReadAndWritten) {
  EXPECT_EQ(pan_text(0.0), "C");
  EXPECT_EQ(pan_text(-0.8), "L 80");
  EXPECT_EQ(pan_text(1.0), "R 100");
  EXPECT_DOUBLE_EQ(pan_from_text("l30"), -0.3);
  EXPECT_DOUBLE_EQ(pan_from_text("100 R"), 1.0);
  EXPECT_DOUBLE_EQ(pan_from_text("-25"), -0.25);
  EXPECT_DOUBLE_EQ(pan_from_text("C"), 0.0);
  EXPECT_THROW(pan_from_text("abc"), Error);
  EXPECT_THROW(pan_from_text("L 130"), Error);
  for (double pan = -1.0; pan <= 1.0; pan += 0.05) EXPECT_NEAR(pan_from_text(pan_text(pan)), pan, 0.0051);
}

TEST(StripWords, SoloSilencesTheOthers) {
  FakeDesk desk;
  fill_song(desk, 4);
  const StripId kick = desk.session().tracks[0]->strip.id, snare = desk.session().tracks[1]->strip.id,
                bass = desk.session().tracks[3]->strip.id;
  EXPECT_FALSE(strip_info(desk.session(), snare).silenced);
  desk.take(edit::set_soloed(desk.session_ptr(), kick, true));
  EXPECT_FALSE(strip_info(desk.session(), kick).silenced);
  EXPECT_TRUE(strip_info(desk.session(), snare).silenced);
  desk.take(edit::set_solo_safe(desk.session_ptr(), snare, true));
  EXPECT_FALSE(strip_info(desk.session(), snare).silenced);
  desk.take(edit::set_soloed(edit::clear_solos(desk.session_ptr()), desk.session().buses[0]->strip.id, true));
  EXPECT_FALSE(strip_info(desk.session(), kick).silenced) << "goes through the soloed bus";
  EXPECT_TRUE(strip_info(desk.session(), bass).silenced);
}

}  // namespace
}  // namespace sweetspot::ui
