#include "engine/studio/demo.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/analysis/pitch.h"
#include "engine/core/error.h"
#include "engine/processors/registry.h"
#include "engine/session/session_folder.h"
#include "engine/studio/demo_voice.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;

struct TemporaryFolder {
  fs::path path =
      fs::temp_directory_path() /
      ("sweetspot_demo_test_" + std::to_string(std::hash<std::string>{}(::testing::UnitTest::GetInstance()->current_test_info()->name())));
  TemporaryFolder() { fs::remove_all(path); }
  ~TemporaryFolder() { fs::remove_all(path); }
};

TEST(Demo, IsASongThatOpens) {
  const TemporaryFolder folder;
  write_demo(folder.path, processor_catalog(), {});
  const OpenedSession opened = open_session(folder.path, processor_catalog());
  const Session& song = *opened.session;
  EXPECT_EQ(song.tracks.size(), 16u);
  EXPECT_EQ(song.buses.size(), 6u);
  EXPECT_EQ(song.markers.size(), 4u);
  EXPECT_NEAR(seconds_from_frames(end_of(song), song.rate), 60.0, 2.0);
  EXPECT_EQ(song.master->devices.size(), 1u);
  const auto lead = std::ranges::find(song.tracks, "Lead Vocal", [](const auto& track) { return track->strip.name; });
  ASSERT_NE(lead, song.tracks.end());
  EXPECT_GE((*lead)->regions.size(), 5u);
  EXPECT_EQ((*lead)->strip.sends.size(), 2u);
  std::set<std::string> contents;
  for (const auto& media : song.media) {
    EXPECT_TRUE(fs::exists(folder.path / media->path)) << media->path;
    contents.insert(media->hash);
  }
  EXPECT_EQ(contents.size(), 16u);  // no two sound alike
  const auto notes = nlohmann::json::parse(std::ifstream(folder.path / "demo_notes.json"));
  EXPECT_EQ(notes["notes"].size(), demo_notes().size());
}

TEST(Demo, LeavesWhatIsThere) {
  const TemporaryFolder folder;
  fs::create_directories(folder.path);
  std::ofstream(folder.path / "mine.txt") << "mine";
  EXPECT_THROW(write_demo(folder.path, processor_catalog(), {}), Error);
  EXPECT_TRUE(fs::exists(folder.path / "mine.txt"));
  std::atomic<bool> cancel{true};
  fs::remove(folder.path / "mine.txt");
  EXPECT_THROW(write_demo(folder.path, processor_catalog(), {}, {.report = {}, .cancel = &cancel}), Cancelled);
  EXPECT_TRUE(fs::is_empty(folder.path));
}

// The first phrase of the lead.
std::vector<float> phrase(std::uint64_t seed) {
  const demo::Score& score = demo::built_in_score();
  return demo::sing(std::span(score.lead).first(14), score.beat_seconds(), {.looseness = 0.0, .seed = seed}, 16 * 48000);
}

TEST(DemoVoice, SingsTheSameEveryTime) {
  EXPECT_EQ(phrase(3), phrase(3));
  EXPECT_NE(phrase(3), phrase(4));
}

TEST(DemoVoice, SingsTheWrittenNotesAsFarOutOfTuneAsWritten) {
  const demo::Score& score = demo::built_in_score();
  const PitchTrack track = track_pitch(phrase(3), demo::kRate);
  int wrong = 0, out_of_tune = 0;
  for (const demo::SungNote& note : std::span(score.lead).first(14)) {
    double sum = 0.0;
    int count = 0;
    const double beat = score.beat_seconds(), start = (note.beat + 0.35 * note.length) * beat,
                 end = (note.beat + 0.75 * note.length) * beat;
    for (double t = start; t < end; t += track.hop)
      if (const double hz = track.hz_at(t); hz > 0.0) sum += midi_from_hz(hz), ++count;
    ASSERT_GT(count, 0) << note.syllable;
    const double cents = 100.0 * (sum / count - note.midi);
    wrong += std::abs(cents - note.cents) > 20.0 ? 1 : 0;
    out_of_tune += std::abs(note.cents) > 25.0 ? 1 : 0;
  }
  EXPECT_LE(wrong, 2);  // a consonant may bend a short note
  EXPECT_GE(out_of_tune, 4);
}

TEST(DemoScore, TellsWhereItIsWrong) {
  EXPECT_THROW(demo::parse_score("tempo 100\nsing nonsense\n"), Error);
  EXPECT_THROW(demo::parse_score("tempo 100\n"), Error);
  EXPECT_EQ(demo::diatonic(72, 2), 76);   // C to E
  EXPECT_EQ(demo::diatonic(71, 2), 74);   // B to D
  EXPECT_EQ(demo::diatonic(72, -2), 69);  // C to A
}

}  // namespace
}  // namespace sweetspot
