#include "engine/playback/offline_source.h"

#include <gmock/gmock.h>

#include "engine/playback/fade.h"
#include "engine/session/take_edits.h"
#include "tests/engine/media/sound_files.h"

namespace sweetspot {
namespace {

using namespace test;

struct OfflineSourceTest : testing::Test {
  TempFolder folder;
  std::shared_ptr<Session> session = std::make_shared<Session>();
  Track track;
  std::vector<Channels> recordings;

  void SetUp() override {
    std::filesystem::create_directories(folder / "audio");
    session->rate = 48000;
    track.channels = 2;
  }

  MediaId add_media(const Channels& audio, double rate = 48000) {
    const auto media = std::make_shared<Media>();
    media->id = MediaId{100 + session->media.size()};
    media->path = "audio/" + std::to_string(media->id.value) + ".wav";
    media->channels = static_cast<int>(audio.size());
    media->frames = static_cast<Frames>(audio[0].size());
    write(folder / media->path, audio, rate, {.depth = SampleDepth::float32});
    session->media.push_back(media);
    recordings.push_back(audio);
    return media->id;
  }

  Region& add_region(MediaId media, Frames position, Frames offset, Frames length) {
    Region region;
    region.media = media;
    region.position = position;
    region.offset = offset;
    region.length = length;
    track.regions.push_back(region);
    return track.regions.back();
  }

  // Straight in dB between the points, found by looking at every pair.
  static double envelope(const Region& region, Frames s) {
    if (region.envelope.empty()) return 1.0;
    double db = s < region.envelope.front().at ? region.envelope.front().gain_db : region.envelope.back().gain_db;
    for (std::size_t i = 1; i < region.envelope.size(); ++i) {
      const GainPoint &a = region.envelope[i - 1], &b = region.envelope[i];
      if (s >= a.at && s < b.at) db = a.gain_db + (b.gain_db - a.gain_db) * double(s - a.at) / double(b.at - a.at);
    }
    return std::pow(10.0, db / 20);
  }

  // Of an edge that cuts into the sound: straight up before the start, straight down at the end, 192 frames each.
  double edge(const Region& region, Frames at) const {
    const auto length = static_cast<Frames>(recordings[region.media.value - 100][0].size());
    const Frames past = std::max<Frames>(0, length - region.offset - region.length);
    const Frames lead = std::min<Frames>({192, region.reversed ? past : region.offset, region.position});
    const bool cut = (region.reversed ? region.offset : past) > 0;
    double gain = 1.0;
    if (at < 0) gain *= region.fade_in.length == 0 && at >= -lead ? (static_cast<double>(at + lead) + 0.5) / static_cast<double>(lead) : 0.0;
    if (cut && region.fade_out.length == 0 && region.length - at <= 192) gain *= (static_cast<double>(region.length - at) - 0.5) / 192.0;
    return gain;
  }

  // What the track must sound like, frame by frame in double precision.
  std::vector<double> reference(int channel, Frames from, Frames count) const {
    std::vector<double> sum(static_cast<std::size_t>(count), 0.0);
    for (const Region& region : track.regions) {
      if (region.muted) continue;
      const Channels& recording = recordings[region.media.value - 100];
      for (Frames at = -192; at < region.length; ++at) {
        const Frames t = region.position + at - from;
        const Frames s = region.reversed ? region.offset + region.length - 1 - at : region.offset + at;
        if (t < 0 || t >= count || s < 0 || s >= static_cast<Frames>(recording[0].size())) continue;
        double x = recording.size() == 1 ? recording[0][s] : track.channels == 1 ? 0.5 * (recording[0][s] + recording[1][s]) : recording[channel][s];
        x *= std::pow(10.0, region.gain_db / 20) * (region.inverted ? -1 : 1) * fade_gain_at(region, std::max<Frames>(at, 0)) * envelope(region, s) * edge(region, at);
        sum[static_cast<std::size_t>(t)] += x;
      }
    }
    return sum;
  }

