#include "engine/analysis/onsets.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "engine/dsp/fft.h"

namespace sweetspot {
namespace {

constexpr double kWindowSeconds = 0.0213;
constexpr double kLowest = 60.0, kHighest = 15000.0;  // hertz
constexpr int kBandsAnOctave = 6;
constexpr double kCompression = 1000.0;  // of magnitudes with full scale at 1: what lies 60 dB under it still counts
constexpr std::size_t kCompared = 3;     // steps between the spectra that are compared
constexpr float kThreshold = 0.06f;      // above the mean around, of a rise that is 1 for a hit out of silence at full scale

// Peaks of the curve: the highest within 30 ms, and above the mean of the last 100 and the next 70 ms.
constexpr std::ptrdiff_t kHighestWithin = 6, kMeanBefore = 20, kMeanAfter = 14;

int power_of_two_near(double frames) { return 1 << static_cast<int>(std::lround(std::log2(frames))); }

// Magnitudes in bands of a logarithmic axis, compressed.
class BandSpectrum {
 public:
  explicit BandSpectrum(double rate) : fft_(power_of_two_near(kWindowSeconds * rate)), window_(static_cast<std::size_t>(fft_.size())) {
    double sum = 0.0;
    for (std::size_t i = 0; i < window_.size(); ++i) {
      window_[i] = static_cast<float>(0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * (static_cast<double>(i) + 0.5) / fft_.size()));
      sum += window_[i];
    }
    scale_ = static_cast<float>(2.0 / sum);
    bin_ = rate / fft_.size();
    const double bin = bin_, ratio = std::exp2(1.0 / kBandsAnOctave);
    std::size_t from = std::max<std::size_t>(1, static_cast<std::size_t>(kLowest / bin));
    for (double edge = std::max(kLowest, bin); edge < std::min(kHighest, 0.45 * rate);) {
      edge *= ratio;
      const auto to = static_cast<std::size_t>(std::lround(edge / bin));
      if (to <= from) continue;
      bands_.push_back({from, to});
      from = to;
    }
  }

  int size() const { return fft_.size(); }
  std::size_t bands() const { return bands_.size(); }
  std::size_t bands_below(double hertz) const {
    const auto bin = static_cast<std::size_t>(hertz / bin_);
    return std::max<std::size_t>(
        1, static_cast<std::size_t>(std::ranges::count_if(bands_, [&](const auto& band) { return band.second <= bin; })));
  }
  float* time() { return fft_.time().data(); }

  // Of what lies in time().
  void take(std::vector<float>& out) {
    const auto time = fft_.time();
    for (std::size_t i = 0; i < time.size(); ++i) time[i] *= window_[i];
    fft_.forward();
    out.resize(bands_.size());
    for (std::size_t b = 0; b < bands_.size(); ++b) {
      float power = 0.0f;
      for (std::size_t k = bands_[b].first; k < bands_[b].second; ++k) power += std::norm(fft_.bins()[k]);
      out[b] = std::log10(1.0f + static_cast<float>(kCompression) * scale_ * std::sqrt(power));
    }
  }

 private:
  dsp::RealFft fft_;
  std::vector<float> window_;
  float scale_ = 1.0f;
  double bin_ = 0.0;
  std::vector<std::pair<std::size_t, std::size_t>> bands_;
};

constexpr double kLowBelow = 160.0;

// How far `now` stands above `then`, where a neighbouring band of `then` counts as well; the mean of the bands, 1 at 60 dB in each.
float rise(const std::vector<float>& then, const std::vector<float>& now, std::size_t bands) {
  float sum = 0.0f;
  for (std::size_t b = 0; b < bands; ++b) {
    const float before = std::max({then[b], then[b > 0 ? b - 1 : b], then[b + 1 < bands ? b + 1 : b]});
    sum += std::max(0.0f, now[b] - before);
  }
  return sum / (static_cast<float>(bands) * std::log10(static_cast<float>(1.0 + kCompression)));
}

std::vector<std::size_t> peaks_of(const std::vector<float>& curve) {
  std::vector<double> sums(curve.size() + 1, 0.0);
  for (std::size_t i = 0; i < curve.size(); ++i) sums[i + 1] = sums[i] + curve[i];
  const auto size = static_cast<std::ptrdiff_t>(curve.size());
  std::vector<std::size_t> peaks;
  for (std::ptrdiff_t i = 0; i < size; ++i) {
    const auto value = curve[static_cast<std::size_t>(i)];
    if (value <= 0.0f) continue;
    const auto first = curve.begin() + std::max<std::ptrdiff_t>(0, i - kHighestWithin),
               last = curve.begin() + std::min(size, i + kHighestWithin + 1);
    if (std::max_element(first, last) != curve.begin() + i) continue;
    const auto from = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, i - kMeanBefore)),
               to = static_cast<std::size_t>(std::min(size, i + kMeanAfter + 1));
    const auto mean = static_cast<float>((sums[to] - sums[from]) / static_cast<double>(to - from));
    if (value >= mean + kThreshold) peaks.push_back(static_cast<std::size_t>(i));
  }
  return peaks;
}

