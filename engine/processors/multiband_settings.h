// The multiband's parameters, what they mean, and what a picture of them needs.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "engine/dsp/crossover.h"
#include "engine/params/spec.h"

namespace sweetspot {

inline constexpr int kMultibandBands = dsp::kCrossoverBands;
inline constexpr int kMultibandSplits = dsp::kCrossoverSplits;

// What all bands share, in the order of the table; `split1` is the first of kMultibandSplits.
enum class MultibandParam : std::size_t { bands, phase, split1, link = split1 + kMultibandSplits, lookahead, mix, output, count };

// One band's, in the order of the table, behind the shared ones.
enum class BandParam : std::size_t { threshold, ratio, attack, release, knee, range, gain, width, link, mode, bypass, solo, mute, count };

// What a band does to its level. The expander works downwards, below the threshold; `upward` lifts what is below it.
enum class BandMode { compressor, expander, upward };

// Positions in the table; bands from 0.
constexpr std::size_t multiband_param(MultibandParam param) { return static_cast<std::size_t>(param); }
constexpr std::size_t multiband_param(std::size_t band, BandParam param) {
  return static_cast<std::size_t>(MultibandParam::count) + band * static_cast<std::size_t>(BandParam::count) +
         static_cast<std::size_t>(param);
}
inline constexpr std::size_t kMultibandParams = multiband_param(kMultibandBands, BandParam::threshold);

// The table. [main]
std::vector<ParamSpec> multiband_params();

// --- pictures, of values in the order of the table. Any thread, no heap.

// The splits in use, in Hz, lowest first. Bands count from below, so it does not matter in which order the splits are set.
struct MultibandSplits {
  std::array<double, kMultibandSplits> hertz{};
  int count = 0;

  // `at` gives the split of a number from 0.
  template <class At>
  static MultibandSplits of(int count, At&& at) noexcept {
    MultibandSplits splits;
    for (; splits.count < count; ++splits.count) {
      std::size_t place = static_cast<std::size_t>(splits.count);
      const double fresh = at(splits.count);
      for (; place > 0 && splits.hertz[place - 1] > fresh; --place) splits.hertz[place] = splits.hertz[place - 1];
      splits.hertz[place] = fresh;
    }
    return splits;
  }

  int bands() const noexcept { return count + 1; }
  std::span<const double> span() const& noexcept { return {hertz.data(), static_cast<std::size_t>(count)}; }
  std::span<const double> span() && = delete;
};
MultibandSplits multiband_splits(std::span<const double> values) noexcept;

// Level in dB at a frequency in Hz of what goes into a band, for a flat sound; minus infinity for a band that is not in use.
double multiband_band_db(std::span<const double> values, double rate, int band, double hertz) noexcept;

// Level in dB at a frequency in Hz of the bands together while their gains are these, in dB, one a band (a gain of minus infinity for a
// band that is not heard). Gains of 0 give 0.
double multiband_sum_db(std::span<const double> values, double rate, std::span<const double> gains_db, double hertz) noexcept;

// Level out in dB of a steady level in dB within a band: its static curve with knee, range, gain, mix and bypass.
double multiband_transfer_db(std::span<const double> values, int band, double level_db) noexcept;

// Whether a band is heard: not muted, and soloed if any is.
bool multiband_heard(std::span<const double> values, int band) noexcept;

// --- sound

// One band's dynamics at one moment, as dsp::CompressorLanes takes them (levels in octaves of amplitude).
struct BandSettings {
  float start = 0.0f, knee = 1.0f, slope = 0.0f, deepest = 0.0f;
  float level_sign = 0.0f, gain_sign = 0.0f;
  float attack = 1.0f, release = 1.0f;
  float link = 0.0f;

  friend bool operator==(const BandSettings&, const BandSettings&) = default;

  // Of values in the order of the table. No heap. Any thread.
  static BandSettings from(std::span<const float> values, std::size_t band, double rate) noexcept;

  // On the straight line from one to the other; what cannot glide is that of `to`. No heap. Any thread.
  static BandSettings between(const BandSettings& from, const BandSettings& to, float amount) noexcept;
};

}  // namespace sweetspot
