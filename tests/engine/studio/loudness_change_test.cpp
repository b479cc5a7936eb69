// What a device adds to the loudness of a sound, and that taking it off leaves nothing to be heard of it.
#include "engine/studio/loudness_change.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <thread>

#include "engine/analysis/loudness.h"
#include "engine/processors/registry.h"
#include "engine/session/device_edits.h"
#include "engine/studio/render.h"
#include "engine/studio/studio.h"
#include "tests/engine/media/sound_files.h"
#include "tests/support/processor_rig.h"

namespace sweetspot {
namespace {

using namespace std::chrono_literals;
using testing::ProcessorRig;
using testing::Sound;

constexpr double kRate = 48000.0;
constexpr std::size_t kShown = 8192;  // frames, as the window asks for

// P. Kellet's sum of one-pole filters.
Sound pink(double seconds, float level) {
  Sound sound(2);
  for (unsigned c = 0; c < 2; ++c) {
    std::mt19937 random(5 + c);
    std::uniform_real_distribution<float> white(-1.0f, 1.0f);
    float b0 = 0, b1 = 0, b2 = 0;
    for (int i = 0; i < static_cast<int>(seconds * kRate); ++i) {
      const float w = white(random);
      b0 = 0.99765f * b0 + w * 0.0990460f;
      b1 = 0.96300f * b1 + w * 0.2965164f;
      b2 = 0.57000f * b2 + w * 1.0526913f;
      sound[c].push_back(level * (b0 + b1 + b2 + w * 0.1848f));
    }
  }
  return sound;
}

// Kick and snare in turn, with gaps. The tempo is no multiple of what a meter of loudness looks at.
Sound drums(double seconds, float level) {
  std::mt19937 random(9);
  std::uniform_real_distribution<double> white(-1.0, 1.0);
  Sound sound(2);
  for (int i = 0; i < static_cast<int>(seconds * kRate); ++i) {
    const double t = i / kRate, hit = std::fmod(t, 0.463);
    const bool snare = std::fmod(t, 0.926) >= 0.463;
    const double x = snare ? std::exp(-hit / 0.06) * (0.5 * white(random) + 0.4 * std::sin(2.0 * std::numbers::pi * 190.0 * hit))
                           : std::exp(-hit / 0.12) * std::sin(2.0 * std::numbers::pi * (52.0 * hit + 3.0 * (1.0 - std::exp(-hit / 0.02))));
    for (auto& channel : sound) channel.push_back(level * static_cast<float>(x));
  }
  return sound;
}

double lufs(Sound sound, double gain_db = 0.0, std::size_t from = 0) {
  const auto gain = static_cast<float>(gain_from_db(gain_db));
  for (auto& channel : sound)
    for (float& x : channel) x *= gain;
  LoudnessMeter meter(kRate, static_cast<int>(sound.size()));
  const float* const channels[2] = {sound[0].data() + from, sound.back().data() + from};
  meter.process(channels, static_cast<Frames>(sound[0].size() - from));
  meter.finish();
  return meter.figures().integrated_lufs.value_or(kMinusInfinity);
}

// Shows the newest frames again and again, as the tap of a device does.
void feed(LoudnessChange& change, const Sound& before, const Sound& after, std::size_t from = 0, std::size_t to = ~std::size_t{0},
          std::size_t step = 800) {
  DeviceSignal signal;
  for (std::size_t end = std::max(from, kShown); end <= std::min(to, before[0].size()); end += step) {
    for (std::size_t c = 0; c < 2; ++c) {
      const auto cut = [&](const Sound& sound) {
        return std::vector<float>(sound[c].begin() + static_cast<std::ptrdiff_t>(end - kShown),
                                  sound[c].begin() + static_cast<std::ptrdiff_t>(end));
      };
      signal.sound[0][c] = cut(before);
      signal.sound[1][c] = cut(after);
    }
    signal.end = end;
    change.take(signal);
  }
}

Sound turned(Sound sound, double db) {
  for (auto& channel : sound)
    for (float& x : channel) x *= static_cast<float>(gain_from_db(db));
  return sound;
}

struct Case {
  const char* name;
  const char* type;
  std::vector<std::pair<const char*, double>> values;
  double least;  // LU that it changes at least, so that there is something to match
};

class MatchedBypass : public ::testing::TestWithParam<Case> {};

TEST_P(MatchedBypass, IsAsLoudAsTheProcessedSound) {
  const Case& test = GetParam();
  const ProcessorType& type = *find_processor(test.type);
  std::vector<double> values = default_values(type);
  for (const auto& [key, value] : test.values) values.at(static_cast<std::size_t>(index_of(type.params, key))) = value;
  for (const bool beat : {false, true}) {
    const Sound before = beat ? drums(12.0, 0.3f) : pink(12.0, 0.05f);
    ProcessorRig rig(type, kRate, 2, values);
    const Sound after = rig.run(before, testing::resting_at(values), 512);
    LoudnessChange change(kRate);
    // No more of it than is enough: the first moment a match is made.
    for (std::size_t from = 0; !change.change() && from < before[0].size(); from += 4800) feed(change, before, after, from, from + 4000);
    ASSERT_TRUE(change.change());
    EXPECT_NEAR(change.seconds(), LoudnessChange::kEnoughSeconds, 0.2);
    const double processed_trim = std::min(0.0, -*change.change()), bypass_trim = std::min(0.0, *change.change());
    EXPECT_GT(std::abs(lufs(after) - lufs(before)), test.least);
    EXPECT_NEAR(lufs(after, processed_trim), lufs(before, bypass_trim), 0.3) << (beat ? "drums" : "pink noise");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Devices, MatchedBypass,
    ::testing::Values(Case{"compressor", "compressor", {{"threshold", -30.0}, {"ratio", 4.0}, {"makeup", 12.0}}, 1.0},
                      Case{"eq", "eq", {{"band5.on", 1.0}, {"band5.type", 2.0}, {"band5.freq", 3000.0}, {"band5.gain", 6.0}}, 1.0},
                      Case{"saturate", "saturate", {{"drive", 12.0}, {"match", 0.0}}, 0.5},
                      Case{"limiter", "limiter", {{"drive", 9.0}}, 3.0}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(LoudnessChange, IsTheGainOfAGain) {
  const Sound sound = pink(6.0, 0.05f);
  LoudnessChange change(kRate);
  feed(change, sound, turned(sound, -7.5));
  ASSERT_TRUE(change.change());
  EXPECT_NEAR(*change.change(), -7.5, 0.01);
}

TEST(LoudnessChange, SilenceDoesNotCount) {
  Sound sound = pink(10.0, 0.05f);
  for (auto& channel : sound) std::fill(channel.begin() + 2 * 48000, channel.end(), 0.0f);
  LoudnessChange change(kRate);
  feed(change, sound, turned(sound, 3.0));
  EXPECT_LT(change.seconds(), 2.4);
  EXPECT_FALSE(change.change()) << "two seconds of sound and eight of silence";
}

TEST(LoudnessChange, AnInterruptionLeavesOutTheFadeAndKeepsTheRest) {
  const Sound sound = pink(8.0, 0.05f);
  Sound after = turned(sound, 2.0);
  for (auto& channel : after)
    for (std::size_t i = 4 * 48000; i < 4 * 48000 + 12000; ++i) channel[i] *= 10.0f;  // what fades while it is turned
  LoudnessChange whole(kRate), parts(kRate);
  feed(whole, sound, after);
  feed(parts, sound, after, 0, 4 * 48000);
  const double first = parts.seconds();
  parts.interrupt();
  feed(parts, sound, after, 4 * 48000);
  EXPECT_GT(parts.seconds(), first + 2.0);
  EXPECT_NEAR(*parts.change(), 2.0, 0.01);
  EXPECT_GT(*whole.change(), 2.5);
  parts.restart();
  EXPECT_FALSE(parts.change());
  EXPECT_EQ(parts.seconds(), 0.0);
}

TEST(LoudnessChange, WhatWasMissedIsLeftOut) {
  const Sound sound = pink(20.0, 0.05f);
  LoudnessChange change(kRate);
  for (std::size_t from = 0; from < sound[0].size(); from += 96000) feed(change, sound, turned(sound, 4.0), from + 9000, from + 80000);
  ASSERT_TRUE(change.change());
  EXPECT_NEAR(*change.change(), 4.0, 0.01);
}

// The way of the window: measured at the tap while it plays in real time, heard by the listening level.
TEST(LoudnessChange, MatchesWhatIsHeardAndNeverWhatIsExported) {
  const test::TempFolder folder;
  const std::filesystem::path song = folder / "Song";
  Studio studio;
  studio.start_new("Song", kRate);
  studio.save_as(song);
  const Sound sound = pink(8.0, 0.05f);
  auto next = std::make_shared<Session>(*studio.session());
  auto media = std::make_shared<Media>();
  media->id = MediaId{next->next_id++};
  media->path = "audio/pink.wav";
  media->hash = "pink";
  media->channels = 2;
  media->frames = static_cast<Frames>(sound[0].size());
  std::filesystem::create_directories(song / "audio");
  test::write(song / media->path, sound, static_cast<int>(kRate), {.depth = SampleDepth::float32});
  Region region;
  region.id = RegionId{next->next_id++};
  region.media = media->id;
  region.length = media->frames;
  auto track = std::make_shared<Track>();
  track->strip.id = StripId{next->next_id++};
  track->strip.name = "Pink";
  track->strip.output = kMixStrip;
  track->channels = 2;
  track->regions = {region};
  next->media.push_back(media);
  next->tracks.push_back(track);
  const auto added = edit::add_device(next, track->strip.id, "eq", processor_catalog());
  SessionPtr on = added.session;
  for (const auto& [key, value] : {std::pair{"band5.on", 1.0}, {"band5.type", 2.0}, {"band5.freq", 2000.0}, {"band5.gain", 6.0}})
    on = edit::set_param(on, added.id, key, value, processor_catalog());
  studio.commit(on, {"Set", "", 0, false});

  studio.set_audio({"dummy", 512, 0.0});
  studio.watch_device(added.id, true);
  studio.play();
  LoudnessChange change(kRate);
  DeviceSignal signal{.frames = kShown, .sound = {}, .end = 0};
  for (int i = 0; i < 2000 && !change.change(); ++i) {
    std::this_thread::sleep_for(5ms);
    studio.tick();
    if (studio.device_signal(added.id, signal)) change.take(signal);
  }
  studio.watch_device(added.id, false);
  studio.stop();
  ASSERT_TRUE(change.change());
  EXPECT_GT(*change.change(), 1.0);

  const auto heard = [&](bool bypassed, double trim) {
    studio.commit(edit::set_bypassed(studio.session(), added.id, bypassed), {"Bypass", "", 0, false});
    studio.set_listening_trim(trim);
    const auto file = folder / (bypassed ? "bypassed.wav" : "processed.wav");
    studio.locate(0);
    studio.set_audio({"file:" + file.string(), 512, 0.0});
    studio.play();
    for (int i = 0; i < 5000 && !studio.playing(); ++i) std::this_thread::sleep_for(1ms), studio.tick();
    for (int i = 0; i < 60000 && studio.playing(); ++i) std::this_thread::sleep_for(1ms), studio.tick();
    studio.close_audio();
    AudioReader reader(file);
    Sound audio(2, std::vector<float>(static_cast<std::size_t>(reader.info().frames)));
    float* const pointers[2] = {audio[0].data(), audio[1].data()};
    reader.read(0, static_cast<int>(reader.info().frames), pointers);
    return lufs(audio);
  };
  const double trim = std::min(0.0, -*change.change());
  const double bypassed = heard(true, 0.0), matched = heard(false, trim);
  EXPECT_NEAR(matched, bypassed, 0.3);

  RenderOptions options;
  options.output = folder / "export.wav";
  options.depth = SampleDepth::float32;
  render(studio.session(), song, options, {});
  AudioReader reader(options.output);
  Sound audio(2, std::vector<float>(static_cast<std::size_t>(reader.info().frames)));
  float* const pointers[2] = {audio[0].data(), audio[1].data()};
  reader.read(0, static_cast<int>(reader.info().frames), pointers);
  EXPECT_NEAR(lufs(audio), matched - trim, 0.1) << "an export knows nothing of it";
}

}  // namespace
}  // namespace sweetspot
