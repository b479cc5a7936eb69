// The equalizer's nodes under the mouse and the keyboard.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QMenu>
#include <QTest>

#include "engine/studio/processors.h"
#include "tests/ui/controls/pointer.h"
#include "ui/panels/eq_editor.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

class EqEditorTest : public testing::Test {
 protected:
  EqEditorTest() : table(find_processor("eq")->params), editor(table, 48000.0, "Kick curve", &window) {
    window.resize(600, 300);
    editor.setGeometry(40, 30, 540, 260);  // away from the corner where the pointer rests
    for (const ParamSpec& spec : table) values.push_back(spec.default_value);
    set("band1.on", 0);
    QObject::connect(&editor, &EqEditor::changed, &editor, [this](const ParamChanges& changes) {
      for (const ParamChange& change : changes) set(change.key, change.value);
    });
    QObject::connect(&editor, &EqEditor::gesture_ended, &editor, [this] { ++gestures; });
    QObject::connect(&editor, &EqEditor::gesture_cancelled, &editor, [this] { ++cancelled; });
    window.show();
  }

  std::size_t at(std::string_view key) const { return static_cast<std::size_t>(index_of(table, key)); }
  void set(std::string_view key, double value) {
    values[at(key)] = value;
    editor.show_values(values);
  }
  double get(std::string_view key) const { return values[at(key)]; }

  QWidget window;
  std::vector<ParamSpec> table;
  std::vector<double> values;
  EqEditor editor;
  int gestures = 0, cancelled = 0;
};

TEST_F(EqEditorTest, DoubleClickOnAnEmptyPlaceTurnsOnTheNextOffBand) {
  const QPointF place = editor.scale().point(700.0, 6.0);
  mouse(editor, QEvent::MouseButtonDblClick, place, Qt::LeftButton);
  EXPECT_EQ(get("band1.on"), 1.0);
  EXPECT_NEAR(get("band1.freq"), 700.0, 1.0);
  EXPECT_NEAR(get("band1.gain"), 6.0, 0.05);
  EXPECT_EQ(editor.selected(), 0);
  EXPECT_EQ(gestures, 1);
}

TEST_F(EqEditorTest, DraggingANodeMovesFrequencyAndGainAsOneGesture) {
  const QPointF from = editor.node(3);
  const QPointF to = editor.scale().point(2000.0, -6.0);
  drag(editor, from, to - from);
  EXPECT_EQ(gestures, 0);
  release(editor, to);
  EXPECT_NEAR(get("band4.freq"), 2000.0, 5.0);
  EXPECT_NEAR(get("band4.gain"), -6.0, 0.05);
  EXPECT_EQ(gestures, 1);
}

TEST_F(EqEditorTest, EscapeRestores) {
  drag(editor, editor.node(3), {80, -40});
  EXPECT_NE(get("band4.gain"), 0.0);
  QTest::keyClick(&editor, Qt::Key_Escape);
  EXPECT_EQ(get("band4.gain"), 0.0);
  EXPECT_EQ(get("band4.freq"), 1000.0);
  EXPECT_EQ(gestures, 0);
  EXPECT_EQ(cancelled, 1) << "no step is left";
}

TEST_F(EqEditorTest, WheelOverANodeTurnsItsQ) {
  hover(editor, editor.node(3));
  mouse(editor, QEvent::MouseMove, editor.node(3), Qt::NoButton);
  EXPECT_FALSE(wheel(editor, editor.node(3), 1));
  QTest::qWait(170);
  const double before = get("band4.q");
  EXPECT_TRUE(wheel(editor, editor.node(3), 2));
  EXPECT_NEAR(get("band4.q") / before, std::sqrt(2.0), 1e-6);
}

TEST_F(EqEditorTest, DoubleClickOnANodeResetsItsGain) {
  set("band4.gain", 5.0);
  mouse(editor, QEvent::MouseButtonDblClick, editor.node(3), Qt::LeftButton);
  EXPECT_EQ(get("band4.gain"), 0.0);
  EXPECT_EQ(get("band4.on"), 1.0);
}

TEST_F(EqEditorTest, DeleteRemovesTheSelectedNode) {
  set("band4.gain", 5.0);
  editor.select(3);
  QTest::keyClick(&editor, Qt::Key_Delete);
  EXPECT_EQ(get("band4.on"), 0.0);
  EXPECT_FALSE(editor.node_shown(3));
}

TEST_F(EqEditorTest, ArrowKeysMoveTheSelectedNode) {
  editor.select(3);
  QTest::keyClick(&editor, Qt::Key_Up);
  QTest::keyClick(&editor, Qt::Key_Up, Qt::ShiftModifier);
  EXPECT_NEAR(get("band4.gain"), 0.55, 1e-9);
  for (int i = 0; i < 12; ++i) QTest::keyClick(&editor, Qt::Key_Right);
  EXPECT_NEAR(get("band4.freq"), 2000.0, 1e-6);
  QTest::keyClick(&editor, Qt::Key_PageDown);
  EXPECT_EQ(editor.selected(), 4);
}

TEST_F(EqEditorTest, APassHasNoGainToDrag) {
  const auto& choices = table[at("band4.type")].choices;
  set("band4.type", double(std::find(choices.begin(), choices.end(), "high_pass") - choices.begin()));
  drag(editor, editor.node(3), {50, -60});
  release(editor, {0, 0});
  EXPECT_EQ(get("band4.gain"), 0.0);
  EXPECT_GT(get("band4.freq"), 1000.0);
}

