#include "engine/studio/strip_silence.h"

#include <gmock/gmock.h>

#include "engine/core/error.h"
#include "engine/session/region_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/track_edits.h"
#include "engine/studio/processors.h"
#include "tests/engine/media/sound_files.h"

namespace sweetspot {
namespace {

using namespace test;

TEST(StripSilence, CutsWhatIsHeardOfARegionWhereverItLiesAndWhicheverWayItGoes) {
  TempFolder folder;
  std::filesystem::create_directories(folder / "audio");
  Channels audio(1, std::vector<float>(5 * 48000, 0.0f));
  for (std::size_t i = 48000; i < 96000; ++i) audio[0][i] = 0.25f;
  for (std::size_t i = 3 * 48000; i < 4 * 48000; ++i) audio[0][i] = 0.25f;
  write(folder / "audio/x.wav", audio, 48000, {});
  Media media;
  media.path = "audio/x.wav";
  media.frames = 5 * 48000;
  const auto m = edit::add_media(make_session("S", 48000), media);
  const auto t = edit::add_track(m.session, "T");
  const auto r = edit::add_region(t.session, t.id, m.id, 10000, 24000, 4 * 48000);
  const StripSilence how{.silence = {.before = 0.01, .after = 0.02}, .fade = 0.005};
  for (const bool reversed : {false, true}) {
    const SessionPtr s = edit::set_region_reversed(r.session, r.id, reversed);
    const SessionPtr cut = strip_silence(s, folder.path(), {r.id}, how);
    const auto& regions = find_track(*cut, t.id)->regions;
    ASSERT_EQ(regions.size(), 2u);
    const auto first = std::ranges::min(regions, {}, &Region::offset);  // in the recording
    const Frames before = reversed ? 960 : 480, after = reversed ? 480 : 960;
    EXPECT_EQ(first.offset, 48000 - before);
    EXPECT_EQ(first.offset + first.length, 96000 + after);
    EXPECT_EQ(first.fade_in.length, 240);
  }
  EXPECT_THROW(strip_silence(r.session, folder.path(), {r.id}, {.silence = {.threshold_db = -6.0}}), Error);
}

// The word of scripts, with the same recording: what it cuts is what the edit cuts.
TEST(StripSilence, AScriptCutsTheSame) {
  TempFolder folder;
  std::filesystem::create_directories(folder / "audio");
  Channels audio(1, std::vector<float>(5 * 48000, 0.0f));
  for (std::size_t i = 48000; i < 96000; ++i) audio[0][i] = 0.25f;
  for (std::size_t i = 3 * 48000; i < 4 * 48000; ++i) audio[0][i] = 0.01f;
  write(folder / "audio/x.wav", audio, 48000, {});
  Media media;
  media.path = "audio/x.wav";
  media.frames = 5 * 48000;
  const auto m = edit::add_media(make_session("S", 48000), media);
  const auto t = edit::add_track(m.session, "T");
  const auto r = edit::add_region(t.session, t.id, m.id, 10000);
  const auto run = [&](const char* script, const CutSilence& cut) { return run_script(r.session, script, processor_catalog(), {}, cut); };
  const auto cutter = silence_cutter(folder.path());
  const SessionPtr loud = run("strip_silence T 1 threshold=-20dB gap=0.1 before=0.01 after=0.02", cutter);
  const auto& regions = find_track(*loud, t.id)->regions;
  ASSERT_EQ(regions.size(), 1u);
  EXPECT_EQ(regions[0].position, 10000 + 48000 - 480);
  EXPECT_EQ(regions[0].length, 48000 + 480 + 960);
  EXPECT_EQ(find_track(*run("strip_silence T all", cutter), t.id)->regions.size(), 2u);
  EXPECT_THROW(run("strip_silence T 1 threshold=20", cutter), Error);
  EXPECT_THROW(run("strip_silence T 1 gap=60", cutter), Error);
  EXPECT_THROW(run("strip_silence T 1 loud=1", cutter), Error);
  EXPECT_THROW(run("strip_silence T 1", {}), Error) << "where no recordings are at hand";
}

}  // namespace
}  // namespace sweetspot
