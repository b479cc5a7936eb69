// A picture of each drawn panel while it plays, in both forms: build/screenshots/panels. Each must fit its place and show something.
#include <gtest/gtest.h>

#include <set>

#include "tests/ui/panels/played.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

struct Scene {
  const char* name;
  const char* type;
  std::vector<std::pair<const char*, double>> values;
  double level_db = 0.0;
};

std::vector<Scene> scenes() {
  return {
      {"compressor",
       "compressor",
       {{"threshold", -18.0}, {"ratio", 3.0}, {"knee", 12.0}, {"attack", 10.0}, {"release", 80.0}, {"makeup", 3.0}},
       0.0},
      {"compressor-range", "compressor", {{"threshold", -24.0}, {"ratio", 6.0}, {"range", 9.0}}, 0.0},
      {"gate",
       "gate",
       {{"threshold", -16.0}, {"hysteresis", 8.0}, {"ratio", 4.0}, {"range", 30.0}, {"hold", 20.0}, {"release", 60.0}},
       0.0},
      {"ducker", "gate", {{"threshold", -14.0}, {"hysteresis", 6.0}, {"mode", 1.0}, {"range", 12.0}}, 0.0},
      {"deesser", "deesser", {{"threshold", -26.0}, {"range", 12.0}, {"freq", 4500.0}}, 0.0},
      {"deesser-around", "deesser", {{"threshold", -32.0}, {"band", 1.0}, {"freq", 6000.0}, {"width", 1.2}}, 0.0},
      {"transient", "transient", {{"attack", 60.0}, {"sustain", -50.0}}, 0.0},
      {"rider", "rider", {{"target", -22.0}}, -6.0},
      {"multiband",
       "multiband",
       {{"band1.threshold", -22.0},
        {"band1.ratio", 4.0},
        {"band2.threshold", -26.0},
        {"band2.gain", 3.0},
        {"band3.gain", -4.0},
        {"band4.threshold", -36.0},
        {"band4.ratio", 4.0}},
       0.0},
      {"multiband-six",
       "multiband",
       {{"bands", 4.0},
        {"band1.threshold", -22.0},
        {"band2.mute", 1.0},
        {"band4.mode", 2.0},
        {"band4.threshold", -30.0},
        {"band6.gain", 4.0}},
       0.0},
      {"limiter", "limiter", {{"drive", 8.0}, {"ceiling", -1.0}}, -2.0},
      {"limiter-delta", "limiter", {{"drive", 12.0}, {"delta", 1.0}}, -2.0},
      {"saturate", "saturate", {{"drive", 12.0}, {"style", 1.0}, {"even_odd", 20.0}}, -3.0},
      {"exciter", "saturate", {{"drive", 14.0}, {"mode", 1.0}, {"band", 1.0}, {"freq", 2500.0}, {"width", 2.0}}, -3.0},
      {"clipper", "clipper", {{"drive", 8.0}, {"ceiling", -3.0}, {"knee", 4.0}}, -3.0},
      {"width", "width", {{"band3.width", 160.0}, {"band1.width", 40.0}, {"mono_below", 90.0}}, -3.0},
      {"reverb", "reverb", {{"pre_delay", 40.0}, {"high_decay", 0.4}, {"low_decay", 1.4}}, 0.0},
  };
}

// How many colours a picture has: an empty well has few.
int colours_of(const QImage& image) {
  std::set<QRgb> seen;
  for (int y = 0; y < image.height(); y += 2)
    for (int x = 0; x < image.width(); x += 2) seen.insert(image.pixel(x, y));
  return static_cast<int>(seen.size());
}

class ViewPictures : public testing::TestWithParam<int> {};

TEST_P(ViewPictures, EachDrawnPanelInUse) {
  const int width = GetParam();
  const Stereo quiet{std::vector<float>(480, 0.0f), std::vector<float>(480, 0.0f)};
  for (const Scene& scene : scenes()) {
    if (!find_processor(scene.type)) continue;
    const ProcessorType& type = type_of(scene.type);
    std::vector<double> values = default_values(type);
    for (const auto& [key, value] : scene.values) values.at(static_cast<std::size_t>(index_of(type.params, key))) = value;
    OnPanel panel(type, width);
    ASSERT_EQ(panel.view().width(), width) << scene.name;
    Played played(type, panel.view(), values);
    panel.settle();
    played.play(small_song(scene.type == std::string("rider") ? 21.0 : 6.3, scene.level_db));
    if (scene.type == std::string("reverb")) QTest::qWait(120);
    panel.save(QString(scene.name) + (width == kCompactWidth ? "-compact" : "-wide"));
    EXPECT_GT(colours_of(panel.view().grab().toImage()), 24) << scene.name;
    for (const QWidget* part : panel.view().findChildren<QWidget*>()) {
      if (!part->isVisible()) continue;
      const QRect place(part->mapTo(&panel.view(), QPoint()), part->size());
      EXPECT_TRUE(panel.view().rect().contains(place)) << scene.name << " " << part->accessibleName().toStdString();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Forms, ViewPictures, testing::Values(kCompactWidth, kWideWidth));

}  // namespace
}  // namespace sweetspot::ui
