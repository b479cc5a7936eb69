#include "engine/analysis/pitch_voicing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace sweetspot {

namespace {

// Levels are dB below the 95th percentile of what the path calls voiced.
constexpr double kSoft = -48.0, kLoud = -20.0;
constexpr double kSoftPeriodicity = 0.94, kLoudPeriodicity = 0.45;  // needed at these levels
constexpr double kAboveFloor = 8.0;                                 // dB over the 5th percentile of all frames
constexpr double kGrowPeriodicity = 0.9;
constexpr double kGrowCents = 100.0;

constexpr double kSlopeSeconds = 0.120;  // the level's slope is a straight line fitted over this
constexpr double kFall = -50.0;          // dB/s; a room of 1.2 s reverberation time
constexpr double kFallDrop = 18.0;       // a fall counts when it is this deep (dB)
constexpr double kFallSeconds = 0.200;   // or lasts this long
constexpr double kFallKept = 12.0;       // dB of it that are still the note's own release
constexpr double kTailSeconds = 0.100;   // how long a room is taken to ring on after the fall
constexpr double kTailRise = 4.0;        // dB of rise, or cents of movement, that show a new note in the tail
constexpr double kTailCents = 60.0;

constexpr double kShortest = 0.020;  // seconds
constexpr double kGapLoudness = -25.0;

using Index = std::ptrdiff_t;

double percentile(std::vector<float> values, double share) {
  if (values.empty()) return 0.0;
  const auto nth = values.begin() + static_cast<Index>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), nth, values.end());
  return static_cast<double>(*nth);
}

double apart(const PitchFrame& a, const PitchFrame& b) {
  if (a.hz <= 0.0f || b.hz <= 0.0f) return 1e9;
  return std::abs(cents_between(static_cast<double>(a.hz), static_cast<double>(b.hz)));
}

class Voicing {
 public:
  explicit Voicing(PitchTrack& track)
      : track_(track), frames_(track.frames), count_(static_cast<Index>(frames_.size())), path_(frames_.size()), strong_(frames_.size()) {
    std::vector<float> all, sung;
    for (Index i = 0; i < count_; ++i) {
      path_[i] = frames_[i].voiced;
      all.push_back(frames_[i].level_db);
      if (path_[i]) sung.push_back(frames_[i].level_db);
    }
    loud_ = percentile(sung, 0.95);
    floor_ = percentile(all, 0.05);
  }

  void run() {
    keep_strong();
    grow();
    cut_tails();
    close_gaps();
    drop_specks();
  }

 private:
  double level(Index i) const { return static_cast<double>(frames_[i].level_db); }
  Index frames_in(double seconds) const { return static_cast<Index>(std::lround(seconds / track_.hop)); }

  // Calls visit(begin, end) for every run of frames that `in` holds for.
  template <typename In, typename Visit>
  void for_runs(In in, Visit visit) {
    for (Index i = 0; i < count_; ++i) {
      if (!in(i)) continue;
      const Index begin = i;
      while (i < count_ && in(i)) ++i;
      visit(begin, i);
    }
  }

  void keep_strong() {
    for (Index i = 0; i < count_; ++i) {
      const double below = level(i) - loud_;
      const double share = std::clamp((below - kSoft) / (kLoud - kSoft), 0.0, 1.0);
      const double needed = kSoftPeriodicity + share * (kLoudPeriodicity - kSoftPeriodicity);
      const bool clear = below > kSoft && (level(i) > floor_ + kAboveFloor || below > kLoud);
      strong_[i] = clear && static_cast<double>(frames_[i].periodicity) >= needed;
      frames_[i].voiced = path_[i] && strong_[i];
    }
  }

  bool joins(Index i, Index neighbour) const {
    return !frames_[i].voiced && frames_[neighbour].voiced && strong_[i] && static_cast<double>(frames_[i].periodicity) > kGrowPeriodicity &&
           apart(frames_[i], frames_[neighbour]) < kGrowCents;
  }

  void grow() {
    for (Index i = 1; i < count_; ++i) {
      if (joins(i, i - 1)) frames_[i].voiced = true;
    }
    for (Index i = count_ - 2; i >= 0; --i) {
      if (joins(i, i + 1)) frames_[i].voiced = true;
    }
  }

  // Slope of the level in dB/s: least squares over kSlopeSeconds.
  std::vector<double> slopes() const {
    const Index reach = std::max<Index>(1, frames_in(kSlopeSeconds / 2.0));
    double squares = 0.0;
    for (Index k = -reach; k <= reach; ++k) squares += static_cast<double>(k * k);
    std::vector<double> slope(frames_.size());
    for (Index i = 0; i < count_; ++i) {
      double sum = 0.0;
      for (Index k = -reach; k <= reach; ++k) sum += static_cast<double>(k) * level(std::clamp<Index>(i + k, 0, count_ - 1));
      slope[i] = sum / (squares * track_.hop);
    }
    return slope;
  }

  void cut_tails() {
    const std::vector<double> slope = slopes();
    for_runs([&](Index i) { return slope[i] < kFall; }, [&](Index begin, Index end) { cut_tail(begin, end); });
  }

  void cut_tail(Index begin, Index end) {
    const Index stop = std::min(end, count_ - 1);
    const bool deep = level(begin) - level(stop) > kFallDrop;
    if (!deep && end - begin <= frames_in(kFallSeconds)) return;
    double top = -1e9, low = 1e9;
    for (Index i = std::max<Index>(0, begin - 4); i < begin + 4 && i < count_; ++i) top = std::max(top, level(i));
    for (Index i = std::max(begin, end - 3); i <= stop; ++i) low = std::min(low, level(i));
    for (Index i = begin; i < end; ++i) {
      if (level(i) < top - kFallKept) frames_[i].voiced = false;
    }
    for (Index i = end; i < count_ && i - end < frames_in(kTailSeconds); ++i) {
      if (level(i) >= low + kTailRise || apart(frames_[i], frames_[begin]) >= kTailCents) break;
      frames_[i].voiced = false;
      low = std::min(low, level(i));
    }
  }

  void close_gaps() {
    for_runs([&](Index i) { return !frames_[i].voiced; },
             [&](Index begin, Index end) {
               if (begin == 0 || end == count_ || end - begin >= frames_in(kShortest)) return;
               for (Index i = begin; i < end; ++i) {
                 if (!path_[i] || level(i) < loud_ + kGapLoudness) return;
               }
               for (Index i = begin; i < end; ++i) frames_[i].voiced = true;
             });
  }

  void drop_specks() {
    for_runs([&](Index i) { return frames_[i].voiced; },
             [&](Index begin, Index end) {
               if (end - begin >= frames_in(kShortest)) return;
               for (Index i = begin; i < end; ++i) frames_[i].voiced = false;
             });
  }

  PitchTrack& track_;
  std::vector<PitchFrame>& frames_;
  Index count_;
  std::vector<char> path_;    // what the pitch path thought
  std::vector<char> strong_;  // periodic enough for its level
  double loud_ = 0.0;
  double floor_ = 0.0;
};

}  // namespace

void decide_voicing(PitchTrack& track) { Voicing(track).run(); }

}  // namespace sweetspot
