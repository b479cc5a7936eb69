// Presets and the reference of the processors, from the command line.
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

#include "tests/app/cli/cli_fixture.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class CliPresets : public CliTest {
 protected:
  void SetUp() override {
    write_sine("kick.wav", 60.0, 1.0);
    write_sine("Lead Vocal.wav", 440.0, 1.0);
  }

  void expect_done(const std::vector<std::string>& arguments) const {
    const CliResult result = run(arguments);
    EXPECT_EQ(result.status, 0) << result.err;
  }

  nlohmann::json devices(const std::string& track) const {
    const auto session = run({"show", "Song", "--json"}).json();
    for (const auto& shown : session["tracks"])
      if (shown["name"] == track) return shown["devices"];
    return {};
  }

  std::vector<std::string> names(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments{"presets", "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::vector<std::string> all;
    const auto listed = run(arguments).json();
    for (const auto& preset : listed["presets"]) all.push_back(preset["name"]);
    return all;
  }

  std::string bytes(const std::string& name) const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

TEST_F(CliPresets, AreListedByTypeAndRole) {
  const auto all = run({"presets", "--json"}).json()["presets"];
  EXPECT_GT(all.size(), 50u);
  const auto kicks = run({"presets", "--type", "eq", "--role", "kick", "--json"}).json();
  EXPECT_GE(kicks["presets"].size(), 2u);
  for (const auto& preset : kicks["presets"]) {
    EXPECT_EQ(preset["kind"], "eq");
    EXPECT_EQ(preset["role"], "kick");
    EXPECT_EQ(preset["source"], "factory");
    EXPECT_FALSE(preset["summary"].get<std::string>().empty());
    EXPECT_FALSE(preset["devices"][0]["params"].empty());
  }
  EXPECT_THAT(run({"presets", "--type", "chain", "--role", "master"}).out, AllOf(HasSubstr("Warm"), Not(HasSubstr("Kick"))));
  expect_refused(run({"presets", "--type", "compresor"}), "compressor");
  expect_refused(run({"presets", "--role", "kik"}), "kick");
}

TEST_F(CliPresets, AreGivenToDevicesAndStrips) {
  expect_done({"new", "Song", "kick.wav", "Lead Vocal.wav", "--no-balance"});
  expect_done({"device", "Song", "add", "track/Kick", "eq", "band7.gain=5"});
  expect_done({"preset", "Song", "apply", "track/Kick", "kick deep", "--device", "1"});
  auto kick = devices("Kick");
  ASSERT_EQ(kick.size(), 1u);
  EXPECT_EQ(kick[0]["parameters"]["band1.type"]["value"], 3.0) << "a high pass";
  EXPECT_EQ(kick[0]["parameters"]["band7.gain"]["value"], -2.0) << "the preset's, not what it was";
  expect_done({"preset", "Song", "apply", "track/Kick", "Kick punch", "--append"});
  EXPECT_EQ(devices("Kick").size(), 2u);
  expect_done({"preset", "Song", "apply", "track/Kick", "Kick pop"});
  kick = devices("Kick");
  ASSERT_GE(kick.size(), 2u);
  EXPECT_EQ(kick[0]["parameters"]["band1.freq"]["value"], 35.0);
}

TEST_F(CliPresets, WrongOnesAreRefusedAndChangeNothing) {
  expect_done({"new", "Song", "kick.wav", "--no-balance"});
  expect_done({"device", "Song", "add", "track/Kick", "eq"});
  const std::string before = bytes("Song/Song.sweetspot");
  expect_refused(run({"preset", "Song", "apply", "track/Kick", "Kick puch"}), "Kick punch");
  expect_refused(run({"preset", "Song", "apply", "track/Kick", "Kick punch", "--device", "1"}), "another kind");
  expect_refused(run({"preset", "Song", "apply", "track/Kick", "Kick punch", "--device", "2"}), "1 device");
  expect_refused(run({"preset", "Song", "apply", "track/Kik", "Kick punch"}), "track/Kick");
  EXPECT_EQ(run({"preset", "Song", "apply", "track/Kick", "Kick deep", "--device", "1", "--append"}).status, 2);
  EXPECT_EQ(bytes("Song/Song.sweetspot"), before);
}

TEST_F(CliPresets, AreMadeOfAStripAndUsedElsewhere) {
  expect_done({"new", "Song", "kick.wav", "Lead Vocal.wav", "--no-balance"});
  expect_done({"device", "Song", "add", "track/Lead Vocal", "compressor", "ratio=3.5"});
  expect_done({"device", "Song", "add", "track/Lead Vocal", "eq", "band1.gain=2"});
  expect_done({"preset", "Song", "save", "track/Lead Vocal", "My voice", "--summary", "Close."});
  expect_done({"preset", "Song", "save", "track/Lead Vocal", "My eq", "--device", "2", "--song", "--role", "any"});
  EXPECT_TRUE(fs::exists(path("config/sweetspot/presets/My voice.json")));
  EXPECT_TRUE(fs::exists(path("Song/presets/My eq.json")));
  EXPECT_THAT(names({"--source", "user"}), ElementsAre("My voice"));
  EXPECT_THAT(names({"--source", "song"}), ElementsAre());
  EXPECT_THAT(names({"--song", "Song", "--source", "song"}), ElementsAre("My eq"));
  const auto saved = run({"presets", "--source", "user", "--json"}).json()["presets"][0];
  EXPECT_EQ(saved["role"], "lead_vocal");
  EXPECT_EQ(saved["summary"], "Close.");
  expect_refused(run({"preset", "Song", "save", "track/Lead Vocal", "My voice"}), "already");
  expect_done({"preset", "Song", "save", "track/Lead Vocal", "My voice", "--replace"});
  expect_done({"preset", "Song", "apply", "track/Kick", "My voice"});
  EXPECT_EQ(devices("Kick").size(), 2u);
  EXPECT_EQ(devices("Kick")[0]["parameters"]["ratio"]["value"], 3.5);
  expect_refused(run({"preset", "Song", "save", "mix", "Nothing"}), "no settings");
}

TEST_F(CliPresets, GoOutAndComeIn) {
  expect_done({"presets", "export", "Kick deep", "Kick punch", "-o", "two.json"});
  expect_done({"presets", "import", "two.json"});
  EXPECT_THAT(names({"--source", "user"}), ElementsAre("Kick deep", "Kick punch"));
  expect_done({"presets", "--source", "user", "export", "-o", "folder"});
  EXPECT_TRUE(fs::exists(path("folder/Kick deep.json")));
  expect_done({"presets", "delete", "Kick deep", "Kick punch"});
  EXPECT_THAT(names({"--source", "user"}), ElementsAre());
  expect_refused(run({"presets", "delete", "Kick deep"}), "one of the program's presets, not of your own");
  expect_done({"new", "Song", "kick.wav", "--no-balance"});
  expect_done({"presets", "--song", "Song", "import", "folder"});
  EXPECT_TRUE(fs::exists(path("Song/presets/Kick punch.json")));
  write_text("bad.json", "{");
  expect_refused(run({"presets", "import", "bad.json"}), "bad.json");
}

TEST_F(CliPresets, AnImportSaysWhatItDidNotTake) {
  expect_done({"presets", "export", "Kick deep", "Kick punch", "-o", "some"});
  EXPECT_EQ(run({"presets", "import", "some"}).out, "2 presets imported\n");
  EXPECT_EQ(run({"presets", "import", "some"}).out, "0 presets imported, 2 there already\n");
  write_text("some/bad.json", "{");
  const CliResult result = run({"presets", "import", "some"});
  EXPECT_EQ(result.status, 1) << "a script can tell";
  EXPECT_THAT(result.err, HasSubstr("bad.json"));
}

TEST_F(CliPresets, AreDeletedAllOrNone) {
  expect_done({"presets", "export", "Kick deep", "Kick punch", "-o", "two.json"});
  expect_done({"presets", "import", "two.json"});
  expect_refused(run({"presets", "delete", "Kick deep", "Kick pnuch"}), "Kick punch");
  EXPECT_THAT(names({"--source", "user"}), ElementsAre("Kick deep", "Kick punch"));
}

TEST_F(CliPresets, AreHeardOnAFile) {
  expect_done({"process", "kick.wav", "-o", "preset.wav", "--fx", "eq:preset=Kick deep"});
  expect_done({"process", "kick.wav", "-o", "named.wav", "--preset", "Kick deep"});
  EXPECT_EQ(bytes("preset.wav"), bytes("named.wav"));
  EXPECT_NE(bytes("preset.wav"), bytes("kick.wav"));
  expect_done({"process", "kick.wav", "-o", "changed.wav", "--fx", "eq:preset=Kick deep,band2.gain=0"});
  EXPECT_NE(bytes("preset.wav"), bytes("changed.wav"));
  expect_done({"process", "kick.wav", "-o", "first.wav", "--preset", "Kick deep", "--fx", "limiter:drive=12"});
  expect_done({"process", "kick.wav", "-o", "last.wav", "--fx", "limiter:drive=12", "--preset", "Kick deep"});
  EXPECT_NE(bytes("first.wav"), bytes("last.wav")) << "in the order in which they are given";
  expect_refused(run({"process", "kick.wav", "-o", "x.wav", "--fx", "eq:preset=Kick dep"}), "Kick deep");
  expect_refused(run({"process", "kick.wav", "-o", "x.wav", "--fx", "limiter:preset=Kick deep"}), "another kind");
  EXPECT_EQ(run({"process", "kick.wav", "-o", "x.wav"}).status, 2);
  EXPECT_FALSE(fs::exists(path("x.wav")));
}

TEST_F(CliPresets, AMasterMayUseOnesOwn) {
  expect_done({"new", "Song", "kick.wav", "--no-balance"});
  expect_done({"device", "Song", "add", "master", "eq", "band1.type=high_shelf", "band1.freq=2000", "band1.gain=6"});
  expect_done({"preset", "Song", "save", "master", "My master"});
  expect_done({"master", "Lead Vocal.wav", "-o", "own.wav", "--preset", "my master", "--loudness", "-16"});
  EXPECT_LE(run({"measure", "own.wav", "--json"}).json()["files"][0]["true_peak_dbtp"].get<double>(), -0.95);
  expect_refused(run({"master", "Lead Vocal.wav", "-o", "x.wav", "--preset", "Transparnt"}), "Transparent");
}

TEST_F(CliPresets, TheReferenceIsWholeAndTellsBandsOnce) {
  const std::string page = run({"processors", "--markdown"}).out;
  const auto all = run({"processors", "--json"}).json()["processors"];
  for (const auto& type : all) {
    EXPECT_THAT(page, HasSubstr("(`" + type["id"].get<std::string>() + "`)\n"));
    for (const char* key : {"category", "sidechain", "latency_frames_48k", "tail_frames_48k", "meters", "presets"})
      EXPECT_TRUE(type.contains(key)) << key;
    for (const auto& param : type["parameters"]) EXPECT_TRUE(param.contains("ramp_ms") && param.contains("structural"));
  }
  EXPECT_THAT(page, AllOf(HasSubstr("| `bandN.freq` (N = 1 to "), Not(HasSubstr("`band2.freq`"))));
  EXPECT_THAT(page, AllOf(HasSubstr("`threshold`"), HasSubstr("structural"), HasSubstr("Kick deep")));
  EXPECT_THAT(page, HasSubstr("depends on Phase, Linear-phase resolution\n")) << "the second only with the first";
  EXPECT_EQ(page, run({"processors", "--markdown"}).out);
  std::ifstream built(std::string(SWEETSPOT_BINARY_DIR) + "/docs/processors.md", std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(built), {}), page) << "the build writes the same page";
  EXPECT_THAT(run({"processors", "eq"}).out, AllOf(HasSubstr("bandN.gain"), Not(HasSubstr("band1.gain"))));
  EXPECT_EQ(run({"processors", "eq", "--markdown"}).status, 2);
}

// A cell that holds a bar would break its row.
TEST_F(CliPresets, EveryRowOfTheReferenceHasItsCells) {
  std::istringstream page(run({"processors", "--markdown"}).out);
  std::ptrdiff_t cells = 0;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with('|')) {
      cells = 0;
      continue;
    }
    const auto bars = std::ranges::count(line, '|');
    if (cells == 0) cells = bars;
    EXPECT_EQ(bars, cells) << line;
  }
}

}  // namespace
}  // namespace sweetspot
