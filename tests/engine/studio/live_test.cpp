// The real-time engine on the demo song: it gives what the offline one gives, and nothing a user does makes it wait.
#include <chrono>
#include <cmath>
#include <random>
#include <thread>

#include "engine/media/audio_file.h"
#include "engine/session/automation_edits.h"
#include "engine/session/device_edits.h"
#include "engine/session/region_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "engine/studio/processors.h"
#include "engine/studio/render.h"
#include "engine/studio/studio.h"
#include "tests/engine/studio/demo_fixture.h"
#include "tests/support/allocation_guard.h"

namespace sweetspot {
namespace {

using namespace std::chrono_literals;
using testing::AllocationGuard;

class Live : public WithDemoSong {};

void wait_until(const std::function<bool()>& condition, Studio& studio, std::chrono::seconds most = 120s) {
  const auto until = std::chrono::steady_clock::now() + most;
  while (!condition() && std::chrono::steady_clock::now() < until) {
    studio.tick();
    std::this_thread::sleep_for(1ms);
  }
  ASSERT_TRUE(condition()) << "waited in vain";
}

std::vector<std::vector<float>> samples_of(const std::filesystem::path& path) {
  AudioReader reader(path);
  std::vector<std::vector<float>> audio(2, std::vector<float>(static_cast<std::size_t>(reader.info().frames)));
  float* const pointers[2] = {audio[0].data(), audio[1].data()};
  reader.read(0, static_cast<int>(reader.info().frames), pointers);
  return audio;
}

// Plays the demo song into a file and gives its samples.
std::vector<std::vector<float>> played(const std::filesystem::path& song, const std::filesystem::path& out, int buffer, bool mix) {
  Studio studio;
  studio.open(song);
  studio.set_listening_to_mix(mix);
  studio.set_audio({"file:" + out.string(), buffer, 0.0});
  EXPECT_EQ(studio.status().problem, "");
  studio.play();
  wait_until([&] { return studio.playing(); }, studio);
  wait_until([&] { return !studio.playing(); }, studio);
  EXPECT_EQ(studio.status().xruns, 0u);
  studio.close_audio();
  return samples_of(out);
}

void expect_identical(const std::vector<std::vector<float>>& live, const std::vector<std::vector<float>>& offline) {
  ASSERT_GE(live[0].size(), offline[0].size());
  for (std::size_t c = 0; c < 2; ++c)
    for (std::size_t i = 0; i < offline[c].size(); ++i) ASSERT_EQ(live[c][i], offline[c][i]) << "channel " << c << ", frame " << i;
}

TEST_F(Live, GivesTheSamplesOfTheOfflineRender) {
  const OpenSong song = open_song(demo());
  RenderOptions options;
  options.output = file("offline.wav");
  options.depth = SampleDepth::float32;
  render(song.session, song.folder, options, {});
  const auto offline = samples_of(options.output);
  expect_identical(played(demo(), file("live.wav"), 512, false), offline);
  expect_identical(played(demo(), file("live-odd.wav"), 441, false), offline);
}

TEST_F(Live, RendersTheSameWhateverTheThreadsAndBlocks) {
  const OpenSong song = open_song(demo());
  std::vector<std::vector<float>> first;
  for (const auto& [jobs, block] : {std::pair{1, 512}, {2, 512}, {1, 32}, {2, 4096}, {3, 100}}) {
    RenderOptions options;
    options.output = file("render.wav");
    options.depth = SampleDepth::float32;
    options.jobs = jobs;
    options.block = block;
    options.from = 10 * 48000;
    options.to = 25 * 48000 + 7;
    render(song.session, song.folder, options, {});
    if (first.empty()) first = samples_of(options.output);
    else expect_identical(samples_of(options.output), first);
  }
}

// Makes one random edit, as a restless user would.
class RestlessUser {
 public:
  explicit RestlessUser(Studio& studio) : studio_(studio) {}

  void edit() {
    const SessionPtr session = studio_.session();
    const Strip& strip = any_strip(*session);
    SessionPtr next = session;
    switch (random_() % 15) {
      case 0: next = edit::set_gain(session, strip.id, real(-30.0, 6.0)); break;
      case 1: next = edit::set_pan(session, strip.id, real(-1.0, 1.0)); break;
      case 2: next = edit::set_muted(session, strip.id, !strip.muted); break;
      case 3: if (strip.id != kMixStrip && strip.id != kMasterStrip) next = edit::set_soloed(session, strip.id, !strip.soloed); break;
      case 4: next = edit::set_inverted(session, strip.id, !strip.inverted); break;
      case 5: if (strip.devices.size() < 4) next = add_device(session, strip); break;
      case 6: if (!strip.devices.empty()) next = edit::remove_device(session, any_device(strip).id); break;
      case 7: if (!strip.devices.empty()) next = edit::set_bypassed(session, any_device(strip).id, !any_device(strip).bypassed); break;
      case 8: case 9: case 10: if (!strip.devices.empty()) next = set_any_param(session, any_device(strip)); break;
      case 11: next = move_region(session); break;
      case 12: next = edit::clear_solos(session); break;
      case 13: studio_.undo(); return;
      case 14: studio_.redo(); return;
    }
    studio_.commit(next, {"Edit", "", 0, false});
  }

