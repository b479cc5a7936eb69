#include "engine/studio/balance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>
#include <random>

#include "engine/processors/registry.h"
#include "engine/session/track_edits.h"

namespace sweetspot {
namespace {

constexpr double kRate = 48000.0;

// Tracks of noise, and a mix of them summed here: faders, trims and pans, no devices.
class Song {
 public:
  StripId add(const char* name, Role role, double amplitude, int channels = 1, double spike = 0.0, int side = 0) {
    auto [next, id] = edit::add_track(session, name, channels, role);
    session = next;
    std::mt19937 random(static_cast<unsigned>(sounds.size() + 1));
    std::vector<float> sound(static_cast<std::size_t>(5 * kRate));
    double slow = 0.0;
    for (float& x : sound) {
      slow += 0.2 * (static_cast<double>(random()) / 2147483648.0 - 1.0 - slow);
      x = static_cast<float>(amplitude * slow);
    }
    for (std::size_t n = 24000; n < sound.size(); n += 48000) sound[n] += static_cast<float>(spike);
    const std::vector<const float*> audio(static_cast<std::size_t>(channels), sound.data());
    tracks.push_back({id, track_features(audio, static_cast<Frames>(sound.size()), kRate, false), false, side});
    sounds[id] = std::move(sound);
    return id;
  }

  LoudnessFigures mix(const SessionPtr& s) const {
    std::vector<float> left(static_cast<std::size_t>(5 * kRate)), right = left;
    for (const auto& track : s->tracks) {
      if (track->strip.muted) continue;
      const double gain = gain_from_db(track->strip.fader.gain_db) * gain_from_db(track->strip.trim_db);
      const double angle = (track->strip.fader.pan + 1.0) * std::numbers::pi / 4.0;
      const auto& sound = sounds.at(track->strip.id);
      for (std::size_t n = 0; n < left.size(); ++n) {
        left[n] += static_cast<float>(gain * std::cos(angle) * sound[n]);
        right[n] += static_cast<float>(gain * std::sin(angle) * sound[n]);
      }
    }
    LoudnessMeter meter(kRate, 2);
    const float* audio[2] = {left.data(), right.data()};
    meter.process(audio, static_cast<Frames>(left.size()));
    meter.finish();
    return meter.figures();
  }

  Balance balance() const {
    return starting_balance(session, tracks, processor_catalog(), [&](const SessionPtr& s) { return mix(s); });
  }

