#include "engine/session/journal.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include <gmock/gmock.h>

#include "engine/core/atomic_file.h"
#include "engine/session/device_edits.h"
#include "engine/session/format.h"
#include "engine/session/region_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "engine/session/version_edits.h"
#include "tests/engine/session/big_session.h"
#include "tests/engine/session/support.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;
using test::catalog;

// A saved session in a folder of its own.
struct Song {
  test::TempFolder folder;
  SessionPtr saved = test::rich_session();
  fs::path file = new_session_file(folder.path());

  Song() {
    create_session_folder(folder.path());
    save_session(*saved, file, catalog());
  }
  OpenedSession open() const { return open_session(folder.path(), catalog()); }

  // The newest.
  std::optional<Recovery> recovery() const {
    const auto all = open().recoveries;
    return all.empty() ? std::nullopt : std::optional(all.front());
  }
};

std::string text(const SessionPtr& session) { return session_to_text(*session, catalog()); }

// One edit of every part of the session.
std::vector<SessionPtr> many_edits(const SessionPtr& start) {
  std::vector<SessionPtr> steps;
  SessionPtr s = start;
  const auto step = [&](SessionPtr next) { steps.push_back(s = std::move(next)); };
  step(edit::set_gain(s, test::strip_named(*s, "Kick"), -9));
  step(edit::add_track(s, "New", 2).session);
  step(edit::move_strip(s, test::strip_named(*s, "New"), 0));
  step(edit::add_region(s, test::strip_named(*s, "New"), s->media[0]->id, 10).session);
  step(edit::remove_strip(s, test::strip_named(*s, "Drums")));
  step(edit::set_gain(s, kMixStrip, -1));
  step(edit::remove_device(s, s->master->devices[0]->id));
  step(edit::set_metadata(s, "artist", "x"));
  step(edit::set_metadata(s, "title", ""));
  step(edit::save_version(s, "Two", "", "2026-02-01T00:00:00Z"));
  step(edit::remove_version(s, "Loud"));
  step(edit::relink_media(s, s->media[1]->id, "/elsewhere.wav", true));
  step(edit::remove_marker(s, s->markers[0].id));
  step(edit::set_meter(s, {5, 4800}));
  step(edit::set_meter(s, {}));  // what is left out while it is the default comes back to it
  return steps;
}

TEST(Journal, OffersEveryKindOfEdit) {
  Song song;
  Journal journal(song.file, song.saved, catalog());
  SessionPtr last;
  std::size_t written = 0;
  for (const SessionPtr& step : many_edits(song.saved)) {
    journal.append(step);
    journal.flush();
    last = step;
    const auto recovery = song.recovery();
    ASSERT_TRUE(recovery);
    EXPECT_EQ(text(recovery->session), text(step));
    EXPECT_EQ(recovery->records, ++written);
  }
  EXPECT_EQ(text(song.open().session), text(song.saved));
}

TEST(Journal, OffersNothingWhenAllWasUndone) {
  Song song;
  Journal journal(song.file, song.saved, catalog());
  const SessionPtr softer = edit::set_gain(song.saved, kMixStrip, -9);
  const SessionPtr longer = edit::add_track(softer, "New", 2).session;
  for (const SessionPtr& step : {softer, longer}) {
    journal.append(step);
    journal.flush();
    ASSERT_TRUE(song.recovery());
  }
  for (const SessionPtr& step : {softer, song.saved}) {
    journal.append(step);
    journal.flush();
  }
  ASSERT_TRUE(fs::exists(journal_path(song.file)));
  EXPECT_FALSE(song.recovery());
  journal.append(softer);
  journal.flush();
  ASSERT_TRUE(song.recovery());
  EXPECT_EQ(text(song.recovery()->session), text(softer));
}

TEST(Journal, IsGoneAfterSavingAndAfterClosing) {
  Song song;
  Journal journal(song.file, song.saved, catalog());
  const SessionPtr next = edit::set_gain(song.saved, kMixStrip, -1);
  journal.append(next);
  journal.flush();
  save_session(*next, song.file, catalog());
  EXPECT_FALSE(song.recovery()) << "the journal of the file before does not belong to the new one";
  journal.restart(next);
  EXPECT_FALSE(fs::exists(journal_path(song.file)));
  journal.append(edit::set_gain(next, kMixStrip, -2));
  journal.flush();
  EXPECT_EQ(song.recovery()->session->mix->fader.gain_db, -2);
  journal.discard();
  EXPECT_FALSE(song.recovery());
}

TEST(Journal, LeavesOutATornOrDamagedEnd) {
  Song song;
  const auto steps = many_edits(song.saved);
  std::vector<std::uintmax_t> sizes;
  {
    Journal journal(song.file, song.saved, catalog());
    for (const SessionPtr& step : steps) {
      journal.append(step);
      journal.flush();
      sizes.push_back(fs::file_size(journal_path(song.file)));
    }
  }
  const std::string whole = read_file(journal_path(song.file));
  for (std::size_t cut = 0; cut < whole.size(); cut += 97) {
    std::ofstream(journal_path(song.file), std::ios::binary | std::ios::trunc) << whole.substr(0, cut);
    const auto complete = static_cast<std::size_t>(std::count_if(sizes.begin(), sizes.end(), [cut](auto size) { return size <= cut; }));
    const auto recovery = song.recovery();
    ASSERT_EQ(recovery ? recovery->records : 0, complete) << cut;
    if (recovery) {
      EXPECT_EQ(text(recovery->session), text(steps[complete - 1]));
    }
  }
  std::string damaged = whole;
  damaged[sizes[2] + 40] ^= 1;
  std::ofstream(journal_path(song.file), std::ios::binary | std::ios::trunc) << damaged;
  EXPECT_EQ(song.recovery()->records, 3u);
  std::ofstream(journal_path(song.file), std::ios::binary | std::ios::trunc) << "rubbish\n";
  EXPECT_FALSE(song.recovery());
}

