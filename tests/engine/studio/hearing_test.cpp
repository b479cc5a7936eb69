// Shares, masking, dips, spots and the balance of a selection, on songs of noise whose figures are known.
#include "engine/studio/hearing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <numbers>
#include <thread>

#include "engine/core/error.h"
#include "engine/processors/registry.h"
#include "engine/session/device_edits.h"
#include "engine/session/history.h"
#include "engine/session/routing_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "engine/studio/mask_dip.h"
#include "engine/studio/rebalance.h"
#include "engine/studio/spot_edits.h"
#include "tests/engine/media/sound_files.h"

namespace sweetspot {
namespace {

using namespace test;

constexpr int kRate = 48000;
constexpr int kLength = 6 * kRate;

// A band of noise about a frequency: sines a few hertz apart with phases that look random.
Channels band(double centre, double rms, unsigned seed, double ratio = 1.3) {
  Channels out{std::vector<float>(kLength)};
  std::mt19937 random(seed);
  const double low = centre / ratio, high = centre * ratio;
  const int count = 60;
  for (int i = 0; i < count; ++i) {
    const double w = 2.0 * std::numbers::pi * (low + (high - low) * (i + 0.5) / count) / kRate;
    const double phase = 2.0 * std::numbers::pi * (static_cast<double>(random()) / 4294967296.0);
    for (int n = 0; n < kLength; ++n)
      out[0][static_cast<std::size_t>(n)] += static_cast<float>(rms * std::sqrt(2.0 / count) * std::sin(w * n + phase));
  }
  return out;
}

class Heard : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder / "audio");
    song = make_session("Song", kRate);
  }

  StripId add(const std::string& name, const Channels& audio, Role role = Role::unknown) {
    auto next = std::make_shared<Session>(*song);
    auto media = std::make_shared<Media>();
    media->id = MediaId{next->next_id++};
    media->path = "audio/" + name + ".wav";
    media->hash = name;
    media->channels = static_cast<int>(audio.size());
    media->frames = static_cast<Frames>(audio[0].size());
    write(folder / media->path, audio, kRate, {.depth = SampleDepth::float32});
    Region region;
    region.id = RegionId{next->next_id++};
    region.media = media->id;
    region.length = media->frames;
    auto track = std::make_shared<Track>();
    track->strip.id = StripId{next->next_id++};
    track->strip.name = name;
    track->strip.output = kMixStrip;
    track->role = role;
    track->channels = media->channels;
    track->regions = {region};
    next->media.push_back(media);
    next->tracks.push_back(track);
    song = next;
    return track->strip.id;
  }

  Hearing hear(const SessionPtr& session, bool bands = false) const {
    return hear_mix(session, folder.path(), stretch_to_hear(*session), bands, 1, {});
  }
  Hearing hear() const { return hear(song); }

  TempFolder folder;
  SessionPtr song;
};

TEST_F(Heard, SharesOfUncorrelatedTracksSumToOne) {
  const StripId a = add("A", noise(1, kLength, 1, 0.1f)), b = add("B", noise(1, kLength, 2, 0.1f)),
                c = add("C", noise(2, kLength, 3, 0.05f));
  song = edit::set_gain(song, b, -6.0);
  song = edit::set_pan(song, b, 0.5);
  const Hearing hearing = hear();
  double sum = 0.0;
  for (const HeardStrip& track : hearing.tracks) sum += track.share;
  EXPECT_NEAR(sum, 1.0, 0.02);
  EXPECT_NEAR(hearing.find(b)->share / hearing.find(a)->share, std::pow(10.0, -0.6), 0.02);
  EXPECT_NEAR(*hearing.find(b)->loudness_lufs - *hearing.find(a)->loudness_lufs, -6.0, 0.1);
  EXPECT_GT(hearing.find(c)->share, 0.0);
  EXPECT_TRUE(hearing.problems.empty());
}

TEST_F(Heard, AMissingRecordingIsToldFromSilence) {
  const StripId gone = add("Gone", noise(1, kLength, 1, 0.1f)), quiet = add("Quiet", Channels{std::vector<float>(kLength)});
  std::filesystem::remove(folder / "audio/Gone.wav");
  const Hearing hearing = hear();
  EXPECT_FALSE(hearing.find(gone)->loudness_lufs);
  EXPECT_TRUE(hearing.find(gone)->recording_missing);
  EXPECT_FALSE(hearing.find(quiet)->loudness_lufs);
  EXPECT_FALSE(hearing.find(quiet)->recording_missing);
}

