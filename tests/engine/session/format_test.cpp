#include "engine/session/format.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "engine/session/strip_edits.h"
#include "engine/session/version_edits.h"
#include "tests/engine/session/support.h"

namespace sweetspot {
namespace {

using test::catalog;
using testing::HasSubstr;
using Json = nlohmann::json;

std::string write(const Session& session) { return session_to_text(session, catalog()); }
SessionPtr read(const std::string& text) { return session_from_text(text, catalog(), "Song.sweetspot").session; }
std::string refusal(const std::string& text) {
  return test::error_of([&] { read(text); });
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(Format, ReadsBackWhatItWrote) {
  const std::string text = write(*test::rich_session());
  const SessionPtr again = read(text);
  EXPECT_EQ(write(*again), text);
  EXPECT_EQ(write(*again->versions[0].session), write(*test::rich_session()->versions[0].session));
  EXPECT_GE(again->next_id, test::rich_session()->next_id);
}

TEST(Format, IsJsonWithOneLeafALine) {
  const std::string text = write(*test::rich_session());
  const Json document = Json::parse(text);
  EXPECT_EQ(document["format"], 1);
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  EXPECT_GE(lines, document.flatten().size());
  for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1)
    EXPECT_LE(std::count(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end), ':'), 4);
}

TEST(Format, OneEditChangesOneLine) {
  const SessionPtr before = test::rich_session();
  const SessionPtr after = edit::set_gain(before, test::strip_named(*before, "Kick"), -7.25);
  const std::string a = write(*before), b = write(*after);
  const auto split = [](const std::string& text) {
    std::vector<std::string> lines(1);
    for (const char c : text) c == '\n' ? (void)lines.emplace_back() : lines.back().push_back(c);
    return lines;
  };
  const auto x = split(a), y = split(b);
  ASSERT_EQ(x.size(), y.size());
  int different = 0;
  for (std::size_t i = 0; i < x.size(); ++i) different += x[i] != y[i];
  EXPECT_EQ(different, 1);
}

TEST(Format, WritesChoicesAndEnumerationsByKey) {
  const std::string text = write(*test::rich_session());
  EXPECT_THAT(text, HasSubstr("\"band1.type\": \"high_pass\""));
  EXPECT_THAT(text, HasSubstr("\"auto\": true"));
  EXPECT_THAT(text, HasSubstr("\"shape\": \"equal_power\""));
  EXPECT_THAT(text, HasSubstr("\"role\": \"lead_vocal\""));
}

TEST(Format, KeepsUnknownKeysAtEveryLevel) {
  Json document = Json::parse(write(*test::rich_session()));
  document["later"] = {{"a", 1}, {"b", {1, "two", nullptr, 0.1}}};
  document["loop"]["later"] = 2;
  document["media"][0]["later"] = "x";
  document["markers"][0]["later"] = true;
  document["mix"]["later"] = 3;
  document["mix"]["fader"]["later"] = 4;
  document["tracks"][0]["later"] = 5;
  document["tracks"][0]["regions"][0]["later"] = 6;
  document["tracks"][0]["regions"][0]["fade_in"]["later"] = 7;
  document["tracks"][1]["strip"]["sends"][0]["later"] = 8;
  document["tracks"][1]["strip"]["devices"][0]["later"] = 9;
  document["tracks"][1]["strip"]["devices"][0]["params"]["band99.freq"] = 10;
  document["tracks"][1]["strip"]["devices"][0]["params"]["band1.type"] = "a_shape_of_the_future";
  document["tracks"][1]["strip"]["automation"][0]["later"] = 11;
  document["buses"][0]["later"] = 12;
  document["versions"][0]["later"] = 13;
  document["versions"][0]["session"]["tracks"][0]["later"] = 14;
  document["master"]["devices"][0]["type"] = "reverb_of_the_future";
  document["master"]["devices"][0]["params"] = {{"size", 2.5}, {"shape", "hall"}};
  EXPECT_EQ(Json::parse(write(*read(document.dump()))), document);
}

TEST(Format, SaysWhereTheTextIsDamaged) {
  const std::string text = write(*test::rich_session());
  EXPECT_THAT(refusal(text.substr(0, text.size() / 2)), HasSubstr("damaged at line"));
  EXPECT_THAT(refusal("{\n  \"format\": 1,\n  oops\n}"), HasSubstr("line 3, column 3"));
  EXPECT_THAT(refusal(""), HasSubstr("damaged at line 1"));
  EXPECT_THAT(refusal("[1, 2]"), HasSubstr("not a session"));
  EXPECT_THAT(refusal(replaced(text, "\"gain\": -3.5", "\"gain\": \"loud\"")), HasSubstr("tracks/0/strip/fader/gain: it is not a number"));
  EXPECT_THAT(refusal(replaced(text, "\"shape\": \"equal_power\"", "\"shape\": \"wobbly\"")), HasSubstr("tracks/0/regions/0/fade_in/shape"));
  EXPECT_THAT(refusal(replaced(text, "\"rate\": 48000", "\"rate\": 0")), HasSubstr("between 8000 and 192000"));
}

TEST(Format, RefusesIdsThatAreUsedTwiceAndLoops) {
  Json document = Json::parse(write(*test::rich_session()));
  Json twice = document;
  twice["tracks"][0]["strip"]["id"] = twice["tracks"][1]["strip"]["id"];
  EXPECT_THAT(refusal(twice.dump()), HasSubstr("used twice"));
  Json loop = document;
  loop["buses"][0]["strip"]["output"] = loop["buses"][1]["strip"]["id"];
  loop["buses"][1]["strip"]["output"] = loop["buses"][0]["strip"]["id"];
  EXPECT_THAT(refusal(loop.dump()), HasSubstr("→"));
}

TEST(Format, RepairsWhatLeadsNowhere) {
  Json document = Json::parse(write(*test::rich_session()));
  document["tracks"][0]["strip"]["output"] = 9999;
  document["tracks"][1]["strip"]["sends"][0]["to"] = 9999;
  document["buses"][0]["strip"]["devices"][0]["sidechain"] = 9999;
  const SessionPtr session = read(document.dump());
  EXPECT_EQ(session->tracks[0]->strip.output, kMixStrip);
  EXPECT_TRUE(session->tracks[1]->strip.sends.empty());
  EXPECT_FALSE(session->buses[0]->strip.devices[0]->sidechain);
}

TEST(Format, MigratesTheDraftsBeforeFormatOne) {
  const char* draft = R"({
    "name": "Old", "rate": 44100,
    "tracks": [{"role": "bass", "strip": {"id": 20, "name": "Bass", "output": 1, "fader": {"volume": 0.5, "pan": 0.25},
                "sends": [{"id": 22, "to": 21, "volume": 0}]}, "regions": []}],
    "buses": [{"strip": {"id": 21, "name": "Echo", "output": 1, "fader": {"volume": 2}}}],
    "mix": {"id": 1, "name": "Mix", "fader": {"volume": 1}}
  })";
  const SessionPtr session = read(draft);
  EXPECT_NEAR(session->tracks[0]->strip.fader.gain_db, -6.0206, 1e-4);
  EXPECT_EQ(session->tracks[0]->strip.fader.pan, 0.25);
  EXPECT_EQ(session->tracks[0]->strip.sends[0].gain_db, kSilenceDb);
  EXPECT_NEAR(session->buses[0]->strip.fader.gain_db, 6.0206, 1e-4);
  EXPECT_EQ(session->mix->fader.gain_db, 0.0);
  EXPECT_THAT(write(*session), HasSubstr("\"format\": 1"));
  EXPECT_EQ(write(*session).find("volume"), std::string::npos);
}

TEST(Format, NeverCrashesOnDamagedText) {
  const std::string text = write(*test::rich_session());
  std::mt19937 random(3);
  int refused = 0;
  for (int i = 0; i < 2000; ++i) {
    std::string damaged = text;
    for (int n = 0; n < 3; ++n) damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
    try {
      read(damaged);
    } catch (const Error&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 100);
}

TEST(Format, AVersionsRecordingsAreTheSessionsOwn) {
  const Json document = Json::parse(write(*test::rich_session()));
  EXPECT_TRUE(document["versions"][0]["session"]["media"].empty());
  const SessionPtr session = read(document.dump());
  EXPECT_EQ(session->versions[0].session->media, session->media);
}

}  // namespace
}  // namespace sweetspot
