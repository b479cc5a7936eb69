// The palette is readable, the icons are there, buttons and fields look as they should.
#include <cstdlib>

#include <gtest/gtest.h>

#include <QApplication>
#include <QFontInfo>
#include <QPushButton>
#include <QSet>
#include <QTest>

#include "ui/theme/contrast.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

using namespace token;

struct Pair {
  const char* name;
  QColor ink, ground;
  double least;
};

class Contrast : public testing::TestWithParam<Pair> {};

TEST_P(Contrast, IsEnough) { EXPECT_GE(contrast_ratio(GetParam().ink, GetParam().ground), GetParam().least) << GetParam().name; }

INSTANTIATE_TEST_SUITE_P(
    Text, Contrast,
    testing::Values(Pair{"text on window", kText, kWindow, 4.5}, Pair{"text on panel", kText, kPanel, 4.5},
                    Pair{"text on raised", kText, kRaised, 4.5}, Pair{"text on hover", kText, kHover, 4.5},
                    Pair{"text on well", kText, kWell, 4.5}, Pair{"secondary on window", kSecondary, kWindow, 4.5},
                    Pair{"secondary on panel", kSecondary, kPanel, 4.5}, Pair{"secondary on raised", kSecondary, kRaised, 4.5},
                    Pair{"secondary on hover", kSecondary, kHover, 4.5}, Pair{"secondary on well", kSecondary, kWell, 4.5},
                    Pair{"disabled on panel", kDisabled, kPanel, 4.4}, Pair{"white on accent fill", kOnFill, kAccentFill, 4.5},
                    Pair{"dark on mute", kOnBright, kMute, 4.5}, Pair{"dark on solo", kOnBright, kSolo, 4.5},
                    Pair{"dark on accent", kOnBright, kAccent, 4.5}, Pair{"ok on panel", kOk, kPanel, 4.5},
                    Pair{"warn on panel", kWarn, kPanel, 4.5}, Pair{"error on panel", kError, kPanel, 4.5},
                    Pair{"error on raised", kError, kRaised, 4.5}));

INSTANTIATE_TEST_SUITE_P(Controls, Contrast,
                         testing::Values(Pair{"border on panel", kBorder, kPanel, 3.0}, Pair{"border on raised", kBorder, kRaised, 3.0},
                                         Pair{"border on window", kBorder, kWindow, 3.0}, Pair{"focus on panel", kFocus, kPanel, 3.0},
                                         Pair{"focus on raised", kFocus, kRaised, 3.0}, Pair{"focus on hover", kFocus, kHover, 3.0},
                                         Pair{"accent on panel", kAccent, kPanel, 3.0},
                                         Pair{"accent fill on panel", kAccentFill, kPanel, 3.0},
                                         Pair{"low meter on well", kMeterLow, kWell, 3.0},
                                         Pair{"middle meter on well", kMeterMid, kWell, 3.0},
                                         Pair{"high meter on well", kMeterHigh, kWell, 3.0}, Pair{"over on well", kMeterOver, kWell, 3.0},
                                         Pair{"reduction on well", kReduction, kWell, 3.0}));

TEST(TrackColours, AreSeenOnPanelsAndCarryDarkText) {
  for (const NamedColour& named : kTrackColours) {
    EXPECT_GE(contrast_ratio(named.colour, kPanel), 4.5) << named.name;
    EXPECT_GE(contrast_ratio(text_on(named.colour), named.colour), 5.0) << named.name;
  }
}

TEST(ContrastRatio, MatchesTheStandardsEnds) {
  EXPECT_NEAR(contrast_ratio(Qt::black, Qt::white), 21.0, 1e-6);
  EXPECT_NEAR(contrast_ratio(kText, kText), 1.0, 1e-9);
  EXPECT_NEAR(contrast_ratio(QColor("#777777"), Qt::white), 4.48, 0.01);
}

TEST(Icons, EveryOneIsDrawnInTheColourAskedFor) {
  QSet<QByteArray> pictures;
  for (int i = 0; i < kIconCount; ++i) {
    const QImage image = icon_pixmap(static_cast<Icon>(i), 24, kAccent, 2.0).toImage();
    ASSERT_EQ(image.width(), 48);
    int solid = 0;
    for (int y = 0; y < 48; ++y) {
      for (int x = 0; x < 48; ++x) {
        const QColor c = image.pixelColor(x, y);
        if (c.alpha() != 255) continue;
        ++solid;
        // Strokes that overlap round by one step.
        const int off = std::abs(c.red() - kAccent.red()) + std::abs(c.green() - kAccent.green()) + std::abs(c.blue() - kAccent.blue());
        ASSERT_LE(off, 3) << icon_name(static_cast<Icon>(i));
      }
    }
    EXPECT_GT(solid, 40) << icon_name(static_cast<Icon>(i));
    pictures.insert(QByteArray(reinterpret_cast<const char*>(image.constBits()), static_cast<qsizetype>(image.sizeInBytes())));
  }
  EXPECT_EQ(pictures.size(), kIconCount) << "two icons look the same";
}

TEST(Icons, GreyWhenDisabled) {
  const QImage image = icon(Icon::stop).pixmap(QSize(24, 24), 1.0, QIcon::Disabled).toImage();
  EXPECT_EQ(image.pixelColor(12, 12).rgb(), kDisabled.rgb());
}

TEST(Type, HasTheSizesAsked) {
  EXPECT_EQ(text_font(Text::caption).pixelSize(), 11);
  EXPECT_EQ(text_font(Text::title).weight(), QFont::DemiBold);
  const QFontMetricsF metrics(readout_font(13));
  EXPECT_DOUBLE_EQ(metrics.horizontalAdvance('1'), metrics.horizontalAdvance('8')) << "readouts need digits of one width";
}

TEST(Buttons, ShowTheFocusOnceTheKeyboardMovesIt) {
  QWidget window;
  QPushButton first("First", &window), second("Second", &window);
  first.setGeometry(10, 10, 100, 28);
  second.setGeometry(10, 50, 100, 28);
  window.show();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  second.setFocus(Qt::OtherFocusReason);
  const auto has_ring = [&] {
    const QImage image = second.grab().toImage();
    return image.pixelColor(int(50 * image.devicePixelRatio()), int(1 * image.devicePixelRatio())).rgb() == kFocus.rgb();
  };
  EXPECT_FALSE(has_ring());
  QTest::keyClick(&second, Qt::Key_Tab);
  QTest::keyClick(&first, Qt::Key_Tab);
  ASSERT_TRUE(second.hasFocus());
  EXPECT_TRUE(has_ring());
}

TEST(Buttons, PrimaryIsFilledWithTheAccent) {
  QPushButton button("Export");
  button.resize(120, 32);
  const QColor plain = button.grab().toImage().pixelColor(6, 16);
  set_look(button, ButtonLook::primary);
  const QColor primary = button.grab().toImage().pixelColor(6, 16);
  EXPECT_EQ(plain.rgb(), kRaised.rgb());
  EXPECT_EQ(primary.rgb(), kAccentFill.rgb());
}

}  // namespace
}  // namespace sweetspot::ui
