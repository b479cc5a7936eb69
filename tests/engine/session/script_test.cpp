#include "engine/session/script.h"

#include <gmock/gmock.h>

#include "engine/session/format.h"
#include "engine/session/paths.h"
#include "tests/engine/session/support.h"

namespace sweetspot {
namespace {

using test::catalog;
using testing::ElementsAre;
using testing::HasSubstr;

Media bring_in(const std::filesystem::path& file) {
  if (file.filename() == "missing.wav") throw Error(file.string(), "there is no such file", "check the name");
  Media media;
  media.path = file.string();
  media.frames = 480000;
  media.channels = 2;
  return media;
}

SessionPtr run(const std::string& script, SessionPtr session = make_session("S", 48000)) { return run_script(session, script, catalog(), bring_in); }
std::string refusal(const std::string& script) {
  return test::error_of([&] { run(script); });
}

TEST(Script, SplitsWords) {
  EXPECT_THAT(script_words("a  \"b c\" d=\"e f\" # rest"), ElementsAre("a", "b c", "d=e f"));
  EXPECT_THAT(script_words("track/\"Lead Vocal\"/mute=on colour=#ff0000"), ElementsAre("track/Lead Vocal/mute=on", "colour=#ff0000"));
  EXPECT_THAT(script_words(R"("say \"hi\" \\ there" "")"), ElementsAre("say \"hi\" \\ there", ""));
  EXPECT_THAT(script_words("  # nothing"), ElementsAre());
  EXPECT_FALSE(test::error_of([] { script_words("a \"b"); }).empty());
  for (const char* word : {"plain", "two words", "a\"b", "back\\slash", "", "#x"}) EXPECT_THAT(script_words(script_quoted(word)), ElementsAre(word));
}

TEST(Script, ReadsTimes) {
  EXPECT_EQ(parse_time("1.5", 48000), 72000);
  EXPECT_EQ(parse_time("1.5s", 48000), 72000);
  EXPECT_EQ(parse_time("77f", 48000), 77);
  for (const char* text : {"", "f", "1.5f", "x", "1 s", "nan", "inf"}) EXPECT_FALSE(test::error_of([&] { parse_time(text, 48000); }).empty()) << text;
}

TEST(Script, BuildsTheReferenceMix) {
  const SessionPtr s = run(R"(bus Drums
device bus/Drums compressor threshold=-18.0 ratio=2 knee=6 attack=10 release=120 makeup=1.5
track T001 "/some where/01.wav"
route track/T001 Drums
device track/T001 gain gain=-2.5
device track/T001 eq band1.type=high_pass band1.slope=12 band1.freq=80 band1.q=0.7071 band2.type=bell band2.freq=200 band2.gain=-2 band2.q=1.1
set track/T001/fader/gain=-4.5 track/T001/fader/pan=-0.3
device master limiter ceiling=-1
)");
  const Strip& strip = s->tracks[0]->strip;
  EXPECT_EQ(strip.output, s->buses[0]->strip.id);
  EXPECT_EQ(strip.fader.gain_db, -4.5);
  EXPECT_EQ(strip.fader.pan, -0.3);
  EXPECT_EQ(s->tracks[0]->regions[0].length, 480000);
  EXPECT_EQ(s->tracks[0]->channels, 2);
  EXPECT_EQ(strip.devices[1]->params.at("band1.slope"), 1);
  EXPECT_EQ(strip.devices[1]->params.at("band1.type"), 3);
  EXPECT_EQ(s->master->devices[0]->params.at("ceiling"), -1);
  EXPECT_EQ(s->buses[0]->strip.devices[0]->params.at("makeup"), 1.5);
}

TEST(Script, EditsWhatIsThere) {
  SessionPtr s = run("rename Kick \"Kick In\"\nsend \"Kick In\" Echo gain=-6 pre\nautomate mix/fader/gain 0=-6:smooth 2=0 96001f=-1:hold\nremove bus/Drums/1.compressor\n", test::rich_session());
  EXPECT_EQ(s->tracks[0]->strip.name, "Kick In");
  EXPECT_TRUE(s->tracks[0]->strip.sends[0].pre_fader);
  ASSERT_EQ(s->mix->automation.size(), 1u);
  EXPECT_THAT(s->mix->automation[0]->points,
              ElementsAre(AutomationPoint{0, -6, Curve::smooth}, AutomationPoint{96000, 0, Curve::line}, AutomationPoint{96001, -1, Curve::hold}));
  EXPECT_TRUE(s->buses[0]->strip.devices.empty());
  s = run("remove Drums\ntrack Late x.wav at=1.5\n", s);
  EXPECT_EQ(s->tracks[0]->strip.output, kMixStrip);
  EXPECT_EQ(s->tracks.back()->regions[0].position, 72000);
}

TEST(Script, EditsClips) {
  SessionPtr s = run(R"(track Voice a.wav
split Voice 1 at=2
split Voice 2 at=4
clip Voice 2 gain=-3 reverse=on envelope=2:-6,3:6
clip Voice 1,3 fade_out=0.1:s_curve
nudge Voice 2-3 by=1
group_clips Voice 1-2
)");
  const auto& regions = s->tracks[0]->regions;
  ASSERT_EQ(regions.size(), 3u);
  EXPECT_EQ(regions[1].position, 3 * 48000);
  EXPECT_TRUE(regions[1].reversed);
  EXPECT_THAT(regions[1].envelope, ElementsAre(GainPoint{96000, -6}, GainPoint{144000, 6}));
  EXPECT_EQ(regions[0].group, regions[1].group);
  EXPECT_EQ(regions[2].fade_out, (Fade{4800, FadeShape::s_curve}));
  s = run("delete Voice 1 close\nungroup_clips Voice all\nduplicate Voice 1\n", s);
  EXPECT_EQ(s->tracks[0]->regions[0].position, 48000);
  EXPECT_EQ(s->tracks[0]->regions.size(), 3u);
  EXPECT_THAT(test::error_of([&] { run("clip Voice 7 gain=0", s); }), HasSubstr("Voice has 3 regions"));
  EXPECT_THAT(test::error_of([&] { run("clip Voice 1 lock=on\nclip Voice 1 at=9", s); }), HasSubstr("locked"));
  EXPECT_THAT(test::error_of([&] { run("join Voice 1-2", s); }), HasSubstr("no two of them"));
  EXPECT_THAT(test::error_of([&] { run("delete Voice 1 clsoe", s); }), HasSubstr("clsoe"));
}

TEST(Script, ChoosesTakes) {
  SessionPtr s = run("track A a.wav\ntrack B b.wav\ntakes A 1 B 1\ncomp A B 1 2\n");
  ASSERT_EQ(s->tracks[0]->takes.size(), 2u);
  EXPECT_EQ(s->tracks[0]->regions.size(), 3u);
  EXPECT_THAT(test::error_of([&] { run("comp A C 1 2", s); }), HasSubstr("Take 1 or B"));
  s = run("flatten A\n", s);
  EXPECT_TRUE(s->tracks[0]->takes.empty());
}

TEST(Script, AWrongLineStopsItWithItsNumber) {
  EXPECT_THAT(refusal("bus A\n\n# fine\nbuss B\n"), HasSubstr("line 4, buss"));
  EXPECT_THAT(refusal("buss B"), HasSubstr("try bus"));
  EXPECT_THAT(refusal("track A missing.wav"), HasSubstr("line 1, missing.wav"));
  EXPECT_THAT(refusal("track A\ntrack A"), HasSubstr("line 2"));
  EXPECT_THAT(refusal("track A\ndevice A compresor"), HasSubstr("compressor"));
  EXPECT_THAT(refusal("track A\ndevice A compressor ratio=0"), HasSubstr("1 to 100"));
  EXPECT_THAT(refusal("track A\nset track/A/fader/gain"), HasSubstr("PATH=VALUE"));
  EXPECT_THAT(refusal("track A\nroute A Drums"), HasSubstr("no such bus"));
  EXPECT_THAT(refusal("bus A\nbus B\nroute bus/A B\nsend bus/B A"), HasSubstr("B → A → B"));
  EXPECT_THAT(refusal("track"), HasSubstr("track NAME"));
  EXPECT_THAT(refusal("track A loud=1"), HasSubstr("loud"));
  EXPECT_THAT(refusal("bus A\nremove bus/B"), HasSubstr("bus/A"));
  EXPECT_THAT(refusal("loop 0 x"), HasSubstr("not a time"));
}

TEST(Script, PrintsWhatMakesTheSessionAgain) {
  const SessionPtr original = test::rich_session();
  const std::string script = print_script(*original, catalog());
  const SessionPtr again = run(script);
  EXPECT_EQ(print_script(*again, catalog()), script);
  for (const std::string& path : list_paths(*original, catalog()))
    EXPECT_EQ(get_path(*again, path, catalog()), get_path(*original, path, catalog())) << path;
  ASSERT_EQ(again->tracks[0]->regions.size(), 1u);
  EXPECT_EQ(again->tracks[0]->regions[0].fade_in, original->tracks[0]->regions[0].fade_in);
  EXPECT_EQ(again->tracks[1]->regions[0].name, original->tracks[1]->regions[0].name);
  const Region &was = original->tracks[1]->regions[0], &is = again->tracks[1]->regions[0];
  EXPECT_EQ(is.envelope, was.envelope);
  EXPECT_TRUE(is.reversed && is.locked && is.group == again->tracks[0]->regions[0].group);
  ASSERT_EQ(again->tracks[1]->takes.size(), 1u);
  EXPECT_EQ(again->tracks[1]->takes[0].regions[0].offset, 100);
  EXPECT_EQ(again->markers[0].length, original->markers[0].length);
  EXPECT_EQ(again->loop, original->loop);
  EXPECT_EQ(again->metadata, original->metadata);
}

}  // namespace
}  // namespace sweetspot
