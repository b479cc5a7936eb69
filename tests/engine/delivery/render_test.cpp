#include "engine/delivery/render.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>

#include <fstream>

#include "engine/core/atomic_file.h"
#include "engine/delivery/file_sink.h"
#include "tests/engine/media/sound_files.h"

namespace sweetspot {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace test;

constexpr int kRate = 48000;

// A song made of noise and tones in a folder of its own.
struct Render : testing::Test {
  TempFolder folder;
  std::shared_ptr<Session> song = std::make_shared<Session>(*make_session("Song", kRate));

  void SetUp() override { std::filesystem::create_directories(folder / "audio"); }

  Track& add_track(const std::string& name, const Channels& audio, Frames position = 0) {
    auto media = std::make_shared<Media>();
    media->id = MediaId{song->next_id++};
    media->path = "audio/" + std::to_string(media->id.value) + ".wav";
    media->channels = static_cast<int>(audio.size());
    media->frames = static_cast<Frames>(audio[0].size());
    write(folder / media->path, audio, kRate, {.depth = SampleDepth::float32});
    Region region;
    region.id = RegionId{song->next_id++};
    region.media = media->id;
    region.position = position;
    region.length = media->frames;
    auto track = std::make_shared<Track>();
    track->strip.id = StripId{song->next_id++};
    track->strip.name = name;
    track->strip.output = kMixStrip;
    track->channels = media->channels;
    track->regions = {region};
    song->media.push_back(media);
    song->tracks.push_back(track);
    return *track;
  }

  static std::shared_ptr<const Device> device(std::uint64_t id, const std::string& type, std::map<std::string, double> params = {}) {
    auto made = std::make_shared<Device>();
    made->id = DeviceId{id};
    made->type = type;
    made->params = std::move(params);
    return made;
  }

  void add_to_master(const std::shared_ptr<const Device>& added) {
    auto master = std::make_shared<Strip>(*song->master);
    master->devices.push_back(added);
    song->master = master;
  }

