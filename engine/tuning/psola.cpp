#include "engine/tuning/psola.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/analysis/pitch_refine.h"
#include "engine/dsp/sinc.h"

namespace sweetspot {

namespace {

constexpr double kLeastLikeness = 0.5;  // below, the tracked period is taken as it is
constexpr double kJoinSeconds = 0.120;  // over which the last periods slide into line
constexpr double kFallbackHz = 150.0;

// One output period begins at `at` and takes the recording from `offset` frames later.
struct Mark {
  double at;
  double offset;
};

class PeriodShifter {
 public:
  explicit PeriodShifter(const ShiftJob& job) : job_(job), length_(static_cast<Frames>(job.audio[0].size())) {}

  std::vector<std::vector<float>> run() {
    mix();
    mark_recording();
    lay_out();
    if (job_.joins_after) join();
    return render();
  }

 private:
  // The channels' mean with room on both sides for the longest period.
  void mix() {
    margin_ = static_cast<Frames>(job_.rate / 20.0);
    first_ = job_.begin - margin_;
    mono_.assign(static_cast<std::size_t>(job_.end - job_.begin + 2 * margin_), 0.0f);
    for (std::size_t i = 0; i < mono_.size(); ++i) {
      const Frames n = first_ + static_cast<Frames>(i);
      if (n < 0 || n >= length_) continue;
      for (const auto& channel : job_.audio) mono_[i] += channel[static_cast<std::size_t>(n)];
    }
  }

  double tracked_period(double at) {
    const double hz = job_.hz(at / job_.rate);
    if (hz > 0.0) last_hz_ = hz;
    return job_.rate / last_hz_;
  }

  // How far on the period that begins at `at` repeats.
  double next_period(double at) {
    const double about = tracked_period(at);
    const double middle = at + about / 2.0 - static_cast<double>(first_);
    const RefinedPitch found = refine_pitch(mono_, job_.rate, middle, job_.rate / about, {1.0, 0.004});
    return found.hz > 0.0 && found.periodicity > kLeastLikeness ? job_.rate / found.hz : about;
  }

  // The loudest moment of the first period: windows are best centred on the pulse.
  double first_mark() {
    const double period = tracked_period(static_cast<double>(job_.begin));
    const auto count = static_cast<Frames>(period);
    Frames best = job_.begin;
    double most = -1.0;
    for (Frames n = job_.begin; n < std::min(job_.begin + count, job_.end); ++n) {
      double power = 0.0;
      for (Frames k = -count / 8; k <= count / 8; ++k) {
        const double x = static_cast<double>(mono_[static_cast<std::size_t>(n + k - first_)]);
        power += x * x;
      }
      if (power > most) {
        most = power;
        best = n;
      }
    }
    return static_cast<double>(best);
  }

  void mark_recording() {
    source_.push_back(first_mark());
    while (source_.back() < static_cast<double>(job_.end)) {
      const double period = next_period(source_.back());
      source_.push_back(source_.back() + period);
    }
  }

  // Marks of the output: each a shifted period after the one before, with the recording's nearest mark under it.
  void lay_out() {
    double at = source_.front();
    std::size_t k = 0;
    while (at < static_cast<double>(job_.end)) {
      while (k + 2 < source_.size() && std::abs(source_[k + 1] - at) <= std::abs(source_[k] - at)) ++k;
      marks_.push_back({at, source_[k] - at});
      const double ratio = std::exp2(job_.cents(at / job_.rate) / 1200.0);
      at += (source_[k + 1] - source_[k]) / ratio;
    }
  }

  // Moves the last marks, more and more, until the last one lies on its own source.
  void join() {
    if (marks_.empty()) return;
    const double gap = marks_.back().offset;
    const double end = marks_.back().at;
    const double length = std::min(kJoinSeconds * job_.rate, (end - marks_.front().at) / 2.0);
    if (length <= 0.0) return;
    for (Mark& mark : marks_) {
      const double x = (mark.at - (end - length)) / length;
      if (x <= 0.0) continue;
      const double moved = gap * (0.5 - 0.5 * std::cos(std::numbers::pi * std::min(x, 1.0)));
      mark.at += moved;
      mark.offset -= moved;
    }
    marks_.back().offset = 0.0;
  }

  std::vector<std::vector<float>> render() const {
    std::vector<std::vector<float>> out;
    for (const auto& channel : job_.audio) out.emplace_back(channel.begin() + job_.begin, channel.begin() + job_.end);
    for (std::size_t j = 0; j < marks_.size(); ++j) {
      const Mark& mark = marks_[j];
      const Mark next = j + 1 < marks_.size() ? marks_[j + 1] : Mark{static_cast<double>(job_.end), 0.0};
      render_period(mark, next, out);
    }
    return out;
  }

  void render_period(const Mark& a, const Mark& b, std::vector<std::vector<float>>& out) const {
    const auto from = std::max(static_cast<Frames>(std::ceil(a.at)), job_.begin);
    const auto to = std::min(static_cast<Frames>(std::ceil(b.at)), job_.end);
    if (a.offset == 0.0 && b.offset == 0.0) return;
    const Reader first(a.offset), second(b.offset);
    const double length = b.at - a.at;
    for (Frames n = from; n < to; ++n) {
      const double w = 0.5 - 0.5 * std::cos(std::numbers::pi * (static_cast<double>(n) - a.at) / length);
      for (std::size_t c = 0; c < out.size(); ++c) {
        const double x = static_cast<double>(first.read(job_.audio[c], n)), y = static_cast<double>(second.read(job_.audio[c], n));
        out[c][static_cast<std::size_t>(n - job_.begin)] = static_cast<float>(x + w * (y - x));
      }
    }
  }

  // The recording, moved by a number of frames with a fraction.
  class Reader {
   public:
    explicit Reader(double offset) : whole_(static_cast<Frames>(std::floor(offset))), taps_(offset - std::floor(offset)) {}

    float read(const std::vector<float>& x, Frames n) const {
      const Frames at = n + whole_;
      const auto length = static_cast<Frames>(x.size());
      if (at >= kBefore && at + kAfter < length) return taps_.value(x.data() + at);
      float around[dsp::FractionalTaps::kTaps] = {};
      for (Frames k = -kBefore; k <= kAfter; ++k) {
        if (at + k >= 0 && at + k < length) around[k + kBefore] = x[static_cast<std::size_t>(at + k)];
      }
      return taps_.value(around + kBefore);
    }

   private:
    static constexpr Frames kBefore = dsp::FractionalTaps::kBefore;
    static constexpr Frames kAfter = dsp::FractionalTaps::kTaps - kBefore - 1;
    Frames whole_;
    dsp::FractionalTaps taps_;
  };

  const ShiftJob& job_;
  Frames length_;
  Frames margin_ = 0;
  Frames first_ = 0;              // frame of the recording that mono_ begins with
  std::vector<float> mono_;
  double last_hz_ = kFallbackHz;
  std::vector<double> source_;    // marks of the recording
  std::vector<Mark> marks_;       // and of the output
};

}  // namespace

std::vector<std::vector<float>> shift_periods(const ShiftJob& job) {
  if (job.audio.empty() || job.end <= job.begin) return std::vector<std::vector<float>>(job.audio.size());
  return PeriodShifter(job).run();
}

}  // namespace sweetspot
