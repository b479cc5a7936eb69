// The heads of tracks: choosing, moving, sizing, hiding and folding them, by mouse and by key.
#include <QDragEnterEvent>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QUrl>

#include "engine/session/group_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/several_tracks.h"
#include "engine/session/strip_edits.h"
#include "tests/ui/arrange/lanes_fixture.h"
#include "ui/arrange/header_actions.h"
#include "ui/arrange/row_memory.h"
#include "ui/arrange/track_header.h"
#include "ui/controls/hint.h"
#include "ui/controls/toggle_button.h"

namespace sweetspot::ui {
namespace {

// Four tracks: two that go to a bus, two that go to the mix.
class Headers : public testing::Test {
 protected:
  void SetUp() override {
    store.edit("Song", [this](const SessionPtr& s) {
      const auto b = edit::add_bus(s, "Drums");
      bus = b.id;
      SessionPtr next = b.session;
      for (const char* name : {"Kick", "Snare", "Bass", "Voice"}) {
        const auto t = edit::add_track(next, name);
        tracks.push_back(t.id);
        next = t.session;
      }
      next = edit::set_output(next, tracks[0], bus);
      return edit::set_output(next, tracks[1], bus);
    });
    place.resize(1400, 700);
    place.show();
    place.model().restore_heights(kTrackHeight, {});
  }
  ~Headers() override { remember_rows(store.studio().folder(), {}); }

  HeaderList& list() { return place.headers(); }
  QPointF middle(std::size_t track) { return list().header(tracks[track])->geometry().center(); }
  QPointF edge(std::size_t track) {
    const QRect head = list().header(tracks[track])->geometry();
    return {120.0, head.bottom() - 1.0};
  }
  void click(std::size_t track, Qt::KeyboardModifiers keys = {}) {
    mouse(list(), QEvent::MouseButtonPress, middle(track), Qt::LeftButton, keys);
    release(list(), middle(track), keys);
  }
  void carry(std::size_t from, QPointF to) {
    drag(list(), middle(from), to - middle(from));
    release(list(), to);
  }
  std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const auto& track : store.session().tracks) all.push_back(track->strip.name);
    return all;
  }
  std::string last_step() { return store.studio().history().steps().back().name; }
  std::size_t steps() { return store.studio().history().steps().size(); }
  void undo() {
    store.studio().undo();
    store.refresh();
  }
  const Strip& strip(std::size_t track) { return *find_strip(store.session(), tracks[track]); }
  QAction* action(QMenu& menu, const QString& text) {
    for (QAction* one : menu.actions()) {
      if (one->text().section('\t', 0, 0) == text) return one;
      if (QMenu* sub = one->menu())
        if (QAction* found = action(*sub, text)) return found;
    }
    return nullptr;
  }
  void choose_in_menu(std::size_t track, const QString& text) {
    QMenu menu;
    fill_track_menu(menu, place.model(), tracks[track], list());
    QAction* found = action(menu, text);
    ASSERT_NE(found, nullptr) << text.toStdString();
    found->trigger();
  }

  Store store;
  ArrangePlace place{store};
  StripId bus;
  std::vector<StripId> tracks;
};

using Names = std::vector<std::string>;

TEST_F(Headers, ControlAndShiftChooseSeveral) {
  click(0);
  EXPECT_EQ(place.model().chosen(), std::set{tracks[0]});
  click(2, Qt::ControlModifier);
  EXPECT_EQ(place.model().chosen(), (std::set{tracks[0], tracks[2]}));
  EXPECT_EQ(store.selected_strip(), tracks[2]);
  click(2, Qt::ControlModifier);
  EXPECT_EQ(place.model().chosen(), std::set{tracks[0]});
  click(3, Qt::ShiftModifier);
  EXPECT_EQ(place.model().chosen(), std::set(tracks.begin(), tracks.end()));
  EXPECT_EQ(list().header(tracks[1])->accessibleDescription(), "chosen");
  click(1);
  EXPECT_EQ(place.model().chosen(), std::set{tracks[1]}) << "a click on one of several leaves that one";
  store.select_strip(tracks[3]);
  EXPECT_EQ(place.model().chosen(), std::set{tracks[3]}) << "chosen elsewhere";
}

