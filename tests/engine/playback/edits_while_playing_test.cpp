// What is edited while it plays is heard soon and without a click. A 100 Hz sine plays on two tracks; a device that the test turns by hand
// asks for it block by block, so each edit falls on a known frame.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <random>
#include <thread>

#include "engine/playback/player.h"
#include "engine/processors/registry.h"
#include "engine/session/automation_edits.h"
#include "engine/session/clip_edits.h"
#include "engine/session/device_edits.h"
#include "engine/session/history.h"
#include "engine/session/region_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/take_edits.h"
#include "engine/session/track_edits.h"
#include "engine/session/vca_edits.h"
#include "engine/session/version_edits.h"
#include "tests/engine/media/sound_files.h"

namespace sweetspot {
namespace {

constexpr double kRate = 48000.0, kHz = 100.0, kPeak = 0.25;
constexpr int kBuffer = 256;
constexpr Frames kSong = 40 * 48000;
constexpr int kTickFrames = 768;  // a window ticks every 16 ms

// Renders when it is told to.
class HandDevice : public OutputDevice {
 public:
  void start(OutputCallback& callback) override { callback_ = &callback; }
  void stop() noexcept override {}
  double rate() const override { return kRate; }
  int buffer() const override { return kBuffer; }
  Frames latency() const override { return 0; }
  bool lost() const override { return false; }
  std::string problem() const override { return {}; }
  std::string name() const override { return "by hand"; }

  // The next block at the end of both channels, once the disk has what it needs.
  void turn(test::Channels& heard) {
    for (int i = 0; i < 20000 && !callback_->ready(kBuffer) && playing(); ++i) std::this_thread::sleep_for(std::chrono::microseconds(100));
    const std::size_t at = heard[0].size();
    for (auto& channel : heard) channel.resize(at + kBuffer);
    float* const audio[2] = {heard[0].data() + at, heard[1].data() + at};
    callback_->render(audio, kBuffer);
  }

  std::function<bool()> playing;

 private:
  OutputCallback* callback_ = nullptr;
};

struct EditsWhilePlaying : testing::Test {
  test::TempFolder folder;
  SessionPtr session = make_session("Song", kRate);
  StripId one, two, bus;
  std::mt19937 random{7};
  test::Channels heard{{}, {}};
  std::unique_ptr<Player> player = std::make_unique<Player>(kRate, 1);
  HandDevice* device = nullptr;
  int since_tick = 0;

  void SetUp() override {
    std::filesystem::create_directories(folder / "audio");
    std::vector<float> sine(static_cast<std::size_t>(kSong + 4 * 48000));
    for (std::size_t i = 0; i < sine.size(); ++i)
      sine[i] = static_cast<float>(kPeak * std::sin(2.0 * std::numbers::pi * kHz * static_cast<double>(i) / kRate));
    test::write(folder / "audio/sine.wav", {sine, sine}, kRate, {.depth = SampleDepth::float32});
    Media media;
    media.path = "audio/sine.wav";
    media.hash = "sine";
    media.rate = kRate;
    media.channels = 2;
    media.frames = static_cast<Frames>(sine.size());
    auto [with_media, sound] = edit::add_media(session, media);
    session = with_media;
    bus = add(edit::add_bus(session, "Bus"));
    one = add(edit::add_track(session, "One", 2));
    two = add(edit::add_track(session, "Two", 2));
    for (const StripId track : {one, two}) {
      session = edit::add_region(session, track, sound, 0, 48000, kSong).session;
      session = edit::set_output(session, track, bus);
    }
  }

  template <class Id>
  Id add(const edit::Added<Id>& added) {
    session = added.session;
    return added.id;
  }

  void play_from(Frames at) {
    player->set_session(session, folder.path());
    auto own = std::make_unique<HandDevice>();
    device = own.get();
    device->playing = [this] { return player->playing(); };
    player->open(std::move(own));
    player->locate(at);
    player->play();
    turn(8);
    ASSERT_TRUE(player->playing());
  }

