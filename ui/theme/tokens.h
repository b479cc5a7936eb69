// Every colour, distance and size of the window has its name here; nothing else spells them out.
#pragma once

#include <array>
#include <string_view>

#include <QColor>

namespace sweetspot::ui::token {

// A colour written as in the design: 0x14171C.
constexpr QColor rgb(unsigned hex, int alpha = 255) {
  return QColor(static_cast<int>(hex >> 16 & 0xFF), static_cast<int>(hex >> 8 & 0xFF), static_cast<int>(hex & 0xFF), alpha);
}

// Grounds, from the back to the front. The well holds what is measured or typed.
inline constexpr QColor kWindow = rgb(0x14171C);
inline constexpr QColor kPanel = rgb(0x1C2027);
inline constexpr QColor kRaised = rgb(0x262B34);
inline constexpr QColor kHover = rgb(0x313845);  // hovered or selected
inline constexpr QColor kWell = rgb(0x0D0F13);

// Text. kOnBright is the dark text that stands on accent, mute, solo and track colours.
inline constexpr QColor kText = rgb(0xE8EBF0);
inline constexpr QColor kSecondary = rgb(0xA9B2C0);
inline constexpr QColor kDisabled = rgb(0x7C8698);
inline constexpr QColor kOnBright = rgb(0x14171C);
inline constexpr QColor kOnFill = rgb(0xFFFFFF);

// Lines and states.
inline constexpr QColor kAccent = rgb(0x5CC8F2);
inline constexpr QColor kAccentFill = rgb(0x24799F);
inline constexpr QColor kFocus = rgb(0x9BDCFA);
inline constexpr QColor kBorder = rgb(0x6B7688);    // of controls
inline constexpr QColor kHairline = rgb(0x313845);  // parts areas; carries no meaning
inline constexpr QColor kOk = rgb(0x4FC48A);
inline constexpr QColor kWarn = rgb(0xF2B84B);
inline constexpr QColor kError = rgb(0xFF7A66);
inline constexpr QColor kMute = rgb(0xF28B4B);
inline constexpr QColor kSolo = rgb(0xF2D24B);
inline constexpr QColor kGrid = rgb(0xFFFFFF, 26);  // grid lines, 10 % white

// Meters, on the well.
inline constexpr QColor kMeterLow = rgb(0x2F8FD0);   // below -18 dB
inline constexpr QColor kMeterMid = rgb(0x57C7C2);   // -18 to -6
inline constexpr QColor kMeterHigh = rgb(0xF2D24B);  // -6 to 0
inline constexpr QColor kMeterOver = rgb(0xFF5C3D);
inline constexpr QColor kReduction = rgb(0xF28B4B);  // gain reduction, everywhere

// Distances in logical pixels, on a grid of 4.
inline constexpr int kGap = 4;
inline constexpr int kSpace = 8;
inline constexpr int kSpaceWide = 12;
inline constexpr int kMargin = 16;
inline constexpr int kControlHeight = 24;  // also the smallest target
inline constexpr int kTransportHeight = 32;
inline constexpr int kRadius = 4;
inline constexpr int kFocusWidth = 2;
inline constexpr int kTopBarHeight = 52;
inline constexpr int kStatusBarHeight = 26;
inline constexpr int kInspectorWidth = 284;
inline constexpr int kMostInspector = 560;

// Colours a track can be given by hand: those of the roles, told apart with every kind of colour sight.
struct NamedColour {
  std::string_view name;
  QColor colour;
};
inline constexpr std::array<NamedColour, 9> kTrackColours{{
    {"Terracotta", rgb(0xDD7F6A)},
    {"Orange", rgb(0xD57224)},
    {"Violet", rgb(0xA577B5)},
    {"Blue", rgb(0x449EFD)},
    {"Mint", rgb(0x40F5CC)},
    {"Lime", rgb(0xCFDE81)},
    {"Amber", rgb(0xFBD54F)},
    {"Rose", rgb(0xD96286)},
    {"Sky", rgb(0xB3DCFE)},
}};

}  // namespace sweetspot::ui::token