TEST_F(Headers, APressOnAHeadItselfReachesTheList) {
  TrackHeader& head = *list().header(tracks[2]);
  mouse(head, QEvent::MouseButtonPress, {60, 10}, Qt::LeftButton);
  release(head, {60, 10});
  EXPECT_EQ(store.selected_strip(), tracks[2]);
}

TEST_F(Headers, ADragMovesTheChosenInOneStep) {
  click(3);
  const auto before = steps();
  carry(3, middle(2) - QPointF(0, 20));
  EXPECT_EQ(names(), (Names{"Kick", "Snare", "Voice", "Bass"}));
  EXPECT_EQ(last_step(), "Move Voice");
  EXPECT_EQ(steps(), before + 1);
  undo();
  click(2);
  click(3, Qt::ControlModifier);
  carry(2, middle(0) - QPointF(0, 20));
  EXPECT_EQ(names(), (Names{"Bass", "Voice", "Kick", "Snare"}));
  EXPECT_EQ(last_step(), "Move 2 tracks to Drums");
  EXPECT_EQ(strip(2).output, bus) << "in the section of a bus they go to the bus";
  undo();
  EXPECT_EQ(names(), (Names{"Kick", "Snare", "Bass", "Voice"}));
  EXPECT_EQ(strip(2).output, kMixStrip);
}

TEST_F(Headers, TheMarkShowsWhereAndEscapeLeavesThem) {
  const auto before = store.session_ptr();
  drag(list(), middle(3), middle(2) - QPointF(0, 20) - middle(3));
  EXPECT_TRUE(list().dragging());
  EXPECT_NEAR(list().mark().center().y(), list().header(tracks[2])->y(), 2);
  EXPECT_EQ(store.session_ptr(), before) << "nothing moves before it is let go";
  QTest::keyClick(&list(), Qt::Key_Escape);
  EXPECT_FALSE(list().dragging());
  EXPECT_TRUE(list().mark().isEmpty());
  release(list(), middle(2));
  EXPECT_EQ(store.session_ptr(), before);
}

TEST_F(Headers, AltAndArrowsMoveInsideTheSection) {
  click(1);
  QTest::keyClick(&list(), Qt::Key_Up, Qt::AltModifier);
  EXPECT_EQ(names(), (Names{"Snare", "Kick", "Bass", "Voice"}));
  QTest::keyClick(&list(), Qt::Key_Up, Qt::AltModifier);
  EXPECT_EQ(names(), (Names{"Snare", "Kick", "Bass", "Voice"})) << "the first of its section stays";
  QTest::keyClick(&list(), Qt::Key_Down, Qt::AltModifier);
  EXPECT_EQ(names(), (Names{"Kick", "Snare", "Bass", "Voice"}));
  EXPECT_EQ(strip(1).output, bus);
}

TEST_F(Headers, ArrowsGoFromRowToRowAndFold) {
  click(0);
  QTest::keyClick(&list(), Qt::Key_Down);
  EXPECT_EQ(store.selected_strip(), tracks[1]);
  QTest::keyClick(&list(), Qt::Key_Up, Qt::ShiftModifier);
  EXPECT_EQ(place.model().chosen(), (std::set{tracks[0], tracks[1]}));
  QTest::keyClick(&list(), Qt::Key_Left);
  EXPECT_TRUE(place.model().is_folded(bus));
  EXPECT_EQ(row_of(place.model().rows(), tracks[0]), nullptr);
  QTest::keyClick(&list(), Qt::Key_Right);
  EXPECT_FALSE(place.model().is_folded(bus));
  QTest::keyClick(&list(), Qt::Key_Return);
  EXPECT_TRUE(place.model().is_folded(bus));
}

