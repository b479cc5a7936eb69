#include <algorithm>
#include <array>

#include "engine/studio/demo_band.h"

namespace sweetspot::demo {

namespace {

// One plucked string.
class String {
 public:
  void pluck(double hertz, double force, double brightness, double ring_seconds, Random& random) {
    const double period = kRate / hertz;
    damping_ = 0.5 - 0.35 * brightness;  // share of the older sample: also its delay
    const double length = period - damping_;
    whole_ = static_cast<std::size_t>(length);
    part_ = length - static_cast<double>(whole_);
    loss_ = std::exp(-6.907755 * period / (ring_seconds * kRate));
    // A finger or a pick: noise, softened, and a notch where the string is touched.
    double soft = 0.0;
    Samples burst(static_cast<std::size_t>(period) + 1);
    for (float& x : burst) {
      soft += (0.25 + 0.6 * brightness * force) * (random.signed_unit() - soft);
      x = static_cast<float>(force * soft);
    }
    const auto notch = burst.size() / 7;
    for (std::size_t i = 0; i < burst.size(); ++i)
      line_[(at_ + kLine - 1 - i) % kLine] =
          0.25f * line_[(at_ + kLine - 1 - i) % kLine] + burst[i] - (i >= notch ? 0.8f * burst[i - notch] : 0.0f);
    sounding_ = true;
  }

  void damp() { loss_ = std::min(loss_, 0.93); }

  double next() {
    if (!sounding_) return 0.0;
    const auto back = [&](std::size_t d) { return static_cast<double>(line_[(at_ + kLine - d) % kLine]); };
    const double now = back(whole_) + part_ * (back(whole_ + 1) - back(whole_));
    const double y = loss_ * (now + damping_ * (last_ - now));
    last_ = now;
    line_[at_] = static_cast<float>(std::abs(y) < 1e-9 ? 0.0 : y);
    at_ = (at_ + 1) % kLine;
    return y;
  }

 private:
  static constexpr std::size_t kLine = 1024;
  std::array<float, kLine> line_{};
  std::size_t at_ = 0, whole_ = 100;
  double part_ = 0.0, loss_ = 0.0, damping_ = 0.3, last_ = 0.0;
  bool sounding_ = false;
};

struct Pluck {
  std::size_t string;
  double seconds;
  double midi;
  double force;
  double ring;  // seconds; 0 damps the string
  double brightness;
};

Samples play(std::vector<Pluck> plucks, std::size_t frames, std::uint64_t seed) {
  std::stable_sort(plucks.begin(), plucks.end(), [](const Pluck& a, const Pluck& b) { return a.seconds < b.seconds; });
  Samples out(frames);
  Random random(seed);
  std::array<String, 6> strings;
  auto next = plucks.begin();
  for (std::size_t n = 0; n < frames; ++n) {
    for (; next != plucks.end() && next->seconds * kRate <= static_cast<double>(n); ++next) {
      String& string = strings[next->string];
      if (next->ring > 0.0)
        string.pluck(hertz_of(next->midi), next->force, next->brightness, next->ring, random);
      else
        string.damp();
    }
    double sum = 0.0;
    for (String& string : strings) sum += string.next();
    out[n] = static_cast<float>(sum);
  }
  return out;
}

// Six strings of a chord, from the lowest: root, fifth, root, third, fifth, root.
std::array<int, 6> shape(const Chord& chord) {
  const int root = 40 + (chord.root + 8) % 12;  // E2 to D#3
  const int third = chord.minor ? 15 : 16;
  return {root, root + 7, root + 12, root + third, root + 19, root + 24};
}

class Guitarist {
 public:
  Guitarist(const Score& score, std::uint64_t seed) : score_(score), random_(seed) {}

  double seconds(int bar, double beat) { return std::max(0.0, ((bar - 1) * 4 + beat) * score_.beat_seconds() + 0.006 * random_.human()); }
  double force(double wanted) { return wanted * (1.0 + 0.12 * random_.human()); }

