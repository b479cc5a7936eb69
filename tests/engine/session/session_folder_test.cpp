#include "engine/session/session_folder.h"

#include <unistd.h>

#include <fstream>

#include <gmock/gmock.h>

#include "engine/core/atomic_file.h"
#include "engine/session/format.h"
#include "engine/session/missing_media.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "tests/engine/session/support.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;
using test::catalog;
using testing::HasSubstr;

void put(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

TEST(SessionFolder, FindsTheFile) {
  test::TempFolder temp;
  const fs::path song = temp.path() / "Song";
  create_session_folder(song);
  EXPECT_TRUE(fs::is_directory(song / "audio"));
  EXPECT_EQ(new_session_file(song), song / "Song.sweetspot");
  EXPECT_EQ(new_session_file(song / ""), song / "" / "Song.sweetspot");
  EXPECT_THAT(test::error_of([&] { session_file(song); }), HasSubstr("no session"));
  EXPECT_THAT(test::error_of([&] { session_file(temp.path() / "Nothing"); }), HasSubstr("no such session"));
  put(song / "Other.sweetspot", "{}");
  EXPECT_EQ(session_file(song), song / "Other.sweetspot");
  put(song / "Third.sweetspot", "{}");
  EXPECT_THAT(test::error_of([&] { session_file(song); }), HasSubstr("several"));
  put(song / "Song.sweetspot", "{}");
  EXPECT_EQ(session_file(song), song / "Song.sweetspot");
}

TEST(SessionFolder, SavesOpensAndKeepsTenBackups) {
  test::TempFolder temp;
  const fs::path file = new_session_file(temp.path());
  SessionPtr session = test::rich_session();
  for (int i = 0; i < 14; ++i) {
    session = edit::set_tempo(session, 100 + i);
    save_session(*session, file, catalog());
  }
  const OpenedSession opened = open_session(temp.path(), catalog());
  EXPECT_EQ(opened.session->tempo, 113);
  EXPECT_FALSE(opened.read_only);
  EXPECT_TRUE(opened.recoveries.empty());
  const auto backups = backups_of(file);
  ASSERT_EQ(backups.size(), kBackups);
  EXPECT_EQ(open_session(backups.front(), catalog()).session->tempo, 112);
  EXPECT_EQ(open_session(backups.back(), catalog()).session->tempo, 103);
}

TEST(SessionFolder, ANewerFormatOpensForReadingOnly) {
  test::TempFolder temp;
  const fs::path file = new_session_file(temp.path());
  std::string text = session_to_text(*test::rich_session(), catalog());
  text.replace(text.find("\"format\": 1"), 11, "\"format\": 7");
  put(file, text);
  const OpenedSession opened = open_session(file, catalog());
  EXPECT_TRUE(opened.read_only);
  EXPECT_THAT(opened.notice, HasSubstr("newer Sweetspot (format 7"));
  EXPECT_EQ(opened.session->tracks.size(), 2u);
  EXPECT_EQ(read_file(file), text);
}

TEST(SessionFolder, ADamagedFileNamesThePlaceAndTheBackup) {
  test::TempFolder temp;
  const fs::path file = new_session_file(temp.path());
  save_session(*test::rich_session(), file, catalog());
  save_session(*test::rich_session(), file, catalog());
  const std::string half = read_file(file).substr(0, 500);
  put(file, half);
  const std::string said = test::error_of([&] { open_session(file, catalog()); });
  EXPECT_THAT(said, HasSubstr("damaged at line"));
  EXPECT_THAT(said, HasSubstr("backups/" + backups_of(file).front().filename().string()));
  EXPECT_EQ(read_file(file), half);
}

TEST(SessionFolder, AFailedSaveLeavesTheOldFile) {
  if (::geteuid() == 0) {
    EXPECT_FALSE(test::error_of([] { save_session(*test::rich_session(), "/proc/Song.sweetspot", catalog()); }).empty());
    return;
  }
  test::TempFolder temp;
  const fs::path file = new_session_file(temp.path());
  save_session(*test::rich_session(), file, catalog());
  const std::string before = read_file(file);
  fs::permissions(temp.path(), fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_FALSE(test::error_of([&] { save_session(*make_session("x", 48000), file, catalog()); }).empty());
  fs::permissions(temp.path(), fs::perms::owner_all);
  EXPECT_EQ(read_file(file), before);
}

TEST(MissingMedia, ListsAndFindsSiblings) {
  test::TempFolder temp;
  const fs::path song = temp.path() / "Song", elsewhere = temp.path() / "Elsewhere";
  create_session_folder(song);
  fs::create_directories(elsewhere);
  SessionPtr session = test::rich_session();
  ASSERT_EQ(missing_media(*session, song).size(), 2u);
  EXPECT_EQ(missing_media(*session, song)[0].name, "Kick.wav");
  put(elsewhere / "Kick.wav", "x");
  put(elsewhere / "Lead \"Vox\".wav", "x");
  const Relinked relinked = relink_with_siblings(session, song, session->media[0]->id, elsewhere / "Kick.wav");
  EXPECT_EQ(relinked.found.size(), 2u);
  EXPECT_TRUE(missing_media(*relinked.session, song).empty());
  EXPECT_TRUE(relinked.session->media[0]->linked);
  EXPECT_EQ(relinked.session->versions[0].session->media[0]->path, relinked.session->media[0]->path);
  put(song / "audio" / "Kick.wav", "x");
  const Relinked home = relink_with_siblings(relinked.session, song, session->media[0]->id, song / "audio" / "Kick.wav");
  EXPECT_EQ(home.session->media[0]->path, "audio/Kick.wav");
  EXPECT_FALSE(home.session->media[0]->linked);
  EXPECT_FALSE(test::error_of([&] { relink_with_siblings(session, song, session->media[0]->id, elsewhere / "no.wav"); }).empty());
}

TEST(SessionFolder, ASongWithoutANameHasItsFiles) {
  test::TempFolder temp;
  const fs::path file = temp.path() / "Coming Home.sweetspot";
  for (const char* text : {"{\"format\": 1}", "{\"format\": 1, \"name\": \"\"}"}) {
    write_file_atomically(file, text);
    EXPECT_EQ(open_session(file, catalog()).session->name, "Coming Home") << text;
  }
}

}  // namespace
}  // namespace sweetspot
