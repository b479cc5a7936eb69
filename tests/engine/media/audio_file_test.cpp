#include "engine/media/audio_file.h"

#include <gmock/gmock.h>

#include <fstream>
#include <limits>

#include "engine/core/error.h"
#include "tests/engine/media/sound_files.h"

namespace sweetspot {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace test;

struct FormatCase {
  const char* name;
  int format;
  int rate;
  double tolerance;   // of a sample; lossless formats have the step of their depth
};

class EveryFormat : public testing::TestWithParam<FormatCase> {};

// A tone of each format comes back at its level, whole or in pieces, forward or after a jump.
TEST_P(EveryFormat, ReadsTheSamplesLibsndfileReads) {
  TempFolder folder;
  const auto path = folder / (std::string("sound.") + GetParam().name);
  const int rate = GetParam().rate;
  const Channels tone = {sine(440, rate, rate / 2), sine(550, rate, rate / 2, 0.25)};
  ASSERT_TRUE(write_by_libsndfile(path, GetParam().format, tone, rate));

  AudioReader reader(path);
  EXPECT_EQ(reader.info().channels, 2);
  EXPECT_EQ(reader.info().rate, rate);
  EXPECT_THAT(reader.warnings(), IsEmpty());
  const Channels expected = read_by_libsndfile(path);
  const Channels audio = read_all(reader, 777);
  ASSERT_EQ(audio[0].size(), expected[0].size());
  EXPECT_EQ(audio, expected);
  if (GetParam().tolerance < 0.1) {
    ASSERT_EQ(audio[0].size(), tone[0].size());
    for (int c = 0; c < 2; ++c) {
      for (std::size_t i = 0; i < tone[c].size(); ++i) ASSERT_NEAR(audio[c][i], tone[c][i], GetParam().tolerance) << i;
    }
  }
  if (!reader.info().lossy) {
    Channels part(2, std::vector<float>(300));
    reader.read(1234, 300, pointers(part).data());
    for (int c = 0; c < 2; ++c) EXPECT_TRUE(std::equal(part[c].begin(), part[c].end(), expected[c].begin() + 1234));
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, EveryFormat, testing::Values(
    FormatCase{"u8.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_U8, 8000, 0.01}, FormatCase{"16.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100, 4e-5},
    FormatCase{"24.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24, 48000, 2e-7}, FormatCase{"32.wav", SF_FORMAT_WAVEX | SF_FORMAT_PCM_32, 96000, 1e-7},
    FormatCase{"float.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 192000, 1e-7}, FormatCase{"double.wav", SF_FORMAT_WAV | SF_FORMAT_DOUBLE, 48000, 1e-7},
    FormatCase{"24.rf64", SF_FORMAT_RF64 | SF_FORMAT_PCM_24, 48000, 2e-7}, FormatCase{"24.w64", SF_FORMAT_W64 | SF_FORMAT_PCM_24, 48000, 2e-7},
    FormatCase{"24.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_24, 48000, 2e-7}, FormatCase{"24.caf", SF_FORMAT_CAF | SF_FORMAT_PCM_24, 48000, 2e-7},
    FormatCase{"big.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16 | SF_ENDIAN_BIG, 48000, 4e-5}, FormatCase{"24.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24, 88200, 2e-7},
    FormatCase{"alac.caf", SF_FORMAT_CAF | SF_FORMAT_ALAC_24, 48000, 2e-7}, FormatCase{"vorbis.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS, 44100, 0.1},
    FormatCase{"opus.opus", SF_FORMAT_OGG | SF_FORMAT_OPUS, 48000, 0.1}, FormatCase{"layer3.mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III, 44100, 0.1}),
    [](const auto& test) { std::string name = test.param.name; std::replace(name.begin(), name.end(), '.', '_'); return name; });

// Mono and many channels take other paths through the decoder; odd lengths end within a vector.
TEST(AudioReader, DecodesPlainFilesBitForBit) {
  TempFolder folder;
  for (const int subtype : {SF_FORMAT_PCM_16, SF_FORMAT_PCM_24, SF_FORMAT_PCM_32, SF_FORMAT_FLOAT}) {
    for (const int channels : {1, 2, 3, 11}) {
      const auto path = folder / "plain.wav";
      write_by_libsndfile(path, SF_FORMAT_WAV | subtype, noise(channels, 7919, 5, 0.99f), 48000);
      AudioReader reader(path);
      ASSERT_TRUE(reader.info().plain);
      EXPECT_EQ(read_all(reader, 613), read_by_libsndfile(path)) << channels << " channels";
    }
  }
}

TEST(AudioReader, GivesSilenceOutsideTheFile) {
  TempFolder folder;
  write(folder / "short.wav", noise(2, 100), 48000);
  AudioReader reader(folder / "short.wav");
  const Channels whole = read_all(reader);
  Channels audio(2, std::vector<float>(300, 9.0f));
  reader.read(-50, 300, pointers(audio).data());
  for (int c = 0; c < 2; ++c) {
    for (int i = 0; i < 300; ++i) EXPECT_EQ(audio[c][i], i < 50 || i >= 150 ? 0.0f : whole[c][i - 50]);
  }
  reader.read(1000, 10, pointers(audio).data());
  EXPECT_EQ(audio[1][9], 0.0f);
  EXPECT_THAT(reader.warnings(), IsEmpty());
}

std::string error_of(const std::filesystem::path& path) {
  try {
    AudioReader reader(path);
  } catch (const Error& error) {
    return error.what();
  }
  return "opened";
}

TEST(AudioReader, SaysWhatIsWrong) {
  TempFolder folder;
  std::ofstream(folder / "empty.wav");
  std::ofstream(folder / "text.wav") << "Dear diary, today I recorded nothing at all, but I wrote this line.\n";
  write_by_libsndfile(folder / "nothing.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16, Channels(1), 48000);
  EXPECT_THAT(error_of(folder / "none.wav"), HasSubstr("there is no such file; check the name"));
  EXPECT_THAT(error_of(folder.path()), HasSubstr("is a folder"));
  EXPECT_THAT(error_of(folder / "empty.wav"), HasSubstr("the file is empty; export it again"));
  EXPECT_THAT(error_of(folder / "text.wav"), HasSubstr("is not an audio file that can be read"));
  EXPECT_THAT(error_of(folder / "nothing.wav"), HasSubstr("there is no sound in it"));
  write(folder / "locked.wav", noise(1, 10), 48000);
  std::filesystem::permissions(folder / "locked.wav", std::filesystem::perms::none);
  if (::geteuid() != 0) {
    EXPECT_THAT(error_of(folder / "locked.wav"), HasSubstr("check its permissions"));
  }
}

TEST(AudioReader, ReadsWhatIsThereOfACutOffFile) {
  TempFolder folder;
  for (const char* name : {"cut.wav", "cut.aiff", "cut.w64"}) {
    const auto path = folder / name;
    const Channels audio = noise(2, 48000);
    const int type = path.extension() == ".wav" ? SF_FORMAT_WAV : path.extension() == ".w64" ? SF_FORMAT_W64 : SF_FORMAT_AIFF;
    write_by_libsndfile(path, type | SF_FORMAT_PCM_24, audio, 48000);
    const Channels whole = read_all(path);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2 + 1);
    AudioReader reader(path);
    EXPECT_NEAR(static_cast<double>(reader.info().frames), 24000, 40) << name;
    ASSERT_EQ(reader.warnings().size(), 1u) << name;
    EXPECT_THAT(reader.warnings()[0], HasSubstr("cut off"));
    const Channels part = read_all(reader);
    EXPECT_TRUE(std::equal(part[1].begin(), part[1].end(), whole[1].begin())) << name;
  }
}

TEST(AudioReader, SaysWhenACompressedFileEndsEarly) {
  TempFolder folder;
  write(folder / "cut.flac", noise(1, 48000), 48000);
  std::filesystem::resize_file(folder / "cut.flac", std::filesystem::file_size(folder / "cut.flac") / 2);
  AudioReader reader(folder / "cut.flac");
  const Channels audio = read_all(reader);
  EXPECT_EQ(audio[0].back(), 0.0f);
  EXPECT_THAT(reader.warnings(), ElementsAre(HasSubstr("cut off")));
}

TEST(AudioReader, SilencesWhatIsNoNumberAndSaysSo) {
  TempFolder folder;
  Channels audio = noise(1, 1000);
  audio[0][10] = std::numeric_limits<float>::quiet_NaN();
  audio[0][500] = std::numeric_limits<float>::infinity();
  audio[0][501] = -std::numeric_limits<float>::infinity();
  write_by_libsndfile(folder / "nan.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, audio, 48000);
  AudioReader reader(folder / "nan.wav");
  const Channels read = read_all(reader, 64);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(read[0][i], i == 10 || i == 500 || i == 501 ? 0.0f : audio[0][i]);
  EXPECT_EQ(reader.non_finite(), 3);
  EXPECT_THAT(reader.warnings(), ElementsAre("3 samples are no number (NaN or infinite) and were replaced by silence."));
}

// A sparse file: its header is real, and of its 5 GB only the last samples take room on the disk.
TEST(AudioReader, ReadsPastFourGigabytes) {
  TempFolder folder;
  const auto path = folder / "long.rf64";
  ASSERT_TRUE(write_by_libsndfile(path, SF_FORMAT_RF64 | SF_FORMAT_PCM_16, noise(2, 16), 48000));
  std::string header(std::filesystem::file_size(path) - 64, '\0');
  std::ifstream(path).read(header.data(), static_cast<std::streamsize>(header.size()));
  const std::uint64_t bytes = 5'000'000'000;
  header.replace(28, 8, reinterpret_cast<const char*>(&bytes), 8);   // the size of the data, in the ds64 chunk
  std::ofstream file(path, std::ios::binary);
  file << header;
  file.seekp(static_cast<std::streamoff>(header.size() + bytes - 4));
  const std::int16_t last[] = {8192, -8192};
  file.write(reinterpret_cast<const char*>(last), 4);
  file.close();
  AudioReader reader(path);
  EXPECT_EQ(reader.info().frames, 1'250'000'000);
  EXPECT_THAT(reader.warnings(), IsEmpty());
  Channels audio(2, std::vector<float>(2));
  reader.read(1'249'999'998, 2, pointers(audio).data());
  EXPECT_EQ(audio, (Channels{{0.0f, 0.25f}, {0.0f, -0.25f}}));
}

TEST(AudioReader, FindsTheTimeStampOfBroadcastWav) {
  TempFolder folder;
  WriteOptions options;
  options.time_stamp = Frames{48000} * 3600 * 30 + 7;   // past 32 bits
  write(folder / "stamped.wav", noise(1, 100), 48000, options);
  write(folder / "plain.wav", noise(1, 100), 48000);
  EXPECT_EQ(AudioReader(folder / "stamped.wav").info().time_stamp, options.time_stamp);
  EXPECT_FALSE(AudioReader(folder / "plain.wav").info().time_stamp);
}

}  // namespace
}  // namespace sweetspot