TEST_F(Heard, TheSameSoundTwiceIsMoreThanTheSumOfItsShares) {
  add("A", noise(1, kLength, 1, 0.1f));
  add("B", noise(1, kLength, 1, 0.1f));
  const Hearing hearing = hear();
  EXPECT_NEAR(hearing.tracks[0].share, 0.25, 0.005);  // twice the amplitude is four times the power
}

TEST_F(Heard, BusesOnTheWayCount) {
  const StripId a = add("A", noise(1, kLength, 1, 0.1f)), b = add("B", noise(1, kLength, 2, 0.1f));
  const auto bus = edit::add_bus(song, "Group");
  song = edit::set_output(bus.session, a, bus.id);
  const double before = *hear().find(a)->loudness_lufs;
  song = edit::set_gain(song, bus.id, -12.0);
  const auto compressor = edit::add_device(song, bus.id, "gain", processor_catalog());
  song = edit::set_param(compressor.session, compressor.id, "gain", 2.0, processor_catalog());
  const Hearing hearing = hear();
  EXPECT_NEAR(*hearing.find(a)->loudness_lufs - before, -10.0, 0.05);
  EXPECT_NEAR(hearing.find(a)->share + hearing.find(b)->share, 1.0, 0.02);
  EXPECT_TRUE(hearing.returns.empty());
}

TEST_F(Heard, ABusHasTheLoudnessAndShareOfWhatGoesThroughIt) {
  const StripId a = add("A", noise(1, kLength, 1, 0.1f)), b = add("B", noise(1, kLength, 2, 0.1f));
  add("C", noise(1, kLength, 3, 0.1f));
  const auto inner = edit::add_bus(song, "Inner");
  const auto outer = edit::add_bus(inner.session, "Outer");
  song = edit::set_output(edit::set_output(outer.session, a, inner.id), b, outer.id);
  song = edit::set_gain(edit::set_output(song, inner.id, outer.id), outer.id, -6.0);
  const Hearing hearing = hear();
  ASSERT_EQ(hearing.buses.size(), 2u);
  // Two tracks of the same power and nothing in common: 3 dB more than one, and the sum of their shares.
  EXPECT_NEAR(*hearing.find(outer.id)->loudness_lufs - *hearing.find(a)->loudness_lufs, 3.01, 0.1);
  EXPECT_NEAR(hearing.find(outer.id)->share, hearing.find(a)->share + hearing.find(b)->share, 0.01);
  EXPECT_NEAR(*hearing.find(inner.id)->loudness_lufs, *hearing.find(a)->loudness_lufs, 0.01);
  EXPECT_FALSE(hear(edit::set_muted(song, outer.id, true)).find(outer.id)->loudness_lufs);
}

TEST_F(Heard, WhatIsMutedHasNoShareAndSoloDoesNotMatter) {
  const StripId a = add("A", noise(1, kLength, 1, 0.1f)), b = add("B", noise(1, kLength, 2, 0.1f));
  song = edit::set_soloed(edit::set_muted(song, a, true), a, true);
  const Hearing hearing = hear();
  EXPECT_FALSE(hearing.find(a)->loudness_lufs);
  EXPECT_EQ(hearing.find(a)->share, 0.0);
  EXPECT_NEAR(hearing.find(b)->share, 1.0, 1e-6);
}

TEST_F(Heard, AReturnHasAShareOfItsOwn) {
  const StripId a = add("A", noise(1, kLength, 1, 0.1f));
  const auto bus = edit::add_bus(song, "Return");
  song = edit::add_send(bus.session, a, bus.id).session;
  const Hearing hearing = hear();
  ASSERT_EQ(hearing.returns.size(), 1u);
  EXPECT_EQ(hearing.returns[0].strip, bus.id);
}

TEST_F(Heard, TheLoopIsWhatIsHeard) {
  Channels sound = noise(1, kLength, 1, 0.1f);
  std::fill(sound[0].begin(), sound[0].begin() + kLength / 2, 0.0f);
  const StripId a = add("A", sound);
  add("B", noise(1, kLength, 2, 0.1f));
  song = edit::set_loop(song, {0, kLength / 2 - 1000, true});
  EXPECT_FALSE(hear().find(a)->loudness_lufs);
  song = edit::set_loop(song, {kLength / 2, kLength, true});
  EXPECT_NEAR(hear().find(a)->share, 0.5, 0.02);
}

