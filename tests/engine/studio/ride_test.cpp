// The ride of a fader, on a voice whose phrases differ by 12 dB.
#include "engine/studio/ride.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "engine/analysis/loudness_hops.h"
#include "engine/core/error.h"
#include "engine/delivery/mixdown.h"
#include "engine/processors/registry.h"
#include "engine/processors/ride_gain.h"
#include "engine/session/automation_edits.h"
#include "engine/session/device_edits.h"
#include "engine/session/history.h"
#include "engine/session/strip_edits.h"
#include "tests/engine/media/sound_files.h"

namespace sweetspot {
namespace {

using namespace test;

constexpr int kRate = 48000;
constexpr double kPhrase = 3.0, kGap = 1.0;  // seconds
constexpr int kPhrases = 6;
const AutomationTarget kFader{{}, {}, "gain"};

double db(double power) { return 10.0 * std::log10(power + 1e-30); }

// Loud and soft phrases in turn, -18 and -30 LUFS; in the gaps between a breath at -55.
std::vector<float> voice() {
  std::vector<float> x(static_cast<std::size_t>(kPhrases * (kPhrase + kGap) * kRate));
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double t = static_cast<double>(i) / kRate, within = std::fmod(t, kPhrase + kGap);
    const bool soft = static_cast<int>(t / (kPhrase + kGap)) % 2 == 1;
    // A mono 997 Hz sine of level L has a loudness of L - 3.
    const double level = within < kPhrase ? (soft ? -27.0 : -15.0) : -52.0;
    x[i] = static_cast<float>(std::pow(10.0, level / 20.0) * std::sin(2.0 * std::numbers::pi * 997.0 * t));
  }
  return x;
}

class Ridden : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder / "audio");
    song_ = std::make_shared<Session>(*make_session("Song", kRate));
    voice_ = add_track("Voice", {voice()});
    music_ = add_track("Music", noise(2, static_cast<int>(kPhrases * (kPhrase + kGap) * kRate), 3, 0.1f));
  }

  StripId add_track(const std::string& name, const Channels& audio) {
    auto media = std::make_shared<Media>();
    media->id = MediaId{song_->next_id++};
    media->path = "audio/" + name + ".wav";
    media->channels = static_cast<int>(audio.size());
    media->frames = static_cast<Frames>(audio[0].size());
    write(folder / media->path, audio, kRate, {.depth = SampleDepth::float32});
    Region region;
    region.id = RegionId{song_->next_id++};
    region.media = media->id;
    region.length = media->frames;
    auto track = std::make_shared<Track>();
    track->strip.id = StripId{song_->next_id++};
    track->strip.name = name;
    track->strip.output = kMixStrip;
    track->channels = media->channels;
    track->regions = {region};
    song_->media.push_back(media);
    song_->tracks.push_back(track);
    return track->strip.id;
  }

  // What is heard of a strip.
  Channels heard(const SessionPtr& session, StripId strip) const {
    class Keep final : public Sink {
     public:
      void write(const float* const* audio, int frames) override {
        for (std::size_t c = 0; c < 2; ++c) sound[c].insert(sound[c].end(), audio[c], audio[c] + frames);
      }
      void finish() override {}
      Channels sound{2};
    } keep;
    Mixdown mixdown(session, folder.path(), {strip});
    mixdown.run(0, end_of(*session), 1, 512, {.mix = nullptr, .master = nullptr, .taps = {{strip, &keep}}}, {});
    return keep.sound;
  }

  // Mean power between two seconds, in dB.
  static double level(const Channels& sound, double from, double to) {
    double sum = 0.0;
    const auto begin = static_cast<std::size_t>(from * kRate), end = static_cast<std::size_t>(to * kRate);
    for (std::size_t i = begin; i < end; ++i) sum += double{sound[0][i]} * sound[0][i];
    return db(sum / static_cast<double>(end - begin));
  }

  static double phrase(const Channels& sound, int number) {
    const double start = number * (kPhrase + kGap);
    return level(sound, start + 0.6, start + kPhrase - 0.4);
  }
  static double gap(const Channels& sound, int number) {
    const double start = number * (kPhrase + kGap) + kPhrase;
    return level(sound, start + 0.5, start + 0.7);
  }

  Ride ride(const RideOptions& options) const { return ride_fader(song_, folder.path(), voice_, options, {}); }
  const AutomationLane& lane_of(const SessionPtr& session) const { return *edit::find_lane(*find_strip(*session, voice_), kFader); }

  TempFolder folder;
  std::shared_ptr<Session> song_;
  StripId voice_, music_;
};

