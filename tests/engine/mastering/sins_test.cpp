#include "engine/mastering/sins.h"

#include <gtest/gtest.h>

#include <memory>

#include "engine/mastering/chain.h"
#include "engine/processors/registry.h"
#include "engine/session/factory_presets.h"

namespace sweetspot {
namespace {

SessionPtr with_master(const std::vector<Device>& devices, double fader_db = 0.0) {
  auto session = std::make_shared<Session>(*make_session("Song", 48000.0));
  auto master = std::make_shared<Strip>(*session->master);
  master->devices.clear();
  for (const Device& device : devices) master->devices.push_back(std::make_shared<const Device>(device));
  master->fader.gain_db = fader_db;
  session->master = master;
  return session;
}

Device device(const std::string& type, std::map<std::string, double> params = {}) {
  Device made;
  made.type = type;
  made.params = std::move(params);
  return made;
}

std::vector<std::string> ids(const std::vector<Sin>& sins) {
  std::vector<std::string> all;
  for (const Sin& sin : sins) all.push_back(sin.id);
  return all;
}

using Ids = std::vector<std::string>;

TEST(Sins, PresetsHaveNone) {
  for (const Preset& preset : read_factory_presets(processor_catalog())) {
    if (preset.role != "master") continue;
    std::vector<Device> devices;
    for (const PresetDevice& settings : preset.devices) devices.push_back(device_of(settings, processor_catalog()));
    EXPECT_EQ(ids(find_sins(*with_master(devices))), Ids{}) << preset.name;
  }
  EXPECT_EQ(ids(find_sins(*with_master({}))), Ids{});
}

TEST(Sins, PitchHasNoBusinessOnTheMasterUnlessBypassed) {
  Device tune = device("tune");
  EXPECT_EQ(ids(find_sins(*with_master({tune, device("limiter")}))), Ids{"pitch_effect"});
  tune.bypassed = true;
  EXPECT_EQ(ids(find_sins(*with_master({tune, device("limiter")}))), Ids{});
}

TEST(Sins, TimeAndModulationHaveNoBusinessOnTheMaster) {
  for (const char* const type : {"reverb", "delay", "doubler", "modulation"}) {
    ASSERT_NE(find_processor(type), nullptr) << type;
    EXPECT_EQ(ids(find_sins(*with_master({device(type), device("limiter")}))), Ids{"time_effect"}) << type;
  }
}

TEST(Sins, NothingComesAfterTheLimiter) {
  EXPECT_EQ(ids(find_sins(*with_master({device("limiter"), device("eq")}))), Ids{"after_limiter"});
  EXPECT_EQ(ids(find_sins(*with_master({device("limiter")}, 1.5))), Ids{"makes_clips"});
  EXPECT_EQ(ids(find_sins(*with_master({device("limiter", {{"ceiling", -0.1}})}))), Ids{"ceiling"});
}

TEST(Sins, DitherOnceAndLast) {
  const Device dither = device("dither");
  EXPECT_EQ(ids(find_sins(*with_master({device("limiter"), dither}))), Ids{});
  EXPECT_EQ(ids(find_sins(*with_master({dither, device("eq")}))), Ids{"after_dither"});
  EXPECT_EQ(ids(find_sins(*with_master({dither, dither}))), Ids{"dither_twice"});
  EXPECT_EQ(ids(find_sins(*with_master({dither}, -0.5))), Ids{"after_dither"});
  Device eq = device("eq"), bypassed = dither, half = dither;
  eq.bypassed = bypassed.bypassed = true;
  half.mix = 0.5;
  EXPECT_EQ(ids(find_sins(*with_master({dither, eq}))), Ids{});
  EXPECT_EQ(ids(find_sins(*with_master({bypassed, device("eq")}, -0.5))), Ids{});
  EXPECT_EQ(ids(find_sins(*with_master({half}))), Ids{"after_dither"});
}

TEST(Sins, AnAutomatedMasterFaderComesAfterTheDither) {
  auto session = std::make_shared<Session>(*with_master({device("dither")}));
  auto master = std::make_shared<Strip>(*session->master);
  AutomationLane lane;
  lane.target.param = "gain";
  lane.points = {{0, 0.0}};
  master->automation = {std::make_shared<const AutomationLane>(lane)};
  session->master = master;
  EXPECT_EQ(ids(find_sins(*session)), Ids{"after_dither"});
  lane.enabled = false;
  master->automation = {std::make_shared<const AutomationLane>(lane)};
  EXPECT_EQ(ids(find_sins(*session)), Ids{});
}

TEST(Sins, DitherHasNoBusinessBeforeTheMaster) {
  auto session = std::make_shared<Session>(*with_master({device("limiter"), device("dither")}));
  Track track;
  track.strip.name = "Voice";
  track.strip.devices = {std::make_shared<const Device>(device("dither"))};
  session->tracks = {std::make_shared<const Track>(track)};
  auto mix = std::make_shared<Strip>(*session->mix);
  mix->devices = {std::make_shared<const Device>(device("dither"))};
  session->mix = mix;
  const std::vector<Sin> sins = find_sins(*session);
  EXPECT_EQ(ids(sins), (Ids{"dither_place", "dither_place"}));
  EXPECT_NE(sins[0].text.find("Voice"), std::string::npos);
}

TEST(Sins, AClippedFileIsTold) {
  Measurement measurement;
  EXPECT_EQ(ids(find_sins(measurement)), Ids{});
  measurement.clipped_runs = 3;
  measurement.loudness.true_peak_dbtp = 0.4;
  EXPECT_EQ(ids(find_sins(measurement)), (Ids{"clipped", "makes_clips"}));
}

}  // namespace
}  // namespace sweetspot
