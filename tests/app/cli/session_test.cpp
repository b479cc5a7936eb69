// Sessions made, edited and printed from the command line.
#include <gmock/gmock.h>

#include <sndfile.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <future>

#include "tests/app/cli/cli_fixture.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Sessions : public CliTest {
 protected:
  void SetUp() override {
    write_sine("kick.wav", 60.0, 2.0);
    write_sine("Lead Vocal.wav", 440.0, 2.0, 2);
  }

  void expect_done(const std::vector<std::string>& arguments) const {
    const CliResult result = run(arguments);
    EXPECT_EQ(result.status, 0) << result.err;
  }

  std::string text_of(const std::string& name) const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  std::size_t copies(const std::string& session) const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path(session) / "audio"), fs::directory_iterator()));
  }
};

TEST_F(Sessions, NewNamesRoutesAndBalances) {
  expect_done({"new", "Song", "kick.wav", "Lead Vocal.wav"});
  const auto shown = run({"show", "Song", "--json"}).json();
  ASSERT_EQ(shown["tracks"].size(), 2u);
  EXPECT_EQ(shown["tracks"][0]["role"], "kick");
  EXPECT_EQ(shown["tracks"][0]["output"], "Drums");
  EXPECT_EQ(shown["tracks"][1]["role"], "lead_vocal");
  const auto mix = run({"render", "Song", "--mix", "-o", "mix.wav", "--json"}).json();
  EXPECT_NEAR(mix["integrated_lufs"].get<double>(), -18.0, 1.0);
  EXPECT_LT(mix["true_peak_dbtp"].get<double>(), -3.0);
}

TEST_F(Sessions, AScriptOfASessionMakesItAgain) {
  write_text("edits",
             "bus \"Low / End\" group=drums\n"
             "track Kick kick.wav at=0.25   # late\n"
             "track \"Sängerin\" \"Lead Vocal.wav\" at=12000f\n"
             "region Kick kick.wav at=2.5 offset=0.5 length=1 fade_in=0.1 fade_out=0.2:equal_power gain=-3\n"
             "route Kick \"Low / End\"\n"
             "send Sängerin \"Low / End\" gain=-10 pre\n"
             "device Kick eq band1.type=low_shelf band1.gain=3\n"
             "device master limiter ceiling=-1\n"
             "set \"track/Sängerin/fader/gain=-3.5\" track/Kick/fader/pan=-0.5\n"
             "automate track/Kick/fader/gain 0=-10 1=0 2.5=-6:hold\n"
             "marker Verse at=1\n"
             "loop 0.5 2\n");
  expect_done({"new", "First", "--empty"});
  expect_done({"edit", "First", "edits"});
  EXPECT_EQ(copies("First"), 2u) << "a file that is named twice is copied once";
  const std::string script = run({"show", "First", "--script"}).out;
  EXPECT_THAT(script, HasSubstr("loop 24000f 96000f\n"));
  fs::create_directory(path("elsewhere"));
  write_text("elsewhere/script", script);
  expect_done({"new", "Second", "--empty"});
  expect_done({"edit", "Second", "elsewhere/script"});
  for (const char* name : {"First", "Second"}) expect_done({"render", name, "-o", std::string(name) + ".wav", "--depth", "float"});
  EXPECT_EQ(text_of("First.wav"), text_of("Second.wav"));
  EXPECT_GT(text_of("First.wav").size(), 1'000'000u);
}

TEST_F(Sessions, TimesBeforeTheStartAreRefused) {
  expect_done({"new", "Song", "--empty"});
  write_text("edits", "track Kick kick.wav at=-1\n");
  expect_refused(run({"edit", "Song", "edits"}), "start");
  EXPECT_EQ(copies("Song"), 0u);
}

TEST_F(Sessions, APathIntoAWantingProcessorSaysSo) {
  expect_done({"new", "Song", "kick.wav", "--no-balance"});
  expect_refused(run({"set", "Song", "master/limiter/ceiling=-1"}), "master has no limiter");
  expect_done({"device", "Song", "add", "master", "limiter"});
  expect_done({"set", "Song", "master/limiter/ceiling=-2"});
  EXPECT_EQ(run({"show", "Song", "--json"}).json()["master"]["devices"][0]["parameters"]["ceiling"]["value"], -2.0);
  expect_done({"device", "Song", "remove", "master", "1"});
  EXPECT_TRUE(run({"show", "Song", "--json"}).json()["master"]["devices"].empty());
}

