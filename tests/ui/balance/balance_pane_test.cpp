// The balance in the inspector: heard in the background, shown, acted on; on a song of noise with the silent clock.
#include "ui/balance/balance_pane.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QElapsedTimer>
#include <QLabel>
#include <QLayout>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <numbers>
#include <random>
#include <set>

#include "engine/media/audio_writer.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "engine/studio/ingest.h"
#include "ui/balance/balance_words.h"
#include "ui/balance/mask_map.h"
#include "ui/store/track_look.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

namespace fs = std::filesystem;

// Noise between two frequencies, with a hump of its own at `ring` where that is not 0.
fs::path write_noise(const fs::path& path, double low, double high, double rms, double ring = 0.0, double seconds = 4.0) {
  const auto count = static_cast<std::size_t>(48000.0 * seconds);
  std::vector<float> audio(count);
  std::mt19937 random(static_cast<unsigned>(low + high));
  const int sines = 700;
  for (int i = 0; i < sines; ++i) {
    const double hertz = low * std::pow(high / low, (i + 0.5) / sines), w = 2.0 * std::numbers::pi * hertz / 48000.0;
    const double gain = ring > 0.0 && std::abs(std::log2(hertz / ring)) < 0.05 ? 4.0 : 1.0;
    const double phase = static_cast<double>(random());
    double s = std::sin(phase), c = std::cos(phase);
    const double turn_s = std::sin(w), turn_c = std::cos(w);
    for (float& sample : audio) {
      sample += static_cast<float>(gain * rms * std::sqrt(2.0 / sines) * s);
      const double next = s * turn_c + c * turn_s;
      c = c * turn_c - s * turn_s;
      s = next;
    }
  }
  AudioWriter writer(path, 48000.0, 1, {});
  const float* channel = audio.data();
  writer.write(&channel, static_cast<int>(audio.size()));
  writer.finish();
  return path;
}

class BalancePaneTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    recordings_ = fs::temp_directory_path() / ("sweetspot-balance-" + std::to_string(QCoreApplication::applicationPid()));
    fs::create_directories(recordings_);
    write_noise(recordings_ / "Lead Vocal.wav", 200.0, 6000.0, 0.02, 900.0);
    write_noise(recordings_ / "Keys.wav", 1200.0, 2400.0, 0.06);
    write_noise(recordings_ / "Bass.wav", 50.0, 100.0, 0.05);
  }
  static void TearDownTestSuite() { fs::remove_all(recordings_); }

  void SetUp() override {
    store = std::make_unique<Store>();
    const std::vector<fs::path> files{recordings_ / "Lead Vocal.wav", recordings_ / "Keys.wav", recordings_ / "Bass.wav"};
    const fs::path song = store->studio().folder();
    const Recordings recordings = bring_in(files, song, 48000.0, false, {});
    SessionPtr session = add_recordings(store->session_ptr(), song, recordings, false, {}).session;
    store->studio().commit(session, {"Add recordings", "", 0, false});
    store->refresh();
    for (const auto& track : store->session().tracks) {
      if (track->strip.name == "Lead Vocal") voice = track->strip.id;
      if (track->strip.name == "Keys") keys = track->strip.id;
    }
    ASSERT_TRUE(voice && keys);
    store->select_strip(voice);
  }

  void open(BalancePane::Page page = BalancePane::Page::none) {
    pane = std::make_unique<BalancePane>(*store);
    pane->setFixedWidth(token::kInspectorWidth - 2 * token::kSpaceWide - 8);  // in the inspector, beside its scroll bar
    set_ground(*pane, token::kPanel);
    pane->show();
    pane->open(page);
  }

  BalanceBook& book() { return BalanceBook::of(*store); }
  static bool wait(const std::function<bool()>& condition) {
    const bool came = QTest::qWaitFor(condition, 20000);
    QApplication::processEvents();  // what was made is laid out
    return came;
  }
  bool heard() {
    return wait([&] { return book().hearing() && !book().stale() && !book().fraction(); });
  }
  bool compared() {
    return wait([&] { return book().masking() && !book().stale() && !book().fraction(); });
  }

  QPushButton* button(const QString& text) const {
    for (QPushButton* one : pane->findChildren<QPushButton*>())
      if (one->isVisible() && (one->text() == text || one->accessibleName() == text)) return one;
    return nullptr;
  }

  QStringList shown() const {
    QStringList all;
    for (QLabel* label : pane->findChildren<QLabel*>())
      if (label->isVisible()) all << label->text();
    return all;
  }

  void save(const QString& name) const {
    const QString where = QString(SWEETSPOT_SOURCE_DIR) + "/build/screenshots/balance";
    QDir().mkpath(where);
    for (int i = 0; i < 3; ++i) {
      QApplication::processEvents();
      pane->resize(pane->width(), pane->layout()->heightForWidth(pane->width()));
    }
    const QPixmap picture = pane->grab();
    picture.save(where + "/" + name + ".png");
    std::set<QRgb> colours;
    const QImage image = picture.toImage();
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) colours.insert(image.pixel(x, y));
    EXPECT_GT(colours.size(), 24u) << name.toStdString();
  }

  std::size_t steps() const { return store->studio().history().steps().size(); }

  static inline fs::path recordings_;
  std::unique_ptr<Store> store;
  std::unique_ptr<BalancePane> pane;
  StripId voice, keys;
};

