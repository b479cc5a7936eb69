// The ear's own frequency scale: how wide its filters are, and bands of equal width on it.
#pragma once

#include <array>
#include <cstddef>

namespace sweetspot {

// Equivalent rectangular bandwidth in Hz of the auditory filter at a frequency, and the scale that counts such widths (B. R. Glasberg,
// B. C. J. Moore, "Derivation of auditory filter shapes from notched-noise data", Hearing Research 47, 1990, equations 3 and 4).
double erb_width(double hertz) noexcept;
double erb_number(double hertz) noexcept;
double erb_hertz(double number) noexcept;  // the inverse of erb_number

// Bands half an equivalent rectangular bandwidth wide, from 39 Hz to 17 kHz: fine enough to show a note, and the same at every sample rate.
inline constexpr std::size_t kErbBands = 78;
using ErbBands = std::array<double, kErbBands>;  // a figure a band

// A band's centre and edges in Hz. `edge` counts from 0 to kErbBands.
double erb_band_hertz(std::size_t band) noexcept;
double erb_band_edge(std::size_t edge) noexcept;

// The band that a frequency lies in, the nearest one beyond the ends.
std::size_t erb_band_at(double hertz) noexcept;

}  // namespace sweetspot