  SessionPtr session = make_session("Song", kRate);
  std::vector<BalanceTrack> tracks;
  std::map<StripId, std::vector<float>> sounds;
};

const Strip& strip(const SessionPtr& s, StripId id) { return *find_strip(*s, id); }

TEST(StartingBalance, PutsTheVoiceOnTopAtTheWantedLoudness) {
  Song song;
  const StripId keys = song.add("Keys", Role::keys, 0.5, 2), vox = song.add("Vox", Role::lead_vocal, 0.02),
                kick = song.add("Kick", Role::kick, 0.2);
  const Balance b = song.balance();
  const LoudnessFigures mix = song.mix(b.session);
  EXPECT_NEAR(*mix.integrated_lufs, -18.0, 1.0);
  EXPECT_LT(*mix.true_peak_dbtp, -3.0);
  const auto in_mix = [&](StripId id, std::size_t i) {
    return *song.tracks[i].features.loudness.integrated_lufs + strip(b.session, id).fader.gain_db + strip(b.session, id).trim_db;
  };
  EXPECT_GT(in_mix(vox, 1), in_mix(keys, 0) + 5.0);
  EXPECT_GT(in_mix(vox, 1), in_mix(kick, 2) + 3.0);
}

TEST(StartingBalance, OrdersRoutesAndColours) {
  Song song;
  const StripId vox = song.add("Vox", Role::lead_vocal, 0.3), gtr = song.add("Gtr", Role::electric_guitar, 0.3),
                snare = song.add("Snare", Role::snare, 0.3), bgv = song.add("BGV", Role::backing_vocal, 0.3),
                kick = song.add("Kick", Role::kick, 0.3), odd = song.add("Take 7", Role::unknown, 0.3),
                fx = song.add("FX", Role::effects, 0.1);
  const Balance b = song.balance();
  std::vector<StripId> order;
  for (const auto& track : b.session->tracks) order.push_back(track->strip.id);
  EXPECT_THAT(order, testing::ElementsAre(kick, snare, gtr, fx, vox, bgv, odd));
  const auto out = [&](StripId id) { return strip(b.session, strip(b.session, id).output).name; };
  EXPECT_EQ(out(kick), "Drums");
  EXPECT_EQ(out(gtr), "Music");
  EXPECT_EQ(out(vox), "Vocals");
  EXPECT_EQ(out(fx), "Music");
  EXPECT_EQ(out(bgv), "Backing");
  EXPECT_EQ(strip(b.session, vox).colour, role_info(Role::lead_vocal).colour);
  EXPECT_EQ(song.session->tracks[0]->strip.output, kMixStrip);  // the old value is as it was
}

TEST(StartingBalance, PansVoicesAndGuitarsApart) {
  Song song;
  const StripId one = song.add("BGV 1", Role::backing_vocal, 0.3), two = song.add("BGV 2", Role::backing_vocal, 0.3),
                left = song.add("Gtr L", Role::electric_guitar, 0.3, 1, 0.0, -1),
                right = song.add("Gtr R", Role::electric_guitar, 0.3, 1, 0.0, 1), vox = song.add("Vox", Role::lead_vocal, 0.3);
  const Balance b = song.balance();
  EXPECT_LT(strip(b.session, one).fader.pan * strip(b.session, two).fader.pan, -0.1);
  EXPECT_LT(strip(b.session, left).fader.pan, -0.5);
  EXPECT_GT(strip(b.session, right).fader.pan, 0.5);
  EXPECT_EQ(strip(b.session, vox).fader.pan, 0.0);
}

TEST(StartingBalance, CutsLowsWhereTheyHaveNoBusiness) {
  Song song;  // the noise reaches down to 0 Hz
  const StripId vox = song.add("Vox", Role::lead_vocal, 0.3), hats = song.add("HH", Role::hats, 0.3),
                bass = song.add("Bass", Role::bass, 0.3);
  const Balance b = song.balance();
  const auto cut = [&](StripId id) {
    for (const auto& device : strip(b.session, id).devices)
      if (device->type == "eq") return device->params.at("band1.freq");
    return 0.0;
  };
  EXPECT_NEAR(cut(vox), 80.0, 1.0);
  EXPECT_GT(cut(hats), 150.0);
  EXPECT_EQ(cut(bass), 0.0);
}

TEST(StartingBalance, SinglePeaksAreCaughtAndWildOnesWin) {
  Song few;
  few.add("Drums", Role::drums, 0.3, 2, 0.9);
  const LoudnessFigures& alone = few.tracks[0].features.loudness;
  const double needed = -18.0 - *alone.integrated_lufs + *alone.true_peak_dbtp + 3.0;
  ASSERT_GT(needed, 1.0);
  ASSERT_LT(needed, 5.5);
  const Balance caught = few.balance();
  ASSERT_EQ(caught.session->mix->devices.size(), 1u);
  EXPECT_EQ(caught.session->mix->devices[0]->type, "limiter");
  Song wild;
  wild.add("Clicks", Role::percussion, 0.005, 1, 0.9);
  const Balance soft = wild.balance();
  EXPECT_TRUE(soft.session->mix->devices.empty());
  EXPECT_LT(*wild.mix(soft.session).true_peak_dbtp, -3.0);
  EXPECT_THAT(soft.explanations, testing::Contains(testing::HasSubstr("leave no room")));
}

TEST(StartingBalance, FadersKeepRoomToBeRaised) {
  Song song;
  const StripId vox = song.add("Vox", Role::lead_vocal, 0.1), bgv = song.add("BGV", Role::backing_vocal, 0.04),
                keys = song.add("Keys", Role::keys, 0.8, 2);
  const Balance b = song.balance();
  EXPECT_EQ(strip(b.session, vox).fader.gain_db, 0.0);
  EXPECT_GT(strip(b.session, vox).trim_db, 6.0);
  EXPECT_EQ(strip(b.session, bgv).fader.gain_db, 0.0);
  EXPECT_LT(strip(b.session, keys).fader.gain_db, -3.0);
  EXPECT_EQ(strip(b.session, keys).trim_db, 0.0);
  EXPECT_NEAR(*song.mix(b.session).integrated_lufs, -18.0, 1.0);
  EXPECT_THAT(b.explanations, testing::Contains(testing::AllOf(testing::HasSubstr("by their trim"), testing::HasSubstr("Vox +"),
                                                               testing::Not(testing::HasSubstr("Keys")))));
}

TEST(StartingBalance, SilenceReferencesAndOddSessions) {
  Song song;
  const StripId silent = song.add("Nothing", Role::keys, 0.0), reference = song.add("Rough Mix", Role::mix_reference, 0.5, 2),
                quiet = song.add("Bass", Role::bass, 0.01);
  const Balance b = song.balance();
  EXPECT_EQ(strip(b.session, silent).fader.gain_db, 0.0);
  EXPECT_TRUE(strip(b.session, reference).muted);
  EXPECT_GT(strip(b.session, quiet).trim_db, 10.0);  // far too quiet for a fader
  EXPECT_LE(strip(b.session, quiet).fader.gain_db, 3.0);

  Song nothing;
  EXPECT_EQ(nothing.balance().session, nothing.session);
  Song silence;
  silence.add("A", Role::lead_vocal, 0.0);
  EXPECT_NO_THROW(silence.balance());
}

}  // namespace
}  // namespace sweetspot
