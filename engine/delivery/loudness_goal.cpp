#include "engine/delivery/loudness_goal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/delivery/limiter_sink.h"

namespace sweetspot {
namespace {

constexpr int kMostPasses = 6;
constexpr double kAim = 0.01;               // good enough to stop looking, LU
constexpr double kPeakMarginDb = 0.05;      // what two true-peak meters may differ by

// The end of a trial: nothing but its loudness is of interest.
class MeterSink final : public Sink {
 public:
  explicit MeterSink(double rate) : meter_(rate, kRenderChannels) {}
  void write(const float* const* audio, int frames) override { meter_.process(audio, frames); }
  void finish() override { meter_.finish(); }
  double integrated() const { return meter_.figures().integrated_lufs.value_or(kMinusInfinity); }

 private:
  LoudnessMeter meter_;
};

struct Trial {
  double gain_db;
  double miss;   // loudness less the goal
  double reduction_db;
};

Trial try_gain(const Spool& mix, const LoudnessGoal& goal, double gain_db, const Progress& progress) {
  MeterSink meter(mix.rate());
  LimiterSink limiter(gain_db, goal.ceiling_dbtp, mix.rate(), meter);
  mix.play(limiter, progress);
  return {gain_db, meter.integrated() - goal.integrated_lufs, limiter.most_reduction_db()};
}

// Where the line through two trials meets the goal. Near its end the curve is flat: the slope is kept above a tenth.
double next_gain(const Trial& a, const Trial& b) {
  const double slope = a.gain_db == b.gain_db ? 1.0 : (b.miss - a.miss) / (b.gain_db - a.gain_db);
  return b.gain_db - b.miss / std::clamp(slope, 0.1, 1.0);
}

}  // namespace

GainChoice find_gain(const Spool& mix, const LoudnessGoal& goal, const Progress& progress) {
  const auto& loudness = mix.figures().integrated_lufs;
  const auto& peak = mix.figures().true_peak_dbtp;
  if (!loudness || !peak) return {0.0, false, 0, 0.0, "There is nothing to hear, so no loudness can be reached."};
  const double wanted = goal.integrated_lufs - *loudness;
  if (*peak + wanted <= goal.ceiling_dbtp - kPeakMarginDb) return {wanted, false, 0, 0.0, {}};

  const double most = goal.ceiling_dbtp - *peak + kMostOverDb;
  const auto part = [&](int pass) {
    Progress one = progress;
    if (progress.report) one.report = [&progress, pass](double f) { progress.report((pass + f) / kMostPasses); };
    return one;
  };
  Trial last{std::min(wanted, most), 0.0, 0.0};
  last = try_gain(mix, goal, last.gain_db, part(0));
  Trial best = last;
  Trial before{last.gain_db - 1.0, last.miss - 1.0, 0.0};   // a first guess of the slope: as without a limiter
  int passes = 1;
  while (std::abs(best.miss) > kAim && passes < kMostPasses) {
    const double gain = std::min(next_gain(before, last), most);
    if (gain == last.gain_db) break;
    before = last;
    last = try_gain(mix, goal, gain, part(passes++));
    if (std::abs(last.miss) < std::abs(best.miss)) best = last;
  }
  GainChoice choice{best.gain_db, true, passes, best.reduction_db, {}};
  if (std::abs(best.miss) > kLoudnessTolerance) {
    choice.note = fmt::format("{:.1f} LUFS was asked for and {:.1f} is reached: under a ceiling of {:g} dBTP the peaks of this mix are already {:.0f} dB too high.",
                              goal.integrated_lufs, goal.integrated_lufs + best.miss, goal.ceiling_dbtp, *peak + best.gain_db - goal.ceiling_dbtp);
  }
  return choice;
}

}  // namespace sweetspot
