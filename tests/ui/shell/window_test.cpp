// The whole window: drops, keys, clicks, faults; with the silent clock for a sound card.
#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPainter>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUrl>
#include <algorithm>
#include <cmath>
#include <fstream>

#include "engine/media/audio_writer.h"
#include "engine/processors/registry.h"
#include "engine/session/format.h"
#include "engine/session/journal.h"
#include "engine/session/region_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/studio/master.h"
#include "engine/studio/processors.h"
#include "tests/ui/controls/pointer.h"
#include "ui/arrange/arrange_inspector.h"
#include "ui/arrange/arrange_place.h"
#include "ui/arrange/clip_section.h"
#include "ui/arrange/header_list.h"
#include "ui/arrange/lanes_view.h"
#include "ui/arrange/tempo_popup.h"
#include "ui/arrange/timeline_model.h"
#include "ui/arrange/track_header.h"
#include "ui/balance/balance_book.h"
#include "ui/balance/balance_pane.h"
#include "ui/controls/value_box.h"
#include "ui/deliver/deliver_place.h"
#include "ui/deliver/export_form.h"
#include "ui/deliver/export_row.h"
#include "ui/master/chain_rail.h"
#include "ui/panels/device_panel.h"
#include "ui/shell/action_table.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notice_bar.h"
#include "ui/shell/recents.h"
#include "ui/shell/reference_listen.h"
#include "ui/shell/song_files.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/store/jobs.h"
#include "ui/store/listening_level.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/tune/pitch_view.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;
namespace fs = std::filesystem;

// Two seconds of a tone, after so many of silence.
fs::path write_wav(const fs::path& path, double hertz, double seconds = 2.0, double silent = 0.0) {
  AudioWriter writer(path, 48000.0, 1, {});
  std::vector<float> audio(static_cast<std::size_t>(48000 * seconds));
  for (auto i = static_cast<std::size_t>(48000 * silent); i < audio.size(); ++i)
    audio[i] = 0.2f * static_cast<float>(std::sin(2.0 * M_PI * hertz * static_cast<double>(i) / 48000.0));
  const float* channel = audio.data();
  writer.write(&channel, static_cast<int>(audio.size()));
  writer.finish();
  return path;
}

class WindowTest : public testing::Test {
 protected:
  void SetUp() override {
    QSettings().clear();
    QSettings().setValue("audio/device", "dummy");
    ASSERT_TRUE(folder.isValid());
    window = std::make_unique<MainWindow>();
    window->resize(1600, 1000);
    window->show();
    ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
    window->start_sound();
  }

  fs::path file(const char* name) const { return fs::path(folder.path().toStdString()) / name; }

  static bool finish(MainWindow& w, int ms = 20000) {
    return QTest::qWaitFor([&] { return w.jobs().running().empty(); }, ms);
  }

  std::vector<fs::path> stems() {
    std::vector<fs::path> all;
    double hertz = 60.0;
    for (const char* name : {"01 Kick.wav", "02 Snare.wav", "03 Overheads.wav", "04 Bass DI.wav", "05 Gtr L.wav", "06 Gtr R.wav",
                             "07 Keys.wav", "08 Lead Vox.wav", "09 BV 1.wav", "10 BV 2.wav"})
      all.push_back(write_wav(file(name), hertz += 70.0));
    return all;
  }

