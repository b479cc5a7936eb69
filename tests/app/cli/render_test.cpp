// Rendering and playing from the command line.
#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <fstream>

#include "engine/media/tags.h"
#include "tests/app/cli/cli_fixture.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;

class Renders : public CliTest {
 protected:
  void SetUp() override {
    write_sine("kick.wav", 60.0, 1.0);
    write_sine("bass.wav", 110.0, 1.5);
    write_sine("vox.wav", 440.0, 2.0, 2);
    ASSERT_EQ(run({"new", "Song", "kick.wav", "bass.wav", "vox.wav"}).status, 0);
  }

  CliResult render(std::vector<std::string> options) const {
    options.insert(options.begin(), {"render", "Song", "--json"});
    CliResult result = run(options);
    EXPECT_EQ(result.status, 0) << result.err;
    return result;
  }

  std::vector<float> samples(const std::string& name) const {
    SF_INFO info{};
    SNDFILE* file = sf_open(path(name).c_str(), SFM_READ, &info);
    if (!file) return {};
    std::vector<float> all(static_cast<std::size_t>(info.frames * info.channels));
    sf_readf_float(file, all.data(), info.frames);
    sf_close(file);
    return all;
  }

  std::string bytes(const std::string& name) const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

TEST_F(Renders, JobsAndBlocksChangeNothing) {
  render({"-o", "one.wav", "--jobs", "1", "--block", "32"});
  render({"-o", "two.wav", "--jobs", "2", "--block", "4096"});
  render({"-o", "odd.wav", "--jobs", "3", "--block", "501"});
  EXPECT_EQ(bytes("one.wav"), bytes("two.wav"));
  EXPECT_EQ(bytes("one.wav"), bytes("odd.wav"));
}

// Devices that remember, follow the tempo and swing.
TEST_F(Renders, EffectsOfTimeDoNotDependOnJobsAndBlocks) {
  for (const std::vector<std::string>& device : {std::vector<std::string>{"track/Kick", "reverb", "space=plate"}, {"track/Bass", "doubler"},
                                                 {"track/Vox", "delay", "sync=on", "note=1/8d", "wobble=8", "ping_pong=on"},
                                                 {"track/Vox", "modulation", "type=phaser", "sync=on"}}) {
    std::vector<std::string> call{"device", "Song", "add"};
    call.insert(call.end(), device.begin(), device.end());
    ASSERT_EQ(run(call).status, 0) << device[1];
  }
  ASSERT_EQ(run({"set", "Song", "session/tempo=97"}).status, 0);
  render({"-o", "one.wav", "--jobs", "1", "--block", "32", "--depth", "float"});
  render({"-o", "odd.wav", "--jobs", "3", "--block", "501", "--depth", "float"});
  EXPECT_EQ(bytes("one.wav"), bytes("odd.wav"));
  ASSERT_EQ(run({"set", "Song", "session/tempo=120"}).status, 0);
  render({"-o", "other.wav", "--jobs", "1", "--depth", "float"});
  EXPECT_NE(samples("one.wav"), samples("other.wav"));
}

TEST_F(Renders, ProcessKeepsTheTempoItIsGiven) {
  write_sine("tone.wav", 1000.0, 3.0);
  const auto first_sound = [&](const std::vector<std::string>& options) {
    std::vector<std::string> call{"process", "tone.wav", "-o", "out.wav", "--fx", "delay:sync=on,note=1/4,mix=100"};
    call.insert(call.end(), options.begin(), options.end());
    EXPECT_EQ(run(call).status, 0);
    const auto out = samples("out.wav");
    return std::find_if(out.begin(), out.end(), [](float x) { return std::abs(x) > 1e-3f; }) - out.begin();
  };
  EXPECT_NEAR(static_cast<double>(first_sound({})), 24000.0, 20.0) << "120";
  EXPECT_NEAR(static_cast<double>(first_sound({"--tempo", "75"})), 38400.0, 20.0);
  EXPECT_EQ(run({"process", "tone.wav", "-o", "out.wav", "--fx", "gain", "--tempo", "5"}).status, 2);
}

TEST_F(Renders, StemsOfBusesAddUpToTheMix) {
  ASSERT_EQ(run({"new", "Plain", "kick.wav", "bass.wav", "vox.wav", "--no-balance"}).status, 0);
  ASSERT_EQ(run({"render", "Plain", "-o", "mix.wav", "--mix", "--depth", "float", "--stems", "stems"}).status, 0);
  const auto mix = samples("mix.wav"), kick = samples("stems/Kick.wav"), bass = samples("stems/Bass.wav"), vox = samples("stems/Vox.wav");
  ASSERT_EQ(mix.size(), kick.size());
  double worst = 0.0, top = 0.0;
  for (std::size_t i = 0; i < mix.size(); ++i) {
    worst = std::max(worst, std::abs(double{kick[i]} + bass[i] + vox[i] - mix[i]));
    top = std::max(top, std::abs(double{mix[i]}));
  }
  EXPECT_GT(top, 0.2);
  EXPECT_LT(worst, 1e-7);
}

TEST_F(Renders, WhatIsPlayedIsWhatIsRendered) {
  render({"-o", "rendered.wav", "--depth", "float"});
  ASSERT_EQ(run({"play", "Song", "--device", "file:played.wav"}).status, 0);
  const auto rendered = samples("rendered.wav"), played = samples("played.wav");
  ASSERT_GE(played.size(), rendered.size());
  EXPECT_TRUE(std::equal(rendered.begin(), rendered.end(), played.begin()));
  EXPECT_GT(rendered.size(), 96000u);
}

TEST_F(Renders, LoudnessAndCeilingAreMet) {
  const auto report = render({"-o", "master.wav", "--loudness", "-14", "--ceiling", "-1"}).json();
  const auto measured = run({"measure", "master.wav", "--json"}).json()["files"][0];
  EXPECT_NEAR(measured["integrated_lufs"].get<double>(), -14.0, 0.1);
  EXPECT_LE(measured["true_peak_dbtp"].get<double>(), -0.95);
  EXPECT_NEAR(report["integrated_lufs"].get<double>(), measured["integrated_lufs"].get<double>(), 0.01);
}

TEST_F(Renders, FormatsRatesAndRanges) {
  for (const std::string suffix : {"wav", "flac", "aiff", "mp3", "ogg", "opus"}) {
    const std::string name = "out." + suffix;
    render({"-o", name, "--range", "0.5:1.5", "--tag", "title=Home & Away", "--tag", "artist=Björk"});
    const auto measured = run({"measure", name, "--json"}).json()["files"][0];
    EXPECT_NEAR(measured["seconds"].get<double>(), 1.0, 0.06) << suffix;
    EXPECT_EQ(read_tags(path(name))["title"], "Home & Away") << suffix;
    EXPECT_EQ(read_tags(path(name))["artist"], "Björk") << suffix;
  }
  render({"-o", "cd.wav", "--rate", "44100", "--depth", "16", "--range", "0:1"});
  const auto measured = run({"measure", "cd.wav", "--json"}).json()["files"][0];
  EXPECT_EQ(measured["rate"], 44100.0);
  EXPECT_EQ(samples("cd.wav").size(), 2u * 44100u);
}

TEST_F(Renders, WrongOptionsAreWrongCalls) {
  for (const std::vector<std::string>& options : {std::vector<std::string>{}, {"-o", "x.wav", "--depth", "12"}, {"-o", "x.wav", "--dither", "foo"},
                                                  {"-o", "x.wav", "--range", "1"}, {"-o", "x.wav", "--mix", "--master"}}) {
    std::vector<std::string> call{"render", "Song"};
    call.insert(call.end(), options.begin(), options.end());
    EXPECT_EQ(run(call).status, 2);
  }
  EXPECT_FALSE(fs::exists(path("x.wav")));
}

TEST_F(Renders, MeasureNamesAreKept) {
  write_silence("silence.wav", 1.0, 48000);
  const auto document = run({"measure", "silence.wav", "vox.wav", "--json", "--series"}).json();
  const auto& silent = document["files"][0];
  for (const char* name : {"path", "rate", "channels", "seconds", "integrated_lufs", "momentary_max_lufs", "short_term_max_lufs", "loudness_range_lu",
                           "true_peak_dbtp", "sample_peak_dbfs", "plr_lu", "crest_db", "dc", "correlation", "clipped_runs", "noise_floor_dbfs", "faults", "series"})
    EXPECT_TRUE(silent.contains(name)) << name;
  EXPECT_TRUE(silent["integrated_lufs"].is_null());
  EXPECT_TRUE(silent["true_peak_dbtp"].is_null());
  EXPECT_NEAR(static_cast<double>(document["files"][1]["series"].size()), 20.0, 1.0) << "a point every 100 ms of 2 s";
}

class Interrupts : public CliTest {
 protected:
  void expect_nothing_left(const std::vector<std::string>& arguments, double seconds) const {
    const auto before = files();
    const CliResult result = run_and_signal(arguments, seconds, SIGINT);
    EXPECT_EQ(result.status, 130) << arguments.front() << ": " << result.out << result.err;
    EXPECT_EQ(files(), before) << arguments.front();
  }
};

TEST_F(Interrupts, LeaveNothingHalfMade) {
  write_silence("hour.wav", 7200.0, 44100);
  write_sine("a.wav", 440.0, 1.0);
  ASSERT_EQ(run({"new", "Song", "a.wav", "--no-balance"}).status, 0);
  expect_nothing_left({"import", "Song", "a.wav", "hour.wav"}, 0.2);
  expect_nothing_left({"new", "Other", "a.wav", "hour.wav", "--rate", "48000"}, 0.2);
  expect_nothing_left({"demo", "Demo"}, 0.3);
  expect_nothing_left({"resample", "hour.wav", "-o", "out.wav", "--rate", "48000"}, 0.2);
  expect_nothing_left({"process", "hour.wav", "-o", "out.wav", "--fx", "tune"}, 0.2);
  expect_nothing_left({"master", "hour.wav", "-o", "out.wav"}, 0.2);
  expect_nothing_left({"tune", "hour.wav", "-o", "out.wav", "--notes", "notes.json"}, 0.2);
  expect_nothing_left({"measure", "hour.wav"}, 0.2);
  EXPECT_FALSE(fs::exists(path("Other")));
  EXPECT_FALSE(fs::exists(path("Demo")));
}

TEST_F(Interrupts, ARenderStopsAndItsStemsGo) {
  write_silence("hour.wav", 3600.0, 48000);
  ASSERT_EQ(run({"new", "Song", "hour.wav", "--link", "--no-balance"}).status, 0);
  ASSERT_EQ(run({"device", "Song", "add", "track/Hour", "compressor"}).status, 0);
  expect_nothing_left({"render", "Song", "-o", "out.wav", "--stems", "stems"}, 0.2);
  expect_nothing_left({"render", "Song", "-o", "out.wav", "--loudness", "-14"}, 0.2);
  expect_nothing_left({"play", "Song", "--device", "file:out.wav"}, 0.3);
  EXPECT_FALSE(fs::exists(path("stems")));
}

}  // namespace
}  // namespace sweetspot