  std::uint32_t random(std::uint32_t below) { return static_cast<std::uint32_t>(random_() % below); }

 private:
  double real(double from, double to) { return from + (to - from) * static_cast<double>(random_()) / 4294967296.0; }

  const Strip& any_strip(const Session& session) {
    const std::size_t at = random_() % (session.tracks.size() + session.buses.size() + 2);
    if (at < session.tracks.size()) return session.tracks[at]->strip;
    if (at < session.tracks.size() + session.buses.size()) return session.buses[at - session.tracks.size()]->strip;
    return at % 2 ? *session.mix : *session.master;
  }

  const Device& any_device(const Strip& strip) { return *strip.devices[random_() % strip.devices.size()]; }

  SessionPtr add_device(const SessionPtr& session, const Strip& strip) {
    const auto all = all_processors();
    const std::string& type = all[random_() % all.size()]->id;
    return edit::add_device(session, strip.id, type, processor_catalog()).session;
  }

  SessionPtr set_any_param(const SessionPtr& session, const Device& device) {
    const auto table = processor_catalog().table(device.type);
    const ParamSpec& spec = table[random_() % table.size()];
    return edit::set_param(session, device.id, spec.key, constrain(spec, value_from_travel(spec, real(0.0, 1.0))), processor_catalog());
  }

  SessionPtr move_region(const SessionPtr& session) {
    const Track& track = *session->tracks[random_() % session->tracks.size()];
    if (track.regions.empty()) return session;
    const Region& region = track.regions[random_() % track.regions.size()];
    return random_() % 2 ? edit::move_region(session, region.id, region.position + static_cast<Frames>(random_() % 4800))
                         : edit::set_region_gain(session, region.id, real(-12.0, 6.0));
  }

  Studio& studio_;
  std::mt19937 random_{20};
};

TEST_F(Live, NoHeapAndNoLockInThirtySecondsOfRandomEdits) {
  if (!testing::kAllocationGuardWorks) GTEST_SKIP() << "the sanitizers replace malloc themselves";
  Studio studio;
  studio.open(demo());
  studio.set_audio({"file:" + file("restless.wav").string(), 256, 0.0});
  RestlessUser user(studio);
  const AllocationGuard guard;
  studio.play();
  constexpr std::uint64_t kBlocks = 30 * 48000 / 256;
  std::uint64_t blocks = 0, before = 0;
  int edits = 0;
  for (const auto began = std::chrono::steady_clock::now(); blocks < kBlocks && std::chrono::steady_clock::now() - began < 150s;) {
    user.edit();
    ++edits;
    studio.tick();
    if (user.random(10) == 0) studio.locate(user.random(40) * 48000);
    if (!studio.playing()) studio.play();
    const std::uint64_t now = studio.status().blocks;   // starts anew with every play
    blocks += now >= before ? now - before : now;
    before = now;
    std::this_thread::sleep_for(2ms);
  }
  studio.close_audio();
  const auto offences = guard.offences();
  EXPECT_GE(blocks, kBlocks) << "not enough was played";
  EXPECT_GT(edits, 100);
  EXPECT_EQ(offences.allocations, 0u);
  EXPECT_EQ(offences.frees, 0u);
  EXPECT_EQ(offences.locks, 0u);
  EXPECT_EQ(studio.status().dropped, 0u);
}

TEST_F(Live, TheClockPlaysInTimeAndEndsByItself) {
  Studio studio;
  studio.open(demo());
  studio.set_audio({"dummy", 256, 0.0});
  studio.locate(58 * 48000);
  studio.play();
  const auto began = std::chrono::steady_clock::now();
  wait_until([&] { return studio.playing() && studio.playhead() > 58 * 48000; }, studio, 5s);
  double loudest = kSilenceDb;   // at the end itself the echoes have gone
  const auto at_rest = [&] {
    loudest = std::max(loudest, studio.loudness().momentary);
    return !studio.playing();
  };
  wait_until(at_rest, studio, 20s);
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  EXPECT_GT(took, 1.5);
  EXPECT_GT(loudest, -60.0);
  wait_until([&] { return studio.playhead() == 58 * 48000; }, studio, 5s);   // back where it began
}

TEST_F(Live, AWantedCardThatIsNotThereLeavesTheClockAndSaysWhy) {
  Studio studio;
  studio.open(demo());
  studio.set_audio({"A card that nobody has", 256, 0.0});
  EXPECT_EQ(studio.status().device, "dummy");
  EXPECT_NE(studio.status().problem.find("A card that nobody has"), std::string::npos);
  studio.play();
  wait_until([&] { return studio.playing(); }, studio, 5s);
}

}  // namespace
}  // namespace sweetspot
