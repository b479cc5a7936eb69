// What the tests of a song that plays share: a 100 Hz sine on two tracks, a choice of takes of it on a third, and a device that the test
// turns by hand, so that each edit falls on a known frame.
#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <numbers>
#include <random>
#include <thread>

#include "engine/playback/player.h"
#include "engine/session/region_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/take_edits.h"
#include "engine/session/track_edits.h"
#include "tests/engine/media/sound_files.h"

namespace sweetspot::test {

inline constexpr double kRate = 48000.0, kHz = 100.0, kPeak = 0.25;
inline constexpr int kBuffer = 256;
inline constexpr Frames kSong = 40 * 48000;
inline constexpr int kTickFrames = 768;  // a window ticks every 16 ms

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
  void turn(Channels& heard) {
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

struct PlayingSine : testing::Test {
  TempFolder folder;
  SessionPtr session = make_session("Song", kRate);
  MediaId sound;
  StripId one, two, chosen, bus;  // of `chosen` takes are chosen
  std::mt19937 random{7};
  Channels heard{{}, {}};
  std::unique_ptr<Player> player = std::make_unique<Player>(kRate, 1);
  HandDevice* device = nullptr;
  int since_tick = 0;

  void SetUp() override {
    std::filesystem::create_directories(folder / "audio");
    std::vector<float> wave(static_cast<std::size_t>(kSong + 4 * 48000));
    for (std::size_t i = 0; i < wave.size(); ++i)
      wave[i] = static_cast<float>(kPeak * std::sin(2.0 * std::numbers::pi * kHz * static_cast<double>(i) / kRate));
    write(folder / "audio/sine.wav", {wave, wave}, kRate, {.depth = SampleDepth::float32});
    Media media;
    media.path = "audio/sine.wav";
    media.hash = "sine";
    media.rate = kRate;
    media.channels = 2;
    media.frames = static_cast<Frames>(wave.size());
    sound = add(edit::add_media(session, media));
    bus = add(edit::add_bus(session, "Bus"));
    one = add(edit::add_track(session, "One", 2));
    two = add(edit::add_track(session, "Two", 2));
    for (const StripId track : {one, two}) {
      session = edit::add_region(session, track, sound, 0, 48000, kSong).session;
      session = edit::set_output(session, track, bus);
    }
    chosen = add(edit::add_track(session, "Chosen", 2));
    session = edit::set_gain(session, chosen, -9.0);
    for (const Frames offset : {0, 1300, 2500}) {
      const TakeId take = add(edit::add_take(session, chosen, "Take"));
      session = edit::add_take_region(session, chosen, take, sound, 0, 48000 + offset, kSong).session;
    }
    session = edit::choose_take(session, chosen, find_track(*session, chosen)->takes[0].id, 0, kSong);
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

}  // namespace sweetspot::test
