// The equalizer's bands as a list of digital sections, sorted by the part of the sound that they act on.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "engine/dsp/biquad.h"
#include "engine/processors/eq_bands.h"

namespace sweetspot {

// Sections in a row that act on the same part of the sound, the last of them their correction near Nyquist.
struct EqSegment {
  EqRoute route = EqRoute::stereo;
  bool dynamic = false;  // its bands follow a level, so its coefficients never rest
  bool corrected = false;
  std::size_t begin = 0, count = 0;

  friend bool operator==(const EqSegment&, const EqSegment&) = default;
};

enum class EqCorrection { where_needed, always };

// First all bands at rest, then the dynamic ones; each kind in the order of EqRoute, and within a segment in the order of the bands. Linear
// filters may change places, so the order is heard only where dynamic bands meet.
struct EqProgram {
  static constexpr std::size_t kMostSegments = 2 * kEqRoutes;
  static constexpr std::size_t kMostSections = static_cast<std::size_t>(kEqBands) * (kEqMostOrder / 2) + kMostSegments;

  EqShape shape{};
  std::array<EqSegment, kMostSegments> segments{};
  std::size_t segment_count = 0;
  std::size_t section_count = 0;
  std::array<std::size_t, kEqBands> first_section{};  // of each active band
  std::array<dsp::Biquad, kMostSections> sections{};
  std::array<dsp::BiquadState, kMostSections> states{};

  std::span<const EqSegment> used() const noexcept { return {segments.data(), segment_count}; }
  bool has_dynamics() const noexcept { return segment_count > 0 && segments[segment_count - 1].dynamic; }

  // Lays out the sections of a shape and designs them; the states stay as they are. Segments at rest are corrected as asked, dynamic ones
  // always. [audio]
  void build(const EqShape& wanted, const EqTuning& tuning, double rate, EqCorrection correction) noexcept;

  // Designs the sections anew without a change of the layout; only those of dynamic bands when so asked. [audio]
  void redesign(const EqTuning& tuning, double rate, bool dynamic_only) noexcept;

  // Whether the sections of both stand in the same places and mean the same. [audio]
  bool same_layout(const EqProgram& other) const noexcept;

  // Takes over the memory of every band (and correction) that both have alike; the rest begins from silence. [audio]
  void inherit(const EqProgram& from) noexcept;

 private:
  void design(EqSegment& segment, const EqTuning& tuning, double rate, EqCorrection correction, bool lay_out) noexcept;
};

}  // namespace sweetspot
