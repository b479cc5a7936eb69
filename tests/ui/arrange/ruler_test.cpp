// Markers and sections on the ruler, by mouse.
#include <gtest/gtest.h>

#include <QApplication>
#include <QTest>
#include <algorithm>
#include <cmath>

#include "engine/session/song_edits.h"
#include "tests/ui/controls/pointer.h"
#include "ui/arrange/ruler_view.h"
#include "ui/arrange/timeline_model.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

constexpr Frames kSecond = 48000;
struct RulerTest : testing::Test {
  Store store;
  TimelineModel model{store};
  RulerView ruler{model};
  MarkerId section, point;

  void SetUp() override {
    SessionPtr s = store.studio().session();
    const auto a = edit::add_marker(s, 2 * kSecond, "Verse", 3 * kSecond);
    const auto b = edit::add_marker(a.session, 6 * kSecond, "Hit");
    section = a.id, point = b.id;
    store.studio().commit(b.session, {"Set up", "", 0, false});
    store.refresh();
    ruler.resize(1000, kRulerHeight);
    ruler.show();
    model.set_view({1000, 400});
    model.zoom_to(0, 10 * kSecond);
    model.set_snap(Snap::off);
    QApplication::processEvents();
  }

  double pixel() const { return model.scale().frames_per_pixel; }
  QPoint at(Frames frame, int y = 36) const { return {static_cast<int>(std::lround(model.scale().x(static_cast<double>(frame)))), y}; }
  const Marker& marker(MarkerId id) const { return *std::ranges::find(store.session().markers, id, &Marker::id); }

  void pull(QPoint from, QPoint to) { drag(ruler, from, to - from); }
  void drop(QPoint to) { release(ruler, to); }
};

TEST_F(RulerTest, ASectionIsMovedByItsMiddleAndChangedByItsEdges) {
  const std::size_t steps = store.studio().history().steps().size();
  pull(at(3 * kSecond), at(4 * kSecond));
  drop(at(4 * kSecond));
  EXPECT_NEAR(static_cast<double>(marker(section).at), 3.0 * kSecond, 2 * pixel());
  EXPECT_EQ(marker(section).length, 3 * kSecond) << "moved whole";
  EXPECT_EQ(store.studio().history().steps().size(), steps + 1);
  const Frames end = marker(section).at + marker(section).length;
  pull(at(end) - QPoint(2, 0), at(end + 2 * kSecond));
  drop(at(end + 2 * kSecond));
  EXPECT_NEAR(static_cast<double>(marker(section).length), 5.0 * kSecond, 3 * pixel());
  const Frames last = marker(section).at + marker(section).length;
  pull(at(marker(section).at) + QPoint(2, 0), at(kSecond));
  drop(at(kSecond));
  EXPECT_NEAR(static_cast<double>(marker(section).at), 1.0 * kSecond, 3 * pixel());
  EXPECT_EQ(marker(section).at + marker(section).length, last) << "its end stays";
}

TEST_F(RulerTest, MarkersStickToOthersUnlessSnapIsOff) {
  model.set_snap(Snap::bar);
  pull(at(6 * kSecond) + QPoint(4, 0),
       at(5 * kSecond) + QPoint(7, 0));  // 3 pixels past the section's end, counted from where it was grabbed
  drop(at(5 * kSecond) + QPoint(7, 0));
  EXPECT_EQ(marker(point).at, 5 * kSecond);
}

TEST_F(RulerTest, EscBringsItBackWithoutAStep) {
  const SessionPtr before = store.session_ptr();
  const std::size_t steps = store.studio().history().steps().size();
  pull(at(3 * kSecond), at(5 * kSecond));
  EXPECT_NE(marker(section).at, 2 * kSecond);
  QTest::keyClick(&ruler, Qt::Key_Escape);
  EXPECT_EQ(marker(section).at, 2 * kSecond);
  drop(at(5 * kSecond));
  EXPECT_EQ(store.studio().history().steps().size(), steps);
  EXPECT_EQ(store.session().markers, before->markers);
}

}  // namespace
}  // namespace sweetspot::ui
