// Edits of several regions, of their envelopes, direction, locks and groups.
#include "engine/session/clip_edits.h"

#include <functional>
#include <random>

#include <gmock/gmock.h>

#include "engine/session/format.h"
#include "engine/session/history.h"
#include "engine/session/region_edits.h"
#include "engine/session/region_sound.h"
#include "engine/session/song_edits.h"
#include "engine/session/take_edits.h"
#include "engine/session/track_edits.h"
#include "tests/engine/session/support.h"

namespace sweetspot {
namespace {

using edit::RegionIds;
using edit::Span;
using test::catalog;
using test::error_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Two tracks with three regions of one second each, at 0, 2 and 4 s, all of one recording of 60 s.
struct Song {
  SessionPtr session = make_session("S", 48000);
  StripId tracks[2];
  MediaId media;
  std::vector<RegionId> ids;

  Song() {
    Media recording;
    recording.path = "audio/x.wav";
    recording.frames = 60 * 48000;
    const auto m = edit::add_media(session, recording);
    media = m.id;
    session = m.session;
    for (StripId& track : tracks) {
      const auto t = edit::add_track(session, "T");
      track = t.id;
      session = t.session;
      for (const Frames at : {0, 96000, 192000}) {
        const auto r = edit::add_region(session, track, media, at, 480000 + at, 48000);
        session = r.session;
        ids.push_back(r.id);
      }
    }
  }
  const Region& region(std::size_t i) const { return *edit::find_region(*session, ids[i]); }
};

std::vector<Frames> places(const Session& session, StripId track) {
  std::vector<Frames> all;
  for (const Region& region : find_track(session, track)->regions) all.push_back(region.position);
  return all;
}

TEST(ClipEdits, AReversedRegionKeepsItsSoundThroughTrimsAndCuts) {
  Song song;
  song.session = edit::set_region_reversed(song.session, song.ids[1], true);
  const Region whole = song.region(1);
  const auto heard = [&](const Region& r, Frames at) { return source_frame(r, at - r.position); };
  SessionPtr s = edit::trim_region_start(song.session, song.ids[1], 100000);
  EXPECT_EQ(heard(*edit::find_region(*s, song.ids[1]), 110000), heard(whole, 110000));
  s = edit::trim_region_end(s, song.ids[1], 130000);
  EXPECT_EQ(heard(*edit::find_region(*s, song.ids[1]), 110000), heard(whole, 110000));
  const auto cut = edit::split_region(s, song.ids[1], 120000);
  EXPECT_EQ(heard(*edit::find_region(*cut.session, song.ids[1]), 110000), heard(whole, 110000));
  EXPECT_EQ(heard(*edit::find_region(*cut.session, cut.id), 125000), heard(whole, 125000));
  s = edit::join_regions(cut.session, {song.ids[1], cut.id});
  const Region joined = *edit::find_region(*s, song.ids[1]);
  EXPECT_EQ(heard(joined, 125000), heard(whole, 125000));
  EXPECT_EQ(joined.length, 30000);
  EXPECT_EQ(edit::find_region(*s, cut.id), nullptr);
  // A trimmed end comes back with the same sound.
  EXPECT_EQ(heard(*edit::find_region(*edit::trim_region_end(s, song.ids[1], 140000), song.ids[1]), 139000), heard(whole, 139000));
  // No further than the recording goes: its end lies before a reversed region.
  s = edit::slip_region(s, song.ids[1], 1000000000);
  EXPECT_EQ(edit::find_region(*edit::trim_region_start(s, song.ids[1], 0), song.ids[1])->position, 100000);
}

TEST(ClipEdits, TheEnvelopeStaysWithTheSound) {
  Song song;
  const RegionId id = song.ids[0];
  const Frames base = song.region(0).offset;
  SessionPtr s = edit::set_envelope(song.session, id, {{base + 30000, 6}, {base + 10000, -90}, {base + 30000, 3}, {-5, 0}});
  EXPECT_THAT(edit::find_region(*s, id)->envelope, ElementsAre(GainPoint{0, 0}, GainPoint{base + 10000, -24}, GainPoint{base + 30000, 3}));
  EXPECT_NEAR(envelope_db(*edit::find_region(*s, id), base + 20000), -10.5, 1e-9);
  EXPECT_EQ(envelope_db(*edit::find_region(*s, id), base + 900000), 3);
  const auto points = edit::find_region(*s, id)->envelope;
  EXPECT_EQ(edit::find_region(*edit::slip_region(edit::trim_region_start(s, id, 20000), id, 7), id)->envelope, points);
  const auto cut = edit::split_region(s, id, 20000);
  EXPECT_EQ(edit::find_region(*cut.session, cut.id)->envelope, points);
  // Pieces whose envelopes differ keep each its own beside the seam.
  SessionPtr other = edit::set_envelope(cut.session, cut.id, {{base + 40000, 12}});
  other = edit::join_regions(other, {id, cut.id});
  const Region& joined = *edit::find_region(*other, id);
  EXPECT_NEAR(envelope_db(joined, base + 19999), envelope_db(*edit::find_region(*s, id), base + 19999), 1e-9);
  EXPECT_EQ(envelope_db(joined, base + 20000), 12);
  s = edit::move_gain_point(s, id, 1, {base + 90000000, 5});
  EXPECT_EQ(edit::find_region(*s, id)->envelope[1], (GainPoint{base + 29999, 5}));
  s = edit::remove_gain_point(s, id, 0);
  EXPECT_EQ(edit::find_region(*s, id)->envelope.size(), 2u);
  EXPECT_FALSE(error_of([&] { edit::remove_gain_point(s, id, 2); }).empty());
}

TEST(ClipEdits, LockedRegionsRefuseWhatWouldMoveThem) {
  Song song;
  const RegionId id = song.ids[1];
  const SessionPtr s = edit::set_region_locked(song.session, id, true);
  const std::vector<std::function<void()>> refused = {[&] { edit::move_region(s, id, 5); },
                                                      [&] { edit::move_region(s, id, 5, song.tracks[1]); },
                                                      [&] { edit::trim_region_start(s, id, 97000); },
                                                      [&] { edit::trim_region_end(s, id, 97000); },
                                                      [&] { edit::slip_region(s, id, 5); },
                                                      [&] { edit::split_region(s, id, 97000); },
                                                      [&] { edit::remove_region(s, id); },
                                                      [&] { edit::remove_and_close(s, {song.ids[0]}); },
                                                      [&] { edit::nudge_regions(s, {id}, 5); },
                                                      [&] {
                                                        edit::keep_spans(s, id, {{96000, 97000}}, 10);
                                                      }};
  for (const auto& action : refused) EXPECT_THAT(error_of(action), HasSubstr("locked"));
  EXPECT_EQ(edit::find_region(*edit::set_region_gain(s, id, -3), id)->gain_db, -3);
  EXPECT_EQ(edit::move_region(s, id, 96000), s) << "nothing to move is no fault";
}

TEST(ClipEdits, GroupsGoTogetherAndSplitIntoTwo) {
  Song song;
  SessionPtr s = edit::group_regions(song.session, {song.ids[0], song.ids[3]});
  EXPECT_EQ(edit::with_groups(*s, {song.ids[3], song.ids[5]}), (RegionIds{song.ids[0], song.ids[3], song.ids[5]}));
  const SessionPtr cut = edit::split_regions(s, edit::with_groups(*s, {song.ids[0]}), 24000);
  const auto group_at = [&](int track, std::size_t i) { return find_track(*cut, song.tracks[track])->regions[i].group; };
  EXPECT_EQ(group_at(0, 0), group_at(1, 0));
  EXPECT_EQ(group_at(0, 1), group_at(1, 1));
  EXPECT_NE(group_at(0, 0), group_at(0, 1));
  RegionIds copies;
  s = edit::duplicate_regions(s, {song.ids[0], song.ids[3]}, &copies);
  EXPECT_EQ(edit::with_groups(*s, {*copies.begin()}), copies);
  s = edit::ungroup_regions(s, {song.ids[0]});
  EXPECT_FALSE(edit::find_region(*s, song.ids[3])->group);
  EXPECT_TRUE(edit::find_region(*s, *copies.begin())->group);
  EXPECT_THAT(error_of([&] { edit::group_regions(s, {song.ids[0]}); }), HasSubstr("two or more"));
}

TEST(ClipEdits, JoiningRefusesWhatDoesNotFit) {
  Song song;
  EXPECT_THAT(error_of([&] { edit::join_regions(song.session, {song.ids[0], song.ids[1]}); }), HasSubstr("no two of them"));
  auto cut = edit::split_region(song.session, song.ids[0], 20000);
  EXPECT_FALSE(error_of([&] { edit::join_regions(edit::set_region_gain(cut.session, cut.id, 1), {song.ids[0], cut.id}); }).empty());
  EXPECT_EQ(edit::find_region(*edit::join_regions(cut.session, {song.ids[0], cut.id}), song.ids[0])->length, 48000);
}

TEST(ClipEdits, ClosingTheGapMovesByWhatWasTakenAway) {
  Song song;
  const SessionPtr s = edit::remove_and_close(song.session, {song.ids[0]});
  EXPECT_THAT(places(*s, song.tracks[0]), ElementsAre(48000, 144000));
  EXPECT_THAT(places(*s, song.tracks[1]), ElementsAre(0, 96000, 192000));
  // What overlaps is not counted twice.
  SessionPtr over = edit::move_region(song.session, song.ids[1], 24000);
  over = edit::remove_and_close(over, {song.ids[0], song.ids[1]});
  EXPECT_THAT(places(*over, song.tracks[0]), ElementsAre(192000 - 72000));
}

TEST(ClipEdits, OverlapsCrossfadeByThemselvesAndLetGoAgain) {
  Song song;
  const RegionIds moved{song.ids[1]};
  const SessionPtr there = edit::crossfade_overlaps(song.session, edit::move_region(song.session, song.ids[1], 40000), moved);
  const Fade fade{8000, FadeShape::equal_power};
  EXPECT_EQ(edit::find_region(*there, song.ids[0])->fade_out, fade);
  EXPECT_EQ(edit::find_region(*there, song.ids[1])->fade_in, fade);
  const SessionPtr back = edit::crossfade_overlaps(there, edit::move_region(there, song.ids[1], 96000), moved);
  EXPECT_EQ(session_to_text(*back, catalog()), session_to_text(*song.session, catalog()));
  // One sound in line adds up to itself in straight lines.
  const auto cut = edit::split_region(song.session, song.ids[0], 20000);
  const SessionPtr wide = edit::trim_region_end(cut.session, song.ids[0], 21000);
  EXPECT_EQ(edit::find_region(*edit::crossfade_overlaps(cut.session, wide, {song.ids[0]}), cut.id)->fade_in,
            (Fade{1000, FadeShape::linear}));
}

TEST(ClipEdits, StrippingKeepsTheSpansWithFadesAtNewEdges) {
  Song song;
  const SessionPtr s = edit::keep_spans(song.session, song.ids[1], {{96000, 100000}, {110000, 110300}, {120000, 144000}}, 240);
  const auto& regions = find_track(*s, song.tracks[0])->regions;
  ASSERT_EQ(regions.size(), 5u);
  EXPECT_EQ(regions[1].id, song.ids[1]);
  EXPECT_EQ(regions[1].fade_in, Fade{});
  EXPECT_EQ(regions[1].fade_out.length, 240);
  EXPECT_EQ(regions[2].fade_in.length, 150);
  EXPECT_EQ(regions[3].fade_out, Fade{});
  for (std::size_t i = 1; i <= 3; ++i) EXPECT_TRUE(aligned(regions[i], song.region(1)));
  EXPECT_THAT(error_of([&] { edit::keep_spans(s, song.ids[0], {}, 240); }), HasSubstr("silence"));
}

// Some edit or other of a session with groups, locks, envelopes and takes.
SessionPtr any_edit(const SessionPtr& s, std::mt19937& random) {
  const auto number = [&](Frames from, Frames to) { return std::uniform_int_distribution<Frames>(from, to)(random); };
  std::vector<RegionId> ids;
  for (const auto& track : s->tracks)
    for (const Region& region : track->regions) ids.push_back(region.id);
  if (ids.size() < 3)
    return edit::add_region(s, s->tracks[0]->strip.id, s->media[0]->id, number(0, 300000), number(0, 900000), 48000).session;
  const auto pick = [&] { return ids[static_cast<std::size_t>(number(0, static_cast<Frames>(ids.size()) - 1))]; };
  const RegionId id = pick();
  const RegionIds some{id, pick(), pick()};
  const Region& region = *edit::find_region(*s, id);
  const Track& track = *s->tracks[static_cast<std::size_t>(number(0, static_cast<Frames>(s->tracks.size()) - 1))];
  switch (number(0, 22)) {
    case 0:
      return edit::move_region(s, id, number(0, 400000), track.strip.id);
    case 1:
      return edit::trim_region_start(s, id, region.position + number(-20000, 20000));
    case 2:
      return edit::trim_region_end(s, id, region.position + region.length + number(-20000, 20000));
    case 3:
      return edit::slip_region(s, id, number(0, 900000));
    case 4:
      return edit::split_regions(s, some, number(0, 300000));
    case 5:
      return edit::join_regions(s, edit::RegionIds(ids.begin(), ids.end()));
    case 6:
      return ids.size() > 3 ? edit::remove_regions(s, {id}) : s;
    case 7:
      return ids.size() > 3 ? edit::remove_and_close(s, {id}) : s;
    case 8:
      return ids.size() < 60 ? edit::duplicate_regions(s, some) : s;
    case 9:
      return edit::nudge_regions(s, some, number(-9000, 9000));
    case 10:
      return edit::group_regions(s, some);
    case 11:
      return edit::ungroup_regions(s, some);
    case 12:
      return edit::set_region_locked(s, id, number(0, 2) == 0);
    case 13:
      return edit::set_region_reversed(s, id, number(0, 1) == 0);
    case 14:
      return edit::set_gain_point(s, id, {region.offset + number(0, region.length), static_cast<double>(number(-30, 30))});
    case 15:
      return edit::set_fade_in(s, id, {number(0, 30000), static_cast<FadeShape>(number(0, 3))});
    case 16:
      return edit::crossfade_regions(s, edit::RegionIds(ids.begin(), ids.end()));
    case 17:
      return edit::crossfade_overlaps(s, edit::nudge_regions(s, {id}, number(-40000, 40000)), {id});
    case 18:
      return edit::keep_spans(
          s, id,
          {{region.position, region.position + region.length / 3}, {region.position + region.length / 2, region.position + region.length}},
          100);
    case 19:
      return edit::make_takes(s, some).session;
    case 20: {
      if (track.takes.empty()) return s;
      const Frames from = number(0, 200000);
      return edit::choose_take(s, track.strip.id,
                               track.takes[static_cast<std::size_t>(number(0, static_cast<Frames>(track.takes.size()) - 1))].id, from,
                               from + number(1, 90000));
    }
    case 21:
      return edit::set_region_gain(s, id, static_cast<double>(number(-40, 24)));
    default:
      return number(0, 9) == 0 ? edit::flatten_takes(s, track.strip.id) : edit::set_region_inverted(s, id, !region.inverted);
  }
}

void expect_sound(const Session& session) {
  for (const auto& track : session.tracks) {
    EXPECT_TRUE(std::ranges::is_sorted(track->regions, {}, &Region::position));
    for (const Region& region : track->regions) {
      EXPECT_GE(region.position, 0);
      EXPECT_GE(region.offset, 0);
      EXPECT_GE(region.length, 1);
      EXPECT_LE(region.offset + region.length, find_media(session, region.media)->frames);
      EXPECT_GE(region.fade_in.length, 0);
      EXPECT_GE(region.fade_out.length, 0);
      EXPECT_LE(region.fade_in.length + region.fade_out.length, region.length);
      EXPECT_TRUE(std::ranges::is_sorted(region.envelope, {}, &GainPoint::at));
      EXPECT_TRUE(!region.take || edit::find_take(*track, region.take));
    }
  }
}

TEST(ClipEdits, FiveHundredEditsAndAsManyUndosLeaveTheStart) {
  for (unsigned seed = 1; seed <= 4; ++seed) {
    Song song;
    const std::string start = session_to_text(*song.session, catalog());
    History history(song.session);
    std::mt19937 random(seed);
    int refused = 0, steps = 0;
    while (steps < 500) {
      try {
        const std::string before = session_to_text(*history.current(), catalog());
        const SessionPtr held = history.current(), next = any_edit(held, random);
        ASSERT_EQ(session_to_text(*held, catalog()), before) << "an edit changed the value before it, seed " << seed << ", step " << steps;
        if (next == held) continue;
        expect_sound(*next);
        history.commit(next, {.name = "Edit", .target = ""});
        ++steps;
      } catch (const Error&) {
        ASSERT_LT(++refused, 20000);
      }
    }
    // What 500 edits made can be written and read.
    const std::string text = session_to_text(*history.current(), catalog());
    EXPECT_EQ(session_to_text(*session_from_text(text, catalog(), "S").session, catalog()), text);
    for (int i = 0; i < 500; ++i) {
      ASSERT_TRUE(history.can_undo());
      history.undo();
    }
    EXPECT_EQ(session_to_text(*history.current(), catalog()), start);
  }
}

}  // namespace
}  // namespace sweetspot
