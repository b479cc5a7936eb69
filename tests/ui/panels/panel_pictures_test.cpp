// A picture of each processor's panel as the inspector, a window and the Master place have it: build/screenshots/panels. Nothing in it may
// be cut off; the equalizer plays.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <memory>
#include <numbers>
#include <random>
#include <set>

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QVBoxLayout>

#include "tests/ui/panels/memory_desk.h"
#include "ui/panels/desk_panel.h"
#include "ui/panels/device_panel.h"
#include "ui/panels/eq_view.h"
#include "ui/panels/param_editor.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

constexpr int kBlock = 64, kInspector = 260, kWindow = 640, kMaster = 1000;

// Music of sorts: a bass, a chord and noise that falls 3 dB an octave, in beats.
float music(std::size_t i, std::mt19937& random, std::array<double, 3>& pink) {
  std::uniform_real_distribution<double> white(-1.0, 1.0);
  const double t = static_cast<double>(i) / 48000.0, beat = std::exp(-std::fmod(t, 0.5) / 0.2), w = white(random);
  // P. Kellet's economical filter.
  pink[0] = 0.99765 * pink[0] + w * 0.0990460;
  pink[1] = 0.96300 * pink[1] + w * 0.2965164;
  pink[2] = 0.57000 * pink[2] + w * 1.0526913;
  const auto wave = [t](double hertz) { return std::sin(2.0 * std::numbers::pi * hertz * t); };
  const double tones = 0.25 * wave(55.0) + 0.06 * (wave(220.0) + wave(277.2) + wave(329.6)) + 0.05 * wave(3100.0);
  return static_cast<float>(0.5 * (tones * (0.4 + 0.6 * beat) + 0.06 * (0.3 + beat) * (pink[0] + pink[1] + pink[2] + 0.1848 * w)));
}

// Plays into the desk's device, so that its panel shows meters and sound.
void play(MemoryDesk& desk, DeviceId id, double seconds) {
  const ProcessorType& type = *find_processor(desk.device(id).type);
  std::vector<double> values;
  std::vector<ParamRamp> ramps;
  for (const ParamSpec& spec : type.params) {
    values.push_back(device_value(desk.device(id), spec));
    ramps.push_back({static_cast<float>(values.back()), static_cast<float>(values.back())});
  }
  const auto processor = type.make();
  processor->prepare({48000.0, 2, kBlock}, values);
  desk.meters.assign(type.meters.size(), 0.0f);
  std::mt19937 random(3);
  std::array<double, 3> pink{};
  struct alignas(64) Room {
    std::array<float, kBlock> left{}, right{};
  } room;
  const auto keep = [](std::vector<float>& all, const float* fresh) {
    all.insert(all.end(), fresh, fresh + kBlock);
    if (all.size() > EqAnalyser::kFrames) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(EqAnalyser::kFrames));
  };
  for (std::size_t at = 0; at < static_cast<std::size_t>(48000.0 * seconds); at += kBlock) {
    for (std::size_t i = 0; i < kBlock; ++i) room.left[i] = room.right[i] = music(at + i, random, pink);
    float* audio[2] = {room.left.data(), room.right.data()};
    for (std::size_t c = 0; c < 2; ++c) keep(desk.signal.sound[0][c], audio[c]);
    ProcessBlock block;
    block.audio = audio;
    block.channels = 2;
    block.frames = kBlock;
    block.params = ramps;
    block.revision = 1;
    block.position = static_cast<Frames>(at);
    block.meters = desk.meters.empty() ? nullptr : desk.meters.data();
    processor->process(block);
    for (std::size_t c = 0; c < 2; ++c) keep(desk.signal.sound[1][c], audio[c]);
    if (at % 1024 != 0 || desk.signal.sound[0][0].size() < EqAnalyser::kFrames) continue;
    desk.signal.end = at;
    emit desk.frame(1024.0 / 48000.0);
  }
}

// A panel on its ground.
struct Page {
  Page(MemoryDesk& desk, DeviceId id, int width, int height = 0) : panel(make_desk_panel(desk, id)) {
    set_ground(holder, token::kPanel);
    auto* box = new QVBoxLayout(&holder);
    box->setContentsMargins(12, 12, 12, 12);
    box->addWidget(panel, 1);
    holder.resize(width + 24, std::max(height, 40));
    holder.show();
    settle(height);
  }
  void settle(int height) {
    for (int i = 0; i < 3; ++i) {
      QApplication::processEvents();
      holder.resize(holder.width(), std::max(height, holder.layout()->totalHeightForWidth(holder.width())));
    }
    QApplication::processEvents();
  }
  void save(const QString& name) {
    const QString folder = QString(SWEETSPOT_SOURCE_DIR) + "/build/screenshots/panels";
    QDir().mkpath(folder);
    QApplication::processEvents();
    EXPECT_TRUE(holder.grab().save(folder + "/" + name + ".png"));
  }