  RenderReport run(const std::string& name, RenderOptions options = {}, const Progress& progress = {}) {
    options.output = folder / name;
    return render(song, folder.path(), options, progress);
  }
  Channels sound(const std::string& name, RenderOptions options = {}) {
    run(name, options);
    return read_all(folder / name);
  }
};

RenderOptions as_float() {
  RenderOptions options;
  options.depth = SampleDepth::float32;
  options.jobs = 1;
  return options;
}

double level_db(const std::vector<double>& x) {
  double sum = 0;
  for (const double v : x) sum += v * v;
  return 10 * std::log10(sum / static_cast<double>(x.size()) + 1e-40);
}

// Sum of 32 tracks at given gains and pans against double precision.
TEST_F(Render, SumNullsAgainstDoublePrecision) {
  constexpr int kLength = 24000;
  std::vector<double> expected[2] = {std::vector<double>(kLength), std::vector<double>(kLength)};
  for (int i = 0; i < 32; ++i) {
    const Channels audio = noise(1, kLength - i, static_cast<unsigned>(i), 0.2f);
    Track& track = add_track("T" + std::to_string(i), audio, i);
    track.strip.fader.gain_db = -12 + 0.5 * i;
    track.strip.fader.pan = -1 + i / 15.5;
    track.strip.inverted = i % 3 == 0;
    const double gain = std::pow(10, track.strip.fader.gain_db / 20) * (track.strip.inverted ? -1 : 1);
    const double angle = (track.strip.fader.pan + 1) * std::numbers::pi / 4;
    for (int k = 0; k < kLength - i; ++k) {
      expected[0][k + i] += audio[0][k] * gain * std::cos(angle);
      expected[1][k + i] += audio[0][k] * gain * std::sin(angle);
    }
  }
  RenderOptions options = as_float();
  options.before_mastering = true;
  const Channels mix = sound("mix.wav", options);
  ASSERT_EQ(mix[0].size(), static_cast<std::size_t>(kLength));
  for (int c = 0; c < 2; ++c) {
    std::vector<double> rest(kLength);
    for (int k = 0; k < kLength; ++k) rest[k] = mix[c][k] - expected[c][k];
    EXPECT_LE(level_db(rest) - level_db(expected[c]), -140.0);
  }
}

TEST_F(Render, JobsAndBlocksDoNotChangeTheSamples) {
  for (int i = 0; i < 6; ++i) {
    Track& track = add_track("T" + std::to_string(i), noise(1 + i % 2, 20000, static_cast<unsigned>(i)), i * 777);
    track.strip.devices = {device(1000 + i, "eq"), device(1100 + i, "compressor", {{"threshold", -30.0}})};
  }
  add_to_master(device(1200, "limiter", {{"ceiling", -6.0}}));
  RenderOptions options = as_float();
  options.loudness = -16.0;
  run("a.wav", options);
  const std::string expected = read_file(folder / "a.wav");
  for (const auto& [jobs, block] : {std::pair{2, 512}, {1, 32}, {1, 4096}, {1, 7}, {3, 100}, {2, 32}}) {
    options.jobs = jobs;
    options.block = block;
    run("b.wav", options);
    EXPECT_TRUE(read_file(folder / "b.wav") == expected) << jobs << " jobs, blocks of " << block;
  }
}

TEST_F(Render, EveryFrameIsWhereItBelongs) {
  Channels click(1, std::vector<float>(1000));
  click[0][321] = 0.5f;
  Track& late = add_track("Late", click, 5000);
  late.strip.devices = {device(1000, "limiter")};   // delays by its look-ahead
  late.strip.fader.pan = -1;
  add_track("Right", click, 5000).strip.fader.pan = 1;
  add_to_master(device(1001, "limiter"));
  RenderOptions options = as_float();
  options.to = 9000;
  const Channels audio = sound("a.wav", options);
  ASSERT_EQ(audio[0].size(), 9000u);
  for (int c = 0; c < 2; ++c) {
    const auto loudest = std::max_element(audio[c].begin(), audio[c].end());
    EXPECT_EQ(loudest - audio[c].begin(), 5321);
    EXPECT_NEAR(*loudest, 0.5f, 1e-6f);
  }
  options.from = 5321;
  options.to = 5400;
  const Channels part = sound("b.wav", options);
  ASSERT_EQ(part[0].size(), 79u);
  EXPECT_NEAR(part[0][0], 0.5f, 1e-6f);
}

TEST_F(Render, StemsAddUpToTheMix) {
  add_track("Kick", noise(1, 9000, 1));
  add_track("kick", noise(2, 9000, 2), 500).strip.devices = {device(1000, "limiter")};
  add_track("Vox/Lead", noise(1, 9000, 3), 1000).strip.fader.pan = 0.3;
  RenderOptions options = as_float();
  options.before_mastering = true;
  options.stems = folder / "stems";
  const RenderReport report = run("mix.wav", options);
  ASSERT_EQ(report.stems.size(), 3u);
  EXPECT_EQ(report.stems[0].filename(), "Kick.wav");
  EXPECT_EQ(report.stems[1].filename(), "kick 2.wav");
  EXPECT_EQ(report.stems[2].filename(), "Vox_Lead.wav");
  const Channels mix = read_all(folder / "mix.wav");
  std::vector<double> rest(mix[0].begin(), mix[0].end());
  for (const auto& path : report.stems) {
    const Channels stem = read_all(path);
    ASSERT_EQ(stem[0].size(), mix[0].size());
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] -= stem[0][i];
  }
  EXPECT_LE(level_db(rest), -140.0);

  options.output.clear();   // stems alone
  const RenderReport alone = render(song, folder.path(), options, {});
  EXPECT_EQ(alone.stems.size(), 3u);
  EXPECT_TRUE(alone.path.empty());
}

// Music-like: tones with hits over them, so that a limiter has work.
Channels loud_song() {
  Channels audio = {sine(220, kRate, kRate * 6, 0.15), sine(331, kRate, kRate * 6, 0.15)};
  std::mt19937 random(2);
  for (auto& side : audio) {
    for (int i = 0; i < kRate * 6; ++i) {
      const double hit = std::exp(-(i % 24000) / 600.0);
      side[i] += static_cast<float>(0.7 * hit * (static_cast<double>(random()) / 2147483648.0 - 1.0));
    }
  }
  return audio;
}