TEST_F(Ridden, PhrasesComeOutAlikeWithinTheRange) {
  const Channels before = heard(song_, voice_);
  ASSERT_NEAR(phrase(before, 0) - phrase(before, 1), 12.0, 0.1);
  const Ride wide = ride({.target_lufs = -24.0, .up_db = 6.0, .down_db = 6.0});
  const Channels after = heard(wide.session, voice_);
  for (int number = 1; number < kPhrases; ++number) EXPECT_NEAR(phrase(after, number), phrase(after, 0), 0.4) << number;
  EXPECT_NEAR(wide.most_up_db, 6.0, 0.01);
  EXPECT_NEAR(wide.most_down_db, 6.0, 0.01);

  const Ride narrow = ride({.target_lufs = -24.0, .up_db = 2.0, .down_db = 3.0});
  const Channels some = heard(narrow.session, voice_);
  EXPECT_NEAR(phrase(some, 0) - phrase(some, 1), 12.0 - 5.0, 0.4);
}

TEST_F(Ridden, GapsAreNotLifted) {
  const Channels before = heard(song_, voice_);
  const Channels after = heard(ride({.target_lufs = -24.0}).session, voice_);
  for (int number = 0; number < kPhrases; ++number) EXPECT_LT(gap(after, number), gap(before, number) + 0.2) << number;
}

TEST_F(Ridden, TheSoundHasTheFadersGainAndNothingElse) {
  const Ride done = ride({.target_lufs = -24.0});
  const AutomationLane& lane = lane_of(done.session);
  const Channels before = heard(song_, voice_), after = heard(done.session, voice_);
  for (std::size_t i = 0; i < before[0].size(); ++i)
    for (std::size_t c = 0; c < 2; ++c)
      ASSERT_NEAR(after[c][i], before[c][i] * std::pow(10.0, value_at(lane, static_cast<Frames>(i)) / 20.0), 1e-5) << i;
  EXPECT_LT(done.points, 80u);
  EXPECT_EQ(done.points, lane.points.size());
}

TEST_F(Ridden, AutoAimsAtTheLoudnessOfTheWhole) {
  const Ride done = ride({});
  EXPECT_NEAR(done.loudness_lufs, -20.9, 0.3);  // half of it at -18, the soft half under the gate or 12 dB down
  EXPECT_EQ(done.target_lufs, done.loudness_lufs);
  EXPECT_EQ(done.silence_lufs, done.loudness_lufs - 20.0);
}

TEST_F(Ridden, TheMeterOfTheRiderAgreesWithTheAutomation) {
  const RideOptions options{.target_lufs = -24.0, .silence_lufs = -45.0, .speed_ms = 300.0};
  const Ride done = ride(options);
  const ProcessorType& type = *find_processor("rider");
  std::vector<double> values = default_values(type);
  const auto set = [&](const char* key, double value) { values[static_cast<std::size_t>(index_of(type.params, key))] = value; };
  set("target", -24.0);
  set("silence", -45.0);
  set("speed", 300.0);
  std::vector<ParamRamp> ramps;
  for (const double value : values) ramps.push_back({static_cast<float>(value), static_cast<float>(value)});
  const auto rider = type.make();
  rider->prepare({kRate, 1, kMaxBlockFrames}, values);
  std::vector<float> sound = voice(), meters(type.meters.size());
  const auto late = static_cast<Frames>(RideGain::delay_ms(300.0) * 1e-3 * kRate);
  double worst = 0.0;
  for (std::size_t at = 0; at + 480 <= sound.size(); at += 480) {
    float* const audio[] = {sound.data() + at};
    ProcessBlock block;
    block.audio = audio;
    block.frames = 480;
    block.params = ramps;
    block.meters = meters.data();
    rider->process(block);
    const Frames meant = static_cast<Frames>(at) + 480 - late;
    if (meant > 0) worst = std::max(worst, std::abs(value_at(lane_of(done.session), meant) - meters[0]));
  }
  EXPECT_LT(worst, 0.2);
}

TEST_F(Ridden, AnExistingLaneIsTheBase) {
  SessionPtr base = edit::set_lane(
      song_, voice_, {.target = kFader, .points = {{0, -3.0}, {240000, -9.0, Curve::hold}, {480000, -1.0, Curve::smooth}, {700000, -20.0}}},
      processor_catalog());
  const RideSound sound = hear_for_ride(base, folder.path(), voice_, {}, {});
  const RideOptions options{.target_lufs = -24.0};
  const Ride alone = write_ride(song_, voice_, sound, options), added = write_ride(base, voice_, sound, options);
  for (Frames at = 0; at < 48000 * 24; at += 97) {
    if (std::abs(at - 480000) < 2) continue;
    const double wanted = value_at(lane_of(base), at) + value_at(lane_of(alone.session), at);
    ASSERT_NEAR(value_at(lane_of(added.session), at), std::min(wanted, 6.0), 0.38) << at;
  }
  EXPECT_EQ(value_at(lane_of(added.session), 479999) < value_at(lane_of(added.session), 480000) - 7.0, true);

  // A lane that does not sound is no base; with `replace` none is.
  const SessionPtr off = edit::set_lane_enabled(base, voice_, kFader, false);
  const Ride over = write_ride(off, voice_, sound, options);
  EXPECT_TRUE(lane_of(over.session).enabled);
  EXPECT_EQ(lane_of(over.session).points, lane_of(alone.session).points);
  EXPECT_EQ(lane_of(write_ride(base, voice_, sound, {.target_lufs = -24.0, .replace = true}).session).points,
            lane_of(alone.session).points);
}