TEST_F(BalancePaneTest, SharesAreHeardInTheBackgroundAndSumToAll) {
  open();
  ASSERT_TRUE(heard());
  double sum = 0.0;
  for (const HeardStrip& track : book().hearing()->tracks) sum += track.share;
  EXPECT_NEAR(sum, 1.0, 0.03);
  const HeardStrip* one = book().heard(voice);
  EXPECT_TRUE(shown().contains(lufs_text(*one) + " LUFS")) << shown().join("|").toStdString();
  EXPECT_TRUE(shown().contains(share_text(one->share)));
  EXPECT_TRUE(shown().contains("over the song"));
}

TEST_F(BalancePaneTest, NobodyListensWhileNobodyLooks) {
  book();
  store->edit("Level", [&](const SessionPtr& s) { return edit::set_gain(s, voice, -3.0); });
  QTest::qWait(900);
  EXPECT_FALSE(book().hearing());
  EXPECT_FALSE(book().fraction());
}

TEST_F(BalancePaneTest, AnEditMakesTheFiguresOldAndThenNewOnesCome) {
  open();
  ASSERT_TRUE(heard());
  const double before = *book().heard(voice)->loudness_lufs;
  store->edit("Level", [&](const SessionPtr& s) { return edit::set_gain(s, voice, -6.0); });
  EXPECT_TRUE(book().stale());
  ASSERT_TRUE(heard());
  EXPECT_NEAR(*book().heard(voice)->loudness_lufs, before - 6.0, 0.1);
  // What was heard once is kept: undo needs no listening.
  store->studio().undo();
  store->refresh();
  ASSERT_TRUE(wait([&] { return !book().stale(); }));
  EXPECT_NEAR(*book().heard(voice)->loudness_lufs, before, 1e-9);
  // A name is not heard.
  store->edit("Rename", [&](const SessionPtr& s) { return edit::rename_strip(s, voice, "Singer"); });
  ASSERT_TRUE(wait([&] { return !book().stale(); }));
}

TEST_F(BalancePaneTest, TheLoopIsToldAndHeard) {
  store->edit("Loop", [](const SessionPtr& s) { return edit::set_loop(s, {48000, 96000, true}); });
  open();
  ASSERT_TRUE(heard());
  EXPECT_TRUE(shown().contains("over the loop, 0:01.000 to 0:02.000")) << shown().join("|").toStdString();
  EXPECT_EQ(book().hearing()->stretch.from, 48000);
}

TEST_F(BalancePaneTest, ListeningMovesNothing) {
  open();
  ASSERT_TRUE(wait([&] { return book().hearing() && !book().fraction(); }));
  const int resting = pane->sizeHint().height();
  store->edit("Loop", [](const SessionPtr& s) { return edit::set_loop(s, {0, 48000 * 3000, true}); });
  ASSERT_TRUE(wait([&] { return book().fraction() && button("Cancel"); }));
  QApplication::processEvents();
  EXPECT_EQ(pane->sizeHint().height(), resting);
  book().cancel();
}

