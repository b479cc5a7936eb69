// The static curves of saturation.
//
// Each passes small sounds unchanged (slope 1 at 0) and has 1 as its ceiling, but for the lower one of the tube.
#pragma once

namespace sweetspot::dsp {

enum class SaturationCurve {
  // coth(3x) - 1/(3x): the magnetisation of tape under bias, which has no hysteresis left (Langevin's function; D. C. Jiles, D. L.
  // Atherton,
  // "Theory of ferromagnetic hysteresis", J. Magn. Magn. Mater. 61, 1986). Bends from the first volt on and is never quite full.
  tape,
  // Above 0 tanh(x), where the grid draws current; below 0 a wider x / sqrt(1 + x^2 / 1.5), where the plate current fades out, both with
  // the
  // same third derivative at 0 (unequal halves: J. Pakarinen, D. T. Yeh, "A Review of Digital Techniques for Modeling Vacuum-Tube Guitar
  // Amplifiers", Computer Music Journal 33(2), 2009).
  tube,
  // Straight up to 0.5, then a parabola that reaches the rail 1 at 1.5: clean for long, then soon at its end, third harmonic first (R. O.
  // Hamm, "Tubes versus Transistors", J. Audio Eng. Soc. 21(4), 1973).
  transistor,
  // tanh(x): the emitter-coupled pair of transistors without feedback (P. Gray et al., "Analysis and Design of Analog Integrated
  // Circuits").
  soft,
  // Straight up to 1 and cut off there.
  hard,
};

inline constexpr int kSaturationCurves = 5;

// Where the transistor's parabola begins, and how wide it is.
inline constexpr double kTransistorKnee = 0.5;
inline constexpr double kTransistorWidth = 1.0;
inline constexpr double kTubeWide = 1.5;  // square of the tube's lower ceiling

// The curve and its slope. No heap. Any thread.
double saturation_value(SaturationCurve curve, double x) noexcept;
double saturation_slope(SaturationCurve curve, double x) noexcept;

// What a clipper takes away at a magnitude: nothing below `start`, a parabola over `width` (0 or more), then all. The rest never exceeds
// start + width / 2. No heap. Any thread.
double clip_excess(double magnitude, double start, double width) noexcept;

}  // namespace sweetspot::dsp