TEST_F(Sessions, EditsAtOnceAreAllKept) {
  expect_done({"new", "Song", "--empty"});
  std::vector<std::future<CliResult>> edits;
  for (int i = 0; i < 6; ++i) {
    const std::string name = "edit" + std::to_string(i);
    write_text(name, "bus B" + std::to_string(i) + "\n");
    edits.push_back(std::async(std::launch::async, [this, name] { return run({"edit", "Song", name}); }));
  }
  for (auto& edit : edits) {
    const CliResult result = edit.get();
    EXPECT_EQ(result.status, 0) << result.err;
  }
  EXPECT_EQ(run({"show", "Song", "--json"}).json()["buses"].size(), 6u);
}

TEST_F(Sessions, OfSeveralInAFolderTheNamedOneIsEdited) {
  expect_done({"new", "Song", "--empty"});
  fs::copy_file(path("Song/Song.sweetspot"), path("Song/Other.sweetspot"));
  const std::string before = text_of("Song/Song.sweetspot");
  expect_done({"set", "Song/Other.sweetspot", "session/tempo=90"});
  EXPECT_EQ(text_of("Song/Song.sweetspot"), before);
  EXPECT_EQ(run({"show", "Song/Other.sweetspot", "--json"}).json()["tempo"], 90.0);
}

TEST_F(Sessions, StrangeNamesKeepTheirSound) {
  const std::string slash = "A / B = \"C\" #1", odd = "Žluťoučký 🎤";
  expect_done({"new", "Song ✓ 1", "kick.wav", "--no-balance"});
  expect_done({"set", "Song ✓ 1", "track/Kick/name=" + slash});
  expect_done({"set", "Song ✓ 1", "track/" + slash + "/fader/gain=-4"});
  expect_done({"set", "Song ✓ 1", "track/" + slash + "/name=" + odd});
  const auto track = run({"show", "Song ✓ 1", "--json"}).json()["tracks"][0];
  EXPECT_EQ(track["name"], odd);
  EXPECT_EQ(track["gain_db"], -4.0);
}

TEST_F(Sessions, LongNamesAreCutWhereTheDiskNeedsIt) {
  const std::string name = std::string(240, 'x');
  fs::rename(path("kick.wav"), path(name + ".wav"));
  expect_done({"new", "Song", name + ".wav", "--no-balance"});
  const std::string longer = "é" + std::string(300, 'y');
  const std::string now = run({"show", "Song", "--json"}).json()["tracks"][0]["name"];
  expect_done({"set", "Song", "track/" + now + "/name=" + longer});
  EXPECT_EQ(run({"show", "Song", "--json"}).json()["tracks"][0]["name"], longer);
  expect_done({"render", "Song", "--stems", "stems"});
  EXPECT_EQ(std::distance(fs::directory_iterator(path("stems")), fs::directory_iterator()), 1);
}

TEST_F(Sessions, NamesThatAreNoUtf8AreMeasured) {
  fs::rename(path("kick.wav"), path("bad\xff.wav"));
  EXPECT_EQ(run({"measure", "bad\xff.wav", "--json"}).json()["files"].size(), 1u);
  expect_done({"new", "Song", "bad\xff.wav", "--no-balance"});
  expect_done({"render", "Song", "-o", "out.wav"});
}

TEST_F(Sessions, AnEmptySessionIsNoAccident) {
  expect_done({"new", "Song", "--empty"});
  expect_refused(run({"render", "Song", "-o", "out.wav"}), "nothing");
  expect_done({"check", "Song"});
  expect_done({"show", "Song"});
  expect_done({"play", "Song", "--device", "dummy", "--seconds", "0.2"});
  EXPECT_FALSE(fs::exists(path("out.wav")));
}

TEST_F(Sessions, CheckTellsAMissingRecording) {
  expect_done({"new", "Song", "kick.wav", "--no-balance"});
  EXPECT_EQ(run({"check", "Song"}).status, 0);
  fs::remove(path("Song/audio/kick.wav"));
  const CliResult checked = run({"check", "Song", "--json"});
  EXPECT_EQ(checked.status, 1);
  EXPECT_EQ(checked.json()["findings"][0]["id"], "missing");
  EXPECT_EQ(run({"show", "Song", "--json"}).json()["missing"].size(), 1u);
}

