// What makes the limiter's styles: the same two stages with other times.
#pragma once

#include "engine/dsp/brickwall_gain.h"

namespace sweetspot {

enum class LimiterStyle { transparent, punchy, loud };

// Chosen on music, drums and tones: what each gains in loudness at which distortion. docs/decisions/limiter-styles.md has the figures.
struct LimiterStyleSettings {
  dsp::BrickwallRelease release;  // of the fast stage, when it is automatic; its hold and the look-ahead together span so many ms
  double slow_share = 0.0;        // 0 to 1: how much of the lasting need the slow stage takes over
  double slow_attack_ms = 50.0;
  double slow_release_ms = 500.0;
  double clip_over_db = 0.0;  // peaks that go further over the ceiling are rounded off before the limiter; 0: none are
};

// Any thread, no heap.
LimiterStyleSettings limiter_style(LimiterStyle style) noexcept;

}  // namespace sweetspot