  void strum(int bar, double beat, double wanted, double ring, double brightness, bool down, std::size_t from, std::size_t to) {
    const auto notes = shape(score_.chord_of(bar));
    const double start = seconds(bar, beat), spread = 0.009 + 0.004 * random_.signed_unit();
    for (std::size_t i = from; i < to; ++i) {
      const double order = static_cast<double>(down ? i - from : to - 1 - i);
      plucks_.push_back(
          {i, start + spread * order, static_cast<double>(notes[i]) + 0.02 * random_.human(), force(wanted), ring, brightness});
    }
  }

  void pick(int bar, double beat, std::size_t string, double wanted, double ring, double brightness) {
    plucks_.push_back(
        {string, seconds(bar, beat), static_cast<double>(shape(score_.chord_of(bar))[string]), force(wanted), ring, brightness});
  }

  void damp_all(int bar, double beat) {
    for (std::size_t i = 0; i < 6; ++i) plucks_.push_back({i, seconds(bar, beat), 0.0, 0.0, 0.0, 0.0});
  }

  std::vector<Pluck> take() { return std::move(plucks_); }

 private:
  const Score& score_;
  Random random_;
  std::vector<Pluck> plucks_;
};

}  // namespace

Samples play_driven_guitar(const Score& score, std::size_t frames) {
  Guitarist player(score, 31);
  for (int bar = 1; bar <= score.bars(); ++bar) {
    const std::string& section = score.section_of(bar).name;
    if (section == "Intro") continue;
    if (bar == score.bars()) {
      player.strum(bar, 0.0, 0.6, 5.0, 0.75, true, 0, 4);
    } else if (section == "Verse") {
      for (int i = 0; i < 8; ++i) player.strum(bar, 0.5 * i, i % 4 == 0 ? 0.6 : 0.42, 0.22, 0.35, true, 0, 2);
    } else {
      for (double beat : {0.0, 1.5, 2.5}) player.strum(bar, beat, 0.7, 2.6, 0.75, beat != 1.5, 0, 4);
      player.damp_all(bar, 3.9);
    }
  }
  Samples out = play(player.take(), frames, 32);
  // The amplifier: drive, then a loudspeaker that has no bass and no treble.
  Filter tight, low, high, bite;
  tight.set(140.0, 0.7);
  bite.set(1600.0, 0.8);
  low.set(4300.0, 0.75);
  high.set(85.0, 0.8);
  for (float& x : out) {
    const double in = tight.high(x), driven = saturate(7.0 * in + 3.0 * bite.band(in));
    x = static_cast<float>(high.high(low.low(driven + 0.25 * saturate(2.0 * driven * driven))));
  }
  normalise(out, 0.5);
  return out;
}

Samples play_clean_guitar(const Score& score, std::size_t frames) {
  Guitarist player(score, 33);
  constexpr std::array<std::size_t, 8> kBroken{0, 2, 3, 4, 5, 4, 3, 2};
  for (int bar = 1; bar <= score.bars(); ++bar) {
    const std::string& section = score.section_of(bar).name;
    if (bar == score.bars()) {
      player.strum(bar, 0.0, 0.5, 6.0, 0.8, true, 0, 6);
    } else if (section == "Verse" || section == "Intro") {
      for (std::size_t i = 0; i < 8; ++i) player.pick(bar, 0.5 * static_cast<double>(i), kBroken[i], i == 0 ? 0.6 : 0.45, 2.2, 0.7);
    } else {
      for (double beat : {0.0, 1.0, 1.5, 2.5, 3.0, 3.5}) {
        const bool down = beat == std::floor(beat);
        player.strum(bar, beat, down ? 0.55 : 0.4, 1.8, 0.85, down, down ? 0 : 2, 6);
      }
    }
  }
  Samples out = play(player.take(), frames, 34);
  Filter body, air;
  body.set(210.0, 1.2);
  air.set(70.0, 0.7);
  for (float& x : out) x = static_cast<float>(air.high(saturate(1.2 * x) + 0.25 * body.band(x)));
  normalise(out, 0.5);
  return out;
}

}  // namespace sweetspot::demo
