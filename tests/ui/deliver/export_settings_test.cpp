// From the form of an export to what is rendered, and what is said before.
#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

#include "engine/core/error.h"
#include "engine/session/cut_off.h"
#include "engine/session/region_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/vca_edits.h"
#include "engine/session/track_edits.h"
#include "engine/studio/render.h"
#include "ui/deliver/deliver_checks.h"
#include "ui/deliver/export_form.h"
#include "ui/deliver/export_settings.h"

namespace sweetspot::ui {
namespace {

SessionPtr song() {
  SessionPtr session = make_session("Song", 48000.0);
  Media media;
  media.path = "audio/Kick.wav";
  media.frames = 480000;
  const auto recording = edit::add_media(session, media);
  const auto track = edit::add_track(recording.session, "Kick");
  return edit::add_region(track.session, track.id, recording.id, 0).session;
}

class ExportSettingsTest : public testing::Test {
 protected:
  ExportSettings settings(std::size_t preset = 0) const {
    ExportSettings s = export_presets()[preset].settings;
    s.folder = folder.path();
    s.name = "Song";
    return s;
  }
  void touch(const QString& name) const {
    QFile file(folder.filePath(name));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
  }
  QTemporaryDir folder;
};

TEST_F(ExportSettingsTest, TheStreamingMasterIsBroughtToItsLoudness) {
  const RenderOptions options = options_of(settings(), *song());
  EXPECT_EQ(options.output.filename(), "Song.wav");
  EXPECT_EQ(options.depth, SampleDepth::pcm24);
  EXPECT_EQ(options.dither, DitherKind::tpdf);
  EXPECT_EQ(options.loudness, -14.0);
  EXPECT_EQ(options.ceiling, -1.0);
  EXPECT_FALSE(options.before_mastering);
  EXPECT_TRUE(options.stems.empty());
  EXPECT_TRUE(options.measure);
  EXPECT_EQ(options.tags.at("title"), "Song");
}

TEST_F(ExportSettingsTest, ATakenNameGetsANumber) {
  touch("Song.wav");
  EXPECT_EQ(options_of(settings(), *song()).output.filename(), "Song (2).wav");
  touch("Song (2).wav");
  EXPECT_EQ(options_of(settings(), *song()).output.filename(), "Song (3).wav");
}

TEST_F(ExportSettingsTest, ANameThatIsBeingWrittenGetsANumber) {
  touch("Song (2).wav");
  ExportSettings s = settings();
  s.what = ExportWhat::master_and_stems;
  const QSet<QString> writing{folder.filePath("Song.wav"), folder.filePath("Song stems")};
  const RenderOptions options = options_of(s, *song(), writing);
  EXPECT_EQ(options.output.filename(), "Song (3).wav");
  EXPECT_EQ(options.stems.filename(), "Song stems (2)");
}

TEST_F(ExportSettingsTest, StemsGoIntoAFolderAndAreLeftAtTheirLevel) {
  ExportSettings s = settings();
  s.what = ExportWhat::stems;
  const RenderOptions stems = options_of(s, *song());
  EXPECT_TRUE(stems.output.empty());
  EXPECT_EQ(stems.stems.filename(), "Song stems");
  EXPECT_FALSE(stems.loudness);
  s.what = ExportWhat::master_and_stems;
  EXPECT_FALSE(options_of(s, *song()).output.empty());
  EXPECT_FALSE(options_of(s, *song()).stems.empty());
}

TEST_F(ExportSettingsTest, OnlyWholeNumbersAreDithered) {
  ExportSettings s = settings();
  s.dither = ExportDither::shaped;
  s.depth = ExportDepth::float32;
  EXPECT_EQ(options_of(s, *song()).dither, DitherKind::none);
  s.depth = ExportDepth::bits16;
  EXPECT_EQ(options_of(s, *song()).dither, DitherKind::shaped);
  s.format = ExportFormat::mp3;
  EXPECT_EQ(options_of(s, *song()).dither, DitherKind::none);
}

TEST_F(ExportSettingsTest, TheLoopMustBeSet) {
  ExportSettings s = settings();
  s.loop_only = true;
  EXPECT_THROW(options_of(s, *song()), Error);
  const RenderOptions options = options_of(s, *edit::set_loop(song(), {48000, 96000, false}));
  EXPECT_EQ(options.from, 48000);
  EXPECT_EQ(options.to, 96000);
}

TEST_F(ExportSettingsTest, NamesThatAreNoneAreRefused) {
  for (const char* name : {"", "  ", "a/b"}) {
    ExportSettings s = settings();
    s.name = name;
    EXPECT_THROW(options_of(s, *song()), Error) << name;
  }
}

TEST_F(ExportSettingsTest, TheFormGivesBackWhatItWasGiven) {
  ExportForm form;
  for (const ExportPreset& preset : export_presets()) {
    ExportSettings wanted = preset.settings;
    wanted.folder = "/tmp/x";
    wanted.name = "Y";
    form.set_settings(wanted);
    const ExportSettings got = form.settings();
    EXPECT_EQ(got.what, wanted.what);
    EXPECT_EQ(got.format, wanted.format);
    EXPECT_EQ(got.depth, wanted.depth);
    EXPECT_EQ(got.dither, wanted.dither);
    EXPECT_EQ(got.rate, wanted.rate);
    EXPECT_EQ(got.loudness, wanted.loudness);
    EXPECT_EQ(got.name, wanted.name);
  }
}

TEST(DeliverChecks, SayWhatWouldNotBeHeard) {
  SessionPtr session = song();
  const auto kinds = [&](const std::vector<MissingMedia>& missing) {
    std::vector<DeliverCheck::Fix> fixes;
    for (const DeliverCheck& check : deliver_checks(*session, missing)) fixes.push_back(check.fix);
    return fixes;
  };
  using Fix = DeliverCheck::Fix;
  EXPECT_EQ(kinds({}), (std::vector{Fix::none, Fix::none}));
  session = edit::set_muted(session, session->tracks[0]->strip.id, true);
  EXPECT_EQ(kinds({}).front(), Fix::go_to_track);
  session = edit::set_soloed(session, session->tracks[0]->strip.id, true);
  EXPECT_EQ(kinds({}).front(), Fix::clear_solos);
  EXPECT_EQ(kinds({{session->media[0]->id, "Kick.wav", "audio/Kick.wav"}}).front(), Fix::find_recording);
  // A VCA acts on what is under it.
  const StripId track = session->tracks[0]->strip.id;
  session = edit::set_muted(edit::clear_solos(session), track, false);
  const auto vca = edit::add_vca(session, "All", std::vector{track});
  session = edit::set_muted(vca.session, vca.id, true);
  EXPECT_EQ(kinds({}).front(), Fix::go_to_track);
  session = edit::set_soloed(edit::set_muted(session, vca.id, false), vca.id, true);
  EXPECT_EQ(kinds({}).front(), Fix::clear_solos);
  auto cut = std::make_shared<Session>(*session);
  auto media = std::make_shared<Media>(*cut->media[0]);
  set_cut_off(*media, 0);
  cut->media[0] = media;
  const auto checks = deliver_checks(*cut, {});
  EXPECT_EQ(checks[0].kind, DeliverCheck::Kind::warning);
  EXPECT_TRUE(checks[0].text.endsWith("is cut off after 0:00")) << checks[0].text.toStdString();
  for (const DeliverCheck& check : checks) EXPECT_NE(check.text, "All recordings are there");
  const auto empty = deliver_checks(*make_session("Empty", 48000.0), {});
  ASSERT_EQ(empty.size(), 1u);
  EXPECT_EQ(empty[0].kind, DeliverCheck::Kind::fault);
}

}  // namespace
}  // namespace sweetspot::ui
