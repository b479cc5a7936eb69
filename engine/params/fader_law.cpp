#include "engine/params/fader_law.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace sweetspot {
namespace {

// The corners of the law: deflection of IEC 60268-18's scale, where 0 dB is 100.
struct Corner {
  double db;
  double deflection;
};
constexpr Corner kCorners[] = {{-70, 0}, {-60, 2.5}, {-50, 7.5}, {-40, 15}, {-30, 30}, {-20, 50}, {kFaderTopDb, 115}};
constexpr int kSegments = static_cast<int>(std::size(kCorners)) - 1;
constexpr double kFull = kCorners[kSegments].deflection;

}  // namespace

double fader_travel(double db) noexcept {
  if (!(db > kFaderBottomDb)) return 0.0;
  if (db >= kFaderTopDb) return 1.0;
  int i = 0;
  while (i < kSegments - 1 && db >= kCorners[i + 1].db) ++i;
  const Corner a = kCorners[i], b = kCorners[i + 1];
  return (a.deflection + (db - a.db) / (b.db - a.db) * (b.deflection - a.deflection)) / kFull;
}

double fader_db(double travel) noexcept {
  if (!(travel > 0.0)) return -std::numeric_limits<double>::infinity();
  const double deflection = std::min(travel, 1.0) * kFull;
  int i = 0;
  while (i < kSegments - 1 && deflection >= kCorners[i + 1].deflection) ++i;
  const Corner a = kCorners[i], b = kCorners[i + 1];
  return a.db + (deflection - a.deflection) / (b.deflection - a.deflection) * (b.db - a.db);
}

}  // namespace sweetspot
