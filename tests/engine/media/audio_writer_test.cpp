#include "engine/media/audio_writer.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>

#include <fstream>
#include <limits>

#include "engine/core/error.h"
#include "engine/core/atomic_file.h"
#include "tests/engine/media/sound_files.h"

namespace sweetspot {
namespace {

using testing::HasSubstr;
using namespace test;

// Sound that lies on the steps of the depth.
Channels on_steps(int bits) {
  Channels audio = noise(2, 5000, 3, 1.0f);
  for (auto& channel : audio) {
    for (float& x : channel) x = static_cast<float>(std::ldexp(std::floor(std::ldexp(x, std::min(bits, 24) - 1)), 1 - std::min(bits, 24)));
  }
  audio[0][0] = -1.0f;
  return audio;
}

TEST(AudioWriter, LosslessFormatsGiveBackWhatWasWritten) {
  TempFolder folder;
  for (const char* name : {"a.wav", "a.aiff", "a.flac", "a.caf"}) {
    for (const SampleDepth depth : {SampleDepth::pcm16, SampleDepth::pcm24, SampleDepth::pcm32, SampleDepth::float32}) {
      if (std::string(name) == "a.flac" && bits_of(depth) > 24) continue;
      const Channels audio = on_steps(bits_of(depth));
      WriteOptions options;
      options.depth = depth;
      write(folder / name, audio, 44100, options);
      EXPECT_EQ(read_all(folder / name), audio) << name << " " << bits_of(depth);
    }
  }
}

TEST(AudioWriter, LossyFormatsKeepTheToneAndTheLength) {
  TempFolder folder;
  for (const char* name : {"a.ogg", "a.opus", "a.mp3"}) {
    const Channels tone = {sine(1000, 48000, 48000), sine(1000, 48000, 48000)};
    write(folder / name, tone, 48000);
    const Channels audio = read_all(folder / name);
    ASSERT_NEAR(static_cast<double>(audio[0].size()), 48000.0, 1200.0) << name;
    double square = 0;
    for (int i = 10000; i < 40000; ++i) square += audio[1][i] * audio[1][i];
    EXPECT_NEAR(10 * std::log10(square / 30000 / 0.125), 0.0, 0.2) << name;
  }
}

TEST(AudioWriter, ClampsAndCountsInsteadOfWrapping) {
  TempFolder folder;
  Channels audio = {{1.5f, -1.5f, 1.0f, -1.0f, 0.5f, std::numeric_limits<float>::quiet_NaN(), 1e30f}};
  AudioWriter writer(folder / "hot.wav", 48000, 1, {.depth = SampleDepth::pcm16});
  writer.write(pointers(audio).data(), 7);
  writer.finish();
  EXPECT_EQ(writer.clipped_samples(), 4);
  const float top = 32767.0f / 32768.0f;
  EXPECT_THAT(read_all(folder / "hot.wav")[0], testing::ElementsAre(top, -1.0f, top, -1.0f, 0.5f, 0.0f, top));
}

TEST(AudioWriter, FloatsMayBeOverFullScale) {
  TempFolder folder;
  const Channels audio = {{1.5f, -7.25f}};
  write(folder / "hot.wav", audio, 48000, {.depth = SampleDepth::float32});
  EXPECT_EQ(read_all(folder / "hot.wav"), audio);
}

TEST(AudioWriter, SameSoundSameBytes) {
  TempFolder folder;
  WriteOptions options;
  options.tags = {{"title", "One"}, {"isrc", "DEABC2600001"}};
  options.time_stamp = 5;
  const std::vector<std::string> names = {"24.wav", "float.wav", "24.aiff", "float.aiff", "24.flac", "float.caf"};
  const auto write_all = [&](const std::string& prefix) {
    for (const std::string& name : names) {
      options.depth = name.starts_with("float") ? SampleDepth::float32 : SampleDepth::pcm24;
      write(folder / (prefix + name), noise(2, 3000), 48000, options);
    }
  };
  write_all("a ");
  ::usleep(1100000);   // a file with the time of writing in it would differ after a second
  write_all("b ");
  for (const std::string& name : names) EXPECT_TRUE(read_file(folder / ("a " + name)) == read_file(folder / ("b " + name))) << name;
}

TEST(AudioWriter, WritesTags) {
  TempFolder folder;
  const AudioTags tags = {{"title", "Süße Stelle"}, {"artist", "The Ears"}, {"album", "Rooms"}, {"isrc", "DEABC2600001"}};
  for (const char* name : {"a.wav", "a.aiff", "a.flac", "a.ogg", "a.opus", "a.mp3"}) {
    const Channels audio = noise(1, 4800);
    write(folder / name, audio, 48000, {.tags = tags});
    const AudioTags read = read_tags(folder / name);
    for (const auto& [key, value] : tags) EXPECT_EQ(read.count(key) ? read.at(key) : "", value) << name << " " << key;
    EXPECT_GE(AudioReader(folder / name).info().frames, 4800) << name;
  }
}

TEST(AudioWriter, LeavesNothingWithoutFinish) {
  TempFolder folder;
  std::ofstream(folder / "old.wav") << "old";
  {
    Channels audio = noise(1, 1000);
    AudioWriter writer(folder / "old.wav", 48000, 1, {});
    writer.write(pointers(audio).data(), 1000);
  }
  EXPECT_EQ(folder.count(), 1);
  EXPECT_EQ(read_file(folder / "old.wav"), "old");
}

// A limit on the size of files stands in for a full disk.
TEST(AudioWriter, SaysWhenTheDiskIsFullAndLeavesNothing) {
  TempFolder folder;
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{50000, before.rlim_max};
  for (const char* name : {"a.wav", "a.flac", "a.aiff", "a.ogg", "a.mp3", "a.opus"}) {
    std::string message;
    ::setrlimit(RLIMIT_FSIZE, &small);
    try {
      write(folder / name, noise(2, 480000), 48000);
    } catch (const Error& error) {
      message = error.what();
    }
    ::setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_THAT(message, HasSubstr("free some space or choose another disk")) << name;
    EXPECT_EQ(folder.count(), 0) << name;
  }
}

TEST(AudioWriter, SaysWhatAFormatCannotHold) {
  TempFolder folder;
  const auto message = [&](const char* name, double rate, SampleDepth depth) -> std::string {
    try {
      write(folder / name, noise(2, 10), rate, {.depth = depth});
    } catch (const Error& error) {
      return error.what();
    }
    return "written";
  };
  EXPECT_THAT(message("a.opus", 44100, SampleDepth::pcm16), HasSubstr("Opus cannot hold sound at 44100 Hz; choose 48000 Hz"));
  EXPECT_THAT(message("a.mp3", 96000, SampleDepth::pcm16), HasSubstr("MP3 cannot hold sound at 96000 Hz"));
  EXPECT_THAT(message("a.flac", 48000, SampleDepth::float32), HasSubstr("FLAC holds 16 or 24 bits"));
  EXPECT_THAT(message("none/a.wav", 48000, SampleDepth::pcm16), HasSubstr("there is no such folder"));
  EXPECT_EQ(folder.count(), 0);
}

// Only what does not fit a WAV file's 4 GB becomes an RF64.
TEST(AudioWriter, SmallFilesArePlainWav) {
  TempFolder folder;
  write(folder / "a.wav", noise(2, 10), 48000);
  EXPECT_EQ(read_file(folder / "a.wav").substr(0, 4), "RIFF");
}

}  // namespace
}  // namespace sweetspot
