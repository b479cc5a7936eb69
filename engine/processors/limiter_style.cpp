#include "engine/processors/limiter_style.h"

namespace sweetspot {

LimiterStyleSettings limiter_style(LimiterStyle style) noexcept {
  constexpr double kSpanMs = 11.3;  // half a wave of 45 Hz, so that the gain does not follow the bass
  constexpr double kMemoryMs = 500.0;
  constexpr double kDensity = 0.05;
  LimiterStyleSettings settings;
  settings.release = {.hold_ms = kSpanMs, .fast_ms = 1.0, .slow_ms = kMemoryMs, .density = kDensity};
  switch (style) {
    case LimiterStyle::transparent:
      break;
    case LimiterStyle::punchy:
      settings.release.fast_ms = 2.0;
      settings.slow_share = 0.85;
      settings.slow_attack_ms = 20.0;
      settings.slow_release_ms = 200.0;
      break;
    case LimiterStyle::loud:
      settings.release.fast_ms = 2.0;
      settings.clip_over_db = 3.5;
      break;
  }
  return settings;
}

}  // namespace sweetspot
