// Writing automation: modes, gestures, one undo step a pass, and that what was written is what plays, live and rendered.
#include "engine/studio/automation_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

#include "engine/media/audio_file.h"
#include "engine/session/automation_edits.h"
#include "engine/session/device_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "engine/studio/processors.h"
#include "engine/studio/render.h"
#include "engine/studio/studio.h"
#include "tests/engine/studio/demo_fixture.h"

namespace sweetspot {
namespace {

const AutomationTarget kGain{{}, {}, "gain"};

// A writer with a clock of our own.
struct Desk {
  SessionPtr session = make_session("Song", 48000.0);
  StripId kick;
  std::vector<std::pair<std::string, double>> held;  // "gain", value; NaN: let go
  AutomationWriter writer{48000.0,
                          processor_catalog(),
                          {[this](StripId, const AutomationTarget& target, double value) { held.emplace_back(target.param, value); },
                           [this](StripId, const AutomationTarget& target) { held.emplace_back(target.param, NAN); }}};
  std::uint64_t gesture = 1;
  Frames heard = -1;

  Desk() {
    const auto added = edit::add_track(session, "Kick");
    session = added.session;
    kick = added.id;
  }
  void gain(double db) {
    session = writer.take(session, [&](const SessionPtr& s) { return edit::set_gain(s, kick, db); }, {"Level", "gain", gesture, false});
  }
  void end_gesture() {
    ++gesture;
    writer.gesture_ended();
  }
  bool tick(Frames at, bool playing = true) {
    for (; playing && heard >= 0 && heard + 800 < at; heard += 800) writer.tick(*session, true, heard);
    heard = playing ? at : -1;
    return writer.tick(*session, playing, at);
  }
  void finish() {
    std::string name;
    session = writer.written(session, {}, name);
    writer.let_go();
  }
  const AutomationLane* lane() const { return edit::find_lane(*find_strip(*session, kick), kGain); }
};

TEST(AutomationWriter, InReadOrAtRestAMoveIsAnEdit) {
  Desk desk;
  desk.tick(1000);
  desk.gain(-5.0);
  EXPECT_EQ(find_strip(*desk.session, desk.kick)->fader.gain_db, -5.0);
  desk.tick(2000, false);
  desk.writer.set_mode(*desk.session, desk.kick, AutomationMode::touch);
  desk.gain(-6.0);
  EXPECT_EQ(find_strip(*desk.session, desk.kick)->fader.gain_db, -6.0);
  EXPECT_TRUE(desk.held.empty());
}

TEST(AutomationWriter, TouchHoldsUntilTheGestureEnds) {
  Desk desk;
  desk.writer.set_mode(*desk.session, desk.kick, AutomationMode::touch);
  desk.tick(1000);
  const SessionPtr before = desk.session;
  desk.gain(-5.0);
  desk.tick(10000);
  desk.gain(-8.0);
  EXPECT_EQ(desk.session, before) << "a move that is written is no edit";
  EXPECT_EQ(desk.writer.shown(*desk.session, desk.kick, kGain, 0), -8.0);
  desk.tick(20000);
  desk.end_gesture();
  EXPECT_EQ(desk.writer.shown(*desk.session, desk.kick, kGain, 0), std::nullopt);
  ASSERT_EQ(desk.held.size(), 3u);
  EXPECT_TRUE(std::isnan(desk.held.back().second));
  desk.tick(90000);
  EXPECT_TRUE(desk.tick(0, false)) << "the stop ends the pass";
  desk.finish();
  ASSERT_NE(desk.lane(), nullptr);
  EXPECT_EQ(value_at(*desk.lane(), 1000), -5.0);
  EXPECT_EQ(value_at(*desk.lane(), 20000), -8.0);
  EXPECT_EQ(value_at(*desk.lane(), 40000), 0.0);
}

TEST(AutomationWriter, AHandThatPassesTheRestingValueGoesOnWriting) {
  Desk desk;
  desk.writer.set_mode(*desk.session, desk.kick, AutomationMode::touch);
  desk.tick(1000);
  const SessionPtr before = desk.session;
  for (const double db : {-5.0, 0.0, -3.0}) {
    desk.gain(db);
    desk.tick(desk.heard + 1000);
    EXPECT_EQ(desk.session, before) << db;
  }
}

TEST(AutomationWriter, LatchHoldsToTheEndOfThePass) {
  Desk desk;
  desk.writer.set_mode(*desk.session, desk.kick, AutomationMode::latch);
  desk.tick(1000);
  desk.gain(-5.0);
  desk.end_gesture();
  desk.tick(90000);
  EXPECT_TRUE(desk.tick(0, false));
  desk.finish();
  EXPECT_EQ(value_at(*desk.lane(), 80000), -5.0);
  EXPECT_TRUE(std::isnan(desk.held.back().second));
}

TEST(AutomationWriter, WriteReplacesLanesThatNobodyTouches) {
  Desk desk;
  desk.session = edit::set_lane(desk.session, desk.kick, {.target = kGain, .points = {{0, -20.0}, {50000, -10.0}, {60000, -30.0}}},
                                processor_catalog());
  desk.writer.set_mode(*desk.session, desk.kick, AutomationMode::write);
  desk.tick(0);
  desk.tick(55000);
  EXPECT_TRUE(desk.tick(0, false));
  desk.finish();
  EXPECT_EQ(value_at(*desk.lane(), 50000), -20.0);
  EXPECT_EQ(value_at(*desk.lane(), 100000), -30.0);
}

TEST(AutomationWriter, AWheelTurnGoesBackByItself) {
  Desk desk;
  desk.gesture = 0;
  desk.writer.set_mode(*desk.session, desk.kick, AutomationMode::touch);
  desk.tick(1000);
  desk.gain(-2.0);
  desk.tick(20000);
  EXPECT_TRUE(desk.writer.shown(*desk.session, desk.kick, kGain, 0));
  desk.tick(40000);
  EXPECT_FALSE(desk.writer.shown(*desk.session, desk.kick, kGain, 0));
}

TEST(AutomationWriter, EscForgetsAndTheLaneIsHeardAgain) {
  Desk desk;
  desk.writer.set_mode(*desk.session, desk.kick, AutomationMode::touch);
  desk.tick(1000);
  desk.gain(-5.0);
  EXPECT_TRUE(desk.writer.gesture_cancelled());
  EXPECT_TRUE(std::isnan(desk.held.back().second));
  EXPECT_FALSE(desk.tick(0, false)) << "nothing is left to write";
  EXPECT_FALSE(desk.writer.gesture_cancelled());
}

TEST(AutomationWriter, EscForgetsAlsoWhatWasWrittenBeforeTheLoopTurnedRound) {
  Desk desk;
  desk.writer.set_mode(*desk.session, desk.kick, AutomationMode::latch);
  desk.tick(40000);
  desk.gain(-5.0);
  desk.tick(44000);
  desk.heard = -1;
  desk.writer.tick(*desk.session, true, 1000);  // back at the loop's start
  desk.gain(-8.0);
  EXPECT_TRUE(desk.writer.gesture_cancelled());
  EXPECT_FALSE(desk.tick(0, false)) << "nothing is left to write";
}

TEST(AutomationWriter, WhatAnEditDoesBesidesMovingIsStillDone) {
  Desk desk;
  desk.writer.set_mode(*desk.session, desk.kick, AutomationMode::touch);
  desk.tick(1000);
  desk.session = desk.writer.take(desk.session,
                                  [&](const SessionPtr& s) { return edit::set_trim(edit::set_gain(s, desk.kick, -4.0), desk.kick, 3.0); },
                                  {"Both", "", 0, false});
  EXPECT_EQ(find_strip(*desk.session, desk.kick)->trim_db, 3.0);
  EXPECT_EQ(find_strip(*desk.session, desk.kick)->fader.gain_db, 0.0);
  EXPECT_EQ(desk.writer.shown(*desk.session, desk.kick, kGain, 0), -4.0);
}

TEST(AutomationWriter, AnEditOfSomethingElseWritesNothing) {
  Desk desk;
  desk.session = edit::set_lane(desk.session, desk.kick, {.target = kGain, .points = {{0, -20.0}, {50000, -10.0}}}, processor_catalog());
  desk.writer.set_mode(*desk.session, desk.kick, AutomationMode::touch);
  desk.tick(1000);
  // As a drag of a clip does it: from a value kept since its start, whatever it is given.
  const SessionPtr kept = edit::set_trim(desk.session, desk.kick, 2.0);
  desk.session = desk.writer.take(desk.session, [&](const SessionPtr&) { return kept; }, {"Drag", "clip", 1, false});
  EXPECT_EQ(desk.session, kept);
  desk.session = desk.writer.take(desk.session, [&](const SessionPtr&) { return kept; }, {"Drag", "clip", 1, false});
  desk.session =
      desk.writer.take(desk.session, [&](const SessionPtr& s) { return edit::set_trim(s, desk.kick, 1.0); }, {"Trim", "", 0, false});
  EXPECT_EQ(find_strip(*desk.session, desk.kick)->fader.gain_db, 0.0);
  EXPECT_FALSE(desk.writer.has_written());
  // But a control that is brought to the very value that the session has is a move.
  desk.gain(0.0);
  EXPECT_EQ(desk.writer.shown(*desk.session, desk.kick, kGain, 0), 0.0);
}

TEST(AutomationWriter, DevicesAreWrittenToo) {
  Desk desk;
  const auto added = edit::add_device(desk.session, desk.kick, "compressor", processor_catalog());
  desk.session = added.session;
  const AutomationTarget threshold{added.id, {}, "threshold"};
  desk.writer.set_mode(*desk.session, desk.kick, AutomationMode::latch);
  desk.tick(1000);
  const SessionPtr before = desk.session;
  desk.session = desk.writer.take(
      desk.session, [&](const SessionPtr& s) { return edit::set_param(s, added.id, "threshold", -31.0, processor_catalog()); },
      {"T", "t", 1, false});
  EXPECT_EQ(desk.session, before);
  EXPECT_EQ(desk.writer.shown(*desk.session, desk.kick, threshold, 0), -31.0);
}

class Writing : public WithDemoSong {};

void run_for(Studio& studio, std::chrono::milliseconds time) {
  const auto until = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < until) {
    studio.tick();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

std::vector<std::vector<float>> samples_of(const std::filesystem::path& path) {
  AudioReader reader(path);
  std::vector<std::vector<float>> audio(2, std::vector<float>(static_cast<std::size_t>(reader.info().frames)));
  float* const pointers[2] = {audio[0].data(), audio[1].data()};
  reader.read(0, static_cast<int>(reader.info().frames), pointers);
  return audio;
}

TEST_F(Writing, APassIsOneUndoStepAndPlaysAsItIsRendered) {
  Studio studio;
  studio.open(demo());
  studio.set_audio({"dummy", 256, 0.0});
  const StripId strip = studio.session()->tracks.front()->strip.id;
  const DeviceId device = studio.session()->tracks.front()->strip.devices.front()->id;
  const auto& table = find_processor(studio.session()->tracks.front()->strip.devices.front()->type)->params;
  const auto moves = [](const ParamSpec& spec) { return !spec.structural && !spec.audition && spec.ramp_ms > 0.0; };
  const ParamSpec& param = *std::ranges::find_if(table, moves);
  studio.set_automation_mode(strip, AutomationMode::touch);
  const std::size_t steps = studio.history().steps().size();
  studio.play();
  run_for(studio, std::chrono::milliseconds(300));
  ASSERT_TRUE(studio.playing());
  const SessionPtr before = studio.session();
  const Frames from = studio.playhead();
  for (int i = 0; i < 40; ++i) {
    studio.edit([&](const SessionPtr& s) { return edit::set_gain(s, strip, -0.5 * i); }, {"Level", "gain", 7, false});
    studio.edit(
        [&](const SessionPtr& s) {
          return edit::set_param(s, device, param.key, i % 2 ? param.maximum : param.default_value, processor_catalog());
        },
        {"Param", "param", 7, false});
    ASSERT_EQ(studio.session(), before) << "a move is no edit";
    run_for(studio, std::chrono::milliseconds(10));
  }
  const Frames to = studio.playhead();
  studio.end_gesture();
  EXPECT_EQ(studio.session(), before);
  run_for(studio, std::chrono::milliseconds(400));
  studio.stop();
  run_for(studio, std::chrono::milliseconds(200));
  ASSERT_EQ(studio.history().steps().size(), steps + 1) << "one step";
  EXPECT_NE(studio.history().undo_name().find("Write automation"), std::string::npos);

  // Where it was heard, the lane does what the hand did.
  const AutomationLane* lane = edit::find_lane(*find_strip(*studio.session(), strip), kGain);
  ASSERT_NE(lane, nullptr);
  EXPECT_NEAR(value_at(*lane, (from + to) / 2), -10.0, 3.0);
  EXPECT_NEAR(value_at(*lane, to), -19.5, 1.0);
  EXPECT_NEAR(value_at(*lane, to + 24000), find_strip(*before, strip)->fader.gain_db, 0.01);
  EXPECT_LT(lane->points.size(), 40u);

  const SessionPtr written = studio.session();
  studio.undo();
  EXPECT_EQ(studio.session(), before);
  studio.redo();
  EXPECT_EQ(studio.session(), written);

  // Both drivers of the engine make the same of it.
  RenderOptions options;
  options.output = file("written.wav");
  options.depth = SampleDepth::float32;
  render(written, studio.folder(), options, {});
  const auto offline = samples_of(options.output);
  studio.locate(0);
  studio.set_audio({"file:" + file("written-live.wav").string(), 441, 0.0});
  studio.play();
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  do studio.tick();
  while (studio.playhead() < 5 * 48000 && std::chrono::steady_clock::now() < until);
  studio.stop();
  while (studio.playing() && std::chrono::steady_clock::now() < until) studio.tick();
  studio.close_audio();
  const auto live = samples_of(file("written-live.wav"));
  ASSERT_GT(live[0].size(), 4u * 48000u);
  for (std::size_t c = 0; c < 2; ++c)
    for (std::size_t i = 0; i < 4 * 48000; ++i) ASSERT_EQ(live[c][i], offline[c][i]) << c << " " << i;
}

TEST_F(Writing, BackToReadEndsThePassWhileItPlays) {
  Studio studio;
  studio.open(demo());
  studio.set_audio({"dummy", 256, 0.0});
  const StripId strip = studio.session()->tracks.front()->strip.id;
  studio.set_automation_mode(strip, AutomationMode::latch);
  studio.play();
  run_for(studio, std::chrono::milliseconds(300));
  studio.edit([&](const SessionPtr& s) { return edit::set_gain(s, strip, -9.0); }, {"Level", "gain", 1, false});
  studio.end_gesture();
  run_for(studio, std::chrono::milliseconds(100));
  EXPECT_EQ(studio.automated_value(strip, kGain), -9.0);
  studio.set_automation_mode(strip, AutomationMode::read);
  EXPECT_TRUE(studio.playing());
  EXPECT_NE(edit::find_lane(*find_strip(*studio.session(), strip), kGain), nullptr);
  studio.stop();
}

}  // namespace
}  // namespace sweetspot