  QWidget holder;
  DevicePanel* panel;
};

// Every visible part lies within its parent, and every word has the room it needs.
void expect_nothing_cut_off(const Page& page, const std::string& what) {
  for (const QWidget* part : page.panel->findChildren<QWidget*>()) {
    if (!part->isVisible()) continue;
    const QRect place(part->mapTo(page.panel, QPoint()), part->size());
    EXPECT_TRUE(page.panel->rect().contains(place))
        << what << ": " << part->metaObject()->className() << " " << part->accessibleName().toStdString();
    if (const auto* label = qobject_cast<const QLabel*>(part); label && !label->wordWrap()) {
      EXPECT_LE(label->fontMetrics().horizontalAdvance(label->text()), label->width()) << what << ": " << label->text().toStdString();
      for (const QWidget* beside : label->parentWidget()->findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
        if (beside == label || !beside->isVisible()) continue;
        EXPECT_FALSE(beside->geometry().intersects(label->geometry())) << what << ": " << label->text().toStdString();
      }
    }
    if (const auto* list = qobject_cast<const QComboBox*>(part)) {
      EXPECT_LE(list->fontMetrics().horizontalAdvance(list->currentText()), list->width() - 24)
          << what << ": " << list->currentText().toStdString();
    }
  }
}

TEST(PanelPictures, EveryProcessorFitsEveryWidth) {
  for (const ProcessorType* type : all_processors()) {
    MemoryDesk desk;
    const DeviceId id = desk.add(type->id.c_str());
    for (const int width : {kInspector, kWindow, kMaster}) {
      Page page(desk, id, width);
      EXPECT_EQ(page.panel->width(), width) << type->id;
      expect_nothing_cut_off(page, type->id + " at " + std::to_string(width));
      page.save(QString("frame-%1-%2").arg(QString::fromStdString(type->id)).arg(width));
    }
  }
}

void set_up_eq(MemoryDesk& desk, DeviceId id) {
  const ParamChanges changes{{"band1.type", 3},   {"band1.freq", 45},  {"band2.freq", 210},  {"band2.gain", -3.5},
                             {"band2.q", 1.4},    {"band3.freq", 640}, {"band3.gain", 2.0},  {"band4.freq", 3100},
                             {"band4.gain", 1.5}, {"band4.q", 2.2},    {"band4.dynamic", 1}, {"band4.threshold", -46},
                             {"band4.ratio", 4},  {"band4.range", 8},  {"band5.freq", 9000}, {"band5.gain", 3.5},
                             {"band5.route", 4},  {"band5.type", 2},   {"auto_gain", 1}};
  for (const ParamChange& change : changes) change_params(desk, id, {change});
}

int colours_of(const QImage& image) {
  std::set<QRgb> seen;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) seen.insert(image.pixel(x, y));
  return static_cast<int>(seen.size());
}

TEST(PanelPictures, TheEqualizerPlays) {
  for (const int width : {kInspector, kWindow, kMaster}) {
    MemoryDesk desk;
    const DeviceId id = desk.add("eq");
    set_up_eq(desk, id);
    Page page(desk, id, width, width == kInspector ? 0 : 620);
    page.panel->choose_band(3);
    const auto* editor = page.panel->findChild<EqEditor*>();
    ASSERT_NE(editor, nullptr);
    EXPECT_TRUE(editor->analyser().silent());
    play(desk, id, 2.03);
    EXPECT_FALSE(editor->analyser().silent());
    EXPECT_GT(colours_of(page.panel->findChild<EqEditor*>()->grab().toImage()), 60);
    page.settle(width == kInspector ? 0 : 620);
    expect_nothing_cut_off(page, "eq at " + std::to_string(width));
    page.save(QString("eq-%1").arg(width));
  }
}

TEST(PanelPictures, TheLinearPhaseSaysWhatItCosts) {
  MemoryDesk desk;
  const DeviceId id = desk.add("eq");
  set_up_eq(desk, id);
  change_params(desk, id, {{"phase", 1}});
  Page page(desk, id, kInspector);
  QTest::qWait(700);
  play(desk, id, 1.0);
  page.settle(0);
  expect_nothing_cut_off(page, "eq, linear phase");
  EXPECT_TRUE(page.panel->findChild<EqView*>()->note().contains("pre-ring"));
  page.save("eq-linear");
}

}  // namespace
}  // namespace sweetspot::ui