TEST_F(EqEditorTest, ShiftIsFine) {
  drag(editor, editor.node(3), {100, 0}, Qt::ShiftModifier);
  release(editor, {}, Qt::ShiftModifier);
  const double fine = std::log2(get("band4.freq") / 1000.0);
  const double whole = std::log2(editor.scale().hz(editor.scale().x(1000.0) + 100.0) / 1000.0);
  EXPECT_NEAR(fine / whole, 0.1, 0.01);
}

TEST_F(EqEditorTest, AltHearsTheBandAloneForAsLongAsItIsHeld) {
  drag(editor, editor.node(3), {40, 0}, Qt::AltModifier);
  EXPECT_EQ(get("audition"), 4.0);
  release(editor, editor.node(3), Qt::AltModifier);
  EXPECT_EQ(get("audition"), 0.0);
  EXPECT_EQ(gestures, 1);
  mouse(editor, QEvent::MouseButtonPress, editor.node(3), Qt::LeftButton, Qt::AltModifier);
  EXPECT_EQ(get("audition"), 4.0) << "before it is moved";
  release(editor, editor.node(3), Qt::AltModifier);
  EXPECT_EQ(get("audition"), 0.0);
  EXPECT_EQ(gestures, 1) << "only listened";
  EXPECT_EQ(cancelled, 1);
}

TEST_F(EqEditorTest, APictureThatGoesAwayLetsGo) {
  drag(editor, editor.node(3), {40, 30}, Qt::AltModifier);
  editor.hide();
  EXPECT_EQ(get("audition"), 0.0);
  EXPECT_EQ(get("band4.gain"), 0.0);
  EXPECT_EQ(cancelled, 1);
}

TEST_F(EqEditorTest, AClickThatMovesNothingIsNoStep) {
  mouse(editor, QEvent::MouseButtonPress, editor.node(3), Qt::LeftButton);
  release(editor, editor.node(3));
  EXPECT_EQ(editor.selected(), 3);
  EXPECT_EQ(gestures, 0);
}

TEST_F(EqEditorTest, ANodesMenuSetsTypeRouteAndDynamics) {
  const auto trigger = [&](const QString& text) {
    QMenu menu;
    editor.fill_node_menu(menu, 3);
    QList<QAction*> all = menu.actions();
    for (qsizetype i = 0; i < all.size(); ++i)
      if (all[i]->menu()) all += all[i]->menu()->actions();
    for (QAction* action : all)
      if (action->text().section('\t', 0, 0) == text) return action->trigger(), true;
    return false;
  };
  EXPECT_TRUE(trigger("Side"));
  EXPECT_EQ(get("band4.route"), 4.0);
  EXPECT_TRUE(trigger("Dynamic"));
  EXPECT_EQ(get("band4.dynamic"), 1.0);
  EXPECT_TRUE(trigger("Hear it alone"));
  EXPECT_EQ(get("audition"), 4.0);
  EXPECT_TRUE(trigger("Hear it alone"));
  EXPECT_EQ(get("audition"), 0.0);
  EXPECT_FALSE(trigger("Slope")) << "a bell has none";
  EXPECT_TRUE(trigger("High pass"));
  EXPECT_FALSE(trigger("Dynamic")) << "a pass cannot be";
  EXPECT_TRUE(trigger("48 dB/oct") || trigger("48.0 dB/oct") || trigger("48")) << "its slope";
  EXPECT_EQ(get("band4.slope"), 48.0);
  EXPECT_TRUE(trigger("Remove"));
  EXPECT_EQ(get("band4.on"), 0.0);
}

TEST_F(EqEditorTest, ANewNodeActsOnTheRouteThatIsShown) {
  editor.set_route(EqRoute::mid);
  mouse(editor, QEvent::MouseButtonDblClick, editor.scale().point(700.0, 6.0), Qt::LeftButton);
  EXPECT_EQ(get("band1.route"), static_cast<double>(EqRoute::mid));
}

TEST_F(EqEditorTest, ThePlaceUnderThePointerIsRead) {
  EXPECT_TRUE(editor.readout().isEmpty());
  mouse(editor, QEvent::MouseMove, editor.scale().point(440.0, 9.0), Qt::NoButton);
  EXPECT_TRUE(editor.readout().contains("440")) << editor.readout().toStdString();
  EXPECT_TRUE(editor.readout().contains("A4"));
  QEvent gone(QEvent::Leave);
  QCoreApplication::sendEvent(&editor, &gone);
  EXPECT_TRUE(editor.readout().isEmpty());
}

// The spectrum moves 25 times a second and never while nothing sounds; what stands still is not drawn again.
TEST_F(EqEditorTest, NothingIsPaintedWhileNothingMoves) {
  struct Paints : QObject {
    bool eventFilter(QObject*, QEvent* event) override {
      count += event->type() == QEvent::Paint;
      return false;
    }
    int count = 0;
  } paints;
  QTest::qWait(20);
  editor.installEventFilter(&paints);
  const std::vector<double> still(kEqBands, 0.0);
  for (int i = 0; i < 30; ++i) {
    editor.advance(still, 1.0 / 60.0);
    QApplication::processEvents();
  }
  EXPECT_EQ(paints.count, 0);
  DeviceSignal signal;
  for (auto& side : signal.sound)
    for (auto& channel : side)
      for (std::size_t i = 0; i < EqAnalyser::kFrames; ++i) channel.push_back(i % 48 < 24 ? 0.1f : -0.1f);
  for (int i = 0; i < 30; ++i) {
    editor.take(signal);
    editor.advance(still, 1.0 / 60.0);
    QApplication::processEvents();
  }
  EXPECT_GE(paints.count, 8);
  EXPECT_LE(paints.count, 15);
}

}  // namespace
}  // namespace sweetspot::ui