TEST_F(Render, ReachesTheLoudnessUnderTheCeiling) {
  add_track("Song", loud_song());
  for (const double target : {-30.0, -16.0, -13.0}) {
    RenderOptions options;
    options.loudness = target;
    options.ceiling = -1.5;
    const RenderReport report = run("a.wav", options);
    const LoudnessFigures figures = measure_loudness(folder / "a.wav");
    EXPECT_NEAR(*figures.integrated_lufs, target, 0.05);
    EXPECT_LE(*figures.true_peak_dbtp, -1.5 + 0.05);
    EXPECT_NEAR(*report.loudness.integrated_lufs, *figures.integrated_lufs, 1e-3);
    EXPECT_NEAR(*report.loudness.true_peak_dbtp, *figures.true_peak_dbtp, 1e-3);
    EXPECT_EQ(report.clipped_samples, 0);
    EXPECT_EQ(read_all(folder / "a.wav")[0].size(), static_cast<std::size_t>(report.frames));
    EXPECT_EQ(report.passes == 0, target == -30.0);
  }
}

TEST_F(Render, SaysPlainlyWhenALoudnessCannotBeReached) {
  add_track("Song", loud_song());
  RenderOptions options;
  options.loudness = 0.0;
  const RenderReport report = run("a.wav", options);
  EXPECT_THAT(report.notes, Contains(HasSubstr("0.0 LUFS was asked for and")));
  EXPECT_LE(*measure_loudness(folder / "a.wav").true_peak_dbtp, -0.95);

  song->tracks.clear();
  add_track("Silence", Channels(1, std::vector<float>(kRate)));
  options.loudness = -14;
  EXPECT_THAT(run("b.wav", options).notes, Contains(HasSubstr("nothing to hear")));
}

TEST_F(Render, TheCeilingHoldsAtAnotherRateToo) {
  Track& track = add_track("Song", loud_song());
  track.strip.fader.gain_db = 6;
  RenderOptions options;
  options.ceiling = -2.0;
  options.rate = 44100;
  options.dither = DitherKind::shaped;
  options.depth = SampleDepth::pcm16;
  const RenderReport report = run("a.wav", options);
  EXPECT_EQ(report.frames, 44100 * 6);
  EXPECT_EQ(AudioReader(folder / "a.wav").info().rate, 44100);
  EXPECT_LE(*measure_loudness(folder / "a.wav").true_peak_dbtp, -1.9);
}

// The file is the master's own samples, wherever it is written with as many bits or as floats.
TEST_F(Render, DoesNotDitherAgainWhatTheMasterHasDithered) {
  add_track("Song", {sine(440, kRate, kRate, 0.3)});
  add_to_master(device(1300, "dither", {{"depth", 0.0}, {"noise", 1.0}}));
  RenderOptions options;
  options.dither = DitherKind::tpdf;
  options.depth = SampleDepth::pcm16;
  options.output = folder / "a.wav";
  EXPECT_THAT(render(song, folder.path(), options, {}).notes, IsEmpty());
  const Channels written = read_all(folder / "a.wav");
  const Channels floats = sound("b.wav", as_float());
  EXPECT_EQ(written, floats);
  for (const float x : floats[0]) ASSERT_EQ(x * 32768.0f, std::round(x * 32768.0f));
}

TEST_F(Render, SaysWhenTheMastersDitherIsOfNoUse) {
  add_track("Song", {sine(440, kRate, kRate, 0.3)});
  add_to_master(device(1300, "dither", {{"depth", 2.0}}));
  RenderOptions options;
  options.dither = DitherKind::tpdf;
  options.depth = SampleDepth::pcm16;
  EXPECT_THAT(run("a.wav", options).notes, Contains(HasSubstr("dithered to 24 bits, but the file has 16")));
  // And then the file is dithered after all: its own noise is far above a step of 24 bits.
  const Channels once = read_all(folder / "a.wav");
  options.dither = DitherKind::none;
  EXPECT_NE(sound("b.wav", options), once);

  options.depth = SampleDepth::pcm24;
  EXPECT_THAT(run("c.wav", options).notes, IsEmpty());
  options.rate = 44100;
  EXPECT_THAT(run("d.wav", options).notes, Contains(HasSubstr("another rate")));
  options.rate = 0;
  options.ceiling = -3.0;
  EXPECT_THAT(run("e.wav", options).notes, Contains(HasSubstr("brought to its loudness")));
  options.ceiling.reset();
  EXPECT_THAT(run("f.mp3", options).notes, Contains(HasSubstr("no such steps")));
  options.before_mastering = true;
  EXPECT_THAT(run("g.wav", options).notes, IsEmpty());
}

