// What hands do on the desk beside faders: links held off by Alt, VCAs moved by their names, solo kept safe, narrow strips.
#include <gmock/gmock.h>

#include <QApplication>
#include <QTest>

#include "engine/session/group_edits.h"
#include "engine/session/vca_edits.h"
#include "tests/ui/mix/fake_desk.h"
#include "ui/controls/fader.h"
#include "ui/controls/hint.h"
#include "ui/controls/toggle_button.h"
#include "ui/mix/insert_slot.h"
#include "ui/mix/mix_place.h"
#include "ui/mix/strip_view.h"
#include "ui/mix/vca_view.h"

namespace sweetspot::ui {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using namespace testing_support;

class DeskHandsTest : public testing::Test {
 protected:
  void SetUp() override {
    fill_song(desk, 10);
    place = std::make_unique<MixPlace>(desk);
    place->resize(2400, 1000);
    place->show();
    QTest::qWait(1);
  }
  StripId track(std::size_t i) const { return desk.session().tracks[i]->strip.id; }
  const Strip& strip(std::size_t i) const { return desk.session().tracks[i]->strip; }
  StripView& view(std::size_t i) const { return *place->strip_view(track(i)); }
  ToggleButton& button(std::size_t strip, const QString& letter) const {
    for (auto* each : view(strip).findChildren<ToggleButton*>())
      if (each->text() == letter) return *each;
    throw std::runtime_error("no such button");
  }
  void link_guitars() {
    const auto added = edit::add_group(desk.session_ptr(), "Guitars", std::vector{track(4), track(5)});
    SessionPtr s = added.session;
    for (const auto link : {edit::Link::gain, edit::Link::mute}) s = edit::set_group_link(s, added.id, link, true);
    desk.take(s);
  }
  std::string hint(QWidget& widget) const { return hint_of(&widget).toStdString(); }
  std::vector<std::string> vcas() const {
    std::vector<std::string> names;
    for (const auto& vca : desk.session().vcas) names.push_back(vca->strip.name);
    return names;
  }
  StripId add_vca(const char* name) {
    const auto added = edit::add_vca(desk.session_ptr(), name, std::vector{track(0)});
    desk.take(added.session);
    return added.id;
  }