  void turn(int blocks) {
    for (int i = 0; i < blocks; ++i) {
      device->turn(heard);
      since_tick += kBuffer;
      if (since_tick < kTickFrames) continue;
      since_tick -= kTickFrames;
      player->tick();
    }
  }

  void commit(const SessionPtr& next) {
    session = next;
    player->set_session(session, folder.path());
  }

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); }
  StripId any_track() { return below(2) ? one : two; }
  const Region* any_region() {
    const Track* track = find_track(*session, any_track());
    return track && !track->regions.empty() ? &track->regions[below(static_cast<std::uint32_t>(track->regions.size()))] : nullptr;
  }
  // A region that sounds now, or none.
  const Region* sounding_region() {
    const Frames at = player->playhead();
    for (const StripId id : {any_track(), one, two}) {
      const Track* track = find_track(*session, id);
      if (!track) continue;
      for (const Region& region : track->regions)
        if (region.position < at && region.position + region.length > at + 2 * kBuffer) return &region;
    }
    return any_region();
  }
  const Device* any_device() {
    const Strip* strip = find_strip(*session, below(3) ? any_track() : bus);
    return strip && !strip->devices.empty() ? strip->devices[below(static_cast<std::uint32_t>(strip->devices.size()))].get() : nullptr;
  }

  // The largest step of a channel over what a sine as loud as the sound around it would make.
  double worst_step(std::size_t channel, std::size_t from, std::size_t* where = nullptr) const {
    constexpr std::size_t kAround = 960;
    const double own = 2.0 * std::sin(std::numbers::pi * kHz / kRate);
    const std::vector<float>& x = heard[channel];
    double worst = 0.0;
    for (std::size_t i = std::max<std::size_t>(from, 1); i < x.size(); ++i) {
      const double step = std::abs(x[i] - x[i - 1]);
      if (step < 1.2 * own * 0.05) continue;  // of -26 dBFS: no louder click than that passes
      const auto first = x.begin() + static_cast<std::ptrdiff_t>(i > kAround ? i - kAround : 0);
      const auto last = x.begin() + static_cast<std::ptrdiff_t>(std::min(i + kAround, x.size()));
      double peak = 0.0;
      for (auto at = first; at != last; ++at) peak = std::max(peak, std::abs(static_cast<double>(*at)));
      if (step / (own * peak) <= worst) continue;
      worst = step / (own * peak);
      if (where) *where = i;
    }
    return worst;
  }
};

struct Kind {
  const char* name;
  std::function<SessionPtr(EditsWhilePlaying&)> edit;
  bool heard = true;  // it changes the sound
};

SessionPtr with_region(EditsWhilePlaying& t, const std::function<SessionPtr(const Region&)>& change) {
  const Region* region = t.sounding_region();
  return region ? change(*region) : t.session;
}
SessionPtr with_device(EditsWhilePlaying& t, const std::function<SessionPtr(const Device&)>& change) {
  const Device* device = t.any_device();
  return device ? change(*device) : t.session;
}

