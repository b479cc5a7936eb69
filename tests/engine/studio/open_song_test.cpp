// A song that is open twice, and one whose program was killed more than once.
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <fstream>

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/processors/registry.h"
#include "engine/session/cut_off.h"
#include "engine/session/format.h"
#include "engine/session/journal.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "engine/studio/song_folder.h"
#include "engine/studio/studio.h"
#include "tests/engine/session/temp_folder.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;

class OpenTwice : public testing::Test {
 protected:
  void SetUp() override {
    setenv("XDG_STATE_HOME", (home.path() / "state").c_str(), 1);
    create_session_folder(song);
    saved = edit::add_track(make_session("Song", 48000.0), "Kick", 1).session;
    save_session(*saved, file(), processor_catalog());
  }

  fs::path file() const { return new_session_file(song); }
  SessionPtr at_gain(double db) const { return edit::set_gain(saved, kMixStrip, db); }
  static double gain_of(const SessionPtr& session) { return session->mix->fader.gain_db; }

  // What is on the disk when a program is killed at this moment, in a folder of its own.
  fs::path as_if_killed() {
    const fs::path copy = home.path() / ("Killed " + std::to_string(++copies)) / "Song";
    fs::create_directories(copy.parent_path());
    fs::copy(song, copy, fs::copy_options::recursive);
    return copy;
  }

  static void edit_to(Studio& studio, double db) { studio.commit(edit::set_gain(studio.session(), kMixStrip, db), {"Gain", "", 0, false}); }

  test::TempFolder home;
  fs::path song = home.path() / "Song";
  SessionPtr saved;
  int copies = 0;
};

TEST_F(OpenTwice, TheSecondReadsAndLeavesTheFirstItsEdits) {
  Studio first;
  EXPECT_FALSE(first.open(song).open_elsewhere);
  edit_to(first, -7);
  const std::string journal = read_file(journal_path(file()));
  {
    Studio second;
    const OpenReport report = second.open(song);
    ASSERT_TRUE(report.open_elsewhere);
    EXPECT_TRUE(report.open_elsewhere->here);
    EXPECT_EQ(report.open_elsewhere->process, ::getpid());
    EXPECT_TRUE(second.read_only());
    EXPECT_TRUE(report.recoveries.empty()) << "nobody was killed";
    edit_to(second, -3);
    EXPECT_THROW(second.save(), Error);
  }
  EXPECT_EQ(read_file(journal_path(file())), journal);
  first.save();
  first.start_new("Other", 48000.0);
  Studio third;
  EXPECT_FALSE(third.open(song).read_only);
  EXPECT_EQ(gain_of(third.session()), -7);
}

TEST_F(OpenTwice, AMarkWithoutItsProgramIsTakenOver) {
  const pid_t child = ::fork();
  if (child == 0) {
    new OpenMark(song);  // as killed: nothing takes it away
    ::_exit(fs::exists(song / ".open") ? 0 : 1);
  }
  int status = 1;
  ::waitpid(child, &status, 0);
  ASSERT_EQ(status, 0);
  ASSERT_TRUE(fs::exists(song / ".open"));
  EXPECT_FALSE(holder_of(song));
  {
    const OpenMark mark(song);
    EXPECT_FALSE(mark.other());
    ASSERT_TRUE(holder_of(song));
    EXPECT_TRUE(OpenMark(song).other());
  }
  EXPECT_FALSE(fs::exists(song / ".open"));
}

TEST_F(OpenTwice, AnotherMachinesMarkIsTakenOverWhenAsked) {
  std::ofstream(song / ".open") << "1\nanother-machine\n";
  Studio studio;
  const OpenReport report = studio.open(song);
  ASSERT_TRUE(report.open_elsewhere);
  EXPECT_EQ(report.open_elsewhere->host, "another-machine");
  EXPECT_TRUE(studio.read_only());
  EXPECT_FALSE(studio.open(song, true).open_elsewhere);
  EXPECT_FALSE(studio.read_only());
}

TEST_F(OpenTwice, WhereNoMarkCanBeMadeTheSongOpens) {
  fs::create_directory(song / ".open");
  Studio studio;
  const OpenReport report = studio.open(song);
  EXPECT_FALSE(report.open_elsewhere);
  EXPECT_FALSE(report.read_only);
}

TEST_F(OpenTwice, OpenedAgainInTheSameWindowItIsAsSaved) {
  Studio studio;
  studio.open(song);
  edit_to(studio, -7);
  const OpenReport report = studio.open(song);
  EXPECT_FALSE(report.open_elsewhere);
  EXPECT_TRUE(report.recoveries.empty()) << "they were given up";
  EXPECT_EQ(gain_of(studio.session()), 0);
  EXPECT_FALSE(fs::exists(journal_path(file())));
  EXPECT_TRUE(OpenMark(song).other());
}