TEST_F(Ridden, TheFadersOwnSettingsDoNotChangeTheRide) {
  SessionPtr moved = edit::set_gain(song_, voice_, -12.0);
  moved = edit::set_pan(moved, voice_, -0.7);
  moved = edit::set_muted(moved, voice_, true);
  moved = edit::set_soloed(moved, music_, true);
  const RideSound here = hear_for_ride(song_, folder.path(), voice_, {}, {}), there = hear_for_ride(moved, folder.path(), voice_, {}, {});
  EXPECT_EQ(here.voice, there.voice);
  const Ride plain = write_ride(song_, voice_, here, {.target_lufs = -24.0}),
             lower = write_ride(moved, voice_, there, {.target_lufs = -24.0});
  EXPECT_NEAR(value_at(lane_of(lower.session), 500000), value_at(lane_of(plain.session), 500000) - 12.0, 1e-9);
}

TEST_F(Ridden, DevicesBeforeTheFaderAreHeard) {
  auto [with, device] = edit::add_device(song_, voice_, "gain", processor_catalog());
  with = edit::set_param(with, device, "gain", -5.0, processor_catalog());
  const RideSound plain = hear_for_ride(song_, folder.path(), voice_, {}, {}), soft = hear_for_ride(with, folder.path(), voice_, {}, {});
  EXPECT_NEAR(*plain.loudness_lufs - *soft.loudness_lufs, 5.0, 0.01);
}

TEST_F(Ridden, KeepsItsDistanceToTheKey) {
  const SessionPtr low = edit::set_gain(song_, voice_, -20.0);  // room for the fader to go up
  const RideSound sound = hear_for_ride(low, folder.path(), voice_, music_, {});
  ASSERT_EQ(sound.key.size(), sound.voice.size());
  double power = 0.0;
  for (std::size_t hop = 300; hop < 600; ++hop) power += sound.key[hop] / 300.0;
  for (const double distance : {0.0, 4.0}) {
    const Ride done = write_ride(low, voice_, sound, {.up_db = 20.0, .down_db = 20.0, .key = music_, .distance_db = distance});
    // In the soft phrase from 4 to 7 s.
    EXPECT_NEAR(value_at(lane_of(done.session), 5 * 48000), -20.0 + db(power) - 0.691 + distance - (-30.0), 0.4);
  }
}

TEST_F(Ridden, TakesItsOptionsFromTheRiderOnTheStrip) {
  EXPECT_FALSE(ride_options(*song_, voice_).target_lufs);
  auto [with, device] = edit::add_device(song_, voice_, "rider", processor_catalog());
  with = edit::set_param(with, device, "target", -17.5, processor_catalog());
  with = edit::set_sidechain(with, device, music_);
  const RideOptions options = ride_options(*with, voice_);
  EXPECT_EQ(options.target_lufs, -17.5);
  EXPECT_EQ(options.silence_lufs, -45.0);
  EXPECT_EQ(options.key, music_);
}

TEST_F(Ridden, IsOneStepAndRefusesWhatCannotBeRidden) {
  History history(song_);
  history.commit(ride({.target_lufs = -24.0}).session, {"Ride the fader", "", 0, false});
  EXPECT_EQ(history.steps().size(), 2u);
  EXPECT_EQ(history.undo(), SessionPtr(song_));
  EXPECT_THROW(ride_fader(song_, folder.path(), kMixStrip, {}, {}), Error);
  EXPECT_THROW(write_ride(song_, voice_, {}, {}), Error);
  EXPECT_THROW(hear_for_ride(song_, folder.path(), voice_, voice_, {}), Error);
  const Ride none = ride({.up_db = 0.0, .down_db = 0.0});
  EXPECT_EQ(none.session, SessionPtr(song_));
  EXPECT_FALSE(none.notes.empty());
}

TEST_F(Ridden, StaysAtTheEndsOfTheFader) {
  const SessionPtr high = edit::set_gain(song_, voice_, 4.0), silent = edit::set_gain(song_, voice_, kSilenceDb);
  const RideSound sound = hear_for_ride(song_, folder.path(), voice_, {}, {});
  const Ride up = write_ride(high, voice_, sound, {.target_lufs = -24.0}), none = write_ride(silent, voice_, sound, {.target_lufs = -24.0});
  double most = kSilenceDb;
  for (const AutomationPoint& point : lane_of(up.session).points) most = std::max(most, point.value);
  EXPECT_EQ(most, 6.0);
  EXPECT_FALSE(up.notes.empty());
  for (const AutomationPoint& point : lane_of(none.session).points) EXPECT_EQ(point.value, kSilenceDb);
}

}  // namespace
}  // namespace sweetspot