TEST_F(Headers, AClickOnAHeadingFoldsAndTheSongRemembers) {
  mouse(list(), QEvent::MouseButtonPress, {60, kHeadingHeight / 2.0}, Qt::LeftButton);
  release(list(), {60, kHeadingHeight / 2.0});
  EXPECT_TRUE(place.model().is_folded(bus));
  place.model().set_heights({tracks[2]}, 99);
  const RowMemory kept = remembered_rows(store.studio().folder());
  EXPECT_EQ(kept.folded, (std::set{bus, kMasterStrip})) << "and the buses, as they were";
  EXPECT_EQ(kept.heights.at(tracks[2]), 99);
  emit store.opened();
  EXPECT_TRUE(place.model().is_folded(bus));
  EXPECT_EQ(place.model().height_of(tracks[2]), 99);
}

TEST_F(Headers, TheLowerEdgeSetsHeights) {
  const auto height = [this](std::size_t track) { return row_of(place.model().rows(), tracks[track])->height; };
  const auto pull = [&](std::size_t track, double by, Qt::KeyboardModifiers keys = {}) {
    const QPointF from = edge(track);
    drag(list(), from, {0, by}, keys);
    return from + QPointF(0, by);
  };
  release(list(), pull(0, 40));
  EXPECT_EQ(height(0), kTrackHeight + 40);
  EXPECT_EQ(height(1), kTrackHeight);
  pull(1, 25);
  EXPECT_EQ(height(1), kTrackHeight + 25);
  QTest::keyClick(&list(), Qt::Key_Escape);
  EXPECT_EQ(height(1), kTrackHeight);
  EXPECT_EQ(height(0), kTrackHeight + 40);
  click(1);
  click(2, Qt::ControlModifier);
  release(list(), pull(1, 10));
  EXPECT_EQ(height(2), kTrackHeight + 10);
  EXPECT_EQ(height(3), kTrackHeight);
  release(list(), pull(3, 20, Qt::ShiftModifier), Qt::ShiftModifier);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(height(i), kTrackHeight + 20) << i;
}

