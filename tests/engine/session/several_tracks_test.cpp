// Several tracks at once: their order, and which are out of sight.
#include "engine/session/several_tracks.h"

#include <gmock/gmock.h>

#include "engine/session/format.h"
#include "engine/session/group_edits.h"
#include "engine/session/track_edits.h"
#include "tests/engine/session/support.h"

namespace sweetspot {
namespace {

using testing::ElementsAre;

struct Song {
  SessionPtr s = make_session("Song", 48000);
  std::vector<StripId> t;

  Song() {
    for (const char* name : {"A", "B", "C", "D", "E"}) {
      const auto added = edit::add_track(s, name);
      s = added.session;
      t.push_back(added.id);
    }
  }
};

std::string order(const SessionPtr& s) {
  std::string names;
  for (const auto& track : s->tracks) names += track->strip.name;
  return names;
}

TEST(SeveralTracks, MoveTogetherInTheirOrder) {
  const Song song;
  const auto& t = song.t;
  const auto moved = [&](std::vector<StripId> which, StripId beside, bool behind) {
    return order(edit::move_tracks(song.s, which, beside, behind));
  };
  EXPECT_EQ(moved({t[4], t[1]}, t[0], false), "BEACD") << "in the order of the desk";
  EXPECT_EQ(moved({t[0], t[2]}, t[4], true), "BDEAC");
  EXPECT_EQ(moved({t[1], t[3]}, t[3], true), "ACBDE") << "beside one of themselves";
  EXPECT_EQ(moved({t[1], t[3]}, t[1], false), "ABDCE");
  EXPECT_EQ(edit::move_tracks(song.s, std::vector{t[1]}, t[0], true), song.s) << "where it stands already";
  EXPECT_THAT(test::error_of([&] { edit::move_tracks(song.s, std::vector{t[1]}, StripId{999}, true); }), testing::HasSubstr("track"));
}

TEST(SeveralTracks, AreHiddenAndComeBackOneByOne) {
  const Song song;
  const auto& t = song.t;
  auto s = edit::hide_tracks(song.s, std::vector{t[1], t[3]});
  s = edit::hide_tracks(s, std::vector{t[0], t[1]});
  EXPECT_THAT(hidden_tracks(*s), ElementsAre(t[0], t[1], t[3]));
  EXPECT_EQ(s->groups.size(), 1u) << "one group for all";
  EXPECT_TRUE(is_put_away(*s, t[3]));
  EXPECT_THAT(edit::linked_strips(*s, t[0], "mute"), testing::IsEmpty()) << "nothing of them moves together";
  s = edit::show_tracks(s, std::vector{t[1]});
  EXPECT_THAT(hidden_tracks(*s), ElementsAre(t[0], t[3]));
  s = edit::show_tracks(s, std::vector{t[0], t[3]});
  EXPECT_TRUE(s->groups.empty());
  EXPECT_EQ(edit::hide_tracks(s, {}), s);
}

TEST(SeveralTracks, OfAHiddenGroupComeBackWithIt) {
  const Song song;
  const auto group = edit::add_group(song.s, "Strings", std::vector{song.t[0], song.t[1]});
  auto s = edit::hide_tracks(edit::set_group_hidden(group.session, group.id, true), std::vector{song.t[0], song.t[2]});
  EXPECT_THAT(hidden_tracks(*s), ElementsAre(song.t[0], song.t[1], song.t[2]));
  s = edit::show_tracks(s, std::vector{song.t[0]});
  EXPECT_THAT(hidden_tracks(*s), ElementsAre(song.t[2]));
  EXPECT_EQ(find_group(*s, group.id)->members.size(), 2u);
}

TEST(SeveralTracks, StayHiddenInTheFile) {
  const Song song;
  const auto s = edit::hide_tracks(song.s, std::vector{song.t[1], song.t[3]});
  const auto parsed = session_from_text(session_to_text(*s, test::catalog()), test::catalog(), "x");
  EXPECT_THAT(hidden_tracks(*parsed.session), ElementsAre(song.t[1], song.t[3]));
  EXPECT_THAT(hidden_tracks(*edit::show_tracks(parsed.session, song.t)), testing::IsEmpty()) << "one by one after reading, too";
}

}  // namespace
}  // namespace sweetspot
