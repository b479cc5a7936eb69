#include "engine/analysis/tempo.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>

namespace sweetspot {
namespace {

constexpr double kLeastBpm = 50.0, kMostBpm = 210.0;
constexpr double kTappedBpm = 115.0, kTappedOctaves = 0.85;  // what people tap to, and how freely

struct Strike {
  double at = 0.0;  // seconds
  double strength = 0.0;
};

std::vector<Strike> strikes_of(const std::vector<float>& curve) {
  double sum = 0.0;
  for (const float value : curve) sum += value;
  const auto least = static_cast<float>(1.5 * sum / static_cast<double>(std::max<std::size_t>(1, curve.size())));
  std::vector<Strike> strikes;
  for (std::size_t i = 1; i + 1 < curve.size(); ++i) {
    const float a = curve[i - 1], b = curve[i], c = curve[i + 1];
    if (b <= least || b < a || b <= c) continue;
    const double bend = a - 2.0 * b + c;  // of the parabola through the three
    const double between = bend < 0.0 ? 0.5 * static_cast<double>(a - c) / bend : 0.0;
    strikes.push_back({(static_cast<double>(i) + between) * kOnsetStep, b});
  }
  return strikes;
}

// How well the curve repeats after each lag, in steps; mean taken off, smoothed so that small unevenness counts.
std::vector<double> autocorrelation(const std::vector<float>& curve, std::size_t longest) {
  const double mean = std::accumulate(curve.begin(), curve.end(), 0.0) / static_cast<double>(curve.size());
  std::vector<double> smooth(curve.size());
  for (std::size_t i = 0; i < curve.size(); ++i) {
    double value = 2.0 * curve[i];
    value += i > 0 ? curve[i - 1] : 0.0f;
    value += i + 1 < curve.size() ? curve[i + 1] : 0.0f;
    smooth[i] = 0.25 * value - mean;
  }
  std::vector<double> sums(longest + 1, 0.0);
  for (std::size_t lag = 0; lag <= longest && lag < smooth.size(); ++lag)
    for (std::size_t i = lag; i < smooth.size(); ++i) sums[lag] += smooth[i] * smooth[i - lag];
  return sums;
}

double between(const std::vector<double>& values, double at) {
  const auto i = static_cast<std::size_t>(at);
  if (i + 1 >= values.size()) return 0.0;
  return values[i] + (at - std::floor(at)) * (values[i + 1] - values[i]);
}

// The beat, to about a hundredth of its length: what repeats after one, two and four beats, weighed by how people tap.
double rough_bpm(const std::vector<float>& curve) {
  const auto longest = static_cast<std::size_t>(4.0 * 60.0 / kLeastBpm / kOnsetStep) + 2;
  const std::vector<double> again = autocorrelation(curve, std::min(longest, curve.size() - 1));
  double best = 0.0, most = 0.0;
  for (double bpm = kLeastBpm; bpm <= kMostBpm; bpm *= 1.003) {
    const double lag = 60.0 / bpm / kOnsetStep;
    const double octaves = std::log2(bpm / kTappedBpm) / kTappedOctaves;
    const double score =
        (between(again, lag) + 0.7 * between(again, 2.0 * lag) + 0.7 * between(again, 4.0 * lag)) * std::exp(-0.5 * octaves * octaves);
    if (score > most) most = score, best = bpm;
  }
  return best;
}

// All strikes as turns of a wheel that goes round `hertz` times a second.
std::complex<double> turns(const std::vector<Strike>& strikes, double hertz) {
  std::complex<double> sum;
  for (const Strike& strike : strikes) sum += std::polar(strike.strength, -2.0 * std::numbers::pi * hertz * strike.at);
  return sum;
}

// The mean of the curve at every `beat` from `first` on.
double strength_at(const std::vector<float>& curve, double first, double beat) {
  double sum = 0.0;
  int count = 0;
  for (double at = first; at / kOnsetStep + 5.0 < static_cast<double>(curve.size()); at += beat, ++count) {
    const auto middle = static_cast<std::ptrdiff_t>(std::lround(at / kOnsetStep));
    const auto from = curve.begin() + std::max<std::ptrdiff_t>(0, middle - 4);
    sum += *std::max_element(from, curve.begin() + std::max<std::ptrdiff_t>(1, middle + 5));
  }
  return count > 0 ? sum / count : 0.0;
}

// Whether a beat is one and not half of one or two of them: of a beat in its place the next one is struck as well, and what lies between
// two is weaker than both.
double in_its_octave(const std::vector<float>& curve, const std::vector<Strike>& strikes, double bpm) {
  const auto first_of = [&](double hertz) {
    const double phase = -std::arg(turns(strikes, hertz)) / (2.0 * std::numbers::pi);
    return (phase - std::floor(phase)) / hertz;
  };
  constexpr double kFast = 118.0, kSlow = 82.0, kWeak = 0.5, kAlike = 0.75;
  const double beat = 60.0 / bpm;
  if (bpm > kFast) {
    const double first = first_of(1.0 / beat), a = strength_at(curve, first, 2.0 * beat), b = strength_at(curve, first + beat, 2.0 * beat);
    if (std::min(a, b) < kWeak * std::max(a, b)) return 0.5 * bpm;
  }
  if (bpm < kSlow) {
    const double first = first_of(2.0 / beat), a = strength_at(curve, first, beat), b = strength_at(curve, first + 0.5 * beat, beat);
    if (std::min(a, b) > kAlike * std::max(a, b)) return 2.0 * bpm;
  }
  return bpm;
}

// On beats, halves and quarters at once: where the four add up most, near `bpm`.
double exact_bpm(const std::vector<Strike>& strikes, double bpm, double seconds) {
  const auto score = [&](double b) {
    double sum = 0.0;
    for (const auto& [part, weight] : {std::pair{1.0, 1.0}, {2.0, 1.0}, {4.0, 0.5}})
      sum += weight * std::abs(turns(strikes, part * b / 60.0));
    return sum;
  };
  // Over `seconds` a wheel of four turns a beat falls out of step within 60 / (4 seconds) of a beat a minute; a tenth of that is looked at.
  double reach = 0.02 * bpm;
  double step = std::max(1e-4, 60.0 / (40.0 * std::max(1.0, seconds)));
  for (int round = 0; round < 4; ++round) {
    double best = bpm, most = -1.0;
    for (double b = bpm - reach; b <= bpm + reach; b += step)
      if (const double s = score(b); s > most) most = s, best = b;
    bpm = best;
    reach = 2.0 * step;
    step /= 8.0;
  }
  return bpm;
}

// The share of all strength that lies within a sixteenth of a quarter of a beat.
double on_the_grid(const std::vector<Strike>& strikes, double beat, double first) {
  double on = 0.0, all = 0.0;
  for (const Strike& strike : strikes) {
    const double quarters = (strike.at - first) / beat * 4.0;
    if (std::abs(quarters - std::round(quarters)) < 0.25) on += strike.strength;
    all += strike.strength;
  }
  return all > 0.0 ? on / all : 0.0;
}

// How each beat of the song begins: whether the lows are struck there, and how far the sound after it differs from that before.
struct BeatStart {
  double low = 0.0, change = 0.0;
};

double distance(const std::vector<double>& a, const std::vector<double>& b) {
  double dot = 0.0, aa = 0.0, bb = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) dot += a[i] * b[i], aa += a[i] * a[i], bb += b[i] * b[i];
  return aa > 0.0 && bb > 0.0 ? 1.0 - dot / std::sqrt(aa * bb) : 0.0;
}

std::vector<BeatStart> beat_starts(const OnsetCurve& curve, const std::vector<std::vector<float>>& spectra, double beat, double first) {
  std::vector<BeatStart> starts;
  const auto step_of = [](double seconds) { return static_cast<std::ptrdiff_t>(std::lround(seconds / kOnsetStep)); };
  const auto steps = static_cast<std::ptrdiff_t>(curve.low.size());
  const auto mean = [&](double from, double to) {
    std::vector<double> sum(spectra.empty() ? 0 : spectra.front().size(), 0.0);
    for (std::ptrdiff_t i = std::max<std::ptrdiff_t>(0, step_of(from)); i < std::min(steps, step_of(to)); ++i)
      for (std::size_t b = 0; b < sum.size(); ++b) sum[b] += spectra[static_cast<std::size_t>(i)][b];
    return sum;
  };
  for (double at = first; step_of(at) < steps; at += beat) {
    BeatStart start;
    for (std::ptrdiff_t i = std::max<std::ptrdiff_t>(0, step_of(at - 0.04)); i < std::min(steps, step_of(at + 0.04)); ++i)
      start.low = std::max<double>(start.low, curve.low[static_cast<std::size_t>(i)]);
    start.change = distance(mean(at - beat, at), mean(at, at + beat));
    starts.push_back(start);
  }
  return starts;
}

// Which of four the first beat of the bar is, and by how much: both signs of it, each against its own mean.
std::pair<int, double> downbeat_of(const std::vector<BeatStart>& starts) {
  std::array<double, 4> low{}, change{};
  std::array<int, 4> count{};
  for (std::size_t i = 0; i < starts.size(); ++i) {
    low[i % 4] += starts[i].low, change[i % 4] += starts[i].change;
    ++count[i % 4];
  }
  if (count[3] == 0) return {0, 0.0};
  std::array<double, 4> score{};
  for (const auto* sign : {&low, &change}) {
    std::array<double, 4> means{};
    for (std::size_t i = 0; i < 4; ++i) means[i] = (*sign)[i] / count[i];
    const double mean = std::accumulate(means.begin(), means.end(), 0.0) / 4.0;
    if (mean > 0.0)
      for (std::size_t i = 0; i < 4; ++i) score[i] += means[i] / mean - 1.0;
  }
  const auto best = std::max_element(score.begin(), score.end());
  double second = -1e9;
  for (auto at = score.begin(); at != score.end(); ++at)
    if (at != best) second = std::max(second, *at);
  return {static_cast<int>(best - score.begin()), std::clamp(2.0 * (*best - second), 0.0, 1.0)};
}

}  // namespace