// None makes the sound louder than it was at first, so that a click cannot hide.
const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all{
      {"move",
       [](auto& t) { return with_region(t, [&](auto& r) { return edit::move_region(t.session, r.id, r.position + t.below(2000)); }); }},
      {"trim start",
       [](auto& t) {
         return with_region(t, [&](auto& r) { return edit::trim_region_start(t.session, r.id, t.player->playhead() + t.below(2000)); });
       }},
      {"trim end",
       [](auto& t) {
         return with_region(t, [&](auto& r) { return edit::trim_region_end(t.session, r.id, t.player->playhead() + 300 + t.below(2000)); });
       }},
      {"slip",
       [](auto& t) { return with_region(t, [&](auto& r) { return edit::slip_region(t.session, r.id, r.offset + t.below(480)); }); }},
      {"split",
       [](auto& t) { return edit::split_regions(t.session, {t.sounding_region()->id}, t.player->playhead() + 300 + t.below(2000)); },
       false},
      {"remove", [](auto& t) { return with_region(t, [&](auto& r) { return edit::remove_region(t.session, r.id); }); }},
      {"clip gain",
       [](auto& t) {
         return with_region(t, [&](auto& r) { return edit::set_region_gain(t.session, r.id, -static_cast<double>(t.below(30))); });
       }},
      {"polarity",
       [](auto& t) { return with_region(t, [&](auto& r) { return edit::set_region_inverted(t.session, r.id, !r.inverted); }); }},
      {"reverse", [](auto& t) { return with_region(t, [&](auto& r) { return edit::set_region_reversed(t.session, r.id, !r.reversed); }); }},
      {"mute clip", [](auto& t) { return with_region(t, [&](auto& r) { return edit::set_region_muted(t.session, r.id, !r.muted); }); }},
      {"fade in",
       [](auto& t) {
         return with_region(t, [&](auto& r) {
           return edit::set_fade_in(t.session, r.id, {1000 + t.player->playhead() - r.position + t.below(48000), FadeShape::s_curve});
         });
       }},
      {"envelope",
       [](auto& t) {
         return with_region(t, [&](auto& r) {
           return edit::set_gain_point(t.session, r.id, {r.offset + t.player->playhead() - r.position, -static_cast<double>(t.below(24))});
         });
       }},
      {"fader", [](auto& t) { return edit::set_gain(t.session, t.any_track(), -static_cast<double>(t.below(40))); }},
      {"mute",
       [](auto& t) {
         const StripId id = t.any_track();
         return edit::set_muted(t.session, id, !find_strip(*t.session, id)->muted);
       }},
      {"solo",
       [](auto& t) {
         const StripId id = t.any_track();
         return edit::set_soloed(t.session, id, !find_strip(*t.session, id)->soloed);
       }},
      {"invert",
       [](auto& t) {
         const StripId id = t.any_track();
         return edit::set_inverted(t.session, id, !find_strip(*t.session, id)->inverted);
       }},
      {"output",
       [](auto& t) {
         const StripId id = t.any_track();
         return edit::set_output(t.session, id, find_track(*t.session, id)->strip.output == t.bus ? kMixStrip : t.bus);
       },
       false},
      {"device in",
       [](auto& t) {
         constexpr const char* kTypes[] = {"gain", "eq", "limiter", "compressor", "saturate", "width"};
         const StripId id = t.below(3) ? t.any_track() : t.bus;
         if (find_strip(*t.session, id)->devices.size() > 3) return t.session;
         const auto added = edit::add_device(t.session, id, kTypes[t.below(6)], processor_catalog(), t.below(2) ? 0 : edit::kAtEnd);
         const Device& device = *find_device(*added.session, added.id);
         return device.type == "gain" ? edit::set_param(added.session, added.id, "gain", -9.0, processor_catalog()) : added.session;
       }},
      {"device out", [](auto& t) { return with_device(t, [&](auto& d) { return edit::remove_device(t.session, d.id); }); }},
      {"device moved",
       [](auto& t) { return with_device(t, [&](auto& d) { return edit::move_device(t.session, d.id, t.any_track(), 0); }); }, false},
      {"bypass", [](auto& t) { return with_device(t, [&](auto& d) { return edit::set_bypassed(t.session, d.id, !d.bypassed); }); }},
      {"automation",
       [](auto& t) {
         AutomationLane lane;
         lane.target.param = "gain";
         const Frames now = t.player->playhead();
         for (int i = 0; i < 4; ++i) lane.points.push_back({now - 4800 + i * 9600, -static_cast<double>(t.below(20)), Curve::line});
         return edit::set_lane(t.session, t.any_track(), lane, processor_catalog());
       }},
      {"loop moved",
       [](auto& t) {
         return edit::set_loop(t.session, {30 * 48000, 31 * 48000, t.below(2) == 0});
       },
       false},
  };
  return all;
}

