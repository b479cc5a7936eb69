#include "engine/studio/balance_rules.h"

#include <array>
#include <cstddef>

namespace sweetspot {

namespace {

// In the order of the enum. Loudness is K-weighted, which counts deep sound less than the ear's feeling for weight: kick and
// bass lie lower here than they seem.
constexpr std::array<RoleRule, 19> kRules{{
    {16, -10.0, {}},    // unknown
    {0, -5.0, {}},      // kick
    {1, -5.0, 70.0},    // snare
    {2, -15.0, 250.0},  // hats
    {3, -8.0, {}},      // toms
    {4, -11.0, 120.0},  // overheads
    {5, -3.0, {}},      // drums
    {6, -13.0, 120.0},  // percussion
    {7, -5.0, {}},      // bass
    {8, -8.5, 75.0},    // electric_guitar
    {9, -9.5, 75.0},    // acoustic_guitar
    {10, -9.0, 40.0},   // keys
    {11, -12.0, 40.0},  // strings
    {12, -9.5, 35.0},   // synth
    {14, 0.0, 80.0},    // lead_vocal
    {15, -8.0, 110.0},  // backing_vocal
    {15, -7.0, 100.0},  // ad_lib
    {13, -13.0, 30.0},  // effects
    {17, 0.0, {}},      // mix_reference
}};

}  // namespace

const RoleRule& balance_rule(Role role) { return kRules[static_cast<std::size_t>(role)]; }

}  // namespace sweetspot
