// The one scale of faders and channel meters: IEC 60268-18 style, piecewise linear in dB.
#pragma once

namespace sweetspot {

// 0 dB sits at 100 of 115; 2.5 a dB down to -20, 2 to -30, 1.5 to -40, 0.75 to -50, 0.5 to -60, 0.25 to -70; 2.5 a dB up to +6.
inline constexpr double kFaderTopDb = 6.0;
inline constexpr double kFaderBottomDb = -70.0;

// Travel 0 (bottom, -70 dB and below) to 1 (top, +6 dB) of a level in dB; monotonic. Any thread, no heap.
double fader_travel(double db) noexcept;

// Level in dB of a travel 0 to 1; exactly 0 travel gives minus infinity. Inverse of fader_travel within 0.01 dB.
double fader_db(double travel) noexcept;

}  // namespace sweetspot
