// What a user may get wrong: each gets a sentence, exit status 1, and leaves everything as it was.
#include <sys/resource.h>

#include <fstream>
#include <limits>

#include "tests/app/cli/cli_fixture.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;

class BadInput : public CliTest {};

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_F(BadInput, NoSuchFile) {
  expect_refused(run({"measure", "gone.wav"}), "gone.wav");
  expect_refused(run({"process", "gone.wav", "-o", "out.wav", "--fx", "gain"}), "gone.wav");
  expect_refused(run({"show", "Gone"}), "Gone");
  EXPECT_TRUE(files().empty());
}

TEST_F(BadInput, EmptyFile) {
  write_text("empty.wav", "");
  expect_refused(run({"measure", "empty.wav"}), "empty");
  expect_refused(run({"new", "Song", "empty.wav"}), "empty");
  EXPECT_EQ(files(), std::vector<std::string>{"empty.wav"});
}

TEST_F(BadInput, TextNamedWav) {
  write_text("words.wav", "These are words and no sound at all, however long they go on.\n");
  expect_refused(run({"measure", "words.wav"}), "words.wav");
  expect_refused(run({"new", "Song", "words.wav"}), "words.wav");
  EXPECT_EQ(files(), std::vector<std::string>{"words.wav"});
}

TEST_F(BadInput, TruncatedWavGivesWhatIsThereAndSaysSo) {
  write_sine("whole.wav", 440.0, 2.0);
  const std::string bytes = content(path("whole.wav"));
  write_text("cut.wav", bytes.substr(0, bytes.size() / 2));
  const CliResult made = run({"new", "Song", "cut.wav"});
  EXPECT_EQ(made.status, 0) << made.err;
  EXPECT_NE((made.out + made.err).find("cut.wav"), std::string::npos) << made.out << made.err;
  const auto measured = run({"measure", "cut.wav", "--json"}).json();
  EXPECT_NEAR(measured["files"][0]["seconds"].get<double>(), 1.0, 0.01);
}

TEST_F(BadInput, NanSamplesBecomeSilence) {
  write_sine("nan.wav", 440.0, 1.0);
  std::string bytes = content(path("nan.wav"));
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (std::size_t at = bytes.size() - 8000; at + 4 <= bytes.size() - 4000; at += 4) bytes.replace(at, 4, reinterpret_cast<const char*>(&nan), 4);
  write_text("nan.wav", bytes);
  ASSERT_EQ(run({"new", "Song", "nan.wav", "--no-balance"}).status, 0);
  const CliResult rendered = run({"render", "Song", "-o", "out.wav", "--mix", "--depth", "float"});
  ASSERT_EQ(rendered.status, 0) << rendered.err;
  const auto measured = run({"measure", "out.wav", "--json"}).json();
  EXPECT_NEAR(measured["files"][0]["sample_peak_dbfs"].get<double>(), -12.04 - 3.01, 0.05);
  bool told = false;
  const auto source = run({"measure", "nan.wav", "--json"}).json();
  for (const auto& fault : source["files"][0]["faults"]) told = told || fault["text"].get<std::string>().find("number") != std::string::npos;
  EXPECT_TRUE(told) << source.dump(1);
  const CliResult processed = run({"process", "nan.wav", "-o", "processed.wav", "--fx", "gain"});
  EXPECT_EQ(processed.status, 0);
  EXPECT_NE(processed.err.find("1000 samples are no number"), std::string::npos) << processed.err;
}

TEST_F(BadInput, UnreadableFolder) {
  write_sine("a.wav", 440.0, 0.5);
  fs::create_directory(path("locked"));
  fs::permissions(path("locked"), fs::perms::none);
  if (geteuid() == 0) {   // root reads everything: a folder that is none will do
    expect_refused(run({"new", "Song", "a.wav/inside"}), "a.wav");
  } else {
    expect_refused(run({"new", "Song", "locked"}), "locked");
    expect_refused(run({"process", "a.wav", "-o", "locked/out.wav", "--fx", "gain"}), "locked");
  }
  fs::permissions(path("locked"), fs::perms::owner_all);
  EXPECT_FALSE(fs::exists(path("Song")));
}

TEST_F(BadInput, FullDisk) {
  write_sine("a.wav", 440.0, 4.0, 2);
  write_text("out.wav", "what was there before");
  const rlim_t before = [] {
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    return limit.rlim_cur;
  }();
  rlimit small{};
  getrlimit(RLIMIT_FSIZE, &small);
  small.rlim_cur = 200'000;   // inherited by the program: a disk with no more room than that
  setrlimit(RLIMIT_FSIZE, &small);
  const auto old = signal(SIGXFSZ, SIG_IGN);
  const CliResult result = run({"process", "a.wav", "-o", "out.wav", "--fx", "gain"});
  signal(SIGXFSZ, old);
  small.rlim_cur = before;
  setrlimit(RLIMIT_FSIZE, &small);
  expect_refused(result, "out.wav");
  EXPECT_EQ(content(path("out.wav")), "what was there before");
  EXPECT_EQ(files(), (std::vector<std::string>{"a.wav", "out.wav"})) << "nothing half-written stays";
}

