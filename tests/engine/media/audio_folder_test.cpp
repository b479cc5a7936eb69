#include "engine/media/audio_folder.h"

#include <gmock/gmock.h>

#include <fstream>

#include "engine/core/error.h"
#include "tests/engine/media/sound_files.h"

namespace sweetspot {
namespace {

TEST(AudioFolder, CountsAsPeopleDo) {
  EXPECT_TRUE(natural_less("Take 2.wav", "Take 10.wav"));
  EXPECT_TRUE(natural_less("take 9", "Take 10"));
  EXPECT_TRUE(natural_less("07 Bass", "8 Bass"));
  EXPECT_TRUE(natural_less("Kick", "Kick In"));
  EXPECT_FALSE(natural_less("b", "A"));
  EXPECT_FALSE(natural_less("same", "same"));
  EXPECT_TRUE(natural_less("1 99999999999999999999999998", "1 99999999999999999999999999"));
}

TEST(AudioFolder, ListsTheSoundAndNothingElse) {
  test::TempFolder folder;
  std::filesystem::create_directories(folder / "More");
  std::filesystem::create_directories(folder / ".hidden");
  for (const char* name : {"Tom 10.wav", "Tom 2.WAV", "notes.txt", "._Tom 2.wav", ".secret.wav", "cover.jpg", "Lead.flac", "More/x.mp3", ".hidden/y.wav"}) {
    std::ofstream(folder / name) << "-";
  }
  const auto names = [&](bool deep) {
    std::vector<std::string> found;
    for (const auto& path : list_audio_files(folder.path(), deep)) found.push_back(path.filename().string());
    return found;
  };
  EXPECT_THAT(names(false), testing::ElementsAre("Lead.flac", "Tom 2.WAV", "Tom 10.wav"));
  EXPECT_THAT(names(true), testing::ElementsAre("Lead.flac", "Tom 2.WAV", "Tom 10.wav", "x.mp3"));
}

TEST(AudioFolder, SaysWhenAFolderCannotBeRead) {
  test::TempFolder folder;
  EXPECT_THROW(list_audio_files(folder / "none"), Error);
  std::ofstream(folder / "file.wav") << "-";
  EXPECT_THROW(list_audio_files(folder / "file.wav"), Error);
  std::filesystem::create_directories(folder / "locked");
  std::filesystem::permissions(folder / "locked", std::filesystem::perms::none);
  if (::geteuid() != 0) {
    EXPECT_THROW(list_audio_files(folder / "locked"), Error);
  }
  std::filesystem::permissions(folder / "locked", std::filesystem::perms::all);
}

}  // namespace
}  // namespace sweetspot