TEST_F(Heard, TheKeyChangesWithTheSoundAlone) {
  const StripId a = add("A", noise(1, kLength, 1, 0.1f));
  const Stretch all = stretch_to_hear(*song);
  const std::string key = hearing_key(*song, all);
  EXPECT_EQ(hearing_key(*edit::rename_strip(song, a, "Other"), all), key);
  EXPECT_EQ(hearing_key(*edit::set_colour(song, a, "#112233"), all), key);
  EXPECT_EQ(hearing_key(*edit::set_soloed(song, a, true), all), key);
  EXPECT_EQ(hearing_key(*edit::add_marker(song, 100, "Verse").session, all), key);
  EXPECT_EQ(hearing_key(*edit::set_gain(song, kMasterStrip, -3.0), all), key);
  EXPECT_NE(hearing_key(*edit::set_gain(song, a, -3.0), all), key);
  EXPECT_NE(hearing_key(*edit::set_muted(song, a, true), all), key);
  EXPECT_NE(hearing_key(*edit::add_device(song, a, "eq", processor_catalog()).session, all), key);
  EXPECT_NE(hearing_key(*song, {0, 1000}), key);
}

TEST_F(Heard, TheShelfKeepsTheLatest) {
  add("A", noise(1, kLength, 1, 0.1f));
  HearingShelf shelf;
  const auto with = std::make_shared<Hearing>(hear(song, true)), without = std::make_shared<Hearing>(hear());
  shelf.keep(without);
  EXPECT_EQ(shelf.find(without->key, false), without);
  EXPECT_EQ(shelf.find(without->key, true), nullptr);
  shelf.keep(with);
  EXPECT_EQ(shelf.find(with->key, true), with);
  for (int i = 0; i < 20; ++i) {
    auto other = std::make_shared<Hearing>(*with);
    other->key = std::to_string(i);
    shelf.keep(other);
  }
  EXPECT_EQ(shelf.find(with->key, false), nullptr);
  EXPECT_NE(shelf.find("19", true), nullptr);
  EXPECT_EQ(shelf.find("12", true), nullptr);  // its bands went
  EXPECT_NE(shelf.find("12", false), nullptr);
}

TEST_F(Heard, StopsWhenAsked) {
  add("A", noise(1, kLength, 1, 0.1f));
  const std::atomic<bool> cancel{true};
  EXPECT_THROW(hear_mix(song, folder.path(), stretch_to_hear(*song), true, 1, {nullptr, &cancel}), Cancelled);
}

// A stop is looked for after every block; this runs in a thread as a job does, on many tracks.
TEST_F(Heard, StopsWithinAFifthOfASecond) {
  const Channels sound = noise(2, kLength, 1, 0.01f);
  for (int i = 0; i < 24; ++i) add("T" + std::to_string(i), sound);
  std::atomic<bool> cancel{false}, begun{false}, stopped{false};
  double last = 0.0;
  std::thread listening([&] {
    const Progress progress{[&](double fraction) {
                              last = fraction;
                              begun = true;
                            },
                            &cancel};
    try {
      for (;;) hear_mix(song, folder.path(), stretch_to_hear(*song), true, 1, progress);
    } catch (const Cancelled&) {
      stopped = true;
    }
  });
  while (!begun) std::this_thread::yield();
  const auto start = std::chrono::steady_clock::now();
  cancel = true;
  listening.join();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(200));
  EXPECT_TRUE(stopped);
  EXPECT_GT(last, 0.0);
  EXPECT_LT(last, 1.0);
}

class Covered : public Heard {
 protected:
  void SetUp() override {
    Heard::SetUp();
    Channels wide = noise(1, kLength, 1, 0.02f);
    voice = add("Voice", wide, Role::lead_vocal);
    keys = add("Keys", band(1500.0, 0.12, 7), Role::keys);
    bass = add("Bass", band(80.0, 0.02, 8), Role::bass);
    hearing = hear(song, true);
    masking = hear_masking(hearing, voice);
  }

  StripId voice, keys, bass;
  Hearing hearing;
  TrackMasking masking;
};

TEST_F(Covered, TheCovererIsNamedWhereItCovers) {
  ASSERT_FALSE(masking.map.bands.empty());
  const CoveredBand& worst = masking.map.bands.front();
  EXPECT_EQ(masking.others[worst.by], keys);
  EXPECT_GT(worst.high_hz, 1500.0);
  EXPECT_LT(worst.low_hz, 1500.0);
  for (const CoveredBand& band : masking.map.bands) EXPECT_EQ(masking.others[band.by], band.centre_hz < 300.0 ? bass : keys);
}