  void drop(const std::vector<fs::path>& paths) {
    QMimeData data;
    QList<QUrl> urls;
    for (const fs::path& path : paths) urls << QUrl::fromLocalFile(QString::fromStdString(path.string()));
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(400, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window.get(), &enter);
    ASSERT_TRUE(enter.isAccepted());
    QDropEvent event(QPointF(400, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window.get(), &event);
    ASSERT_TRUE(finish(*window));
  }

  // A saved song of two tracks.
  QString saved_song() {
    drop({write_wav(file("01 Kick.wav"), 80.0), write_wav(file("08 Lead Vox.wav"), 300.0)});
    const QString song = QString::fromStdString(file("Song").string());
    EXPECT_TRUE(window->files().save_as_now(song));
    return song;
  }

  // Presses a button of the question that is open; false when there is none.
  bool answer(const QString& text) {
    for (QMessageBox* box : window->findChildren<QMessageBox*>())
      for (QAbstractButton* button : box->buttons())
        if (box->isVisible() && button->text() == text) {
          button->click();
          return true;
        }
    return false;
  }

  // Of as many seconds of sound.
  void start_export(double seconds) {
    drop({write_wav(file("01 Kick.wav"), 80.0, seconds)});
    ASSERT_TRUE(window->files().save_as_now(QString::fromStdString(file("Long song").string())));
    ExportSettings settings = window->deliver().form().settings();
    settings.folder = QString::fromStdString(file("out").string());
    settings.name = "Long";
    window->deliver().form().set_settings(settings);
    window->deliver().start_export();
    ASSERT_EQ(window->jobs().running().size(), 1u);
  }

  void press(const QKeySequence& key) {
    const QKeyCombination combination = key[0];
    QTest::keyClick(window.get(), combination.key(), combination.keyboardModifiers());
    QApplication::processEvents();
  }
  void press(const char* key) { press(QKeySequence(key)); }

  const Session& session() const { return window->store().session(); }
  Store& store() { return window->store(); }
  TimelineModel& model() { return window->arrange().model(); }

  QTemporaryDir folder;
  std::unique_ptr<MainWindow> window;
};

TEST_F(WindowTest, TheBalanceOpensInArrangeAndMix) {
  saved_song();
  window->go_to(Place::tune);
  window->actions().action("masking")->trigger();
  EXPECT_EQ(window->place(), Place::mix);
  ASSERT_TRUE(window->store().selected_strip());
  const auto shown = [&] {
    for (BalancePane* pane : window->findChildren<BalancePane*>())
      if (pane->isVisible()) return pane;
    return static_cast<BalancePane*>(nullptr);
  };
  ASSERT_TRUE(QTest::qWaitFor([&] { return shown() != nullptr; }, 5000));
  EXPECT_EQ(shown()->page(), BalancePane::Page::masking);
  window->go_to(Place::arrange);
  window->actions().action("balance")->trigger();
  EXPECT_EQ(window->place(), Place::arrange);
  ASSERT_TRUE(QTest::qWaitFor([&] { return shown() != nullptr; }, 5000));
  EXPECT_EQ(shown()->page(), BalancePane::Page::balance);
  // A dip, a balance, an equalizer: a notice says what was done.
  BalanceBook::of(window->store()).balance({});
  ASSERT_TRUE(QTest::qWaitFor([&] { return window->notices().texts().join("|").contains("Starting balance of 2 tracks"); }, 20000));
  EXPECT_EQ(window->store().studio().history().undo_name(), "Starting balance of 2 tracks");
}

TEST_F(WindowTest, OpensAtOnceWithoutASoundCardAndAsksNothing) {
  QElapsedTimer clock;
  clock.start();
  MainWindow second;
  second.show();
  EXPECT_TRUE(QTest::qWaitForWindowExposed(&second));
  EXPECT_LT(clock.elapsed(), 2000);
  EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
  for (QWidget* widget : QApplication::topLevelWidgets()) EXPECT_FALSE(widget->isVisible() && qobject_cast<QDialog*>(widget));
}

TEST_F(WindowTest, TenDroppedFilesAreTenTracksAndOneStep) {
  drop(stems());
  EXPECT_EQ(session().tracks.size(), 10u);
  EXPECT_EQ(window->place(), Place::arrange);
  EXPECT_TRUE(window->notices().texts().join("\n").contains("10 tracks, "));
  press("Ctrl+Z");
  EXPECT_TRUE(session().tracks.empty());
  press("Ctrl+Shift+Z");
  EXPECT_EQ(session().tracks.size(), 10u);
}

TEST_F(WindowTest, StemsAreNamedColouredAndGrouped) {
  drop(stems());
  const Track& kick = *session().tracks[0];
  EXPECT_EQ(kick.strip.name, "Kick");
  EXPECT_EQ(kick.role, Role::kick);
  EXPECT_EQ(track_colour(kick), QColor(0xDD, 0x7F, 0x6A));
  QStringList headings;
  for (const TrackRow& row : model().rows())
    if (row.heading) headings << row.title;
  EXPECT_EQ(headings, QStringList({"DRUMS", "MUSIC", "VOCALS", "BACKING", "BUSES AND MASTER"}));
}

TEST_F(WindowTest, SeveralFilesOnTheCommandLineAreOneSong) {
  QStringList paths;
  for (const fs::path& path : stems()) paths << QString::fromStdString(path.string());
  const auto windows = QApplication::topLevelWidgets().size();
  window->open_paths(paths);
  ASSERT_TRUE(finish(*window));
  EXPECT_EQ(session().tracks.size(), 10u);
  EXPECT_EQ(QApplication::topLevelWidgets().size(), windows);
}

TEST_F(WindowTest, PlacesChangeNothingElse) {
  drop(stems());
  model().zoom(3.0, 300.0);
  store().studio().locate(24000);
  ASSERT_TRUE(QTest::qWaitFor([&] { return store().studio().playhead() == 24000; }, 2000));
  store().select_regions({session().tracks[3]->regions[0].id});
  const TimelineScale scale = model().scale();
  const SessionPtr before = store().session_ptr();
  for (const char* key : {"2", "3", "4", "5", "1"}) {
    press(key);
    EXPECT_EQ(static_cast<int>(window->place()), *key - '1');
    EXPECT_EQ(store().studio().playhead(), 24000);
    EXPECT_EQ(model().scale(), scale);
    EXPECT_EQ(store().selected_regions().size(), 1u);
  }
  EXPECT_EQ(store().session_ptr(), before);
}

TEST_F(WindowTest, SpacePlaysFromEveryPlaceAndAfterEveryClick) {
  drop(stems());
  const auto toggles = [&] {
    // The audio thread takes the command with its next block.
    const auto becomes = [&](bool playing) { return QTest::qWaitFor([&] { return store().studio().playing() == playing; }, 2000); };
    press("Space");
    const bool played = becomes(true);
    press("Space");
    return played && becomes(false);
  };
  for (const char* key : {"1", "2", "3", "4", "5"}) {
    press(key);
    EXPECT_TRUE(toggles()) << key;
    int clicked = 0;
    QList<QPointer<QAbstractButton>> buttons;
    for (QAbstractButton* button : window->findChildren<QAbstractButton*>()) buttons << button;
    for (const auto& button : buttons) {
      // Those that stay down: others open menus and dialogs of their own, or start long work. Not the tabs and Play itself.
      if (!button || !button->isVisible() || !button->isEnabled() || !button->isCheckable() || button->objectName() == "play") continue;
      if (button->parentWidget() == &window->top_bar().tabs()) continue;
      QTest::mouseClick(button, Qt::LeftButton);
      if (++clicked == 12) break;
    }
    EXPECT_GT(clicked, 0) << key;
    EXPECT_TRUE(toggles()) << key << " after clicks";
  }
}

TEST_F(WindowTest, SpaceAndLettersAreTypedIntoNames) {
  drop(stems());
  store().select_strip(session().tracks[0]->strip.id);
  const std::size_t clips = session().tracks[0]->regions.size();
  press("F2");
  auto* entry = qobject_cast<QLineEdit*>(QApplication::focusWidget());
  ASSERT_NE(entry, nullptr);
  QTest::keyClicks(entry, "S m 1");
  EXPECT_EQ(entry->text(), "S m 1");
  QTest::keyClick(entry, Qt::Key_Return);
  EXPECT_EQ(session().tracks[0]->strip.name, "S m 1");
  EXPECT_EQ(session().tracks[0]->regions.size(), clips);
  EXPECT_FALSE(store().studio().playing());
  EXPECT_EQ(window->place(), Place::arrange);
}

// The keys of the design, and the action that each must be.
struct KeyRow {
  const char* key;
  const char* action;
};
constexpr KeyRow kKeys[] = {
    {"Space", "play"},
    {"Shift+Space", "play_selection"},
    {"Home", "to_start"},
    {"Return", "to_start"},
    {"End", "to_end"},
    {"L", "loop"},
    {"Shift+L", "loop_selection"},
    {"=", "zoom_in"},
    {"-", "zoom_out"},
    {"Z", "zoom_selection"},
    {"F", "fit_song"},
    {"Shift+F", "fit_tracks"},
    {"P", "follow"},
    {"S", "split"},
    {"[", "trim_start"},
    {"]", "trim_end"},
    {"D", "fade_in"},
    {"G", "fade_out"},
    {"X", "crossfade"},
    {"Ctrl+D", "duplicate"},
    {"Del", "delete"},
    {"Shift+Del", "delete_close"},
    {"Alt+Left", "nudge_left"},
    {"Alt+Right", "nudge_right"},
    {"Alt+Shift+Left", "nudge_left_fine"},
    {"Alt+Shift+Right", "nudge_right_fine"},
    {"N", "snap"},
    {"Ctrl+Z", "undo"},
    {"Ctrl+Shift+Z", "redo"},
    {"Ctrl+Y", "redo"},
    {"Ctrl+S", "save"},
    {"Ctrl+Shift+S", "save_as"},
    {"Ctrl+I", "add_audio"},
    {"Ctrl+Shift+E", "export_page"},
    {"Ctrl+E", "export"},
    {"M", "mute"},
    {"Shift+S", "solo"},
    {"Ctrl+Alt+S", "clear_solos"},
    {"Ctrl+M", "marker"},
    {"Ctrl+Left", "previous_marker"},
    {"Ctrl+Right", "next_marker"},
    {",", "previous_transient"},
    {".", "next_transient"},
    {"Ctrl+G", "group"},
    {"Ctrl+Shift+G", "ungroup"},
    {"Ctrl+A", "select_all"},
    {"Esc", "select_none"},
    {"1", "place_1"},
    {"2", "place_2"},
    {"3", "place_3"},
    {"4", "place_4"},
    {"5", "place_5"},
    {"B", "compare"},
    {"R", "reference"},
    {"F2", "rename"},
    {"F8", "next_problem"},
    {"F1", "shortcuts"},
};

TEST_F(WindowTest, EachKeyIsHeardByItsAction) {
  drop({write_wav(file("01 Kick.wav"), 80.0)});
  press("1");
  for (const KeyRow& row : kKeys) {
    QAction* action = window->actions().action(row.action);
    ASSERT_NE(action, nullptr) << row.action;
    // What the action does has tests of its own; here it is only heard.
    QObject::disconnect(action, &QAction::triggered, window.get(), nullptr);
    QSignalSpy heard(action, &QAction::triggered);
    press(row.key);
    EXPECT_EQ(heard.count(), 1) << row.key << " is not " << row.action;
  }
}

TEST_F(WindowTest, AFileDroppedOnALaneLandsWhereItIsLetGo) {
  saved_song();
  const fs::path more = write_wav(file("More.wav"), 500.0, 1.0);
  model().set_snap(Snap::off);
  auto* lanes = window->arrange().findChild<LanesView*>();
  ASSERT_NE(lanes, nullptr);
  const StripId track = session().tracks[0]->strip.id;
  const TrackRow* row = row_of(model().rows(), track);
  ASSERT_NE(row, nullptr);
  const Frames wanted = 60000;
  const QPointF at(model().scale().x(static_cast<double>(wanted)), row->y + row->height / 2.0 - model().rows_scroll());
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(QString::fromStdString(more.string()))});
  QDragEnterEvent enter(at.toPoint(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(lanes, &enter);
  ASSERT_TRUE(enter.isAccepted());
  QDragMoveEvent move(at.toPoint(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(lanes, &move);
  QDropEvent drop_it(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(lanes, &drop_it);
  ASSERT_TRUE(finish(*window));
  const auto& regions = find_track(session(), track)->regions;
  ASSERT_EQ(regions.size(), 2u);
  EXPECT_NEAR(static_cast<double>(regions[1].position), wanted, 2.0 * model().scale().frames_per_pixel);
  EXPECT_EQ(regions[1].length, 48000);
  EXPECT_EQ(session().tracks.size(), 2u) << "no new track";
  press("Ctrl+Z");
  EXPECT_EQ(find_track(session(), track)->regions.size(), 1u) << "one step";
}

TEST_F(WindowTest, TheTempoIsFoundSetAndTapped) {
  // 104 to the minute from 0.4 s on.
  std::vector<float> audio(30 * 48000, 0.0f);
  for (int beat = 0; 0.4 + beat * 60.0 / 104.0 < 29.0; ++beat) {
    const auto at = static_cast<std::size_t>((0.4 + beat * 60.0 / 104.0) * 48000.0);
    const float level = beat % 4 == 0 ? 0.9f : 0.4f;
    for (std::size_t i = 0; i < 6000; ++i)
      audio[at + i] = level * static_cast<float>(std::sin(2.0 * M_PI * (beat % 2 ? 900.0 : 70.0) * static_cast<double>(i) / 48000.0)) *
                      std::exp(-static_cast<float>(i) / 1500.0f);
  }
  AudioWriter writer(file("01 Kick.wav"), 48000.0, 1, {});
  const float* channel = audio.data();
  writer.write(&channel, static_cast<int>(audio.size()));
  writer.finish();
  drop({file("01 Kick.wav")});
  window->actions().action("find_tempo")->trigger();
  ASSERT_TRUE(finish(*window));
  EXPECT_EQ(session().tempo, 104.0);
  EXPECT_NEAR(static_cast<double>(session().meter.start), 0.4 * 48000.0, 0.012 * 48000.0);
  press("Ctrl+Z");
  EXPECT_EQ(session().tempo, 120.0) << "one step";
  EXPECT_EQ(session().meter, Meter{});
  window->actions().action("tempo")->trigger();
  auto* popup = window->findChild<TempoPopup*>();
  ASSERT_NE(popup, nullptr);
  const auto boxes = popup->findChildren<ValueBox*>();
  ASSERT_EQ(boxes.size(), 3);
  EXPECT_TRUE(boxes[0]->enter_text("91.5"));
  EXPECT_EQ(session().tempo, 91.5);
  EXPECT_TRUE(boxes[1]->enter_text("3"));
  EXPECT_EQ(session().meter.beats, 3);
  EXPECT_FALSE(boxes[0]->enter_text("1000")) << "out of range";
  for (int i = 0; i < 5; ++i) popup->tap(0.5 * i);
  EXPECT_EQ(session().tempo, 120.0);
  boxes[0]->setFocus();
  QTest::keyClick(boxes[0], Qt::Key_1);
  auto* entry = popup->findChild<QLineEdit*>();
  ASSERT_NE(entry, nullptr) << "a digit begins a number";
  QTest::keyClicks(entry, "00");
  QTest::keyClick(entry, Qt::Key_Return);
  EXPECT_EQ(session().tempo, 100.0);
  QTest::keyClick(popup, Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(session().tempo, 120.0) << "undo is at hand";
}

TEST_F(WindowTest, CommaAndFullStopGoFromTransientToTransient) {
  std::vector<float> audio(4 * 48000, 0.0f);
  for (const std::size_t at : {30000u, 90000u, 150000u})
    for (std::size_t i = 0; i < 4000; ++i)
      audio[at + i] = 0.5f * static_cast<float>(i % 7 < 3 ? 1.0 : -1.0) * std::exp(-static_cast<float>(i) / 800.0f);
  AudioWriter writer(file("01 Kick.wav"), 48000.0, 1, {});
  const float* channel = audio.data();
  writer.write(&channel, static_cast<int>(audio.size()));
  writer.finish();
  drop({file("01 Kick.wav")});
  const auto goes_to = [&](Frames frame) {
    return QTest::qWaitFor([&] { return std::abs(store().studio().playhead() - frame) <= 96; }, 5000);
  };
  press(".");
  EXPECT_TRUE(goes_to(30000)) << "once the recording has been listened to";
  press(".");
  EXPECT_TRUE(goes_to(90000));
  press(".");
  EXPECT_TRUE(goes_to(150000));
  press(",");
  EXPECT_TRUE(goes_to(90000));
}

TEST_F(WindowTest, CompareHeldGoesBackAndTappedStays) {
  saved_song();
  const auto to_mix = [&] { return window->store().studio().listening_to_mix(); };
  press("B");
  EXPECT_TRUE(to_mix()) << "tapped";
  QTest::qWait(500);
  EXPECT_TRUE(to_mix());
  press("B");
  EXPECT_FALSE(to_mix());
  QTest::keyPress(window.get(), Qt::Key_B);
  EXPECT_TRUE(to_mix());
  QTest::qWait(450);
  QTest::keyRelease(window.get(), Qt::Key_B);
  EXPECT_FALSE(to_mix()) << "held";
}

TEST_F(WindowTest, TheReferenceIsHeardAtTheSongsLoudnessAndChangesNothing) {
  saved_song();
  press("R");
  EXPECT_FALSE(window->notices().texts().filter("no reference").isEmpty()) << "says what to do";
  const SessionPtr before = store().session_ptr();
  // Eight times as loud as the stems.
  AudioWriter writer(file("Record.wav"), 48000.0, 1, {});
  std::vector<float> audio(4 * 48000);
  for (std::size_t i = 0; i < audio.size(); ++i)
    audio[i] = 0.8f * static_cast<float>(std::sin(2.0 * M_PI * 500.0 * static_cast<double>(i) / 48000.0));
  const float* channel = audio.data();
  writer.write(&channel, static_cast<int>(audio.size()));
  writer.finish();
  window->files().add({file("Record.wav")}, ImportGoal::reference);
  ASSERT_TRUE(finish(*window));
  ASSERT_EQ(session().tracks.size(), before->tracks.size() + 1);
  const Track& reference = *session().tracks.back();
  EXPECT_EQ(reference.role, Role::mix_reference);
  EXPECT_TRUE(reference.strip.muted);
  const SessionPtr song = store().session_ptr();
  press("R");
  EXPECT_TRUE(window->reference().heard());
  ASSERT_TRUE(finish(*window));
  EXPECT_EQ(store().session_ptr(), song) << "nothing of the song changes";
  ASSERT_TRUE(window->reference().trim());
  EXPECT_LT(*window->reference().trim(), -3.0) << "the louder one comes down";
  EXPECT_EQ(store().listening().trim(), *window->reference().trim());
  press("R");
  EXPECT_FALSE(window->reference().heard());
  EXPECT_EQ(store().listening().trim(), 0.0);
  QTest::keyPress(window.get(), Qt::Key_R);
  EXPECT_TRUE(window->reference().heard());
  QTest::qWait(450);
  QTest::keyRelease(window.get(), Qt::Key_R);
  EXPECT_FALSE(window->reference().heard()) << "held";
  press("R");
  store().edit("Mute", [&](const SessionPtr& s) { return edit::set_muted(s, s->tracks.front()->strip.id, true); });
  EXPECT_FALSE(window->reference().heard()) << "an edit is heard";
}

TEST_F(WindowTest, TheButtonOfTheReferenceIsTappedOrHeld) {
  saved_song();
  QToolButton& button = *window->top_bar().button("reference");
  QTest::mouseClick(&button, Qt::LeftButton);
  EXPECT_FALSE(window->notices().texts().filter("no reference").isEmpty());
  EXPECT_FALSE(button.isChecked()) << "nothing is heard";
  AudioWriter writer(file("Record.wav"), 48000.0, 1, {});
  std::vector<float> audio(2 * 48000);
  for (std::size_t i = 0; i < audio.size(); ++i) audio[i] = 0.5f * static_cast<float>(std::sin(2.0 * M_PI * 500.0 * static_cast<double>(i) / 48000.0));
  const float* channel = audio.data();
  writer.write(&channel, static_cast<int>(audio.size()));
  writer.finish();
  window->files().add({file("Record.wav")}, ImportGoal::reference);
  ASSERT_TRUE(finish(*window));
  QTest::mouseClick(&button, Qt::LeftButton);
  EXPECT_TRUE(window->reference().heard() && button.isChecked());
  ASSERT_TRUE(finish(*window));
  EXPECT_TRUE(button.toolTip().contains("You hear the reference")) << button.toolTip().toStdString();
  QTest::mouseClick(&button, Qt::LeftButton);
  EXPECT_FALSE(window->reference().heard() || button.isChecked());
  QTest::mousePress(&button, Qt::LeftButton);
  EXPECT_TRUE(window->reference().heard());
  QTest::qWait(450);
  QTest::mouseRelease(&button, Qt::LeftButton);
  EXPECT_FALSE(window->reference().heard() || button.isChecked()) << "held";
  press("R");
  EXPECT_TRUE(button.isChecked()) << "the key shows on it";
}

TEST_F(WindowTest, LessMotionIsTenFramesASecondAndIsKept) {
  window->store().set_less_motion(true);
  QTest::qWait(150);
  QSignalSpy frames(&window->store(), &Store::frame);
  QTest::qWait(1000);
  EXPECT_GE(frames.count(), 6);
  EXPECT_LE(frames.count(), 12);
  EXPECT_TRUE(Store().less_motion());
}

TEST_F(WindowTest, NoTwoActionsShareAKey) {
  QWidget other;
  std::vector<ActionSpec> twice{{"a", "s", "A", {QKeySequence("K")}, [] {}},
                                {"b", "s", "B", {QKeySequence("Ctrl+K"), QKeySequence("K")}, [] {}}};
  EXPECT_THROW(ActionTable(twice, other), std::logic_error);
  std::set<QString> seen;
  for (const ActionSpec& spec : window->actions().specs())
    for (const QKeySequence& key : spec.keys) EXPECT_TRUE(seen.insert(key.toString()).second) << key.toString().toStdString();
  EXPECT_GE(seen.size(), 50u);
}

TEST_F(WindowTest, SplitCutsAtThePlayheadAndUndoBringsTheSameSongBack) {
  drop(stems());
  const SessionPtr before = store().session_ptr();
  store().studio().locate(40000);
  ASSERT_TRUE(QTest::qWaitFor([&] { return store().studio().playhead() == 40000; }, 2000));
  store().select_regions({session().tracks[0]->regions[0].id});
  press("S");
  ASSERT_EQ(session().tracks[0]->regions.size(), 2u);
  EXPECT_EQ(session().tracks[0]->regions[0].length, 40000);
  EXPECT_EQ(session().tracks[1]->regions.size(), 1u) << "only what was chosen";
  press("Ctrl+Z");
  EXPECT_EQ(session().tracks, before->tracks) << "the very same values";
  EXPECT_EQ(session_to_text(session(), processor_catalog()), session_to_text(*before, processor_catalog())) << "byte by byte";
}

TEST_F(WindowTest, FitShowsTheWholeSong) {
  drop(stems());
  model().zoom(20.0, 500.0);
  press("F");
  const double end = model().scale().x(static_cast<double>(end_of(session())));
  EXPECT_NEAR(end, window->arrange().lanes().width(), 8.5);
}

TEST_F(WindowTest, TheWheelZoomsAboutThePointer) {
  drop(stems());
  LanesView& lanes = window->arrange().lanes();
  const double x = 700.0, frame = model().scale().first + x * model().scale().frames_per_pixel;
  for (int i = 0; i < 12; ++i) {
    EXPECT_TRUE(wheel(lanes, {x, 100}, 1, Qt::ControlModifier));
    EXPECT_NEAR(model().scale().x(frame), x, 1.0);
  }
  EXPECT_LT(model().scale().frames_per_pixel, 20.0);
}

TEST_F(WindowTest, ADraggedClipIsOneStepAndEscBringsItBack) {
  drop(stems());
  LanesView& lanes = window->arrange().lanes();
  const RegionId id = session().tracks[0]->regions[0].id;
  const auto position = [&] { return edit::find_region(session(), id)->position; };
  const QPointF middle = lanes.boxes().front().rect.center();
  const auto steps = store().studio().history().steps().size();
  drag(lanes, middle, {200, 0}, Qt::AltModifier);
  EXPECT_GT(position(), 0) << "seen while it is dragged";
  EXPECT_TRUE(window->status().hint().contains("Alt"));
  release(lanes, middle + QPointF(200, 0));
  EXPECT_EQ(store().studio().history().steps().size(), steps + 1);
  press("Ctrl+Z");
  EXPECT_EQ(position(), 0);

  drag(lanes, middle, {300, 0});
  EXPECT_GT(position(), 0);
  EXPECT_EQ(position() % 24000, 0) << "on a beat";
  QTest::keyClick(&lanes, Qt::Key_Escape);
  EXPECT_EQ(position(), 0);
  release(lanes, middle);
  EXPECT_EQ(position(), 0);
}

TEST_F(WindowTest, TypedNumbersAndMouseTrimAlike) {
  drop(stems());
  LanesView& lanes = window->arrange().lanes();
  const RegionId id = session().tracks[0]->regions[0].id;
  const ClipBox box = lanes.boxes().front();
  const QPointF edge(box.rect.right() - 1, box.rect.center().y());
  drag(lanes, edge, {-400, 0}, Qt::AltModifier);
  release(lanes, edge);
  const Frames by_mouse = edit::find_region(session(), id)->length;
  EXPECT_LT(by_mouse, 96000);
  press("Ctrl+Z");
  store().select_regions({id});
  ASSERT_TRUE(window->arrange().inspector().clip().length().enter_text(QString::number(static_cast<double>(by_mouse) / 48000.0, 'f', 9)));
  EXPECT_NEAR(static_cast<double>(edit::find_region(session(), id)->length), static_cast<double>(by_mouse), 1.0);
}

TEST_F(WindowTest, MuteAndSoloActOnTheSelectedTrack) {
  drop(stems());
  const StripId id = session().tracks[4]->strip.id;
  store().select_strip(id);
  press("M");
  EXPECT_TRUE(find_strip(session(), id)->muted);
  press("Shift+S");
  EXPECT_TRUE(find_strip(session(), id)->soloed);
  press("Ctrl+Alt+S");
  EXPECT_FALSE(find_strip(session(), id)->soloed);
}

TEST_F(WindowTest, ThePlayheadRepaintsTwoThinStrips) {
  drop(stems());
  LanesView& lanes = window->arrange().lanes();
  class Watch : public QObject {
   public:
    qint64 area = 0;
    bool eventFilter(QObject*, QEvent* event) override {
      if (event->type() == QEvent::Paint)
        for (const QRect& rect : static_cast<QPaintEvent*>(event)->region()) area += qint64{rect.width()} * rect.height();
      return false;
    }
  } watch;
  lanes.installEventFilter(&watch);
  do {  // until all that was dropped is drawn
    watch.area = 0;
    QTest::qWait(150);
  } while (watch.area > 0);
  emit store().playhead_moved(30000);
  QApplication::processEvents();
  EXPECT_GT(watch.area, 0);
  EXPECT_LT(watch.area, qint64{lanes.width()} * lanes.height() / 100);
}

TEST_F(WindowTest, NothingIsDrawnByOpenGl) {
  drop(stems());
  for (const char* key : {"1", "2", "3", "4", "5"}) {
    press(key);
    for (const QWidget* widget : window->findChildren<QWidget*>()) EXPECT_FALSE(widget->inherits("QOpenGLWidget"));
  }
}

TEST_F(WindowTest, EverythingThatCanBeUsedHasANameAndTakesTheKeyboard) {
  drop(stems());
  store().select_strip(session().tracks[7]->strip.id);
  store().select_regions({session().tracks[7]->regions[0].id});
  for (const char* key : {"1", "2", "3", "4", "5"}) {
    press(key);
    for (const QWidget* widget : window->findChildren<QWidget*>()) {
      if (!widget->isVisible() || widget->objectName().startsWith("qt_")) continue;
      const auto* button = qobject_cast<const QAbstractButton*>(widget);
      const bool control = button || qobject_cast<const QComboBox*>(widget) || qobject_cast<const QLineEdit*>(widget) ||
                           qobject_cast<const ValueControl*>(widget);
      if (!control) continue;
      const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
      EXPECT_TRUE(named) << key << " " << widget->metaObject()->className() << " in " << widget->parentWidget()->metaObject()->className();
      EXPECT_TRUE(widget->focusPolicy() & Qt::TabFocus) << key << " " << widget->metaObject()->className();
    }
  }
}

TEST_F(WindowTest, F6GoesFromPaneToPane) {
  drop(stems());
  std::set<QWidget*> visited;
  for (int i = 0; i < 8; ++i) {
    press("F6");
    ASSERT_NE(QApplication::focusWidget(), nullptr);
    visited.insert(QApplication::focusWidget());
  }
  EXPECT_GE(visited.size(), 4u) << "top bar, notice, heads or tools, inspector, status line";
  QWidget* last = QApplication::focusWidget();
  press("F6");
  press("Shift+F6");
  EXPECT_EQ(QApplication::focusWidget(), last);
}

TEST_F(WindowTest, EnterPressesWhatHasTheKeyboardAndSpaceStillPlays) {
  drop(stems());
  auto* loop = window->top_bar().button("undo");
  loop->setFocus(Qt::TabFocusReason);
  press("Space");
  EXPECT_TRUE(QTest::qWaitFor([&] { return store().studio().playing(); }, 2000));
  EXPECT_EQ(session().tracks.size(), 10u);
  QTest::keyClick(loop, Qt::Key_Return);
  EXPECT_TRUE(session().tracks.empty()) << "undone";
}

TEST_F(WindowTest, TuneShowsWhatWasSungAndCorrectsIt) {
  drop({write_wav(file("08 Lead Vox.wav"), 220.0), write_wav(file("01 Kick.wav"), 80.0)});
  press("3");
  const auto click = [&](const QString& text) {
    for (QAbstractButton* button : window->findChildren<QAbstractButton*>())
      if (button->isVisible() && button->text() == text) return button->click(), true;
    return false;
  };
  ASSERT_TRUE(click("Find the notes"));
  ASSERT_TRUE(finish(*window));
  QApplication::processEvents();
  const auto* view = window->findChild<PitchView*>();
  ASSERT_NE(view, nullptr);
  ASSERT_EQ(view->notes().size(), 1u);
  EXPECT_NEAR(view->notes()[0].centre, 57.0, 0.05) << "the A below middle C";
  EXPECT_TRUE(view->notes()[0].certain);
  EXPECT_EQ(pitch_words(57.05), "A3 +5 ct");
  ASSERT_TRUE(click("Correct this voice"));
  QTest::qWait(20);
  const auto voice = std::ranges::find_if(session().tracks, [](const auto& track) { return track->role == Role::lead_vocal; });
  ASSERT_NE(voice, session().tracks.end());
  EXPECT_EQ((*voice)->strip.devices.front()->type, "tune") << "before whatever would blur the pitch";
}

TEST_F(WindowTest, TuneShowsAClipThatPlaysBackwardsTheRightWayRound) {
  drop({write_wav(file("08 Lead Vox.wav"), 220.0, 2.0, 1.2)});  // sung from 1.2 to 2 s
  press("3");
  for (QAbstractButton* button : window->findChildren<QAbstractButton*>())
    if (button->isVisible() && button->text() == "Find the notes") {
      button->click();
      break;
    }
  ASSERT_TRUE(finish(*window));
  QApplication::processEvents();
  const auto* view = window->findChild<PitchView*>();
  ASSERT_EQ(view->notes().size(), 1u);
  const auto sung = view->notes()[0];
  ASSERT_GT(sung.start, 1.1 * 48000.0);
  const Region whole = session().tracks[0]->regions[0];
  store().edit("Reverse", [&](const SessionPtr& s) { return edit::set_region_reversed(s, whole.id, true); });
  ASSERT_EQ(view->notes().size(), 1u);
  EXPECT_NEAR(view->notes()[0].start, static_cast<double>(whole.length) - sung.end, 1.0);
  EXPECT_NEAR(view->notes()[0].end, static_cast<double>(whole.length) - sung.start, 1.0);
}

TEST_F(WindowTest, AMasterChainIsOneStepAndIsShown) {
  drop({write_wav(file("01 Kick.wav"), 80.0)});
  press("4");
  auto* rail = window->findChild<ChainRail*>();
  ASSERT_NE(rail, nullptr);
  const auto before = session().master->devices;
  rail->use_preset(std::string(master_presets().back().name));
  EXPECT_EQ(session().master->devices.size(), master_presets().back().devices.size());
  EXPECT_EQ(session().master->devices.back()->type, "limiter");
  EXPECT_EQ(rail->open_device(), session().master->devices.front()->id);
  EXPECT_NE(window->findChild<DevicePanel*>(), nullptr);
  press("Ctrl+Z");
  EXPECT_EQ(session().master->devices, before);
}

// --- Files ------------------------------------------------------------------------------------------------------------

TEST_F(WindowTest, ADamagedSongIsToldAndTheOpenOneStays) {
  drop(stems());
  const SessionPtr before = store().session_ptr();
  const fs::path bad = file("Bad");
  fs::create_directories(bad);
  std::ofstream(bad / "Bad.sweetspot") << "{ this is no song";
  EXPECT_FALSE(window->files().open_now(QString::fromStdString(bad.string())));
  EXPECT_EQ(store().session_ptr(), before);
  EXPECT_TRUE(window->notices().texts().join("\n").contains("Bad")) << window->notices().texts().join("\n").toStdString();
  EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
}

TEST_F(WindowTest, ATextFileNamedWavIsToldAndTheOthersComeIn) {
  std::ofstream(file("09 notes.wav")) << "dear diary";
  drop({write_wav(file("01 Kick.wav"), 80.0), file("09 notes.wav")});
  EXPECT_EQ(session().tracks.size(), 1u);
  EXPECT_TRUE(window->notices().texts().join("\n").contains("09 notes.wav"));
}

TEST_F(WindowTest, ManyUnreadableFilesAreOneNotice) {
  std::vector<fs::path> paths{write_wav(file("01 Kick.wav"), 80.0)};
  for (int i = 1; i <= 12; ++i) {
    paths.push_back(file(("bad " + std::to_string(i) + ".wav").c_str()));
    std::ofstream(paths.back()) << "dear diary";
  }
  drop(paths);
  EXPECT_EQ(session().tracks.size(), 1u);
  const auto told = window->notices().texts().filter("cannot be read");
  ASSERT_EQ(told.size(), 1);
  EXPECT_TRUE(told[0].startsWith("12 files cannot be read: bad ")) << told[0].toStdString();
  EXPECT_TRUE(told[0].endsWith(" and 4 more."));
}

TEST_F(WindowTest, AFailedImportLeavesTheEmptyPageAsItWas) {
  for (const char* name : {"a.wav", "b.wav"}) std::ofstream(file(name)) << "dear diary";
  drop({file("a.wav"), file("b.wav")});
  EXPECT_EQ(session().name, "Untitled");
  EXPECT_TRUE(window->notices().texts().join("\n").contains("The 2 files: none could be added; "))
      << window->notices().texts().join("\n").toStdString();
}

TEST_F(WindowTest, AMissingRecordingIsShownAndFound) {
  const QString song = saved_song();
  const Media media = *session().media[0];
  const fs::path place = fs::path(song.toStdString()) / media.path;
  const fs::path elsewhere = file("moved.wav");
  fs::rename(place, elsewhere);
  ASSERT_TRUE(window->files().open_now(song));
  EXPECT_EQ(session().tracks.size(), 2u);
  EXPECT_TRUE(window->notices().texts().join("\n").contains("not where the song says"));
  press("5");
  QStringList words;
  for (const QLabel* label : window->deliver().findChildren<QLabel*>()) words << label->text();
  EXPECT_TRUE(words.join("\n").contains("is missing"));
  store().studio().relink(media.id, elsewhere);
  store().refresh();
  EXPECT_TRUE(store().studio().missing().empty());
}

TEST_F(WindowTest, ExportsOverwriteNothingAndAreMeasured) {
  saved_song();
  ExportSettings settings = window->deliver().form().settings();
  settings.folder = QString::fromStdString(file("out").string());
  settings.name = "Song";
  window->deliver().form().set_settings(settings);
  for (int i = 0; i < 2; ++i) {
    press("Ctrl+E");
    ASSERT_TRUE(finish(*window));
  }
  EXPECT_TRUE(fs::exists(file("out") / "Song.wav"));
  EXPECT_TRUE(fs::exists(file("out") / "Song (2).wav"));
  const auto rows = window->deliver().findChildren<ExportRow*>();
  ASSERT_EQ(rows.size(), 2);
  EXPECT_TRUE(rows[0]->state().contains("LUFS") && rows[0]->state().contains("dBTP")) << rows[0]->state().toStdString();
}

TEST_F(WindowTest, TwoExportsAtOnceAreTwoFiles) {
  saved_song();
  ExportSettings settings = window->deliver().form().settings();
  settings.folder = QString::fromStdString(file("out").string());
  settings.name = "Song";
  window->deliver().form().set_settings(settings);
  press("Ctrl+E");
  window->deliver().start_export();
  ASSERT_EQ(window->jobs().running().size(), 2u);
  ASSERT_TRUE(finish(*window));
  EXPECT_TRUE(fs::exists(file("out") / "Song.wav"));
  EXPECT_TRUE(fs::exists(file("out") / "Song (2).wav"));
}

TEST_F(WindowTest, ACancelledExportLeavesNothingAndEndsAtOnce) {
  drop({write_wav(file("01 Kick.wav"), 80.0, 240.0)});
  ExportSettings settings = window->deliver().form().settings();
  settings.folder = QString::fromStdString(file("out").string());
  settings.name = "Long";
  window->deliver().form().set_settings(settings);
  press("Ctrl+E");
  ASSERT_EQ(window->jobs().running().size(), 1u);
  Job* job = window->jobs().running().front();
  ASSERT_TRUE(QTest::qWaitFor([&] { return job->fraction() > 0.02; }, 10000));
  QElapsedTimer clock;
  clock.start();
  job->cancel();
  ASSERT_TRUE(finish(*window));
  EXPECT_LT(clock.elapsed(), 200);
  EXPECT_TRUE(fs::is_empty(file("out")));
  EXPECT_TRUE(window->deliver().findChild<ExportRow*>()->state().contains("Cancelled"));
}

TEST_F(WindowTest, QuittingAsksAboutARunningExport) {
  start_export(240.0);
  window->close();
  EXPECT_TRUE(window->isVisible());
  ASSERT_TRUE(answer("Stay"));
  EXPECT_EQ(window->jobs().running().size(), 1u);
  QTest::qWait(10);
  window->close();
  ASSERT_TRUE(answer("Cancel it and quit"));
  EXPECT_TRUE(QTest::qWaitFor([&] { return !window->isVisible(); }, 5000));
  EXPECT_TRUE(fs::is_empty(file("out")));
}

TEST_F(WindowTest, QuittingWaitsForAnExportWhenAsked) {
  start_export(20.0);
  window->close();
  ASSERT_TRUE(answer("Wait, then quit"));
  EXPECT_TRUE(window->isVisible());
  EXPECT_TRUE(QTest::qWaitFor([&] { return !window->isVisible(); }, 10000));
  EXPECT_TRUE(fs::exists(file("out") / "Long.wav"));
}

TEST_F(WindowTest, AKeptPlaceOfTheWindowFitsTheScreen) {
  window->resize(5000, 4000);
  window->move(3000, 2000);
  window->close();
  MainWindow again;
  again.show();
  const QRect room = again.screen()->availableGeometry();
  EXPECT_LE(again.width(), room.width());
  EXPECT_LE(again.height(), room.height());
  EXPECT_TRUE(room.contains(again.pos())) << again.x() << ", " << again.y();
}

TEST_F(WindowTest, RecentSongsHaveTheNameOfTheWindow) {
  const QString song = saved_song();
  ASSERT_TRUE(QDir().rename(song, song + " renamed"));
  ASSERT_TRUE(window->files().open_now(song + " renamed"));
  const auto recent = recent_songs();
  ASSERT_EQ(recent.size(), 2u);
  EXPECT_EQ(recent[0].name, words(session().name));
  EXPECT_FALSE(recent[1].there);
}

TEST_F(WindowTest, TheTopBarFitsTheNarrowestWindow) {
  saved_song();
  window->resize(1280, 700);
  QTest::qWait(20);
  EXPECT_LE(window->top_bar().layout()->minimumSize().width(), 1280);
}

TEST_F(WindowTest, SongsLeftBehindAreOfferedAndSavedElsewhere) {
  const fs::path root = fs::path(qEnvironmentVariable("XDG_STATE_HOME").toStdString()) / "sweetspot" / "unsaved";
  saved_song();
  for (const char* name : {"Lost", "Older"}) ASSERT_TRUE(window->files().save_as_now(QString::fromStdString((root / name).string())));
  window->files().new_song();
  ASSERT_TRUE(window->files().save_as_now(QString::fromStdString((root / "Nothing").string())));
  window->files().new_song();
  window->files().offer_left_behind();
  EXPECT_FALSE(fs::exists(root / "Nothing")) << "has no tracks";
  const auto click = [&](const QString& text) {
    for (QAbstractButton* button : window->notices().findChildren<QAbstractButton*>())
      if (button->text() == text) button->click();
    QTest::qWait(20);
  };
  const auto told = [&] { return window->notices().texts().join("\n"); };
  EXPECT_TRUE(told().contains("2 tracks, last edited")) << told().toStdString();
  EXPECT_TRUE(told().contains("1 other song"));
  if (told().contains("“Lost”")) click("Next");
  click("Discard it…");
  EXPECT_TRUE(fs::exists(root / "Older"));
  ASSERT_TRUE(answer("Discard"));
  EXPECT_FALSE(fs::exists(root / "Older"));
  click("Open it");
  ASSERT_EQ(session().tracks.size(), 2u);
  window->files().save();
  EXPECT_NE(window->findChild<QFileDialog*>(), nullptr) << "asks where";
  window->close();
  EXPECT_TRUE(window->isVisible());
  ASSERT_TRUE(answer("Don't save"));
  EXPECT_FALSE(window->isVisible());
  window.reset();
  EXPECT_FALSE(fs::exists(root / "Lost"));
}

TEST_F(WindowTest, EditsOfAKilledProgramAreOffered) {
  const QString song = saved_song();
  const double gain = session().tracks[0]->strip.fader.gain_db;
  window.reset();
  QProcess other;
  other.start(QCoreApplication::applicationFilePath(), {"--edit-and-wait", song});
  ASSERT_TRUE(other.waitForStarted());
  ASSERT_TRUE(QTest::qWaitFor([&] { return other.canReadLine(); }, 15000));
  other.kill();
  other.waitForFinished();

  MainWindow again;
  again.show();
  ASSERT_TRUE(again.files().open_now(song));
  EXPECT_EQ(again.store().session().tracks[0]->strip.fader.gain_db, gain) << "the saved song, until the user says so";
  EXPECT_TRUE(again.notices().texts().join("\n").contains("brought back"));
  for (QAbstractButton* button : again.notices().findChildren<QAbstractButton*>())
    if (button->text() == "Recover") button->click();
  QTest::qWait(50);
  EXPECT_EQ(again.store().session().tracks[0]->strip.fader.gain_db, -33.5);
}

TEST_F(WindowTest, ASongThatIsOpenElsewhereIsOnlyRead) {
  const QString song = saved_song();
  const auto track = session().tracks[0]->strip.id;
  window->store().edit("Level", [&](const SessionPtr& s) { return edit::set_gain(s, track, -12.5); });
  {
    MainWindow second;
    second.show();
    ASSERT_TRUE(second.files().open_now(song));
    const QString told = second.notices().texts().join("\n");
    EXPECT_TRUE(told.contains("already open in another window")) << told.toStdString();
    EXPECT_FALSE(told.contains("ended without saving"));
    EXPECT_TRUE(second.store().studio().read_only());
  }
  window->files().save();
  EXPECT_FALSE(window->store().studio().modified());
}

TEST_F(WindowTest, ARefusedSaveOffersAnotherName) {
  saved_song();
  const auto track = session().tracks[0]->strip.id;
  window->store().edit("Level", [&](const SessionPtr& s) { return edit::set_gain(s, track, -12.5); });
  std::ofstream(file("Song") / "Song.sweetspot", std::ios::app) << " ";
  window->files().save();
  EXPECT_TRUE(window->notices().texts().join("\n").contains("another program has changed it"));
  for (QAbstractButton* button : window->notices().findChildren<QAbstractButton*>())
    if (button->text() == "Save as…") button->click();
  QTest::qWait(20);
  EXPECT_NE(window->findChild<QFileDialog*>(), nullptr);
}

TEST_F(WindowTest, EditsOfSeveralKilledProgramsAreAllOffered) {
  const QString song = saved_song();
  const fs::path path = new_session_file(file("Song"));
  const SessionPtr saved = window->store().session_ptr();
  window->files().new_song();
  for (const double gain : {-26.0, -1.0}) {
    Journal journal(path, saved, processor_catalog());
    journal.append(edit::set_gain(saved, kMixStrip, gain));
    journal.flush();
  }
  ASSERT_TRUE(window->files().open_now(song));
  const auto click = [&](const QString& text) {
    for (QAbstractButton* button : window->notices().findChildren<QAbstractButton*>())
      if (button->text() == text) button->click();
    QTest::qWait(20);
  };
  const auto told = [&] { return window->notices().texts().join("\n"); };
  EXPECT_TRUE(told().contains("these are 1 of 2")) << told().toStdString();
  click("Next");
  EXPECT_TRUE(told().contains("these are 2 of 2")) << told().toStdString();
  click("Recover");
  EXPECT_EQ(session().mix->fader.gain_db, -26.0);
  EXPECT_TRUE(told().contains("can be brought back")) << "the other one";
  EXPECT_FALSE(told().contains("of 2"));
  click("Discard them…");
  ASSERT_TRUE(answer("Keep"));
  EXPECT_TRUE(told().contains("can be brought back")) << "asked, and kept";
  click("Discard them…");
  ASSERT_TRUE(answer("Discard"));
  QTest::qWait(20);
  EXPECT_EQ(session().mix->fader.gain_db, -26.0);
  EXPECT_FALSE(told().contains("can be brought back"));
  window->files().new_song();
  ASSERT_TRUE(answer("Don't save"));
  ASSERT_TRUE(window->files().open_now(song));
  EXPECT_FALSE(told().contains("can be brought back")) << "all were answered";
}

TEST_F(WindowTest, ACutOffRecordingIsToldInAmber) {
  write_wav(file("09 Cut.flac"), 200.0, 30.0);
  fs::resize_file(file("09 Cut.flac"), 200);
  std::vector<Notice> notices;
  QObject::connect(&window->files(), &SongFiles::notice, window.get(), [&](const Notice& notice) { notices.push_back(notice); });
  drop({write_wav(file("01 Kick.wav"), 80.0), file("09 Cut.flac")});
  const auto told = std::ranges::find(notices, QString("import"), &Notice::id);
  ASSERT_NE(told, notices.end());
  EXPECT_EQ(told->kind, Notice::Kind::warning);
  EXPECT_TRUE(told->text.contains("0.00 of 30.00 seconds")) << told->text.toStdString();
}

TEST_F(WindowTest, RecordingsThatVanishAreToldWithinSeconds) {
  saved_song();
  const auto told = [&] { return window->notices().texts().join("\n").contains("not where the song says"); };
  ASSERT_FALSE(told());
  BalanceBook& book = BalanceBook::of(window->store());
  book.want(window.get(), true);
  const auto kick = session().tracks[0]->strip.id;
  const auto heard = [&](bool missing) {
    const HeardStrip* strip = book.stale() ? nullptr : book.heard(kick);
    return strip && strip->recording_missing == missing && strip->loudness_lufs.has_value() != missing;
  };
  ASSERT_TRUE(QTest::qWaitFor([&] { return heard(false); }, 20000));
  fs::rename(file("Song") / "audio", file("Song") / "elsewhere");
  EXPECT_TRUE(QTest::qWaitFor(told, 6000));
  EXPECT_TRUE(QTest::qWaitFor([&] { return heard(true); }, 20000));
  fs::rename(file("Song") / "elsewhere", file("Song") / "audio");
  EXPECT_TRUE(QTest::qWaitFor([&] { return !told(); }, 6000));
  EXPECT_TRUE(QTest::qWaitFor([&] { return heard(false); }, 20000));
  book.want(window.get(), false);
}

}  // namespace
}  // namespace sweetspot::ui