// A program that edits and is killed.
void edit_and_die(const Song& song, const std::vector<double>& gains) {
  Journal journal(song.file, song.saved, catalog());
  for (const double gain : gains) {
    journal.append(edit::set_gain(song.saved, kMixStrip, gain));
    journal.flush();
  }
}

TEST(Journal, KeepsEveryEarlierOneUntilItIsAnswered) {
  Song song;
  edit_and_die(song, {-1, -2, -3});
  edit_and_die(song, {-4});
  edit_and_die(song, {-5, -6});
  const auto offered = song.open().recoveries;
  ASSERT_EQ(offered.size(), 3u);
  const double gains[] = {-6, -4, -3};
  const std::size_t records[] = {2, 1, 3};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(offered[i].session->mix->fader.gain_db, gains[i]) << i;
    EXPECT_EQ(offered[i].records, records[i]) << i;
    EXPECT_FALSE(offered[i].saved_since);
  }
  remove_answered_journal(offered[1].journal);
  edit_and_die(song, {-7});
  const auto left = song.open().recoveries;
  ASSERT_EQ(left.size(), 3u);
  EXPECT_EQ(left[0].session->mix->fader.gain_db, -7);
  EXPECT_EQ(left[1].session->mix->fader.gain_db, -6);
  EXPECT_EQ(left[2].session->mix->fader.gain_db, -3);
}

TEST(Journal, AnEarlierOneOutlivesASaveAndTheOneThatWasSaved) {
  Song song;
  edit_and_die(song, {-1, -2});
  const SessionPtr next = edit::set_tempo(song.saved, 77);
  Journal journal(song.file, song.saved, catalog());
  journal.append(next);
  save_session(*next, song.file, catalog());
  journal.restart(next);
  const auto offered = song.open().recoveries;
  ASSERT_EQ(offered.size(), 1u);
  EXPECT_TRUE(offered[0].saved_since);
  EXPECT_EQ(offered[0].session->mix->fader.gain_db, -2);
  EXPECT_EQ(offered[0].session->tempo, song.saved->tempo);
  remove_answered_journal(offered[0].journal);
  for (const auto& entry : fs::directory_iterator(song.folder.path())) EXPECT_FALSE(entry.path().filename().string().starts_with(".journal"));
}

TEST(Journal, ClosingRemovesItsOwnAlone) {
  Song song;
  edit_and_die(song, {-1});
  Journal journal(song.file, song.saved, catalog());
  journal.discard();
  EXPECT_TRUE(song.recovery()) << "it has written nothing";
  journal.append(edit::set_gain(song.saved, kMixStrip, -2));
  journal.discard();
  ASSERT_TRUE(song.recovery());
  EXPECT_EQ(song.recovery()->session->mix->fader.gain_db, -1);
}

TEST(Journal, ARecordGrowsWithTheEditNotWithTheSession) {
  test::TempFolder folder;
  const SessionPtr big = test::big_session(catalog(), 128, 2000);
  const fs::path file = new_session_file(folder.path());
  save_session(*big, file, catalog());
  Journal journal(file, big, catalog());
  journal.append(edit::set_gain(big, big->tracks[5]->strip.id, -3));
  journal.flush();
  EXPECT_LT(fs::file_size(journal_path(file)), fs::file_size(file) / 60);
}

// The child edits, tells after each flush how far it is, and is killed in the middle.
TEST(Journal, SurvivesSigkillUpToTheLastFlush) {
  Song song;
  int pipe_ends[2];
  ASSERT_EQ(::pipe(pipe_ends), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Journal journal(song.file, song.saved, catalog());
    SessionPtr s = song.saved;
    for (int i = 1; i < 1000000; ++i) {
      s = edit::set_tempo(s, 20 + i % 380);
      s = edit::set_metadata(s, "step", std::to_string(i));
      journal.append(s);
      if (i % 10 != 0) continue;
      journal.flush();
      if (::write(pipe_ends[1], &i, sizeof i) != sizeof i) ::_exit(1);
    }
    ::_exit(0);
  }
  int flushed = 0;
  while (flushed < 500) ASSERT_EQ(::read(pipe_ends[0], &flushed, sizeof flushed), static_cast<ssize_t>(sizeof flushed));
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  const auto recovery = song.recovery();
  ASSERT_TRUE(recovery);
  EXPECT_GE(std::stoi(recovery->session->metadata.at("step")), flushed);
  EXPECT_EQ(text(song.open().session), text(song.saved));
  ::close(pipe_ends[0]);
  ::close(pipe_ends[1]);
}

}  // namespace
}  // namespace sweetspot
