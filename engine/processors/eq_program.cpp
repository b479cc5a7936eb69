#include "engine/processors/eq_program.h"

#include <algorithm>
#include <numbers>

#include "engine/dsp/matched_cascade.h"

namespace sweetspot {
namespace {

bool belongs(const EqBandShape& band, const EqSegment& segment) noexcept {
  return band.active && band.route == segment.route && band.dynamic == segment.dynamic;
}

}  // namespace

void EqProgram::build(const EqShape& wanted, const EqTuning& tuning, double rate, EqCorrection correction) noexcept {
  shape = wanted;
  segment_count = section_count = 0;
  for (const bool dynamic : {false, true})
    for (std::size_t route = 0; route < kEqRoutes; ++route) {
      EqSegment& segment = segments[segment_count];
      segment = {static_cast<EqRoute>(route), dynamic, false, section_count, 0};
      design(segment, tuning, rate, dynamic ? EqCorrection::always : correction, true);
      if (segment.count == 0) continue;
      section_count += segment.count;
      ++segment_count;
    }
}

void EqProgram::redesign(const EqTuning& tuning, double rate, bool dynamic_only) noexcept {
  for (std::size_t i = 0; i < segment_count; ++i)
    if (segments[i].dynamic || !dynamic_only) design(segments[i], tuning, rate, EqCorrection::always, false);
}

void EqProgram::design(EqSegment& segment, const EqTuning& tuning, double rate, EqCorrection correction, bool lay_out) noexcept {
  dsp::MatchedCascade cascade;
  std::size_t at = segment.begin;
  for (std::size_t band = 0; band < kEqBands; ++band) {
    const EqBandShape& s = shape[band];
    if (!belongs(s, segment)) continue;
    if (lay_out) first_section[band] = at;
    const double omega = 2.0 * std::numbers::pi * tuning[band].freq / rate;
    for (int index = 0; index < s.section_count(); ++index, ++at)
      sections[at] = s.type == EqBandType::all_pass ? dsp::bilinear_all_pass(omega, tuning[band].q)
                                                    : cascade.add(eq_analog_section(s, tuning[band], index), omega);
  }
  if (lay_out) segment.corrected = at > segment.begin && (correction == EqCorrection::always || cascade.needs_correction());
  if (segment.corrected) sections[at++] = cascade.correction();
  if (lay_out) segment.count = at - segment.begin;
}

bool EqProgram::same_layout(const EqProgram& other) const noexcept {
  return shape == other.shape && std::ranges::equal(used(), other.used());
}

void EqProgram::inherit(const EqProgram& from) noexcept {
  std::fill_n(states.begin(), section_count, dsp::BiquadState{});
  for (std::size_t band = 0; band < kEqBands; ++band) {
    if (!shape[band].active || shape[band] != from.shape[band]) continue;
    std::copy_n(from.states.begin() + static_cast<std::ptrdiff_t>(from.first_section[band]), shape[band].section_count(),
                states.begin() + static_cast<std::ptrdiff_t>(first_section[band]));
  }
  for (const EqSegment& segment : used()) {
    const auto same = [&segment](const EqSegment& other) { return other.route == segment.route && other.dynamic == segment.dynamic; };
    const auto other = std::ranges::find_if(from.used(), same);
    if (segment.corrected && other != from.used().end() && other->corrected)
      states[segment.begin + segment.count - 1] = from.states[other->begin + other->count - 1];
  }
}

}  // namespace sweetspot