TEST_F(BalancePaneTest, ListeningStopsQuicklyAndStartsAgain) {
  store->edit("Loop", [](const SessionPtr& s) { return edit::set_loop(s, {0, 48000 * 3000, true}); });  // long, mostly silent
  open();
  ASSERT_TRUE(wait([&] { return book().fraction().has_value(); }));
  ASSERT_TRUE(wait([&] { return button("Cancel"); }));
  QElapsedTimer clock;
  clock.start();
  button("Cancel")->click();
  ASSERT_TRUE(wait([&] { return !book().fraction(); }));
  EXPECT_LT(clock.elapsed(), 1000);  // 200 ms on a machine with nothing else to do
  EXPECT_TRUE(book().cancelled());
  EXPECT_FALSE(book().hearing());
  ASSERT_TRUE(button("Listen"));
  button("Listen")->click();
  EXPECT_TRUE(wait([&] { return book().fraction().has_value(); }));
  book().cancel();
}

TEST_F(BalancePaneTest, MaskingNamesTheCovererAndADipIsOneStep) {
  open(BalancePane::Page::masking);
  ASSERT_TRUE(compared());
  ASSERT_TRUE(pane->findChild<MaskMap*>());
  EXPECT_TRUE(shown().contains("Keys")) << shown().join("|").toStdString();
  EXPECT_FALSE(shown().contains("Bass"));
  save("masking");
  const std::size_t before = steps();
  const auto lost = [&] { return mask_rows(store->session(), *book().masking()).front().lost; };
  const double covered = lost();
  ASSERT_TRUE(button("Dynamic"));
  button("Dynamic")->click();
  QApplication::processEvents();
  ASSERT_EQ(steps(), before + 1);
  EXPECT_TRUE(QString::fromStdString(store->studio().history().undo_name()).startsWith("Dip Keys at "));
  const Strip* strip = find_strip(store->session(), keys);
  ASSERT_EQ(strip->devices.size(), 1u);
  EXPECT_EQ(strip->devices[0]->sidechain, voice);
  EXPECT_FALSE(book().said().isEmpty());
  ASSERT_TRUE(compared());
  EXPECT_LT(lost(), covered);
  ASSERT_TRUE(button("Undo"));
  button("Undo")->click();
  EXPECT_TRUE(find_strip(store->session(), keys)->devices.empty());
  EXPECT_TRUE(book().said().isEmpty());
}

TEST_F(BalancePaneTest, AClickInTheMapGoesToTheDip) {
  open(BalancePane::Page::masking);
  ASSERT_TRUE(compared());
  pane->adjustSize();
  QApplication::processEvents();
  auto* map = pane->findChild<MaskMap*>();
  pane->activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(pane.get()));
  QTest::mouseClick(map, Qt::LeftButton, Qt::NoModifier, QPointF(map->x_of(1700.0), map->stripe(0).center().y()).toPoint());
  ASSERT_TRUE(pane->focusWidget());
  EXPECT_TRUE(pane->focusWidget()->accessibleName().startsWith("Still dip on Keys at "))
      << pane->focusWidget()->accessibleName().toStdString();
}

TEST_F(BalancePaneTest, ASilentTrackSaysSo) {
  store->edit("Mute", [&](const SessionPtr& s) { return edit::set_muted(s, voice, true); });
  open(BalancePane::Page::masking);
  ASSERT_TRUE(wait([&] { return shown().contains("It is silent or muted here."); }));
  EXPECT_TRUE(shown().contains("silent"));
}

TEST_F(BalancePaneTest, SpotsAreHeardWithoutAStepAndAcceptedAsOne) {
  open(BalancePane::Page::spots);
  ASSERT_TRUE(wait([&] { return book().spots() && !book().finding_spots(); }));
  const auto& spots = book().spots()->spots;
  ASSERT_FALSE(spots.empty());
  EXPECT_NEAR(spots[0].hertz, 900.0, 40.0);
  EXPECT_TRUE(shown().join("|").contains("above its neighbours")) << shown().join("|").toStdString();
  save("spots");
  const std::size_t before = steps();
  const SessionPtr session = store->session_ptr();
  ASSERT_TRUE(button("Hear it"));
  button("Hear it")->click();
  QTest::qWait(20);
  EXPECT_TRUE(book().auditioning());
  EXPECT_EQ(steps(), before);
  EXPECT_EQ(store->session_ptr(), session);
  ASSERT_TRUE(button("Hearing it"));
  button("Hearing it")->click();
  QTest::qWait(20);
  EXPECT_FALSE(book().auditioning());
  // Left out, a band is not taken.
  for (std::size_t i = 1; i < spots.size(); ++i) book().take(i, false);
  button("Accept")->click();
  QApplication::processEvents();
  ASSERT_EQ(steps(), before + 1);
  const Strip* strip = find_strip(store->session(), voice);
  ASSERT_EQ(strip->devices.size(), 1u);
  EXPECT_EQ(strip->devices[0]->params.count("band1.gain"), 1u);
  EXPECT_EQ(strip->devices[0]->params.count("band2.gain"), 0u);
  EXPECT_EQ(strip->devices[0]->params.count("auto_gain"), 0u);
  EXPECT_NE(strip->devices[0]->params.at("output"), 0.0);
  EXPECT_TRUE(QString::fromStdString(store->studio().history().undo_name()).startsWith("EQ on Lead Vocal: "));
}