TEST_F(Headers, TheWheelGrowsAllAndFitEvensThem) {
  place.model().set_heights({tracks[0]}, 100);
  wheel(list(), {60, 60}, 1, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_EQ(place.model().height_of(tracks[0]), 108);
  EXPECT_EQ(place.model().height_of(tracks[1]), kTrackHeight + 8);
  place.model().fit_tracks();
  EXPECT_EQ(place.model().height_of(tracks[0]), place.model().height_of(tracks[1]));
}

TEST_F(Headers, ButtonsActOnAllChosen) {
  click(0);
  click(2, Qt::ControlModifier);
  const auto before = steps();
  emit list().header(tracks[0])->mute().clicked(true);
  EXPECT_TRUE(strip(0).muted && strip(2).muted);
  EXPECT_FALSE(strip(1).muted);
  EXPECT_EQ(steps(), before + 1);
  EXPECT_EQ(last_step(), "Mute 2 tracks");
  emit list().header(tracks[1])->solo().clicked(true);
  EXPECT_TRUE(strip(1).soloed);
  EXPECT_FALSE(strip(0).soloed) << "not one of the chosen";
}

TEST_F(Headers, TheMenuActsOnAllChosen) {
  click(2);
  click(3, Qt::ControlModifier);
  choose_in_menu(2, "Drums");
  EXPECT_EQ(strip(2).output, bus);
  EXPECT_EQ(strip(3).output, bus);
  const auto red = token::kTrackColours[0];
  choose_in_menu(2, QString::fromUtf8(red.name.data(), static_cast<int>(red.name.size())));
  EXPECT_EQ(QString::fromStdString(strip(3).colour), red.colour.name().toUpper());
  choose_in_menu(2, "Safe from other strips' solo");
  EXPECT_TRUE(strip(2).solo_safe && strip(3).solo_safe);
  choose_in_menu(3, "New VCA over them");
  ASSERT_EQ(store.session().vcas.size(), 1u);
  EXPECT_EQ(store.session().vcas[0]->members.size(), 2u);
  choose_in_menu(3, "New group with them");
  ASSERT_EQ(store.session().groups.size(), 1u);
  EXPECT_EQ(store.session().groups[0]->members.size(), 2u);
  choose_in_menu(2, "Duplicate 2 tracks");
  EXPECT_EQ(store.session().tracks.size(), 6u);
  EXPECT_EQ(place.model().chosen().size(), 2u);
  EXPECT_FALSE(place.model().chosen().contains(tracks[2])) << "the copies";
  click(2);
  click(3, Qt::ControlModifier);
  const auto before = steps();
  choose_in_menu(2, "Remove 2 tracks");
  EXPECT_EQ(store.session().tracks.size(), 4u);
  EXPECT_EQ(steps(), before + 1);
}

TEST_F(Headers, HiddenTracksAreCountedAndComeBack) {
  EXPECT_FALSE(place.hidden_button().isVisible());
  click(0);
  click(3, Qt::ControlModifier);
  choose_in_menu(0, "Hide 2 tracks");
  EXPECT_EQ(row_of(place.model().rows(), tracks[0]), nullptr);
  EXPECT_NE(row_of(place.model().rows(), tracks[1]), nullptr);
  EXPECT_TRUE(place.hidden_button().isVisible());
  EXPECT_EQ(place.hidden_button().text(), "2 hidden");
  EXPECT_EQ(last_step(), "Hide 2 tracks");
  QMenu menu;
  fill_hidden_menu(menu, store);
  ASSERT_NE(action(menu, "Show Voice"), nullptr);
  action(menu, "Show Voice")->trigger();
  EXPECT_EQ(place.hidden_button().text(), "1 hidden");
  EXPECT_NE(row_of(place.model().rows(), tracks[3]), nullptr);
  undo();
  EXPECT_EQ(place.hidden_button().text(), "2 hidden");
  QMenu again;
  fill_hidden_menu(again, store);
  action(again, "Show all")->trigger();
  EXPECT_FALSE(place.hidden_button().isVisible());
  EXPECT_TRUE(store.session().groups.empty());
}

TEST_F(Headers, RenamesByDoubleClickAndKey) {
  TrackHeader& head = *list().header(tracks[1]);
  mouse(head, QEvent::MouseButtonDblClick, {40, 16}, Qt::LeftButton);
  const auto entry = [this]() -> QLineEdit* {
    for (QLineEdit* one : place.findChildren<QLineEdit*>())
      if (one->accessibleName() == "Name of the track" && one->isVisible()) return one;
    return nullptr;
  };
  ASSERT_NE(entry(), nullptr);
  QTest::keyClicks(entry(), "Snare top");
  QTest::keyClick(entry(), Qt::Key_Return);
  EXPECT_EQ(strip(1).name, "Snare top");
  EXPECT_EQ(head.accessibleName(), "Snare top");
  EXPECT_EQ(entry(), nullptr);
  click(2);
  place.rename_track();
  EXPECT_NE(entry(), nullptr);
}

// A file of two seconds that need not be a good one: only its header is read.
struct DroppedFiles {
  QTemporaryDir folder;
  QMimeData mime;
  std::vector<std::filesystem::path> paths;

  explicit DroppedFiles(int count) {
    QList<QUrl> urls;
    for (int i = 0; i < count; ++i) {
      const QString path = folder.filePath(QString("File %1.wav").arg(i + 1));
      QFile file(path);
      EXPECT_TRUE(file.open(QIODevice::WriteOnly));
      const quint32 bytes = 2 * 48000 * 2;
      QByteArray head("RIFF");
      const auto number = [&](quint32 value, int size) {
        for (int b = 0; b < size; ++b) head.append(static_cast<char>(value >> (8 * b)));
      };
      number(bytes + 36, 4), head.append("WAVEfmt "), number(16, 4), number(1, 2), number(1, 2), number(48000, 4), number(96000, 4),
          number(2, 2), number(16, 2), head.append("data"), number(bytes, 4);
      file.write(head);
      file.write(QByteArray(bytes, 1));
      urls << QUrl::fromLocalFile(path);
      paths.emplace_back(path.toStdString());
    }
    mime.setUrls(urls);
  }
  void carry(QWidget& over, QPointF at, Qt::KeyboardModifiers keys = {}) {
    QDragEnterEvent enter(at.toPoint(), Qt::CopyAction, &mime, Qt::LeftButton, keys);
    QApplication::sendEvent(&over, &enter);
    QDragMoveEvent move(at.toPoint(), Qt::CopyAction, &mime, Qt::LeftButton, keys);
    QApplication::sendEvent(&over, &move);
  }
  void drop(QWidget& over, QPointF at, Qt::KeyboardModifiers keys = {}) {
    carry(over, at, keys);
    QDropEvent event(at, Qt::CopyAction, &mime, Qt::LeftButton, keys);
    QApplication::sendEvent(&over, &event);
  }
};

TEST_F(Headers, FilesLandOnLanesAtThePointerAndOnHeadsAtThePlayhead) {
  store.edit("A clip", [this](const SessionPtr& s) {
    Media recording;
    recording.path = "audio/x.wav";
    recording.frames = 60 * kSecond;
    const auto m = edit::add_media(s, recording);
    return edit::add_region(m.session, tracks[3], m.id, 0).session;
  });
  place.model().fit_song();
  place.model().set_snap(Snap::beat);
  std::vector<FileDrop> drops;
  QObject::connect(&place, &ArrangePlace::files_dropped, [&](const FileDrop& drop) { drops.push_back(drop); });
  DroppedFiles files(2);
  LanesView& lanes = place.lanes();
  const double x = place.model().scale().x(10.1 * kSecond);
  files.carry(lanes, {x, middle(2).y()});
  const auto boxes = ghost_boxes(lanes.file_drop(), place.model().rows(), place.model().scale(), 0, 48000.0, kTrackHeight);
  ASSERT_EQ(boxes.size(), 2u);
  EXPECT_NEAR(boxes[0].width(), 2.0 * kSecond / place.model().scale().frames_per_pixel, 1.0) << "as long as the file";
  EXPECT_NEAR(boxes[1].top() - 1.0, list().header(tracks[3])->y(), 1.0);
  files.drop(lanes, {x, middle(2).y()});
  ASSERT_EQ(drops.size(), 1u);
  EXPECT_EQ(drops[0].files, files.paths);
  EXPECT_EQ(drops[0].tracks, (std::vector{tracks[2], tracks[3]}));
  EXPECT_EQ(drops[0].at, 10 * kSecond) << "on the beat";
  EXPECT_TRUE(lanes.file_drop().empty());
  files.drop(lanes, {x, middle(3).y()}, Qt::AltModifier);
  EXPECT_NEAR(static_cast<double>(drops[1].at), 10.1 * kSecond, place.model().scale().frames_per_pixel);
  EXPECT_EQ(drops[1].tracks, std::vector{tracks[3]}) << "the second file gets a new track";
  files.drop(lanes, {x, lanes.height() - 5.0});
  EXPECT_TRUE(drops[2].tracks.empty()) << "below the last";
  store.studio().set_audio({"dummy", 256, 0.0});
  store.studio().locate(3 * kSecond);
  for (int i = 0; i < 200 && store.studio().playhead() != 3 * kSecond; ++i) QTest::qWait(10);
  files.drop(list(), middle(0));
  EXPECT_EQ(drops[3].at, 3 * kSecond);
  EXPECT_EQ(drops[3].tracks, (std::vector{tracks[0], tracks[1]}));
}

TEST_F(Headers, FoldersAreForTheWindow) {
  QTemporaryDir folder;
  QMimeData mime;
  mime.setUrls({QUrl::fromLocalFile(folder.path())});
  EXPECT_TRUE(files_of(mime).empty());
}

TEST_F(Headers, SayWhatCanBeDone) {
  EXPECT_TRUE(hint_of(list().header(tracks[0])).contains("Alt+Up"));
  EXPECT_TRUE(hint_of(&list()).contains("Left, Right fold"));
  EXPECT_FALSE(list().accessibleName().isEmpty());
}

}  // namespace
}  // namespace sweetspot::ui
