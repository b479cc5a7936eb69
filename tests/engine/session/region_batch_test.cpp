// Edits of many regions in one pass, against the same edits one by one.
#include "engine/session/region_batch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "engine/core/error.h"
#include "engine/processors/registry.h"
#include "engine/session/format.h"
#include "engine/session/region_edits.h"
#include "tests/engine/session/big_session.h"

namespace sweetspot {
namespace {

std::string text(const SessionPtr& session) { return session_to_text(*session, processor_catalog()); }

edit::RegionIds some_of(const Session& session, std::mt19937& random, int one_in) {
  edit::RegionIds ids;
  for (const auto& track : session.tracks)
    for (const Region& region : track->regions)
      if (random() % static_cast<unsigned>(one_in) == 0) ids.insert(region.id);
  return ids;
}

class RegionBatch : public testing::Test {
 protected:
  SessionPtr song = test::big_session(processor_catalog(), 12, 200);
  std::mt19937 random{7};
};

TEST_F(RegionBatch, PlacesAreWhatMovesOneByOneGive) {
  for (int round = 0; round < 20; ++round) {
    const edit::RegionIds ids = some_of(*song, random, 3);
    std::vector<edit::RegionPlace> places;
    SessionPtr one_by_one = song;
    edit::for_regions(*song, ids, [&](const Region& region, const Track&) {
      const Frames to = region.position + static_cast<Frames>(random() % 200000) - 100000;
      const StripId track = random() % 2 ? StripId{} : song->tracks[random() % song->tracks.size()]->strip.id;
      places.push_back({region.id, to, track});
    });
    for (const edit::RegionPlace& place : places) one_by_one = edit::move_region(one_by_one, place.region, place.position, place.track);
    const SessionPtr at_once = edit::place_regions(song, places);
    ASSERT_EQ(at_once->tracks.size(), one_by_one->tracks.size());
    for (std::size_t i = 0; i < song->tracks.size(); ++i) {
      // Regions at one place may stand in another order.
      std::map<RegionId, Frames> a, b;
      for (const Region& region : at_once->tracks[i]->regions) a[region.id] = region.position;
      for (const Region& region : one_by_one->tracks[i]->regions) b[region.id] = region.position;
      EXPECT_EQ(a, b);
      EXPECT_TRUE(std::ranges::is_sorted(at_once->tracks[i]->regions, {}, &Region::position));
    }
  }
}

TEST_F(RegionBatch, ChangesAreWhatEditsOneByOneGive) {
  const edit::RegionIds ids = some_of(*song, random, 4);
  SessionPtr one_by_one = song;
  for (const RegionId id : ids) {
    one_by_one = edit::set_region_gain(one_by_one, id, 99.0);
    one_by_one = edit::set_fade_in(one_by_one, id, {1'000'000'000, FadeShape::s_curve});
    one_by_one = edit::set_envelope(one_by_one, id, {{500, 40.0}, {-3, 1.0}, {500, -40.0}});
  }
  const SessionPtr at_once = edit::change_regions(song, ids, [](Region& region) {
    region.gain_db = 99.0;
    region.fade_in = {1'000'000'000, FadeShape::s_curve};
    region.envelope = {{500, 40.0}, {-3, 1.0}, {500, -40.0}};
  });
  EXPECT_EQ(text(at_once), text(one_by_one));
  EXPECT_EQ(edit::change_regions(song, ids, [](Region&) {}), song) << "nothing changed: the same value";
  for (std::size_t i = 0; i < song->tracks.size(); ++i)
    if (std::ranges::none_of(song->tracks[i]->regions, [&](const Region& r) { return ids.contains(r.id); })) {
      EXPECT_EQ(at_once->tracks[i], song->tracks[i]) << "shared";
    }
}

TEST_F(RegionBatch, LockedOnesRefuseToMoveButChangeTheirLevel) {
  const RegionId id = song->tracks[0]->regions[0].id;
  const SessionPtr locked = edit::set_region_locked(song, id, true);
  EXPECT_THROW(edit::place_regions(locked, {{id, 12345}}), Error);
  EXPECT_THROW(edit::change_regions(locked, {id}, [](Region& r) { r.length = 10; }), Error);
  EXPECT_THROW(edit::remove_regions(locked, {id}), Error);
  EXPECT_NE(edit::change_regions(locked, {id}, [](Region& r) { r.gain_db = -7.0; }), locked);
  EXPECT_EQ(edit::place_regions(locked, {{id, edit::find_region(*locked, id)->position}}), locked) << "no move at all";
}

TEST_F(RegionBatch, CopiesAreFreeAndGroupsStayTogether) {
  const RegionId a = song->tracks[0]->regions[0].id, b = song->tracks[1]->regions[0].id, c = song->tracks[2]->regions[0].id;
  SessionPtr grouped = edit::group_regions(song, {a, b});
  grouped = edit::set_region_locked(grouped, a, true);
  std::vector<RegionId> copies;
  const SessionPtr copied = edit::copy_regions(grouped, {{a, 10}, {RegionId{1}, 5}, {b, 20, song->tracks[5]->strip.id}, {c, 30}}, &copies);
  ASSERT_EQ(copies.size(), 3u) << "what is not there is passed over";
  StripId owner;
  const Region& second = *edit::find_region(*copied, copies[1], &owner);
  EXPECT_EQ(owner, song->tracks[5]->strip.id);
  EXPECT_EQ(second.position, 20);
  EXPECT_FALSE(edit::find_region(*copied, copies[0])->locked);
  EXPECT_TRUE(second.group);
  EXPECT_EQ(second.group, edit::find_region(*copied, copies[0])->group);
  EXPECT_NE(second.group, edit::find_region(*copied, a)->group);
  EXPECT_FALSE(edit::find_region(*copied, copies[2])->group);
}

}  // namespace
}  // namespace sweetspot