TEST_F(BalancePaneTest, AnEditEndsTheAudition) {
  open(BalancePane::Page::spots);
  ASSERT_TRUE(wait([&] { return book().spots() && !book().finding_spots(); }));
  book().audition(true);
  store->edit("Level", [&](const SessionPtr& s) { return edit::set_gain(s, voice, -1.0); });
  EXPECT_FALSE(book().auditioning());
  book().audition(true);
  store->select_strip(keys);
  EXPECT_FALSE(book().auditioning());
  EXPECT_FALSE(book().spots());
}

TEST_F(BalancePaneTest, AStartingBalanceIsOneStepThatSaysWhy) {
  open(BalancePane::Page::balance);
  QApplication::processEvents();
  save("balance");
  QSignalSpy done(&book(), &BalanceBook::done);
  const std::size_t before = steps();
  ASSERT_TRUE(button("All tracks (3)"));
  button("All tracks (3)")->click();
  ASSERT_TRUE(wait([&] { return done.count() == 1; }));
  EXPECT_EQ(steps(), before + 1);
  EXPECT_EQ(store->studio().history().undo_name(), "Starting balance of 3 tracks");
  EXPECT_TRUE(shown().join("|").contains("Faders by loudness")) << shown().join("|").toStdString();
  ASSERT_TRUE(heard());
  EXPECT_NEAR(*book().hearing()->mix_lufs, -18.0, 1.0);
}

TEST_F(BalancePaneTest, AnEditMeanwhileIsNotLost) {
  open(BalancePane::Page::balance);
  QSignalSpy done(&book(), &BalanceBook::done), problem(store.get(), &Store::problem);
  book().balance({});
  store->edit("Level", [&](const SessionPtr& s) { return edit::set_gain(s, voice, -7.0); });
  ASSERT_TRUE(wait([&] { return !book().balancing(); }));
  EXPECT_EQ(done.count(), 0);
  EXPECT_EQ(problem.count(), 1);
  EXPECT_EQ(find_strip(store->session(), voice)->fader.gain_db, -7.0);
}

// All that can be used has a name and is reached by Tab, and nothing is wider than the inspector, whatever the names are.
TEST_F(BalancePaneTest, FitsTheInspectorAndTheKeyboard) {
  store->edit("Rename", [&](const SessionPtr& s) { return edit::rename_strip(s, keys, std::string(300, 'W')); });
  open();
  for (const auto page : {BalancePane::Page::masking, BalancePane::Page::spots, BalancePane::Page::balance}) {
    pane->open(page);
    ASSERT_TRUE(wait([&] { return page != BalancePane::Page::masking || book().masking(); }));
    ASSERT_TRUE(wait([&] { return page != BalancePane::Page::spots || book().spots(); }));
    pane->adjustSize();
    QApplication::processEvents();
    EXPECT_LE(pane->minimumSizeHint().width(), pane->width()) << static_cast<int>(page);
    for (QPushButton* one : pane->findChildren<QPushButton*>()) {
      if (!one->isVisible()) continue;
      EXPECT_TRUE(one->focusPolicy() & Qt::TabFocus);
      EXPECT_FALSE(one->text().isEmpty() && one->accessibleName().isEmpty());
      EXPECT_TRUE(pane->rect().contains(QRect(one->mapTo(pane.get(), QPoint()), one->size()))) << one->text().toStdString();
    }
  }
}

}  // namespace
}  // namespace sweetspot::ui