TEST_F(BadInput, UnknownParameterNamesTheNearOnes) {
  write_sine("a.wav", 440.0, 0.5);
  expect_refused(run({"process", "a.wav", "-o", "out.wav", "--fx", "limiter:cieling=-1"}), "ceiling");
  expect_refused(run({"process", "a.wav", "-o", "out.wav", "--fx", "limitter"}), "limiter");
  ASSERT_EQ(run({"new", "Song", "a.wav", "--no-balance"}).status, 0);
  expect_refused(run({"set", "Song", "track/A/fader/gian=-3"}), "gain");
  expect_refused(run({"set", "Song", "track/B/fader/gain=-3"}), "track/A");
  EXPECT_FALSE(fs::exists(path("out.wav")));
}

TEST_F(BadInput, ValueOutOfRangeNamesTheRange) {
  write_sine("a.wav", 440.0, 0.5);
  expect_refused(run({"process", "a.wav", "-o", "out.wav", "--fx", "limiter:ceiling=12"}), "dB");
  ASSERT_EQ(run({"new", "Song", "a.wav", "--no-balance"}).status, 0);
  const std::string before = content(path("Song/Song.sweetspot"));
  expect_refused(run({"set", "Song", "track/A/fader/gain=400"}), "6");
  expect_refused(run({"set", "Song", "track/A/fader/gain=-3", "track/A/fader/pan=7"}), "1");
  EXPECT_EQ(content(path("Song/Song.sweetspot")), before) << "one wrong value, nothing changed";
}

TEST_F(BadInput, WrongLineStopsTheWholeScript) {
  write_sine("a.wav", 440.0, 0.5);
  ASSERT_EQ(run({"new", "Song", "--empty"}).status, 0);
  const std::string before = content(path("Song/Song.sweetspot"));
  write_text("edits", "track A a.wav\nbus Drums\nroute track/A Drumz\n");
  expect_refused(run({"edit", "Song", "edits"}), "line 3");
  EXPECT_EQ(content(path("Song/Song.sweetspot")), before);
  for (const std::string& file : files()) EXPECT_FALSE(file.ends_with("A.wav") || file.starts_with("Song/audio/")) << file << " was left behind";
}

TEST_F(BadInput, NewerFormatOpensForReadingOnly) {
  ASSERT_EQ(run({"new", "Song", "--empty"}).status, 0);
  auto document = nlohmann::ordered_json::parse(content(path("Song/Song.sweetspot")));
  document["format"] = 999;
  write_text("Song/Song.sweetspot", document.dump(1));
  const std::string before = content(path("Song/Song.sweetspot"));
  const CliResult shown = run({"show", "Song"});
  EXPECT_EQ(shown.status, 0) << shown.err;
  EXPECT_NE(shown.err.find("newer"), std::string::npos) << shown.err;
  expect_refused(run({"set", "Song", "mix/fader/gain=-3"}), "newer");
  EXPECT_EQ(content(path("Song/Song.sweetspot")), before);
}

TEST_F(BadInput, DamagedJson) {
  ASSERT_EQ(run({"new", "Song", "--empty"}).status, 0);
  const std::string whole = content(path("Song/Song.sweetspot"));
  write_text("Song/Song.sweetspot", whole.substr(0, whole.size() / 2));
  const std::string before = content(path("Song/Song.sweetspot"));
  expect_refused(run({"show", "Song"}), "Song.sweetspot");
  expect_refused(run({"set", "Song", "mix/fader/gain=-3"}), "Song.sweetspot");
  EXPECT_EQ(content(path("Song/Song.sweetspot")), before);
}

TEST_F(BadInput, WrongCallsExitWithTwoAndShowTheUsage) {
  for (const std::vector<std::string>& call : {std::vector<std::string>{}, {"nonsense"}, {"render"}, {"process", "a.wav", "--fx"}, {"play", "Song", "--seconds", "x"}}) {
    const CliResult result = run(call);
    EXPECT_EQ(result.status, 2);
    EXPECT_NE(result.err.find("Usage"), std::string::npos) << result.err;
    EXPECT_TRUE(result.out.empty()) << result.out;
  }
}

TEST_F(BadInput, EveryCommandHasHelpWithAnExample) {
  for (const char* command : {"demo", "new", "import", "show", "set", "device", "edit", "render", "master", "tune", "process", "resample", "measure", "pitch",
                              "processors", "play", "devices", "check"}) {
    const CliResult result = run({command, "--help"});
    EXPECT_EQ(result.status, 0) << command;
    EXPECT_NE(result.out.find("Example:"), std::string::npos) << command;
  }
}

}  // namespace
}  // namespace sweetspot