// Where, around a place, the attack leaves what was before it: the envelope of the sound's differences (which rise sooner than its lows)
// goes over a tenth of the way from the floor before to the peak after.
class AttackFinder {
 public:
  AttackFinder(const MonoReader& read, Frames total, double rate) : read_(read), total_(total), rate_(rate) {}

  Frames find(Frames around) {
    const Frames from = std::max<Frames>(0, around - frames_from_seconds(kBefore, rate_));
    const Frames to = std::min(total_, around + frames_from_seconds(kAfter, rate_));
    const auto count = static_cast<int>(to - from);
    if (count < 4) return around;
    sound_.resize(static_cast<std::size_t>(count));
    read_(from, count, sound_.data());
    const auto piece = static_cast<std::size_t>(std::max(1.0, kPiece * rate_));
    std::vector<float> envelope;
    for (std::size_t at = 0; at + piece <= sound_.size(); at += piece) {
      float highest = 0.0f;
      for (std::size_t i = std::max<std::size_t>(1, at); i < at + piece; ++i)
        highest = std::max(highest, std::abs(sound_[i] - sound_[i - 1]));
      envelope.push_back(highest);
    }
    if (envelope.empty()) return around;
    const std::size_t top = steepest(envelope);
    const float floor = *std::min_element(envelope.begin(), envelope.begin() + static_cast<std::ptrdiff_t>(top) + 1);
    const float level = floor + 0.1f * (envelope[top] - floor);
    std::size_t begin = top;
    while (begin > 0 && envelope[begin - 1] > level) --begin;
    for (std::size_t i = std::max<std::size_t>(1, begin * piece); i < (begin + 1) * piece; ++i)
      if (std::abs(sound_[i] - sound_[i - 1]) > level) return from + static_cast<Frames>(i);
    return from + static_cast<Frames>(begin * piece);
  }

 private:
  static constexpr double kBefore = 0.018, kAfter = 0.022, kPiece = 0.001;  // seconds

  // The piece before which the envelope rose most, looked at over four pieces.
  static std::size_t steepest(const std::vector<float>& envelope) {
    std::size_t best = 0;
    float most = -1.0f;
    for (std::size_t i = 0; i < envelope.size(); ++i) {
      const float before = i >= 4 ? *std::max_element(envelope.begin() + static_cast<std::ptrdiff_t>(i - 4),
                                                      envelope.begin() + static_cast<std::ptrdiff_t>(i - 1))
                                  : envelope.front();
      if (envelope[i] - before <= most) continue;
      most = envelope[i] - before;
      best = i;
    }
    return best;
  }

  const MonoReader& read_;
  Frames total_;
  double rate_;
  std::vector<float> sound_;
};

}  // namespace

OnsetCurve onset_curve(const MonoReader& read, Frames total, double rate, const Progress& progress,
                       const std::function<void(std::size_t step, const std::vector<float>& bands)>& spectrum) {
  BandSpectrum bands(rate);
  const std::size_t all = bands.bands(), low = bands.bands_below(kLowBelow);
  const auto steps = static_cast<std::size_t>(static_cast<double>(total) / (kOnsetStep * rate)) + 1;
  std::vector<std::vector<float>> last(kCompared + 1, std::vector<float>(all, 0.0f));
  OnsetCurve curve{std::vector<float>(steps, 0.0f), std::vector<float>(steps, 0.0f)};
  const Frames half = bands.size() / 2;
  for (std::size_t step = 0; step < steps; ++step) {
    if (step % 256 == 0) progress.at(static_cast<double>(step) / static_cast<double>(steps));
    const Frames from = std::llround(static_cast<double>(step) * kOnsetStep * rate) - half;
    const Frames first = std::clamp<Frames>(from, 0, total), end = std::clamp<Frames>(from + bands.size(), 0, total);
    std::fill_n(bands.time(), bands.size(), 0.0f);
    if (end > first) read(first, static_cast<int>(end - first), bands.time() + (first - from));
    std::vector<float>& now = last[step % last.size()];
    bands.take(now);
    if (spectrum) spectrum(step, now);
    // Where the recording breaks off, all bands rise; nothing begins there.
    if (from + bands.size() > total) continue;
    const std::vector<float>& then = last[(step + 1) % last.size()];
    curve.all[step] = rise(then, now, all);
    curve.low[step] = rise(then, now, low);
  }
  return curve;
}

std::vector<Onset> find_onsets(const MonoReader& read, Frames total, double rate, const Progress& progress) {
  const std::vector<float> curve = onset_curve(read, total, rate, progress).all;
  AttackFinder attacks(read, total, rate);
  std::vector<Onset> onsets;
  const Frames apart = frames_from_seconds(0.03, rate);
  for (const std::size_t peak : peaks_of(curve)) {
    const Frames at = attacks.find(std::llround(static_cast<double>(peak) * kOnsetStep * rate));
    if (!onsets.empty() && at - onsets.back().at < apart) continue;
    onsets.push_back({at, curve[peak]});
  }
  return onsets;
}

}  // namespace sweetspot
