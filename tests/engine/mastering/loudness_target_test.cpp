#include "engine/mastering/loudness_target.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace sweetspot {
namespace {

// A programme at -18 LUFS with peaks at -6 dBTP under a limiter at -1 dBTP: what is over is lost, more of it the more there is.
DrivenLoudness squeezed(double drive) {
  const double over = std::max(0.0, drive - 5.0);
  return {-18.0 + drive - 0.04 * over * over, over};
}

TEST(LoudnessTarget, IsHitWithinATwentiethOfALu) {
  for (const double target : {-30.0, -18.0, -14.0, -11.0, -9.0, -8.0}) {
    const DriveChoice choice = find_drive({.integrated_lufs = target}, target + 18.0, squeezed);
    EXPECT_TRUE(choice.note.empty()) << choice.note;
    ASSERT_TRUE(choice.integrated_lufs);
    EXPECT_NEAR(*choice.integrated_lufs, target, 0.05);
    EXPECT_NEAR(squeezed(choice.drive_db).integrated_lufs.value(), *choice.integrated_lufs, 1e-9);
    EXPECT_LE(choice.runs, 8);
  }
}

TEST(LoudnessTarget, StopsWithASentenceWhereItWouldNeedTooMuchLimiting) {
  const DriveChoice choice = find_drive({.integrated_lufs = -8.0, .most_limiting_db = 5.0}, 10.0, squeezed);
  EXPECT_NEAR(choice.most_limiting_db, 5.0, 0.05);
  EXPECT_NEAR(choice.integrated_lufs.value(), -9.0, 0.05);
  EXPECT_EQ(choice.note, "-8.0 LUFS would need more than 5 dB of limiting; it stays at -9.0 LUFS");
}

TEST(LoudnessTarget, SilenceIsLeftAlone) {
  const DriveChoice choice = find_drive({}, 4.0, [](double) { return DrivenLoudness{}; });
  EXPECT_EQ(choice.runs, 1);
  EXPECT_FALSE(choice.note.empty());
}

}  // namespace
}  // namespace sweetspot