TempoEstimate find_tempo(const MonoReader& read, Frames total, double rate, const Progress& progress) {
  TempoEstimate estimate;
  std::vector<std::vector<float>> spectra;
  const OnsetCurve curve =
      onset_curve(read, total, rate, progress, [&](std::size_t, const std::vector<float>& bands) { spectra.push_back(bands); });
  const std::vector<Strike> strikes = strikes_of(curve.all);
  estimate.onsets = strikes.size();
  const double seconds = static_cast<double>(total) / rate;
  if (strikes.size() < 8 || seconds < 4.0) return estimate;
  const double rough = rough_bpm(curve.all);
  if (rough <= 0.0) return estimate;
  estimate.bpm = in_its_octave(curve.all, strikes, exact_bpm(strikes, rough, seconds));
  const double beat = 60.0 / estimate.bpm;
  const double phase = -std::arg(turns(strikes, 1.0 / beat)) / (2.0 * std::numbers::pi);
  estimate.first_beat = (phase - std::floor(phase)) * beat;
  // A grid that means nothing still has half of all strikes near it by chance.
  estimate.confidence = std::clamp(2.0 * on_the_grid(strikes, beat, estimate.first_beat) - 1.0, 0.0, 1.0);
  std::tie(estimate.downbeat, estimate.bar_confidence) = downbeat_of(beat_starts(curve, spectra, beat, estimate.first_beat));
  return estimate;
}

}  // namespace sweetspot
