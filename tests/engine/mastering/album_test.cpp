#include "engine/mastering/album.h"

#include <gtest/gtest.h>

namespace sweetspot {
namespace {

const std::vector<AlbumSong> kSongs = {{-20.0, 180.0}, {-14.0, 240.0}, {-17.0, 60.0}};

std::vector<AlbumSong> as_placed(const std::vector<AlbumPlace>& places) {
  std::vector<AlbumSong> songs;
  for (std::size_t i = 0; i < places.size(); ++i) songs.push_back({places[i].integrated_lufs, kSongs[i].seconds});
  return songs;
}

TEST(Album, PreservesDifferencesAndHasItsLoudness) {
  const auto places = plan_album(kSongs, {.integrated_lufs = -12.0, .balance = AlbumBalance::preserved, .gap_seconds = 2.0});
  EXPECT_NEAR(*places[1].integrated_lufs - *places[0].integrated_lufs, 6.0, 1e-9);
  EXPECT_NEAR(*places[2].integrated_lufs - *places[0].integrated_lufs, 3.0, 1e-9);
  EXPECT_NEAR(*album_loudness(as_placed(places)), -12.0, 1e-9);
}

TEST(Album, BalancesSongsAgainstEachOtherWithoutTurningThemRound) {
  const auto places = plan_album(kSongs, {.integrated_lufs = -12.0, .balance = AlbumBalance::balanced, .gap_seconds = 2.0});
  EXPECT_GT(*places[1].integrated_lufs, *places[2].integrated_lufs);
  EXPECT_GT(*places[2].integrated_lufs, *places[0].integrated_lufs);
  EXPECT_LT(*places[1].integrated_lufs - *places[0].integrated_lufs, 3.01);
  EXPECT_NEAR(*album_loudness(as_placed(places)), -12.0, 1e-9);
}

TEST(Album, SongsFollowEachOtherWithGaps) {
  const auto places = plan_album(kSongs, {.gap_seconds = 1.5});
  EXPECT_EQ(places[0].start, 0.0);
  EXPECT_EQ(places[1].start, 181.5);
  EXPECT_EQ(places[2].start, 423.0);
}

TEST(Album, SilenceHasNoLoudnessAndOneSongHasTheAlbums) {
  const std::vector<AlbumSong> songs = {{std::nullopt, 10.0}, {-23.0, 10.0}};
  const auto places = plan_album(songs, {.integrated_lufs = -14.0});
  EXPECT_FALSE(places[0].integrated_lufs);
  EXPECT_NEAR(*places[1].integrated_lufs, -14.0, 1e-9);
}

}  // namespace
}  // namespace sweetspot