TEST_F(Render, SaysWhatClips) {
  add_track("Hot", {sine(100, kRate, 4800, 1.0)}).strip.fader.gain_db = 6;
  const RenderReport report = run("a.wav");
  EXPECT_GT(report.clipped_samples, 0);
  EXPECT_THAT(report.notes, Contains(HasSubstr("over full scale")));
  EXPECT_EQ(run("b.wav", as_float()).clipped_samples, 0);
}

TEST_F(Render, WritesEveryFormatWithItsTags) {
  add_track("Song", {sine(440, kRate, kRate)});
  for (const char* name : {"a.wav", "a.flac", "a.aiff", "a.mp3", "a.ogg", "a.opus"}) {
    RenderOptions options;
    options.tags = {{"title", "Song"}, {"artist", "Someone"}};
    const RenderReport report = run(name, options);
    EXPECT_EQ(read_tags(folder / name).at("title"), "Song") << name;
    EXPECT_NEAR(report.loudness.integrated_lufs.value_or(0), -9.7, 0.2) << name;   // -12 dB RMS on each side, -0.7 by definition
  }
  song->rate = 44100;   // Opus cannot: another rate is taken
  const auto media = std::make_shared<Media>(*song->media[0]);
  write(folder / media->path, {sine(440, 44100, 44100)}, 44100);
  EXPECT_EQ(run("b.opus").rate, 48000);
}

TEST_F(Render, ASongWithMissingAudioIsRenderedWithAWord) {
  add_track("Gone", noise(1, 1000));
  add_track("There", {sine(440, kRate, 1000)});
  std::filesystem::remove(folder / song->media[0]->path);
  EXPECT_THAT(run("a.wav").notes, Contains(HasSubstr("there is no such file")));
}

TEST_F(Render, SaysWhatIsWrongAndLeavesNothing) {
  const auto message = [&](const std::string& name, const RenderOptions& options = {}) -> std::string {
    try {
      run(name, options);
    } catch (const Error& error) {
      return error.what();
    }
    return "rendered";
  };
  EXPECT_THAT(message("a.wav"), HasSubstr("there is nothing in it"));
  add_track("Song", noise(2, 200000));
  const int before = folder.count();
  EXPECT_THAT(message("a.xyz"), HasSubstr("the suffix names no format"));
  EXPECT_THAT(message("none/a.wav"), HasSubstr("there is no such folder"));
  RenderOptions options;
  options.from = 100;
  options.to = 50;
  EXPECT_THAT(message("a.wav", options), HasSubstr("its end is not after its start"));
  options = {};
  options.ceiling = 3.0;
  EXPECT_THAT(message("a.wav", options), HasSubstr("is out of range"));

  std::atomic<bool> cancel{false};
  Progress progress;
  progress.cancel = &cancel;
  progress.report = [&](double fraction) { cancel = fraction > 0.4; };
  for (const int jobs : {1, 2}) {
    options = {};
    options.jobs = jobs;
    options.loudness = -14;
    EXPECT_THROW(run("a.wav", options, progress), Cancelled);
    cancel = false;
  }

  ::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  ::getrlimit(RLIMIT_FSIZE, &limit);
  const rlimit small{100000, limit.rlim_max};
  for (const int jobs : {1, 2}) {
    for (const bool loudness : {false, true}) {
      options = {};
      options.jobs = jobs;
      if (loudness) options.loudness = -14;
      ::setrlimit(RLIMIT_FSIZE, &small);
      const std::string said = message("a.wav", options);
      ::setrlimit(RLIMIT_FSIZE, &limit);
      EXPECT_THAT(said, HasSubstr("free some space"));
    }
  }
  EXPECT_EQ(folder.count(), before);
}

TEST_F(Render, ProgressRunsUpwardsToTheEnd) {
  add_track("Song", loud_song());
  double last = 0;
  bool upwards = true;
  Progress progress;
  progress.report = [&](double fraction) {
    upwards &= fraction >= last - 1e-9 && fraction <= 1.0 + 1e-9;
    last = fraction;
  };
  RenderOptions options;
  options.loudness = -14;
  run("a.wav", options, progress);
  EXPECT_TRUE(upwards);
  EXPECT_GT(last, 0.99);
}

}  // namespace
}  // namespace sweetspot
