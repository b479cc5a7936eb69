// VCAs, groups, drags and the clipboard on the desk.
#include <gmock/gmock.h>

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QDropEvent>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QTest>
#include <algorithm>

#include "engine/session/group_edits.h"
#include "engine/session/vca.h"
#include "engine/session/vca_edits.h"
#include "tests/ui/mix/fake_desk.h"
#include "ui/controls/fader.h"
#include "ui/controls/toggle_button.h"
#include "ui/mix/group_tab.h"
#include "ui/mix/insert_slot.h"
#include "ui/mix/members_popup.h"
#include "ui/mix/mix_place.h"
#include "ui/mix/send_bar.h"
#include "ui/mix/strip_actions.h"
#include "ui/mix/strip_view.h"
#include "ui/mix/vca_view.h"

namespace sweetspot::ui {
namespace {

using testing::ElementsAre;
using namespace testing_support;

class GroupsTest : public testing::Test {
 protected:
  void SetUp() override {
    fill_song(desk, 10);
    show(1600, 1000);
  }
  void show(int width, int height) {
    place = std::make_unique<MixPlace>(desk);
    place->resize(width, height);
    place->show();
    QTest::qWait(1);
  }
  StripId named(const char* name) {
    for (const auto& track : desk.session().tracks)
      if (track->strip.name == name) return track->strip.id;
    for (const auto& bus : desk.session().buses)
      if (bus->strip.name == name) return bus->strip.id;
    return {};
  }
  StripId add_vca(const char* name, std::vector<StripId> members) {
    const auto added = edit::add_vca(desk.session_ptr(), name, members);
    desk.take(added.session);
    return added.id;
  }
  GroupId add_group(const char* name, std::vector<StripId> members) {
    const auto added = edit::add_group(desk.session_ptr(), name, members);
    desk.take(added.session);
    return added.id;
  }
  const Strip& strip(StripId id) { return *find_strip(desk.session(), id); }
  std::vector<std::string> order() {
    std::vector<std::string> names;
    for (const auto& track : desk.session().tracks) names.push_back(track->strip.name);
    return names;
  }
  std::vector<std::string> chain(StripId id) {
    std::vector<std::string> types;
    for (const auto& device : strip(id).devices) types.push_back(device->type);
    return types;
  }
  void save(const char* name) {
    const QString folder = QString(SWEETSPOT_SOURCE_DIR) + "/build/screenshots/mix";
    QDir().mkpath(folder);
    const qreal scale = place->devicePixelRatioF();
    place->grab().save(folder + "/" + name + (scale > 1.5 ? "@2x.png" : ".png"));
  }

