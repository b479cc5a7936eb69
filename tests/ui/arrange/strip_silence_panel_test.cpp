// Stripping silence in the window: seen first, then cut in one step. And samples for the closest zooms, of the same recording.
#include <QImage>
#include <QPushButton>
#include <QTemporaryDir>
#include <cmath>

#include "engine/media/audio_writer.h"
#include "tests/ui/arrange/lanes_fixture.h"
#include "ui/arrange/strip_silence_panel.h"
#include "ui/controls/value_box.h"

namespace sweetspot::ui {
namespace {

// The clips' recording is there: one second in two sounds, at -12 dB and, in the second half of the song, at -32 dB.
class Silence : public Lanes {
 protected:
  void SetUp() override {
    Lanes::SetUp();
    ASSERT_TRUE(folder.isValid());
    const std::string path = folder.filePath("x.wav").toStdString();
    AudioWriter writer(path, 48000.0, 1, {});
    std::vector<float> audio(60 * kSecond);
    for (Frames i = 0; i < 60 * kSecond; ++i)
      if (i / kSecond % 2 == 0) audio[static_cast<std::size_t>(i)] = (i % 2 ? -1.0f : 1.0f) * (i < 21 * kSecond ? 0.25f : 0.025f);
    const float* channel = audio.data();
    writer.write(&channel, static_cast<int>(audio.size()));
    writer.finish();
    store.edit("Link", [&](const SessionPtr& s) {
      Media linked;
      linked.path = path;
      linked.linked = true;
      linked.frames = 60 * kSecond;
      const auto m = edit::add_media(s, linked);
      const auto r = edit::add_region(m.session, track, m.id, 20 * kSecond, 18 * kSecond, 5 * kSecond);
      real = r.id;
      real_media = m.id;
      return r.session;
    });
    place.model().fit_song();
    store.select_regions({real});
  }
  bool looked() {
    return QTest::qWaitFor([&] { return !place.silence().preview().busy(); }, 10000);
  }

  QTemporaryDir folder;
  RegionId real;
  MediaId real_media;
};

TEST_F(Silence, WhatWouldStayIsSeenAndCutInOneStep) {
  place.strip_silence();
  StripSilencePanel& panel = place.silence();
  ASSERT_TRUE(panel.isVisible());
  ASSERT_TRUE(looked());
  ASSERT_TRUE(panel.preview().kept().contains(real));
  EXPECT_EQ(panel.preview().kept().at(real).size(), 3u) << "18, 20 and 22 s";
  ASSERT_TRUE(panel.threshold().enter_text("-20"));
  ASSERT_TRUE(panel.before().enter_text("50"));
  ASSERT_TRUE(looked());
  const auto spans = panel.preview().kept().at(real);
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_EQ(spans[1].from, 22 * kSecond - kSecond / 20);
  const auto before = steps();
  panel.cut_button().click();
  EXPECT_EQ(steps(), before + 1);
  EXPECT_FALSE(panel.isVisible());
  EXPECT_EQ(store.selected_regions().size(), 2u) << "all the pieces";
  std::vector<edit::Span> pieces;
  for (const Region& region : find_track(store.session(), track)->regions)
    if (region.media == real_media) pieces.push_back({region.position, region.position + region.length});
  EXPECT_EQ(pieces, spans);
  undo();
  EXPECT_EQ(clip(real).length, 5 * kSecond);
}

TEST_F(Silence, EscLeavesTheClipsAsTheyAreAndNothingCanBeCutOfSoundAlone) {
  place.strip_silence();
  StripSilencePanel& panel = place.silence();
  ASSERT_TRUE(looked());
  const auto before = steps();
  QTest::keyClick(&panel, Qt::Key_Escape);
  EXPECT_FALSE(panel.isVisible());
  EXPECT_EQ(steps(), before);
  place.strip_silence();
  ASSERT_TRUE(panel.threshold().enter_text("-1"));
  ASSERT_TRUE(looked());
  EXPECT_FALSE(panel.cut_button().isEnabled()) << "all would go";
  ASSERT_TRUE(panel.gap().enter_text("5000"));
  ASSERT_TRUE(panel.threshold().enter_text("-60"));
  ASSERT_TRUE(looked());
  EXPECT_EQ(panel.preview().kept().at(real).size(), 1u) << "silences that short stay";
}

// The recording goes from sample to sample between its ends: closest, that is a zigzag of points.
TEST_F(Silence, TheClosestZoomShowsSamples) {
  TimelineScale scale{20.0 * kSecond + 4800.0 - 2.0, 1.0 / 32.0};
  place.model().set_scale(scale);
  lanes().grab();
  SamplePieces& pieces = lanes().samples();
  const std::string path = folder.filePath("x.wav").toStdString();
  ASSERT_TRUE(QTest::qWaitFor([&] { return pieces.have(real_media, path, 18 * kSecond + 4800, 18 * kSecond + 4900); }, 5000));
  EXPECT_EQ(*pieces.at(real_media, path, 0, 18 * kSecond + 4800), 0.25f);
  EXPECT_EQ(*pieces.at(real_media, path, 0, 18 * kSecond + 4801), -0.25f);
  QImage image = lanes().grab().toImage();
  const QRectF rect = box(real).rect;
  // The first sample's point lies half a sample (16 px) after its edge, a quarter of the half height above the middle.
  const double x = scale.x(20.0 * kSecond + 4800.0 + 0.5);
  const double half = (rect.height() - 4.0) / 2.0;
  const auto bright = [&](double at_x, double at_y) {
    return image.pixelColor(static_cast<int>(at_x), static_cast<int>(at_y)).lightness();
  };
  const int ground = bright(x, rect.center().y() - half * 0.6);
  // The next picture has what came meanwhile.
  EXPECT_TRUE(QTest::qWaitFor(
      [&] {
        image = lanes().grab().toImage();
        return bright(x, rect.center().y() - half * 0.25) > ground + 40;
      },
      5000));
  EXPECT_GT(bright(x, rect.center().y() - half * 0.25), ground + 40);
  EXPECT_GT(bright(x + 32.0, rect.center().y() + half * 0.25), ground + 40);
  EXPECT_LT(bright(x, rect.center().y() + half * 0.25), ground + 40);
}

}  // namespace
}  // namespace sweetspot::ui
