// Units of sound: frames, decibels, hertz, seconds.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

namespace sweetspot {

// A position or a length on the timeline, in sample frames at the session's rate.
using Frames = std::int64_t;

// Level of silence in dB. Faders and files treat anything at or below kSilenceDb as no sound at all.
inline constexpr double kMinusInfinity = -std::numeric_limits<double>::infinity();
inline constexpr double kSilenceDb = -144.0;

// The engine looks at automation and moving parameters once a slice. Slices start at multiples of this on the timeline.
inline constexpr int kSliceFrames = 32;

// The most frames that any processor or plan step is given at once.
inline constexpr int kMaxBlockFrames = 512;

// Quarter notes a minute where no song says otherwise.
inline constexpr double kDefaultTempo = 120.0;

// Level in dB to linear amplitude. Any thread.
inline double gain_from_db(double db) { return db <= kSilenceDb ? 0.0 : std::pow(10.0, db / 20.0); }

// Linear amplitude (its magnitude) to level in dB; 0 gives minus infinity. Any thread.
inline double db_from_gain(double gain) { return gain == 0.0 ? kMinusInfinity : 20.0 * std::log10(std::abs(gain)); }

// Frames nearest to a time in seconds at a rate in Hz. Any thread.
inline Frames frames_from_seconds(double seconds, double rate) { return static_cast<Frames>(std::llround(seconds * rate)); }

// Seconds of a number of frames at a rate in Hz. Any thread.
inline double seconds_from_frames(Frames frames, double rate) { return static_cast<double>(frames) / rate; }

}  // namespace sweetspot