TEST_F(Covered, AStillDipIsAnEqOnTheCoverer) {
  const Dip dip = plan_dip(*song, hearing, masking, masking.map.bands.front(), DipKind::still);
  EXPECT_THAT(dip.step, testing::AllOf(testing::StartsWith("Dip Keys at "), testing::EndsWith(" for Voice")));
  EXPECT_THAT(dip.sentence, testing::HasSubstr("Keys covers Voice between"));
  const auto done = add_dip(song, dip);
  StripId owner;
  const Device* eq = find_device(*done.session, done.id, &owner);
  ASSERT_TRUE(eq);
  EXPECT_EQ(owner, keys);
  EXPECT_EQ(eq->params.at("band1.gain"), -dip.depth_db);
  EXPECT_EQ(eq->params.at("band1.freq"), dip.hertz);
  // It helps: less is covered, or by less.
  const Hearing after = hear(done.session, true);
  const TrackMasking then = hear_masking(after, voice);
  EXPECT_LT(then.map.bands.empty() ? 0.0 : then.map.bands.front().excess_db, masking.map.bands.front().excess_db - 0.5);
  // A second one uses the same equalizer.
  const auto again = add_dip(done.session, dip);
  EXPECT_EQ(again.id, done.id);
  EXPECT_EQ(find_device(*again.session, again.id)->params.at("band2.gain"), -dip.depth_db);
}

TEST_F(Covered, ADynamicDipHearsTheCoveredTrackAndLetsGoWithoutIt) {
  const Dip dip = plan_dip(*song, hearing, masking, masking.map.bands.front(), DipKind::dynamic);
  const auto done = add_dip(song, dip);
  const Device* eq = find_device(*done.session, done.id);
  EXPECT_EQ(eq->sidechain, voice);
  const double with = *hear(done.session).find(keys)->loudness_lufs - *hearing.find(keys)->loudness_lufs;
  EXPECT_LT(with, -1.0);
  EXPECT_GT(with, -dip.depth_db - 0.2);
  // Silent, the voice keys nothing.
  const SessionPtr mute = edit::set_gain(done.session, voice, -60.0);
  EXPECT_NEAR(*hear(mute).find(keys)->loudness_lufs, *hearing.find(keys)->loudness_lufs, 0.05);
  // A static dip may share the equalizer.
  EXPECT_EQ(add_dip(done.session, plan_dip(*song, hearing, masking, masking.map.bands.front(), DipKind::still)).id, done.id);
}

TEST_F(Covered, ADipIsOneStepThatUndoTakesBack) {
  History history(song);
  const Dip dip = plan_dip(*song, hearing, masking, masking.map.bands.front(), DipKind::dynamic);
  history.commit(add_dip(song, dip).session, {dip.step, "", 0, false});
  EXPECT_EQ(history.undo_name(), dip.step);
  EXPECT_TRUE(find_strip(*history.undo(), keys)->devices.empty());
  EXPECT_FALSE(history.can_undo());
}

TEST_F(Covered, SilenceIsRefused) {
  const SessionPtr mute = edit::set_muted(song, voice, true);
  EXPECT_THROW(hear_masking(hear(mute, true), voice), Error);
}

TEST_F(Heard, SpotsAreSetAtTheLoudnessThatWas) {
  Channels sound = noise(1, kLength, 1, 0.05f);
  const Channels ring = band(900.0, 0.01, 3, 1.04);
  for (std::size_t i = 0; i < sound[0].size(); ++i) sound[0][i] += ring[0][i];
  const StripId a = add("A", sound);
  const double before = *hear().find(a)->loudness_lufs;
  const SpotsHeard heard = hear_spots(song, folder.path(), a, stretch_to_hear(*song), 1, {});
  ASSERT_FALSE(heard.spots.empty());
  EXPECT_NEAR(heard.spots[0].hertz, 900.0, 20.0);
  const auto done = add_spots(song, a, heard, heard.spots, false);
  EXPECT_NEAR(*hear(done.session).find(a)->loudness_lufs, before, 0.1);
  const auto without = edit::set_param(done.session, done.id, "output", 0.0, processor_catalog());
  EXPECT_GT(std::abs(*hear(without).find(a)->loudness_lufs - before), 0.15);  // so it had something to match
  EXPECT_EQ(find_device(*add_spots(song, a, heard, heard.spots, true).session, DeviceId{song->next_id})->params.at("auto_gain"), 1.0);
  EXPECT_EQ(add_spots(song, a, heard, {}, false).session, song);
  EXPECT_THAT(spots_step_name("A", heard.spots), testing::StartsWith("EQ on A: -"));
}