TEST_F(Sessions, CheckTellsAListeningSwitchLeftOn) {
  expect_done({"new", "Song", "kick.wav", "--no-balance"});
  expect_done({"device", "Song", "add", "track/Kick", "compressor", "sc_listen=on"});
  const CliResult checked = run({"check", "Song", "--json"});
  EXPECT_EQ(checked.status, 1);
  EXPECT_EQ(checked.json()["findings"][0]["id"], "left_on");
  expect_done({"set", "Song", "track/Kick/1.compressor/sc_listen=off"});
  EXPECT_EQ(run({"check", "Song"}).status, 0);
}

TEST_F(Sessions, WhatAKilledImportLeftGoesInTime) {
  expect_done({"new", "Song", "kick.wav", "--no-balance"});
  write_text("Song/audio/.old.partial-999999999-0.wav", "half");
  write_text("Song/audio/.fresh.partial-999999999-0.wav", "half");
  fs::last_write_time(path("Song/audio/.old.partial-999999999-0.wav"), fs::file_time_type::clock::now() - std::chrono::hours(2));
  expect_done({"set", "Song", "track/Kick/mute=on"});
  EXPECT_FALSE(fs::exists(path("Song/audio/.old.partial-999999999-0.wav")));
  EXPECT_TRUE(fs::exists(path("Song/audio/.fresh.partial-999999999-0.wav"))) << "it may belong to another machine";
}

TEST_F(Sessions, WhatAKilledRenderLeftGoesInTime) {
  expect_done({"new", "Song", "kick.wav", "--no-balance"});
  write_text(".master.partial-999999999-0.wav", "half");
  fs::last_write_time(path(".master.partial-999999999-0.wav"), fs::file_time_type::clock::now() - std::chrono::hours(2));
  expect_done({"render", "Song", "-o", "master.wav"});
  EXPECT_FALSE(fs::exists(path(".master.partial-999999999-0.wav")));
}

TEST_F(Sessions, ACutOffRecordingIsAProblem) {
  SF_INFO info{};
  info.samplerate = 48000;
  info.channels = 1;
  info.format = SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
  SNDFILE* const file = sf_open(path("vox.flac").c_str(), SFM_WRITE, &info);
  std::vector<float> sound(48000 * 75);
  for (std::size_t i = 0; i < sound.size(); ++i) sound[i] = 0.2f * static_cast<float>(std::sin(static_cast<double>(i) * 0.05));
  sf_writef_float(file, sound.data(), static_cast<sf_count_t>(sound.size()));
  sf_close(file);
  fs::resize_file(path("vox.flac"), 200);
  expect_done({"new", "Song", "kick.wav", "vox.flac", "--no-balance"});
  const CliResult checked = run({"check", "Song", "--json"});
  EXPECT_EQ(checked.status, 1);
  EXPECT_EQ(checked.json()["findings"][0]["id"], "cut_off");
  EXPECT_THAT(checked.json()["findings"][0]["text"].get<std::string>(), HasSubstr("vox.wav is cut off after 0:00"));
  EXPECT_THAT(run({"render", "Song", "-o", "out.wav"}).err, HasSubstr("is cut off after 0:00"));
}

TEST_F(Sessions, RideWritesAutomationOfTheFader) {
  expect_done({"new", "Song", "Lead Vocal.wav", "--no-balance"});
  const auto done = run({"ride", "Song", "Lead Vocal", "--target", "-10", "--range", "3", "--json"}).json();
  EXPECT_NEAR(done["loudness_lufs"].get<double>(), -12.0, 0.8);
  EXPECT_NEAR(done["most_up_db"].get<double>(), std::min(3.0, -10.0 - done["loudness_lufs"].get<double>()), 0.05);
  EXPECT_GT(done["points"].get<int>(), 1);
  EXPECT_THAT(run({"show", "Song", "--script"}).out, HasSubstr("automate"));
  EXPECT_EQ(run({"ride", "Song", "Nobody"}).status, 1);
  EXPECT_EQ(run({"ride", "Song", "Lead Vocal", "--range", "50"}).status, 2);
  expect_refused(run({"ride", "Song", "mix"}), "tracks and buses");
}

}  // namespace
}  // namespace sweetspot