  Channels read(OfflineSource& source, Frames from, Frames count, std::function<int()> block) const {
    Channels audio(track.channels, std::vector<float>(count));
    for (Frames at = 0; at < count;) {
      const int frames = static_cast<int>(std::min<Frames>(block(), count - at));
      source.read(from + at, frames, pointers(audio, static_cast<int>(at)).data());
      at += frames;
    }
    return audio;
  }
};

TEST_F(OfflineSourceTest, SumsRegionsAsDoublePrecisionDoes) {
  const MediaId stereo = add_media(noise(2, 9000, 1));
  const MediaId mono = add_media(noise(1, 4000, 2));
  add_region(stereo, 1000, 0, 5000).fade_in = {400, FadeShape::equal_power};
  add_region(mono, 500, 100, 3000).gain_db = -6;
  Region& late = add_region(stereo, 4000, 2000, 9000);   // runs past the end of its recording
  late.fade_out = {3000, FadeShape::s_curve};
  late.inverted = true;
  late.gain_db = 3;
  add_region(mono, 2000, 0, 2000).muted = true;
  add_region(mono, 14000, 0, 500).fade_in = {300, FadeShape::exponential};
  track.regions.back().fade_out = {400, FadeShape::linear};   // the fades overlap
  for (const int channels : {1, 2}) {
    track.channels = channels;
    OfflineSource source(*session, track, folder.path());
    const Channels audio = read(source, 0, 16000, [] { return 512; });
    for (int c = 0; c < channels; ++c) {
      const auto expected = reference(c, 0, 16000);
      for (std::size_t i = 0; i < 16000; ++i) ASSERT_NEAR(audio[c][i], expected[i], 2e-7) << i;
    }
    EXPECT_THAT(source.problems(), testing::IsEmpty());
  }
}

TEST_F(OfflineSourceTest, EnvelopesAndReversedRegionsSoundAsDoublePrecisionDoes) {
  const MediaId stereo = add_media(noise(2, 9000, 1));
  const MediaId mono = add_media(noise(1, 4000, 2));
  add_region(stereo, 1000, 500, 5000).reversed = true;
  track.regions.back().fade_in = {400, FadeShape::equal_power};
  track.regions.back().envelope = {{900, -24}, {3000, 12}, {3001, -6}, {8000, 24}};
  add_region(mono, 500, 100, 3000).envelope = {{1500, 6}};
  add_region(mono, 3000, 0, 6000).reversed = true;   // longer than its recording: begins with silence
  track.regions.back().inverted = true;
  track.regions.back().fade_out = {2000, FadeShape::exponential};
  for (const int channels : {1, 2}) {
    track.channels = channels;
    OfflineSource source(*session, track, folder.path());
    const Channels audio = read(source, 0, 10000, [] { return 512; });
    for (int c = 0; c < channels; ++c) {
      const auto expected = reference(c, 0, 10000);
      for (std::size_t i = 0; i < 10000; ++i) ASSERT_NEAR(audio[c][i], expected[i], 1e-6 * std::max(1.0, std::abs(expected[i]))) << i;
    }
  }
}

TEST_F(OfflineSourceTest, BlocksAndJumpsDoNotMatter) {
  Channels recording = noise(2, 6000, 1);
  for (int i = 0; i < 6000; i += 3) recording[0][i] = -0.0f;   // even the sign of zero stays
  const MediaId media = add_media(recording);
  for (int i = 0; i < 12; ++i) add_region(media, i * 700, i * 100, 900 + 50 * (i % 3)).inverted = i % 2;
  add_region(media, 3000, 0, 4000).fade_in = {1000, FadeShape::linear};
  add_region(media, 2500, 1000, 4000).reversed = true;
  track.regions.back().envelope = {{1500, -12}, {3700, 9}};
  track.regions.back().fade_out = {700, FadeShape::equal_power};
  const auto bytes = [](const Channels& audio) {
    std::string all;
    for (const auto& channel : audio) all.append(reinterpret_cast<const char*>(channel.data()), channel.size() * sizeof(float));
    return all;
  };
  OfflineSource whole(*session, track, folder.path());
  const std::string expected = bytes(read(whole, -100, 10000, [] { return 10000; }));
  std::mt19937 random(8);
  for (int round = 0; round < 5; ++round) {
    OfflineSource source(*session, track, folder.path());
    read(source, static_cast<Frames>(random() % 8000), 700, [] { return 64; });
    EXPECT_EQ(bytes(read(source, -100, 10000, [&] { return 1 + static_cast<int>(random() % 600); })), expected);
  }
}

TEST_F(OfflineSourceTest, ARegionAsRecordedIsBitIdentical) {
  const Channels recording = noise(2, 5000, 4);
  add_region(add_media(recording), 321, 0, 5000);
  OfflineSource source(*session, track, folder.path());
  EXPECT_EQ(read(source, 321, 5000, [] { return 100; }), recording);
}

TEST_F(OfflineSourceTest, LinearCrossfadesOfOneSoundAddUpToIt) {
  const Channels recording = noise(2, 5000, 4);
  const MediaId media = add_media(recording);
  add_region(media, 0, 0, 3000).fade_out = {1000, FadeShape::linear};
  add_region(media, 2000, 2000, 3000).fade_in = {1000, FadeShape::linear};
  OfflineSource source(*session, track, folder.path());
  const Channels audio = read(source, 0, 5000, [] { return 512; });
  for (int i = 0; i < 5000; ++i) ASSERT_NEAR(audio[1][i], recording[1][i], 1e-7) << i;
}

TEST_F(OfflineSourceTest, AReversedRegionIsTheRecordingBackwards) {
  Channels recording = noise(2, 5000, 4);
  add_region(add_media(recording), 321, 0, 5000).reversed = true;
  OfflineSource source(*session, track, folder.path());
  for (auto& channel : recording) std::reverse(channel.begin(), channel.end());
  EXPECT_EQ(read(source, 321, 5000, [] { return 77; }), recording);
}

TEST_F(OfflineSourceTest, ACutAloneChangesNoSample) {
  const Channels recording = noise(2, 5000, 4);
  const MediaId media = add_media(recording);
  add_region(media, 100, 0, 2000);
  add_region(media, 2100, 2000, 1);
  add_region(media, 2101, 2001, 2999);
  OfflineSource source(*session, track, folder.path());
  EXPECT_EQ(read(source, 100, 5000, [] { return 100; }), recording);
}

// Two clips that meet crossfade in straight lines over the 4 ms before their seam: of a steady sound nothing is heard of it, and what
// begins at the seam is whole from its first sample on.
TEST_F(OfflineSourceTest, AHardCutIsACrossfadeBeforeTheSeam) {
  const MediaId steady = add_media({std::vector<float>(9000, 0.5f)});
  track.channels = 1;
  add_region(steady, 1000, 3000, 1000);
  add_region(steady, 2000, 500, 1000);
  OfflineSource source(*session, track, folder.path());
  const Channels audio = read(source, 0, 4000, [] { return 128; });
  EXPECT_EQ(audio[0][1000 - 193], 0.0f);
  EXPECT_NEAR(audio[0][1000 - 96], 0.25, 0.002);
  for (int i = 1000; i < 3000 - 192; ++i) ASSERT_NEAR(audio[0][i], 0.5, 1e-6) << i;
  for (int i = 1; i < 4000; ++i) ASSERT_LT(std::abs(audio[0][i] - audio[0][i - 1]), 0.5 / 191) << i;
  EXPECT_EQ(audio[0][3000], 0.0f);
}

TEST_F(OfflineSourceTest, TakesCrossAtEqualPower) {
  const MediaId a = add_media(noise(2, 48000, 1)), b = add_media(noise(2, 48000, 2));
  track.strip.id = StripId{20};
  add_region(a, 0, 0, 48000).id = RegionId{300};
  add_region(b, 0, 0, 48000).id = RegionId{301};
  session->tracks = {std::make_shared<const Track>(track)};
  session->mix = session->master = std::make_shared<const Strip>();
  session->next_id = 400;
  SessionPtr comp = edit::make_takes(std::make_shared<const Session>(*session), {RegionId{300}, RegionId{301}}).session;
  comp = edit::choose_take(comp, track.strip.id, comp->tracks[0]->takes[1].id, 10000, 30000);
  OfflineSource source(*comp, *comp->tracks[0], folder.path());
  const Channels audio = read(source, 0, 48000, [] { return 333; });
  for (Frames at = 0; at < 48000; ++at) {
    // Straight from the words: 10 ms around each seam, sine and cosine.
    const auto into = [](Frames t, Frames seam) { return std::clamp((double(t - (seam - 240)) + 0.5) / 480.0, 0.0, 1.0); };
    const double in = into(at, 10000), out = into(at, 30000), quarter = 1.5707963267948966;
    const double gain_b = std::sin(in * quarter) * std::cos(out * quarter), gain_a = at < 20000 ? std::cos(in * quarter) : std::sin(out * quarter);
    ASSERT_NEAR(audio[0][at], recordings[0][0][at] * gain_a + recordings[1][0][at] * gain_b, 2e-7) << at;
  }
}

TEST_F(OfflineSourceTest, KnowsWhereItIsSilent) {
  const MediaId media = add_media(noise(2, 5000));
  add_region(media, 1000, 0, 1000);
  add_region(media, 5000, 0, 1000);
  OfflineSource source(*session, track, folder.path());
  EXPECT_TRUE(source.silent(0, 1000));
  EXPECT_FALSE(source.silent(0, 1001));
  EXPECT_FALSE(source.silent(1999, 10));
  EXPECT_TRUE(source.silent(2000, 3000));
  EXPECT_TRUE(source.silent(6000, 100000));
}

TEST_F(OfflineSourceTest, WhatCannotBeReadIsSilentAndSaid) {
  const MediaId gone = add_media(noise(2, 100));
  const MediaId other_rate = add_media(noise(2, 100), 44100);
  std::filesystem::remove(folder / session->media[0]->path);
  add_region(gone, 0, 0, 100);
  add_region(gone, 200, 0, 100);
  add_region(other_rate, 400, 0, 100);
  OfflineSource source(*session, track, folder.path());
  const Channels audio = read(source, 0, 500, [] { return 50; });
  for (const float x : audio[0]) EXPECT_EQ(x, 0.0f);
  EXPECT_THAT(source.problems(), testing::ElementsAre(testing::HasSubstr("there is no such file"), testing::HasSubstr("is at 44100 Hz, the session at 48000 Hz")));
}

TEST(Fade, ShapesRunFromSilenceToFull) {
  for (const FadeShape shape : {FadeShape::linear, FadeShape::equal_power, FadeShape::s_curve, FadeShape::exponential}) {
    EXPECT_NEAR(fade_gain(shape, 0), 0, 1e-12);
    EXPECT_NEAR(fade_gain(shape, 1), 1, 1e-12);
    for (double x = 0; x < 1; x += 0.01) EXPECT_LT(fade_gain(shape, x), fade_gain(shape, x + 0.01));
  }
  for (double x = 0; x <= 1; x += 0.1) {
    EXPECT_NEAR(std::pow(fade_gain(FadeShape::equal_power, x), 2) + std::pow(fade_gain(FadeShape::equal_power, 1 - x), 2), 1, 1e-12);
    EXPECT_NEAR(fade_gain(FadeShape::s_curve, x) + fade_gain(FadeShape::s_curve, 1 - x), 1, 1e-12);
  }
  EXPECT_NEAR(20 * std::log10(fade_gain(FadeShape::exponential, 0.5)), -30, 0.3);
}

}  // namespace
}  // namespace sweetspot