TEST_F(Heard, SpotsOfSilenceAreRefused) {
  const StripId a = add("A", Channels{std::vector<float>(kRate)});
  EXPECT_THROW(hear_spots(song, folder.path(), a, stretch_to_hear(*song), 1, {}), Error);
}

class Selection : public Heard {
 protected:
  void SetUp() override {
    Heard::SetUp();
    voice = add("Lead Vocal", noise(1, kLength, 1, 0.02f), Role::lead_vocal);
    left = add("Guitar L", noise(1, kLength, 2, 0.2f), Role::electric_guitar);
    right = add("Guitar R", noise(1, kLength, 3, 0.05f), Role::electric_guitar);
  }
  StripId voice, left, right;
};

TEST_F(Selection, AGroupIsAsLoudAsBeforeAndOthersStay) {
  const Hearing before = hear();
  const StripId both[] = {left, right};
  const Rebalanced done = rebalance(song, folder.path(), both, {});
  EXPECT_EQ(done.step, "Starting balance of 2 tracks");
  const Hearing after = hear(done.session);
  EXPECT_NEAR(*after.find(voice)->loudness_lufs, *before.find(voice)->loudness_lufs, 1e-6);
  EXPECT_NEAR(*after.find(left)->loudness_lufs, *after.find(right)->loudness_lufs, 0.5);
  const auto together = [&](const Hearing& h) {
    return std::pow(10.0, 0.1 * *h.find(left)->loudness_lufs) + std::pow(10.0, 0.1 * *h.find(right)->loudness_lufs);
  };
  EXPECT_NEAR(10.0 * std::log10(together(after) / together(before)), 0.0, 0.5);
  EXPECT_LT(find_strip(*done.session, left)->fader.pan, -0.5);
  EXPECT_GT(find_strip(*done.session, right)->fader.pan, 0.5);
  EXPECT_THAT(done.explanations, testing::Contains(testing::HasSubstr("Together they are as loud as before")));
  EXPECT_THAT(done.explanations, testing::Contains(testing::HasSubstr("Panned apart: Guitar L")));
  for (const auto& track : done.session->tracks) EXPECT_FALSE(track->strip.soloed);
  ASSERT_EQ(done.session->tracks.size(), 3u);
  EXPECT_EQ(done.session->tracks[0]->strip.id, voice);  // nothing moved
}

TEST_F(Selection, AllGoToTheMixLevel) {
  const Rebalanced done = rebalance(song, folder.path(), {}, {});
  EXPECT_NEAR(*hear(done.session).mix_lufs, -18.0, 0.6);
  EXPECT_GT(*hear(done.session).find(voice)->loudness_lufs, *hear(done.session).find(left)->loudness_lufs + 5.0);
}

TEST_F(Selection, DevicesKeepTheirTrimAndAutomatedFadersTheirLevel) {
  auto [next, id] = edit::add_device(song, left, "compressor", processor_catalog());
  song = edit::set_trim(next, left, -3.0);
  auto copy = std::make_shared<Session>(*song);
  auto track = std::make_shared<Track>(*copy->tracks[2]);
  AutomationLane lane{.target = {{}, {}, "gain"}, .points = {{0, -5.0}}};
  track->strip.automation.push_back(std::make_shared<AutomationLane>(lane));
  copy->tracks[2] = track;
  song = copy;
  const Rebalanced done = rebalance(song, folder.path(), {}, {});
  EXPECT_EQ(find_strip(*done.session, left)->trim_db, -3.0);
  EXPECT_EQ(find_strip(*done.session, right)->fader.gain_db, 0.0);
  EXPECT_THAT(done.explanations, testing::Contains(testing::HasSubstr("Guitar R keeps its level")));
}

TEST_F(Selection, ABusIsRefused) {
  const StripId mix[] = {kMixStrip};
  EXPECT_THROW(rebalance(song, folder.path(), mix, {}), Error);
}

}  // namespace
}  // namespace sweetspot
