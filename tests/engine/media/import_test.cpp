#include "engine/media/import.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>

#include <fstream>
#include <limits>
#include <thread>

#include "engine/core/atomic_file.h"
#include "engine/media/content_hash.h"
#include "engine/media/resample.h"
#include "tests/engine/media/sound_files.h"

namespace sweetspot {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace test;

struct Import : testing::Test {
  TempFolder sources;
  TempFolder song;

  std::vector<ImportedAudio> run(const std::string& name, double rate = 48000, bool link = false, const Progress& progress = {}) {
    return import_audio(sources / name, song.path(), rate, link, progress);
  }
  int audio_files() const {
    return std::filesystem::exists(song / "audio") ? static_cast<int>(std::distance(std::filesystem::directory_iterator(song / "audio"), {})) : 0;
  }
};

TEST_F(Import, CopiesAPlainFileByteForByte) {
  write(sources / "Kick.wav", noise(1, 10000), 48000, {.time_stamp = 4800});
  const auto audio = run("Kick.wav");
  ASSERT_EQ(audio.size(), 1u);
  EXPECT_EQ(audio[0].path, "audio/Kick.wav");
  EXPECT_EQ(audio[0].name, "Kick");
  EXPECT_EQ(audio[0].original, (sources / "Kick.wav").string());
  EXPECT_EQ(audio[0].frames, 10000);
  EXPECT_EQ(audio[0].time_stamp, 4800);
  EXPECT_THAT(audio[0].warnings, IsEmpty());
  EXPECT_EQ(read_file(song / audio[0].path), read_file(sources / "Kick.wav"));
  EXPECT_EQ(audio[0].hash, hash_of_file(sources / "Kick.wav"));
}

TEST_F(Import, FindsAFreeNameEachTime) {
  write(sources / "Kick.wav", noise(1, 10), 48000);
  EXPECT_EQ(run("Kick.wav")[0].path, "audio/Kick.wav");
  EXPECT_EQ(run("Kick.wav")[0].path, "audio/Kick 2.wav");
  EXPECT_EQ(run("Kick.wav")[0].path, "audio/Kick 3.wav");
}

TEST_F(Import, SeveralMayImportAtOnce) {
  write(sources / "Kick.wav", noise(1, 1000), 44100);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([this] { run("Kick.wav"); });
  threads.clear();
  EXPECT_EQ(audio_files(), 8);
}

TEST_F(Import, LosesNothingOfOtherLosslessFormats) {
  for (const char* name : {"a.flac", "a.aiff", "a.caf"}) {
    write(sources / name, noise(2, 5000), 48000);
    const auto audio = run(name);
    EXPECT_EQ(read_all(song / audio[0].path), read_all(sources / name)) << name;
    EXPECT_EQ(AudioReader(song / audio[0].path).info().bits, 24);
  }
  write_by_libsndfile(sources / "loud.wav", SF_FORMAT_WAV | SF_FORMAT_DOUBLE, {{4.0f, -3.0f}}, 48000);
  EXPECT_THAT(read_all(song / run("loud.wav")[0].path)[0], ElementsAre(4.0f, -3.0f));
}

TEST_F(Import, ConvertsToTheSessionsRate) {
  write(sources / "Vox.wav", {sine(1000, 44100, 44100)}, 44100, {.time_stamp = 44100 * 10});
  const auto audio = run("Vox.wav");
  EXPECT_EQ(audio[0].rate, 48000);
  EXPECT_EQ(audio[0].frames, 48000);
  EXPECT_EQ(audio[0].time_stamp, 480000);
  AudioReader reader(song / audio[0].path);
  EXPECT_EQ(reader.info().rate, 48000);
  EXPECT_EQ(reader.info().time_stamp, 480000);
  const Channels read = read_all(reader);
  ASSERT_EQ(read[0].size(), 48000u);
  const auto expected = sine(1000, 48000, 48000);
  for (int i = 2000; i < 46000; ++i) ASSERT_NEAR(read[0][i], expected[i], 2e-5) << i;
}

TEST_F(Import, SplitsManyChannelsWithAWord) {
  write(sources / "Room.wav", noise(6, 500), 48000);
  const Channels whole = read_all(sources / "Room.wav");
  const auto pairs = run("Room.wav");
  ASSERT_EQ(pairs.size(), 3u);
  EXPECT_EQ(pairs[2].name, "Room 3");
  EXPECT_EQ(pairs[2].channels, 2);
  EXPECT_THAT(pairs[0].warnings, ElementsAre("6 channels were split into 3 stereo files."));
  EXPECT_EQ(read_all(song / pairs[2].path)[1], whole[5]);

  write(sources / "Odd.wav", noise(3, 500), 96000);
  const auto monos = run("Odd.wav");
  ASSERT_EQ(monos.size(), 3u);
  EXPECT_EQ(monos[1].channels, 1);
  EXPECT_EQ(monos[1].frames, 250);
}

TEST_F(Import, SilencesWhatIsNoNumber) {
  Channels audio = noise(1, 20000);
  audio[0][15000] = std::numeric_limits<float>::quiet_NaN();
  write_by_libsndfile(sources / "nan.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, audio, 48000);
  const auto imported = run("nan.wav");
  EXPECT_THAT(imported[0].warnings, ElementsAre(HasSubstr("1 sample is no number")));
  AudioReader copy(song / imported[0].path);
  read_all(copy);
  EXPECT_EQ(copy.non_finite(), 0);
}

TEST_F(Import, TakesWhatIsThereOfACutOffFile) {
  write(sources / "cut.wav", noise(1, 48000), 48000);
  std::filesystem::resize_file(sources / "cut.wav", 60000);
  const auto audio = run("cut.wav");
  EXPECT_THAT(audio[0].warnings, ElementsAre(HasSubstr("cut off")));
  EXPECT_EQ(audio[0].frames, AudioReader(song / audio[0].path).info().frames);
  EXPECT_THAT(AudioReader(song / audio[0].path).warnings(), IsEmpty());
  EXPECT_EQ(audio[0].cut_off, audio[0].frames);
}

TEST_F(Import, SaysWhereACutOffFileEnds) {
  write(sources / "cut.flac", noise(1, 480000), 48000);
  std::filesystem::copy_file(sources / "cut.flac", sources / "empty.flac");
  EXPECT_FALSE(run("cut.flac")[0].cut_off);
  std::filesystem::resize_file(sources / "cut.flac", std::filesystem::file_size(sources / "cut.flac") / 2);
  std::filesystem::resize_file(sources / "empty.flac", 200);
  for (const bool link : {false, true}) {
    const auto half = run("cut.flac", 48000, link), nothing = run("empty.flac", 48000, link);
    ASSERT_TRUE(half[0].cut_off && nothing[0].cut_off) << link;
    EXPECT_NEAR(static_cast<double>(*half[0].cut_off), 240000, 8192) << link;
    EXPECT_EQ(*nothing[0].cut_off, 0) << link;
    EXPECT_THAT(nothing[0].warnings, ElementsAre(HasSubstr("0.00 of 10.00 seconds"))) << link;
  }
  const auto converted = run("cut.flac", 96000);
  ASSERT_TRUE(converted[0].cut_off);
  EXPECT_NEAR(static_cast<double>(*converted[0].cut_off), 480000, 16384);
}

TEST_F(Import, LinksOrSaysWhyNot) {
  write(sources / "Vox.wav", noise(1, 4800), 48000);
  const auto linked = run("Vox.wav", 48000, true);
  EXPECT_TRUE(linked[0].linked);
  EXPECT_EQ(linked[0].path, (sources / "Vox.wav").string());
  EXPECT_EQ(audio_files(), 0);
  const auto copied = run("Vox.wav", 96000, true);
  EXPECT_FALSE(copied[0].linked);
  EXPECT_THAT(copied[0].warnings, ElementsAre(HasSubstr("copied, not linked")));
}

TEST_F(Import, LeavesNothingWhenItFailsOrIsCancelled) {
  std::ofstream(sources / "text.wav") << "no sound in here, just words and words";
  EXPECT_THROW(run("text.wav"), Error);
  write(sources / "a.wav", noise(2, 100000), 48000);
  std::atomic<bool> cancel{false};
  Progress progress;
  progress.cancel = &cancel;
  progress.report = [&](double fraction) { cancel = fraction > 0.5; };
  EXPECT_THROW(run("a.wav", 44100, false, progress), Cancelled);
  EXPECT_EQ(audio_files(), 0);

  ::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{50000, before.rlim_max};
  for (const double rate : {44100.0, 48000.0}) {
    std::string message;
    ::setrlimit(RLIMIT_FSIZE, &small);
    try {
      run("a.wav", rate);
    } catch (const Error& error) {
      message = error.what();
    }
    ::setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_THAT(message, HasSubstr("free some space"));
    EXPECT_EQ(audio_files(), 0);
  }
}

TEST_F(Import, ReportsProgressUpwards) {
  write(sources / "a.wav", noise(2, 200000), 48000);
  double last = 0;
  bool upwards = true;
  Progress progress;
  progress.report = [&](double fraction) {
    upwards &= fraction >= last && fraction <= 1.0;
    last = fraction;
  };
  run("a.wav", 44100, false, progress);
  EXPECT_TRUE(upwards);
  EXPECT_EQ(last, 1.0);
}

}  // namespace
}  // namespace sweetspot