  FakeDesk desk;
  std::unique_ptr<MixPlace> place;
};

TEST_F(DeskHandsTest, AltMovesOneOfALinkedGroupAlone) {
  link_guitars();
  QTest::keyClick(&view(4).fader(), Qt::Key_Down);
  desk.end_gesture();
  EXPECT_DOUBLE_EQ(strip(4).fader.gain_db, -6.5);
  EXPECT_DOUBLE_EQ(strip(5).fader.gain_db, -6.5);
  const auto steps = desk.steps.size();
  const QPoint cap = view(4).fader().cap_rect().center();
  QTest::mousePress(&view(4).fader(), Qt::LeftButton, Qt::AltModifier, cap);
  QMouseEvent move(QEvent::MouseMove, QPointF(cap + QPoint(0, 60)), view(4).fader().mapToGlobal(QPointF(cap + QPoint(0, 60))), Qt::NoButton,
                   Qt::LeftButton, Qt::AltModifier);
  QApplication::sendEvent(&view(4).fader(), &move);
  QTest::mouseRelease(&view(4).fader(), Qt::LeftButton, Qt::AltModifier, cap + QPoint(0, 60));
  EXPECT_LT(strip(4).fader.gain_db, -8.0);
  EXPECT_DOUBLE_EQ(strip(5).fader.gain_db, -6.5) << "it stays";
  EXPECT_EQ(desk.steps.size(), steps + 1);
  QTest::mouseClick(&button(4, "M"), Qt::LeftButton, Qt::AltModifier);
  EXPECT_TRUE(strip(4).muted);
  EXPECT_FALSE(strip(5).muted);
  QTest::mouseClick(&button(4, "M"), Qt::LeftButton);
  QTest::mouseClick(&button(4, "M"), Qt::LeftButton);
  EXPECT_TRUE(strip(5).muted) << "without Alt it goes along again";
}

TEST_F(DeskHandsTest, LinkedControlsSaySoAndNameTheKey) {
  EXPECT_THAT(hint(view(4).fader()), Not(HasSubstr("Alt")));
  link_guitars();
  EXPECT_THAT(hint(view(4).fader()), HasSubstr("hold Alt to move it alone"));
  EXPECT_THAT(hint(button(5, "M")), HasSubstr("hold Alt"));
  EXPECT_THAT(hint(button(5, "S")), Not(HasSubstr("Alt to"))) << "solo is not linked";
  EXPECT_THAT(hint(view(3).fader()), Not(HasSubstr("Alt"))) << "it is in no group";
  desk.take(edit::set_group_linked(desk.session_ptr(), desk.session().groups[0]->id, false));
  EXPECT_THAT(hint(view(4).fader()), Not(HasSubstr("Alt")));
}

TEST_F(DeskHandsTest, AVcaIsMovedByItsName) {
  const StripId rhythm = add_vca("Rhythm");
  add_vca("Band");
  const StripId voices = add_vca("Voices");
  VcaView* moved = place->vca_view(rhythm);
  const QPoint from(30, 14);
  const auto to = [&](StripId id, int x) { return moved->mapFromGlobal(place->vca_view(id)->mapToGlobal(QPoint(x, 14))); };
  const auto steps = desk.steps.size();
  QTest::mousePress(moved, Qt::LeftButton, {}, from);
  QTest::mouseMove(moved, from + QPoint(60, 0));
  QTest::mouseMove(moved, to(voices, 80));
  EXPECT_EQ(vcas()[0], "Rhythm") << "not before it is let go";
  QTest::mouseRelease(moved, Qt::LeftButton, {}, to(voices, 80));
  EXPECT_THAT(vcas(), ElementsAre("Band", "Voices", "Rhythm"));
  EXPECT_EQ(desk.steps.size(), steps + 1);
  QTest::qWait(1);
  EXPECT_GT(place->vca_view(rhythm)->x(), place->vca_view(voices)->x());
  desk.undo();
  EXPECT_THAT(vcas(), ElementsAre("Rhythm", "Band", "Voices"));

  QTest::mousePress(moved, Qt::LeftButton, {}, from);
  QTest::mouseMove(moved, from + QPoint(200, 0));
  QTest::keyClick(moved, Qt::Key_Escape);
  QTest::mouseRelease(moved, Qt::LeftButton, {}, from + QPoint(200, 0));
  EXPECT_THAT(vcas(), ElementsAre("Rhythm", "Band", "Voices")) << "given up";
  EXPECT_EQ(QWidget::keyboardGrabber(), nullptr);
}

TEST_F(DeskHandsTest, APressBelowTheNameOfAVcaIsNoDrag) {
  const StripId rhythm = add_vca("Rhythm");
  const StripId band = add_vca("Band");
  VcaView* view = place->vca_view(rhythm);
  QTest::mousePress(view, Qt::LeftButton, {}, QPoint(30, 200));
  QTest::mouseMove(view, QPoint(400, 200));
  QTest::mouseRelease(view, Qt::LeftButton, {}, view->mapFromGlobal(place->vca_view(band)->mapToGlobal(QPoint(80, 200))));
  EXPECT_THAT(vcas(), ElementsAre("Rhythm", "Band"));
}

TEST_F(DeskHandsTest, CtrlClickOnSoloKeepsItSafeAndItShows) {
  ToggleButton& solo = button(2, "S");
  const QImage before = solo.grab().toImage();
  QTest::mouseClick(&solo, Qt::LeftButton, Qt::ControlModifier);
  EXPECT_TRUE(strip(2).solo_safe);
  EXPECT_FALSE(strip(2).soloed);
  EXPECT_FALSE(solo.isChecked());
  EXPECT_THAT(solo.accessibleName().toStdString(), HasSubstr("safe from the solos of others"));
  EXPECT_NE(solo.grab().toImage(), before);
  QTest::mouseClick(&solo, Qt::LeftButton);
  EXPECT_TRUE(strip(2).soloed && strip(2).solo_safe);
  EXPECT_TRUE(solo.isChecked());
  QTest::mouseClick(&solo, Qt::LeftButton, Qt::ControlModifier);
  EXPECT_TRUE(strip(2).soloed);
  EXPECT_FALSE(strip(2).solo_safe);
  EXPECT_TRUE(solo.isChecked());
  EXPECT_THAT(solo.accessibleName().toStdString(), Not(HasSubstr("safe")));
}

TEST_F(DeskHandsTest, EveryProcessorCanBeReadOnANarrowStrip) {
  place->set_narrow(true);
  QTest::qWait(1);
  for (const ProcessorType* type : all_processors()) {
    desk.take(edit::add_device(desk.session_ptr(), track(3), type->id, processor_catalog()).session);
    const DeviceId added = strip(3).devices.back()->id;
    // The newest alone, so that there is a row for it.
    while (strip(3).devices.size() > 1) desk.take(edit::remove_device(desk.session_ptr(), strip(3).devices.front()->id));
    InsertSlot* slot = nullptr;
    for (auto* each : view(3).findChildren<InsertSlot*>())
      if (each->device() == added && each->isVisible()) slot = each;
    ASSERT_TRUE(slot) << type->id;
    EXPECT_EQ(slot->width(), kNarrowStripWidth - 12);
    EXPECT_FALSE(slot->shown_label().contains(QChar(0x2026))) << type->id << ": " << slot->shown_label().toStdString();
  }
}

}  // namespace
}  // namespace sweetspot::ui