TEST_F(OpenTwice, ACommandSaysWhoseTheUnsavedEditsAre) {
  Studio studio;
  studio.open(song);
  EXPECT_NO_THROW(open_song_to_edit(song, {}));
  edit_to(studio, -7);
  try {
    open_song_to_edit(song, {});
    FAIL() << "there are edits that it does not know";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("is open in Sweetspot"));
  }
  const fs::path killed = as_if_killed();
  std::ofstream(killed / ".open") << "";
  try {
    open_song_to_edit(killed, {});
    FAIL() << "there are edits that it does not know";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("was killed"));
  }
}

TEST_F(OpenTwice, EditsThatNobodyAnsweredOutliveTheNextCrashes) {
  {
    Journal journal(file(), saved, processor_catalog());
    for (int i = 1; i <= 26; ++i) {
      journal.append(at_gain(-i));
      journal.flush();
    }
  }
  Studio studio;
  const OpenReport report = studio.open(song);
  ASSERT_EQ(report.recoveries.size(), 1u);
  EXPECT_EQ(report.recoveries[0].records, 26u);
  edit_to(studio, -50);
  fs::path killed = as_if_killed();
  Studio next;
  OpenReport again = next.open(killed);
  ASSERT_EQ(again.recoveries.size(), 2u);
  EXPECT_EQ(gain_of(again.recoveries[0].session), -50);
  EXPECT_EQ(gain_of(again.recoveries[1].session), -26);
  EXPECT_EQ(again.recoveries[1].records, 26u);

  next.accept_recovery(again.recoveries[1]);
  EXPECT_EQ(gain_of(next.session()), -26);
  next.undo();
  EXPECT_EQ(gain_of(next.session()), 0);
  next.redo();
  next.discard_recovery(again.recoveries[0]);
  std::size_t journals = 0;
  for (const auto& entry : fs::directory_iterator(killed)) journals += entry.path().filename().string().starts_with(".journal");
  EXPECT_EQ(journals, 1u) << "that of this session, which holds what was recovered";
}

TEST_F(OpenTwice, SavingLeavesWhatNobodyAnswered) {
  {
    Journal journal(file(), saved, processor_catalog());
    journal.append(at_gain(-26));
    journal.flush();
  }
  Studio studio;
  studio.open(song);
  studio.save();
  edit_to(studio, -3);
  studio.save();
  studio.start_new("Other", 48000.0);
  const OpenReport report = studio.open(song);
  ASSERT_EQ(report.recoveries.size(), 1u);
  EXPECT_TRUE(report.recoveries[0].saved_since);
  EXPECT_EQ(gain_of(report.recoveries[0].session), -26);
}

TEST_F(OpenTwice, ARemovedTrackComesBackWhole) {
  Studio studio;
  studio.open(song);
  const StripId kick = studio.session()->tracks[0]->strip.id;
  studio.set_automation_mode(kick, AutomationMode::latch);
  const SessionPtr before = studio.session();
  studio.commit(edit::remove_strip(before, kick), {"Remove track", "", 0, false});
  studio.tick();
  studio.undo();
  EXPECT_EQ(studio.session(), before);
  EXPECT_EQ(studio.automation_mode(kick), AutomationMode::latch);
}

TEST(CutOffRecordings, AreKeptInTheSong) {
  SessionPtr session = edit::add_track(make_session("Song", 48000.0), "Kick", 1).session;
  auto media = std::make_shared<Media>();
  media->id = MediaId{99};
  media->path = "audio/Kick.wav";
  media->frames = 75 * 48000;
  set_cut_off(*media, 12 * 48000 + 40000);
  auto next = std::make_shared<Session>(*session);
  next->media.push_back(media);
  EXPECT_TRUE(cut_off_recordings(*next).empty()) << "nobody plays it";
  auto track = std::make_shared<Track>(*next->tracks[0]);
  Region region;
  region.id = RegionId{next->next_id++};
  region.media = media->id;
  region.length = media->frames;
  track->regions.push_back(region);
  next->tracks[0] = track;
  const SessionPtr read = session_from_text(session_to_text(*next, processor_catalog()), processor_catalog(), "Song").session;
  const auto found = cut_off_recordings(*read);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(cut_off_sentence(found[0]), "Kick.wav is cut off after 0:12");
  EXPECT_EQ(found[0].track, track->strip.id);
  auto whole = std::make_shared<Media>(*media);
  set_cut_off(*whole, std::nullopt);
  EXPECT_FALSE(cut_off_after(*whole));
  EXPECT_FALSE(whole->unknown);
}

}  // namespace
}  // namespace sweetspot
