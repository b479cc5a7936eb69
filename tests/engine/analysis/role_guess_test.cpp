#include "engine/analysis/role_guess.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <utility>

#include "engine/analysis/name_words.h"

namespace sweetspot {
namespace {

TEST(RoleFromName, ReadsTheClutterOfRealFolders) {
  const std::pair<const char*, const char*> cases[] = {{"01_Kick In.wav", "kick"},
                                                       {"KickOut_03.aif", "kick"},
                                                       {"bass drum.flac", "kick"},
                                                       {"SN Top", "snare"},
                                                       {"Snare Btm.wav", "snare"},
                                                       {"hh.flac", "hats"},
                                                       {"Hi-Hat.wav", "hats"},
                                                       {"OH L.wav", "overheads"},
                                                       {"Overheads_R", "overheads"},
                                                       {"Rack Tom 1", "toms"},
                                                       {"floor-tom", "toms"},
                                                       {"main-drums.flac", "drums"},
                                                       {"drums-break-1.flac", "drums"},
                                                       {"Shaker.wav", "percussion"},
                                                       {"tamb 2", "percussion"},
                                                       {"Bass DI.wav", "bass"},
                                                       {"Synth Bass", "bass"},
                                                       {"gtr.wav", "electric_guitar"},
                                                       {"EGtr L", "electric_guitar"},
                                                       {"Ac Gtr 2", "acoustic_guitar"},
                                                       {"AcousticGuitar", "acoustic_guitar"},
                                                       {"Grand Piano.wav", "keys"},
                                                       {"Rhodes", "keys"},
                                                       {"Violins.wav", "strings"},
                                                       {"minilogue-synth.flac", "synth"},
                                                       {"Pad.wav", "synth"},
                                                       {"vox-lead.flac", "lead_vocal"},
                                                       {"Lead Vocal.wav", "lead_vocal"},
                                                       {"LV.wav", "lead_vocal"},
                                                       {"12 LdVox", "lead_vocal"},
                                                       {"LV dbl", "backing_vocal"},
                                                       {"BGV", "backing_vocal"},
                                                       {"bgvox-echo.flac", "backing_vocal"},
                                                       {"bgvox-aahh", "backing_vocal"},
                                                       {"Harmony Vox Hi", "backing_vocal"},
                                                       {"Vocal Ad-Lib", "ad_lib"},
                                                       {"adlibs.wav", "ad_lib"},
                                                       {"sweeps.flac", "effects"},
                                                       {"microcosm-effect", "effects"},
                                                       {"beeps.flac", "effects"},
                                                       {"SFX riser", "effects"},
                                                       {"Rough Mix.mp3", "mix_reference"},
                                                       {"Song REF.wav", "mix_reference"}};
  for (const auto& [name, role] : cases) {
    EXPECT_EQ(guess_role_from_name(name).role, role) << name;
    EXPECT_GE(guess_role_from_name(name).confidence, 0.6) << name;
  }
}

TEST(RoleFromName, KnowsNothingOfOtherWords) {
  for (const char* name : {"Audio 01.wav", "untitled", "", "recording_2024-05-01", "Hydrogen"})
    EXPECT_EQ(guess_role_from_name(name).role, "unknown") << name;
}

TEST(RoleFromName, SidesAndDoubles) {
  EXPECT_EQ(guess_role_from_name("EGtr L.wav").side, -1);
  EXPECT_EQ(guess_role_from_name("EGtr_Right.wav").side, 1);
  EXPECT_EQ(guess_role_from_name("EGtr.wav").side, 0);
  EXPECT_TRUE(guess_role_from_name("LV dbl").doubles);
}

TEST(DisplayNames, AreWhatPeopleWouldWrite) {
  EXPECT_EQ(display_name("01 Kick.wav"), "Kick");
  EXPECT_EQ(display_name("vox-lead.flac"), "Vox Lead");
  EXPECT_EQ(display_name("/a/b/03_Snare_Top_take 4.wav"), "Snare Top");
  EXPECT_EQ(display_name("OH L.wav"), "OH L");
  EXPECT_EQ(display_name("bass.wav"), "Bass");
  EXPECT_EQ(display_name("07.wav"), "7");
  EXPECT_EQ(display_name("drums-break-2.flac"), "Drums Break 2");
}

TEST(DisplayNames, LeaveOutWhatAllFilesShare) {
  EXPECT_THAT(display_names({"MySong_01_Kick_48k.wav", "MySong_02_Snare_48k.wav", "MySong_03_LeadVox_48k.wav"}),
              testing::ElementsAre("Kick", "Snare", "Lead Vox"));
  EXPECT_THAT(display_names({"Gtr_01.wav", "Gtr_02.wav", "Bass_01.wav"}), testing::ElementsAre("Gtr 1", "Gtr 2", "Bass"));
  EXPECT_THAT(display_names({"T1.wav", "T2.wav", "T10.wav"}), testing::ElementsAre("T 1", "T 2", "T 10")) << "a number alone is no name";
  EXPECT_THAT(display_names({"Gtr_01.wav", "Gtr_02.wav", "Gtr_03.wav"}), testing::ElementsAre("Gtr 1", "Gtr 2", "Gtr 3"));
  EXPECT_THAT(display_names({"a/Kick.wav", "b/Kick.wav"}), testing::ElementsAre("Kick", "Kick 2"));
}

// ---- sound

constexpr double kRate = 48000.0;

TrackFeatures features(const std::vector<float>& x) {
  const float* audio[1] = {x.data()};
  return track_features(audio, static_cast<Frames>(x.size()), kRate, true);
}

std::vector<float> hits(double interval, double decay, double hertz, double noise) {
  std::mt19937 random(1);
  std::vector<float> x(static_cast<std::size_t>(6 * kRate));
  for (std::size_t n = 0; n < x.size(); ++n) {
    const double t = std::fmod(static_cast<double>(n) / kRate, interval);
    const double white = static_cast<double>(random()) / 2147483648.0 - 1.0;
    x[n] = static_cast<float>(0.5 * std::exp(-t / decay) * (noise * white + (1.0 - noise) * std::sin(2.0 * std::numbers::pi * hertz * t)));
  }
  return x;
}

TEST(RoleFromSound, DrumsBassAndVoice) {
  EXPECT_EQ(guess_role_from_sound(features(hits(0.5, 0.04, 55.0, 0.02))).role, "kick");
  std::vector<float> hats = hits(0.25, 0.02, 9000.0, 1.0);
  for (std::size_t n = hats.size() - 1; n > 1; --n) hats[n] = hats[n] - 2.0f * hats[n - 1] + hats[n - 2];
  EXPECT_EQ(guess_role_from_sound(features(hats)).role, "hats");

  std::vector<float> bass(static_cast<std::size_t>(6 * kRate)), voice = bass;
  double phase = 0.0;
  for (std::size_t n = 0; n < bass.size(); ++n) {
    const double t = static_cast<double>(n) / kRate;
    bass[n] = static_cast<float>(0.3 * std::sin(2.0 * std::numbers::pi * 55.0 * t) + 0.1 * std::sin(2.0 * std::numbers::pi * 110.0 * t));
    phase += 2.0 * std::numbers::pi * 220.0 * std::pow(2.0, 0.6 / 12.0 * std::sin(2.0 * std::numbers::pi * 5.5 * t)) / kRate;
    for (int k = 1; k < 14; ++k) voice[n] += static_cast<float>(0.1 / k * std::sin(k * phase));
  }
  EXPECT_EQ(guess_role_from_sound(features(bass)).role, "bass");
  EXPECT_EQ(guess_role_from_sound(features(voice)).role, "lead_vocal");
  EXPECT_EQ(guess_role("Take 7.wav", features(voice)).role, "lead_vocal");
  EXPECT_EQ(guess_role("Cello.wav", features(voice)).role, "strings");
}

TEST(RoleFromSound, SilenceIsUnknown) {
  const TrackFeatures f = features(std::vector<float>(48000));
  EXPECT_TRUE(f.silent);
  EXPECT_EQ(guess_role_from_sound(f).role, "unknown");
}

}  // namespace
}  // namespace sweetspot