TEST_F(EditsWhilePlaying, TheSineIsWhatItIsWithoutAnEdit) {
  play_from(48000);
  turn(100);
  EXPECT_LT(worst_step(0, 4000), 1.01);
  EXPECT_GT(*std::ranges::max_element(heard[0]), 1.9 * kPeak);
}

// Each kind by itself, at its most audible: heard within 100 ms, no click.
TEST_F(EditsWhilePlaying, EachIsHeardSoonWithoutAClick) {
  const SessionPtr start = session;
  for (const Kind& kind : kinds()) {
    if (std::string_view(kind.name) == "loop moved") continue;
    SCOPED_TRACE(kind.name);
    player = std::make_unique<Player>(kRate, 1);
    heard = {{}, {}};
    session = edit::add_device(start, one, "gain", processor_catalog()).session;
    session = edit::set_param(session, find_strip(*session, one)->devices[0]->id, "gain", -12.0, processor_catalog());
    play_from(2 * 48000);
    test::Channels plain = heard;
    turn(30);
    const std::size_t at = heard[0].size();
    const SessionPtr before = session;
    for (int i = 0; i < 20 && session == before; ++i) commit(kind.edit(*this));
    ASSERT_NE(session, before);
    turn(60);
    std::size_t where = 0;
    EXPECT_LT(worst_step(0, 4000, &where), 1.5) << "at " << where << ", edited at " << at;
    EXPECT_LT(worst_step(1, 4000), 1.5);
    const double expected = 2.0 * std::numbers::pi * kHz / kRate;
    std::size_t changed = at;  // the sound before goes on as a sine, until it does not
    const std::size_t period = static_cast<std::size_t>(kRate / kHz);
    while (changed < heard[0].size() && std::abs(heard[0][changed] - heard[0][changed - period]) < 1e-4 * expected) ++changed;
    if (kind.heard) {
      EXPECT_LT(changed, at + static_cast<std::size_t>(0.1 * kRate));
    }
  }
}

// Some at once, some in bursts, each of any kind; undone and redone, too.
TEST_F(EditsWhilePlaying, HundredsInARowLeaveNoClick) {
  std::size_t edits = 0, rounds = 0;
  for (; edits < 500; ++rounds) {
    History history(session);
    const SessionPtr start = session;
    player = std::make_unique<Player>(kRate, 1);
    heard = {{}, {}};
    play_from(48000);
    std::vector<std::pair<std::size_t, const char*>> log;
    for (int i = 0; i < 50; ++i, ++edits) {
      const Kind& kind = kinds()[below(static_cast<std::uint32_t>(kinds().size()))];
      log.emplace_back(heard[0].size(), kind.name);
      if (const auto dice = below(12); dice == 0 && history.can_undo()) {
        history.undo();
        log.back().second = "undo";
      } else if (dice == 1 && history.can_redo()) {
        history.redo();
        log.back().second = "redo";
      } else if (sounding_region()) {
        SessionPtr next = kind.edit(*this);
        if (next != session) history.commit(std::move(next), {kind.name, "", 0, false});
      }
      commit(history.current());
      turn(static_cast<int>(below(4) == 0 ? below(3) : below(24)));
      if (!player->playing()) break;
    }
    turn(20);
    for (const std::size_t channel : {0u, 1u}) {
      std::size_t where = 0;
      const double worst = worst_step(channel, 4000, &where);
      std::string story;
      for (const auto& [at, name] : log)
        if (at + 6000 > where && at < where)
          story += std::string(" ") + name + "@" + std::to_string(static_cast<long>(at) - static_cast<long>(where));
      ASSERT_LT(worst, 1.5) << "round " << rounds << ", frame " << where << ", after" << story;
    }
    while (history.can_undo()) history.undo();
    EXPECT_EQ(history.current()->tracks, start->tracks);
    EXPECT_EQ(history.current()->buses, start->buses);
    EXPECT_EQ(history.current()->mix, start->mix);
    EXPECT_EQ(history.current()->loop, start->loop);
    session = start;
  }
}

}  // namespace
}  // namespace sweetspot
