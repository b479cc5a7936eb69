#include "engine/tuning/tune_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/media/audio_file.h"
#include "engine/tuning/notes_json.h"
#include "tests/support/sung.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;
using testing::cents_above;

class TuneFile : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("sweetspot_tune_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    testing::Sung voice;
    voice.seconds = 1.2;
    voice.hz = [](double t) { return t < 0.1 ? 0.0 : t < 0.6 ? cents_above(220.0, -35.0) : cents_above(220.0, 325.0); };
    const std::vector<float> sound = testing::sing(voice);
    AudioWriter writer(in(), voice.rate, 1, {.depth = SampleDepth::float32});
    const float* audio[] = {sound.data()};
    writer.write(audio, static_cast<int>(sound.size()));
    writer.finish();
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path in() const { return folder_ / "sung.wav"; }
  fs::path out() const { return folder_ / "tuned.wav"; }
  fs::path folder_;
};

TEST_F(TuneFile, WritesTheTunedVoiceAndItsNotes) {
  TuneFileOptions options;
  options.scale = "A minor";
  options.notes = folder_ / "notes.json";
  const TuneFileResult result = tune_file(in(), out(), options);
  EXPECT_EQ(result.scale, "A minor");
  EXPECT_EQ(result.edits.size(), 2u);
  EXPECT_NEAR(result.corrected_seconds, 1.1, 0.05);
  EXPECT_EQ(AudioReader(out()).info().frames, AudioReader(in()).info().frames);

  const PitchTrack track = pitch_of_file(out());
  EXPECT_NEAR(cents_between(220.0, track.hz_at(0.35)), 0.0, 1.0);
  EXPECT_NEAR(cents_between(cents_above(220.0, 300.0), track.hz_at(0.9)), 0.0, 1.0);

  const auto notes = notes_from_json(read_file(*options.notes), "notes.json");
  ASSERT_EQ(notes.size(), 2u);
  EXPECT_NEAR(notes[0].note.centre, 56.65, 0.01);
  EXPECT_NEAR(notes[0].edited_centre(), 57.0, 0.001);
  EXPECT_NEAR(notes[1].note.start, result.edits[1].note.start, 1e-4);
}

TEST_F(TuneFile, StrengthIsTheShareThatIsCorrected) {
  TuneFileOptions options;
  options.scale = "chromatic";
  options.strength = 0.5;
  tune_file(in(), out(), options);
  EXPECT_NEAR(cents_between(220.0, pitch_of_file(out()).hz_at(0.35)), -17.5, 1.0);
}

TEST_F(TuneFile, WhatCannotBeDoneLeavesNoFile) {
  TuneFileOptions options;
  options.scale = "H flat";
  EXPECT_THROW(tune_file(in(), out(), options), Error);
  options.scale = "auto";
  EXPECT_THROW(tune_file(folder_ / "missing.wav", out(), options), Error);
  EXPECT_THROW(tune_file(in(), folder_ / "tuned.txt", options), Error);
  const std::atomic<bool> cancel = true;
  EXPECT_THROW(tune_file(in(), out(), options, {{}, &cancel}), Cancelled);
  EXPECT_FALSE(fs::exists(out()));
  EXPECT_FALSE(fs::exists(folder_ / "tuned.txt"));
}

TEST_F(TuneFile, PitchAsLinesEveryTenMilliseconds) {
  const std::string csv = pitch_csv(pitch_of_file(in()));
  EXPECT_EQ(csv.substr(0, 22), "time,frequency,voiced\n");
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 1 + 121);
  EXPECT_NE(csv.find("\n0.3500,215.5"), std::string::npos);
}

TEST(NotesJson, DamagedDocumentsAreRefused) {
  for (const char* text : {"", "{}", "{\"notes\":[{}]}", "{\"notes\":[{\"start\":1,\"end\":0.5,\"pitch\":60}]}",
                           "{\"notes\":[{\"start\":0,\"end\":1,\"pitch\":60},{\"start\":0.5,\"end\":1.5,\"pitch\":60}]}"})
    EXPECT_THROW(notes_from_json(text, "notes.json"), Error) << text;
}

}  // namespace
}  // namespace sweetspot
