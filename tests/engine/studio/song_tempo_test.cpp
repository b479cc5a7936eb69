// The tempo of a whole song, of which it is known.
#include "engine/studio/song_tempo.h"

#include "engine/core/error.h"
#include "engine/session/strip_edits.h"
#include "engine/studio/song_folder.h"
#include "tests/engine/studio/demo_fixture.h"

namespace sweetspot {
namespace {

class SongTempoOf : public WithDemoSong {};

TEST_F(SongTempoOf, TheDemoSongIsThatOfItsScore) {
  const OpenSong song = open_song(demo());
  const SongTempo found = find_song_tempo(*song.session, song.folder);
  EXPECT_EQ(found.bpm, song.session->tempo);
  EXPECT_EQ(found.bar_1, 0);
  EXPECT_GT(found.confidence, 0.8);
  EXPECT_FALSE(found.why.empty());
  EXPECT_EQ(with_tempo(song.session, found), song.session) << "it has that tempo already";
}

TEST_F(SongTempoOf, NothingToListenToIsSaid) {
  EXPECT_THROW(find_song_tempo(*make_session("Empty", 48000.0), demo()), Error);
  SongTempo none;
  EXPECT_THROW(with_tempo(make_session("Empty", 48000.0), none), Error);
}

}  // namespace
}  // namespace sweetspot