  FakeDesk desk;
  std::unique_ptr<MixPlace> place;
};

TEST_F(GroupsTest, AVcaStandsOnTheDeskAndItsFaderIsOneStep) {
  show(2400, 1000);
  const StripId vca = add_vca("Band", {named("Kick"), named("Bass DI")});
  VcaView* view = place->vca_view(vca);
  ASSERT_TRUE(view && view->isVisible());
  EXPECT_EQ(view->fader().y(), place->strip_view(named("Kick"))->fader().y());
  EXPECT_EQ(view->fader().height(), place->strip_view(named("Kick"))->fader().height());
  const auto before = desk.steps.size();
  for (int i = 0; i < 3; ++i) QTest::keyClick(&view->fader(), Qt::Key_Down);
  desk.end_gesture();
  EXPECT_LT(strip(vca).fader.gain_db, 0.0);
  EXPECT_GT(desk.steps.size(), before);
  const auto buttons = view->findChildren<ToggleButton*>();
  buttons[0]->click();
  EXPECT_TRUE(is_muted(desk.session(), strip(named("Kick"))));
  EXPECT_FALSE(strip(named("Kick")).muted);
  desk.undo();
  EXPECT_FALSE(is_muted(desk.session(), strip(named("Kick"))));
}

TEST_F(GroupsTest, MembersAreTickedInAPopup) {
  const StripId vca = add_vca("Band", {named("Kick")});
  auto* popup = MembersPopup::for_vca(desk, vca, place.get());
  popup->open_at({0, 0});
  auto* list = popup->findChild<QListWidget*>();
  ASSERT_EQ(list->count(), 13);  // ten tracks and three buses; not the VCA itself
  list->item(3)->setCheckState(Qt::Checked);
  list->item(0)->setCheckState(Qt::Unchecked);
  EXPECT_THAT(find_vca(desk.session(), vca)->members, ElementsAre(named("Bass DI")));
  popup->close();

  const GroupId group = add_group("Pair", {named("Gtr L"), named("Gtr R")});
  popup = MembersPopup::for_group(desk, group, place.get());
  popup->open_at({0, 0});
  for (auto* tick : popup->findChildren<QCheckBox*>()) tick->click();
  EXPECT_TRUE(find_group(desk.session(), group)->link_gain && find_group(desk.session(), group)->link_solo);
  popup->close();
}

TEST_F(GroupsTest, LinkedStripsGoAlongAndUndoBringsAllBack) {
  const StripId left = named("Gtr L"), right = named("Gtr R");
  const GroupId group = add_group("Pair", {left, right});
  desk.take(edit::set_group_link(desk.session_ptr(), group, edit::Link::gain, true));
  const double before = strip(right).fader.gain_db;
  set_strip_value(desk, left, "gain", -9.0);
  set_strip_value(desk, left, "gain", -10.0);
  desk.end_gesture();
  EXPECT_DOUBLE_EQ(strip(right).fader.gain_db, before - 4.0);
  desk.undo();
  EXPECT_EQ(strip(right).fader.gain_db, before);
  EXPECT_EQ(strip(left).fader.gain_db, -6.0);
}

TEST_F(GroupsTest, ATabFoldsAndTheFilterShowsAGroup) {
  const GroupId group = add_group("Guitars", {named("Gtr L"), named("Gtr R")});
  GroupTab* tab = place->group_tab(group);
  ASSERT_TRUE(tab && tab->isVisible());
  EXPECT_LT(tab->x(), place->strip_view(named("Gtr L"))->x());
  const auto strips = place->strips().size();
  tab->click();
  EXPECT_TRUE(find_group(desk.session(), group)->folded);
  EXPECT_EQ(place->strips().size(), strips - 2);
  EXPECT_FALSE(place->strip_view(named("Gtr L"))->isVisible());
  place->set_filter({StripFilter::Show::strip_group, {}, group});
  EXPECT_EQ(place->strips().size(), 3u);  // the tab and both strips, folded or not
  place->set_filter({});
  place->group_tab(group)->click();
  EXPECT_EQ(place->strips().size(), strips);
  desk.take(edit::set_group_hidden(desk.session_ptr(), group, true));
  EXPECT_EQ(place->strips().size(), strips - 3);
  const auto shown = [&](const QString& text) {
    return std::ranges::any_of(place->findChildren<QPushButton*>(), [&](QPushButton* b) { return b->text() == text && b->isVisible(); });
  };
  EXPECT_TRUE(shown("Hidden (1)"));
  EXPECT_FALSE(shown("Clear solos"));
  desk.take(edit::set_soloed(desk.session_ptr(), named("Kick"), true));
  EXPECT_TRUE(shown("Clear solos"));
}

TEST_F(GroupsTest, AStripIsMovedByItsName) {
  StripView* kick = place->strip_view(named("Kick"));
  StripView* bass = place->strip_view(named("Bass DI"));
  const QPoint from(30, 14);
  const QPoint to = kick->mapFromGlobal(bass->mapToGlobal(QPoint(bass->width() - 5, 14)));
  QTest::mousePress(kick, Qt::LeftButton, {}, from);
  QTest::mouseMove(kick, from + QPoint(60, 0));
  QTest::mouseMove(kick, to);
  EXPECT_EQ(order()[0], "Kick");  // not before it is let go
  QTest::mouseRelease(kick, Qt::LeftButton, {}, to);
  EXPECT_THAT((std::vector<std::string>{order()[0], order()[1], order()[2], order()[3]}),
              ElementsAre("Snare", "Overheads", "Bass DI", "Kick"));
  EXPECT_EQ(desk.steps.back().name, "Move strip");
  desk.undo();
  EXPECT_EQ(order()[0], "Kick");
}

TEST_F(GroupsTest, EscGivesADragUp) {
  StripView* kick = place->strip_view(named("Kick"));
  const auto before = desk.steps.size();
  QTest::mousePress(kick, Qt::LeftButton, {}, QPoint(30, 14));
  QTest::mouseMove(kick, QPoint(300, 14));
  QTest::keyClick(kick, Qt::Key_Escape);
  QTest::mouseRelease(kick, Qt::LeftButton, {}, QPoint(300, 14));
  EXPECT_EQ(desk.steps.size(), before);
}

TEST(StripDrop, LandsBetweenItsLikeOnly) {
  FakeDesk desk;
  fill_song(desk, 4);
  const auto strips = lay_out_strips(desk.session(), {}, false);
  const auto at = [&](int moved, int x) {
    return strip_drop_place(desk.session(), strips, desk.session().tracks[static_cast<std::size_t>(moved)]->strip.id, x).position;
  };
  EXPECT_EQ(at(0, -50), 0u);
  EXPECT_EQ(at(2, -50), 0u);
  EXPECT_EQ(at(0, strips[1].x + 60), 1u);
  EXPECT_EQ(at(3, strips[1].x + 10), 1u);
  EXPECT_EQ(at(1, 100000), 3u);  // over the buses: the last of the tracks
  EXPECT_EQ(strip_drop_place(desk.session(), strips, desk.session().buses[2]->strip.id, 0).position, 0u);
}

// --- Devices --------------------------------------------------------------------------------------------------------------

TEST_F(GroupsTest, ADeviceIsDroppedOnAnotherStripOrCopied) {
  const StripId kick = named("Kick"), snare = named("Snare");
  const DeviceId compressor = strip(kick).devices[1]->id;
  QMimeData data;
  data.setData(InsertSlot::kMimeType, QByteArray::number(static_cast<qulonglong>(compressor.value)));
  StripView* target = place->strip_view(snare);
  const auto drop = [&](int y, Qt::KeyboardModifiers modifiers) {
    QDragEnterEvent enter(QPoint(20, y), Qt::MoveAction | Qt::CopyAction, &data, Qt::LeftButton, modifiers);
    QApplication::sendEvent(target, &enter);
    ASSERT_TRUE(enter.isAccepted());
    QDragMoveEvent over(QPoint(20, y), Qt::MoveAction | Qt::CopyAction, &data, Qt::LeftButton, modifiers);
    QApplication::sendEvent(target, &over);
    QDropEvent event(QPointF(20, y), Qt::MoveAction | Qt::CopyAction, &data, Qt::LeftButton, modifiers);
    QApplication::sendEvent(target, &event);
    QTest::qWait(1);
  };
  drop(32, Qt::NoModifier);
  EXPECT_THAT(chain(kick), ElementsAre("eq"));
  EXPECT_THAT(chain(snare), ElementsAre("compressor", "eq", "compressor"));
  desk.undo();
  drop(500, Qt::ControlModifier);
  EXPECT_THAT(chain(kick), ElementsAre("eq", "compressor"));
  EXPECT_THAT(chain(snare), ElementsAre("eq", "compressor", "compressor"));
  desk.undo();
  // Within its own chain it leaves its place first.
  place_device(desk, strip(kick).devices[0]->id, kick, 2, false);
  EXPECT_THAT(chain(kick), ElementsAre("compressor", "eq"));
}

TEST_F(GroupsTest, DevicesAndChainsAreCopiedAndPasted) {
  const StripId kick = named("Kick"), keys = named("Keys");
  const auto copied = strip(kick).devices[0]->params;
  InsertSlot* slot = place->strip_view(kick)->findChildren<InsertSlot*>()[0];
  QTest::keySequence(slot, QKeySequence::Copy);
  remove_device(desk, slot->device());
  InsertSlot* other = place->strip_view(keys)->findChildren<InsertSlot*>()[0];
  QTest::keySequence(other, QKeySequence::Paste);
  EXPECT_THAT(chain(keys), ElementsAre("eq", "eq", "compressor"));
  EXPECT_EQ(strip(keys).devices[1]->params, copied);  // as it was, though it is gone
  copy_chain(desk, keys);
  EXPECT_EQ(pasted_words(), "Paste 3 devices");
  paste_devices(desk, named("Reverb"), edit::kAtEnd);
  EXPECT_THAT(chain(named("Reverb")), ElementsAre("eq", "eq", "compressor"));
  EXPECT_NE(strip(named("Reverb")).devices[0]->id, strip(keys).devices[0]->id);
  QTest::keyClick(place->strip_view(keys)->findChildren<InsertSlot*>()[0], Qt::Key_Delete);
  EXPECT_THAT(chain(keys), ElementsAre("eq", "compressor"));
  QTest::keyClick(place->strip_view(keys)->findChildren<InsertSlot*>()[0], Qt::Key_Down, Qt::AltModifier);
  EXPECT_THAT(chain(keys), ElementsAre("compressor", "eq"));
}

TEST_F(GroupsTest, GainReductionIsSeenInTheChain) {
  InsertSlot* slot = nullptr;
  for (auto* each : place->strip_view(named("Kick"))->findChildren<InsertSlot*>())
    if (each->reduction_meter() >= 0) slot = each;
  ASSERT_TRUE(slot);
  const QImage before = slot->grab().toImage();
  desk.meters.assign(8, 10.0f);
  emit desk.frame(0.02);
  EXPECT_NE(slot->grab().toImage(), before);
  desk.meters.assign(8, 0.0f);
  for (int i = 0; i < 100; ++i) emit desk.frame(0.02);
  EXPECT_EQ(slot->grab().toImage(), before);
}

TEST_F(GroupsTest, ASendSaysWhenItIsBeforeTheFader) {
  auto* bar = place->strip_view(named("Kick"))->findChild<SendBar*>();
  ASSERT_TRUE(bar);
  set_send_value(desk, bar->send(), "pre", 1.0);
  set_send_value(desk, bar->send(), "pan", -0.5);
  EXPECT_TRUE(bar->accessibleName().contains("before the fader"));
  EXPECT_TRUE(bar->accessibleName().contains("L 50"));
}

// --- Pictures ---------------------------------------------------------------------------------------------------------------

TEST_F(GroupsTest, Pictures) {
  add_vca("Rhythm", {named("Kick"), named("Snare"), named("Overheads"), named("Bass DI")});
  const GroupId drums = add_group("Drums", {named("Kick"), named("Snare"), named("Overheads")});
  const GroupId guitars = add_group("Guitars", {named("Gtr L"), named("Gtr R")});
  auto s = edit::set_group_link(desk.session_ptr(), drums, edit::Link::gain, true);
  s = edit::set_group_folded(s, guitars, true);
  desk.take(s);
  set_send_value(desk, strip(named("Kick")).sends[0].id, "pre", 1.0);
  desk.meters.assign(8, 6.0f);
  for (const auto& track : desk.session().tracks) desk.levels[track->strip.id] = {{0.4f, 0.3f}, {0.02f, 0.015f}, false, 0};
  for (const auto& [width, height] : {std::pair{1280, 640}, {1600, 920}}) {
    show(width, height);
    for (int i = 0; i < 5; ++i) emit desk.frame(0.05);
    save((std::string("desk_") + std::to_string(width)).c_str());
  }
  for (const auto* button : place->findChildren<QAbstractButton*>()) {
    if (button->isVisible() && button->focusPolicy() != Qt::NoFocus) {
      EXPECT_FALSE(button->accessibleName().isEmpty() && button->text().isEmpty());
    }
  }
}

}  // namespace
}  // namespace sweetspot::ui
