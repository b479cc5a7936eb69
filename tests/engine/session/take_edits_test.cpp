// Takes and the choice among them, held against a table of who is heard when.
#include "engine/session/take_edits.h"

#include <random>

#include <gmock/gmock.h>

#include "engine/session/describe.h"
#include "engine/session/region_edits.h"
#include "engine/session/region_sound.h"
#include "engine/session/song_edits.h"
#include "engine/session/track_edits.h"
#include "tests/engine/session/support.h"

namespace sweetspot {
namespace {

using test::catalog;
using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr Frames kHalf = 240;
constexpr Frames kLength = 480000;

// A track with three takes of ten seconds, all of recordings of their own; the first is heard.
struct Song {
  SessionPtr session = make_session("S", 48000);
  StripId track;
  std::vector<TakeId> takes;

  Song() {
    const auto t = edit::add_track(session, "Voice");
    track = t.id;
    session = t.session;
    edit::RegionIds regions;
    for (const char* path : {"audio/a.wav", "audio/b.wav", "audio/c.wav"}) {
      Media recording;
      recording.path = path;
      recording.frames = kLength;
      const auto m = edit::add_media(session, recording);
      const auto r = edit::add_region(m.session, track, m.id, 0);
      session = r.session;
      regions.insert(r.id);
    }
    session = edit::make_takes(session, regions).session;
    for (const Take& take : find_track(*session, track)->takes) takes.push_back(take.id);
  }
  const Track& voice() const { return *find_track(*session, track); }
};

// The gains at a frame by take, as fades say.
double gain_of(const Region& r, Frames at) {
  const auto part = [](const Fade& fade, Frames frame) {
    return frame >= fade.length ? 1.0
                                : std::sin((static_cast<double>(frame) + 0.5) / static_cast<double>(fade.length) * 1.5707963267948966);
  };
  return part(r.fade_in, at - r.position) * part(r.fade_out, r.length - 1 - (at - r.position));
}

TEST(Takes, AreStackedFromOverlappingRegions) {
  const Song song;
  ASSERT_EQ(song.takes.size(), 3u);
  EXPECT_EQ(song.voice().takes[1].name, "Take 2");
  ASSERT_EQ(song.voice().regions.size(), 1u);
  EXPECT_EQ(song.voice().regions[0].take, song.takes[0]);
  EXPECT_THAT(error_of([&] { edit::make_takes(song.session, {}); }), HasSubstr("no two takes"));
  EXPECT_EQ(edit::remove_unused_media(song.session), song.session) << "takes that are not heard keep their recordings";
}

// A clip that was dragged over another crossfades with it; as takes both are whole.
TEST(Takes, LoseTheCrossfadesOfTheirOverlaps) {
  SessionPtr s = make_session("Song", 48000.0);
  Media media;
  media.path = "audio/a.wav";
  media.frames = 480000;
  const auto [with_media, sound] = edit::add_media(s, media);
  const auto [with_track, track] = edit::add_track(with_media, "Voice");
  const auto [one, first] = edit::add_region(with_track, track, sound, 0, 0, 400000);
  const auto [two, second] = edit::add_region(one, track, sound, 50000, 0, 400000);
  s = edit::crossfade_regions(edit::set_fade_in(two, first, {2400, FadeShape::linear}), {first, second});
  ASSERT_EQ(edit::find_region(*s, first)->fade_out.length, 350000);
  s = edit::make_takes(s, {first, second}).session;
  const Track& voice = *find_track(*s, track);
  ASSERT_EQ(voice.takes.size(), 2u);
  EXPECT_EQ(voice.takes[0].regions[0].fade_out, Fade{});
  EXPECT_EQ(voice.takes[0].regions[0].fade_in.length, 2400) << "its own stays";
  EXPECT_EQ(voice.takes[1].regions[0].fade_in, Fade{});
  EXPECT_EQ(voice.regions[0].fade_out, Fade{});
}

TEST(Takes, OfSeveralTracksBearTheirNames) {
  Song song;
  SessionPtr s = edit::add_track(song.session, "Voice double").session;
  const StripId other = s->tracks.back()->strip.id;
  const auto r = edit::add_region(s, other, s->media[0]->id, 1000);
  s = edit::make_takes(r.session, {r.id, song.voice().regions[0].id}).session;
  EXPECT_EQ(find_track(*s, song.track)->takes.back().name, "Voice double");
  EXPECT_TRUE(find_track(*s, other)->regions.empty());
}

TEST(Takes, ASwipeCrossesAtBothEndsWithinTenMilliseconds) {
  Song song;
  const SessionPtr s = edit::choose_take(song.session, song.track, song.takes[1], 100000, 200000);
  const auto& regions = find_track(*s, song.track)->regions;
  ASSERT_EQ(regions.size(), 3u);
  const Fade fade{2 * kHalf, FadeShape::equal_power};
  EXPECT_EQ(regions[0].position + regions[0].length, 100000 + kHalf);
  EXPECT_EQ(regions[1].position, 100000 - kHalf);
  EXPECT_EQ(regions[1].position + regions[1].length, 200000 + kHalf);
  EXPECT_EQ(regions[2].position, 200000 - kHalf);
  for (const Fade& f : {regions[0].fade_out, regions[1].fade_in, regions[1].fade_out, regions[2].fade_in}) EXPECT_EQ(f, fade);
  EXPECT_EQ(regions[0].fade_in, Fade{});
  EXPECT_EQ(edit::chosen_span(*s, regions[1]), (edit::Span{100000, 200000}));
  EXPECT_EQ(edit::choose_take(s, song.track, song.takes[1], 120000, 150000), s) << "it is heard there already";
}

TEST(Takes, ChoosingTheOldTakeAgainLeavesNoSeam) {
  Song song;
  SessionPtr s = edit::choose_take(song.session, song.track, song.takes[1], 100000, 200000);
  s = edit::choose_take(s, song.track, song.takes[0], 100000, 200000);
  const auto& regions = find_track(*s, song.track)->regions;
  ASSERT_EQ(regions.size(), 1u);
  EXPECT_EQ(regions[0].length, kLength);
  EXPECT_EQ(regions[0].fade_in, Fade{});
  EXPECT_EQ(regions[0].fade_out, Fade{});
}

// Random swipes against a table that says of each millisecond which take is chosen.
TEST(Takes, RandomSwipesSoundAsTheTableSays) {
  constexpr Frames kStep = 1200;  // 25 ms: fades of 10 ms do not meet
  for (unsigned seed = 1; seed <= 20; ++seed) {
    Song song;
    std::mt19937 random(seed);
    std::vector<std::size_t> table(kLength / kStep, 0);
    for (int swipe = 0; swipe < 60; ++swipe) {
      const std::size_t from = random() % table.size(), to = from + 1 + random() % (table.size() - from), take = random() % 3;
      song.session =
          edit::choose_take(song.session, song.track, song.takes[take], static_cast<Frames>(from) * kStep, static_cast<Frames>(to) * kStep);
      std::fill(table.begin() + static_cast<std::ptrdiff_t>(from), table.begin() + static_cast<std::ptrdiff_t>(to), take);
    }
    std::size_t runs = 1;
    for (std::size_t i = 1; i < table.size(); ++i) runs += table[i] != table[i - 1];
    EXPECT_EQ(song.voice().regions.size(), runs) << seed;
    for (Frames at = 0; at < kLength; at += 60) {
      std::vector<double> gains(3, 0.0);
      for (const Region& r : song.voice().regions) {
        ASSERT_EQ(r.position, r.offset) << "the sound stays where it was";
        if (at < r.position || at >= r.position + r.length) continue;
        const auto take = static_cast<std::size_t>(std::ranges::find(song.takes, r.take) - song.takes.begin());
        gains[take] += gain_of(r, at);
      }
      const Frames place = at % kStep;
      const std::size_t here = table[static_cast<std::size_t>(at / kStep)];
      double power = 0.0;
      for (const double gain : gains) power += gain * gain;
      ASSERT_NEAR(power, 1.0, 1e-9) << "seed " << seed << " at " << at;
      const bool between_seams = place >= kHalf && place < kStep - kHalf;
      ASSERT_TRUE(!between_seams || gains[here] == 1.0) << "seed " << seed << " at " << at;
    }
  }
}

TEST(Takes, FlattenKeepsWhatIsHeard) {
  Song song;
  const SessionPtr comp = edit::choose_take(song.session, song.track, song.takes[2], 100000, 200000);
  const SessionPtr flat = edit::flatten_takes(comp, song.track);
  EXPECT_TRUE(find_track(*flat, song.track)->takes.empty());
  const auto &a = find_track(*comp, song.track)->regions, &b = find_track(*flat, song.track)->regions;
  EXPECT_TRUE(std::ranges::equal(a, b, sounds_alike));
  for (const Region& region : b) EXPECT_FALSE(region.take);
  EXPECT_EQ(edit::flatten_takes(flat, song.track), flat);
}

TEST(Takes, RefuseWhatIsInTheWayOrTooShort) {
  Song song;
  const SessionPtr locked = edit::set_region_locked(song.session, song.voice().regions[0].id, true);
  EXPECT_THAT(error_of([&] { edit::choose_take(locked, song.track, song.takes[1], 0, 50000); }), HasSubstr("locked"));
  EXPECT_THAT(error_of([&] { edit::choose_take(song.session, song.track, song.takes[1], 0, 479); }), HasSubstr("10 ms"));
  EXPECT_THAT(error_of([&] { edit::choose_take(song.session, song.track, TakeId{9999}, 0, 50000); }), HasSubstr("no longer"));
  EXPECT_THAT(error_of([&] { edit::rename_take(song.session, song.track, song.takes[1], "Take 1"); }), HasSubstr("another take"));
}

TEST(Takes, ACopyOfTheTrackHasTakesOfItsOwn) {
  Song song;
  const auto copy = edit::duplicate_track(song.session, song.track);
  const Track& track = *find_track(*copy.session, copy.id);
  ASSERT_EQ(track.takes.size(), 3u);
  EXPECT_NE(track.takes[0].id, song.takes[0]);
  EXPECT_EQ(track.regions[0].take, track.takes[0].id);
}

TEST(Takes, DifferencesAreSaid) {
  Song song;
  SessionPtr after = edit::rename_take(song.session, song.track, song.takes[2], "The good one");
  after = edit::remove_take(after, song.track, song.takes[1]);
  after = edit::set_region_locked(edit::set_region_reversed(after, song.voice().regions[0].id, true), song.voice().regions[0].id, true);
  EXPECT_THAT(describe_difference(*song.session, *after, catalog()),
              ElementsAre("Voice: the region a at 0.000 s is played backwards", "Voice: the region a at 0.000 s is locked", "Voice: the take Take 2 is gone",
                          "Voice: the take Take 3 is now called The good one"));
}

}  // namespace
}  // namespace sweetspot
