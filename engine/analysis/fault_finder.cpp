#include "engine/analysis/fault_finder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sweetspot {

namespace {

// What a mastering house complains about, from the usual delivery notes: ceilings of -1 dBTP, no more than two seconds of silence
// before and six after, clean starts and ends, both channels alive.
constexpr double kSilenceDbfs = -80.0;
constexpr double kLongestHead = 2.0, kLongestTail = 6.0;  // seconds
constexpr double kOffset = 0.001;                         // -60 dBFS
constexpr double kCutLevelDbfs = -50.0;
constexpr double kImbalanceDb = 3.0;
constexpr double kMonoLossDb = -6.0;
constexpr double kRumbleDb = -20.0;  // below hearing, against the whole

std::string count_of(std::size_t count, const char* one, const char* many) { return fmt::format("{} {}", count, count == 1 ? one : many); }

class Judge {
 public:
  explicit Judge(const FaultEvidence& evidence) : e_(evidence) {}

  std::vector<Fault> all() {
    numbers();
    if (!silent()) {
      clipping();
      peaks();
      offset();
      stereo();
      edges();
      breaks();
      rumble();
      tone();
      bits();
    }
    std::stable_sort(faults_.begin(), faults_.end(), [](const Fault& a, const Fault& b) { return a.at < b.at; });
    return std::move(faults_);
  }

 private:
  void add(const char* id, double at, std::string text) { faults_.push_back({id, std::max(at, 0.0), std::move(text)}); }
  double seconds(Frames frames) const { return seconds_from_frames(frames, e_.figures.rate); }

  void numbers() {
    if (e_.notes.non_finite > 0)
      add("not_a_number", 0.0,
          fmt::format("{} that are no numbers; a plug-in or an export has failed",
                      count_of(static_cast<std::size_t>(e_.notes.non_finite), "sample", "samples")));
  }

  bool silent() {
    if (e_.figures.loudness.sample_peak_dbfs && *e_.figures.loudness.sample_peak_dbfs > kSilenceDbfs) return false;
    add("silent", 0.0, "there is no sound in it");
    return true;
  }

  void clipping() {
    std::size_t runs = 0;
    Frames first = 0, longest = 0;
    for (const ClipRuns& channel : e_.clips)
      for (const ClipRuns::Run& run : channel.runs()) {
        first = runs++ == 0 ? run.at : std::min(first, run.at);
        longest = std::max<Frames>(longest, run.length);
      }
    if (runs > 0)
      add("clipped", seconds(first), fmt::format("{} of clipped samples, the longest {} samples", count_of(runs, "run", "runs"), longest));
    Frames over = 0;
    std::optional<Frames> first_over;
    for (const ChannelStatistics& channel : e_.statistics) {
      over += channel.over_full_scale();
      if (channel.first_over()) first_over = first_over ? std::min(*first_over, *channel.first_over()) : channel.first_over();
    }
    if (first_over)
      add("over_full_scale", seconds(*first_over),
          fmt::format("{} above full scale; they clip in any integer format",
                      count_of(static_cast<std::size_t>(over), "sample", "samples")));
  }

  void peaks() {
    const double peak = e_.figures.loudness.true_peak_dbtp.value_or(kMinusInfinity);
    // 0.05 dB is what two good meters differ by.
    for (const auto& [id, ceiling, why] : {std::tuple{"true_peak_over_0", 0.0, "it clips in converters and codecs"},
                                           std::tuple{"true_peak_over_1", -1.0, "streaming services and EBU R 128 ask for -1 dBTP"}}) {
      if (peak <= ceiling + 0.05) continue;
      const float level = static_cast<float>(gain_from_db(ceiling + 0.05));
      const auto& series = e_.figures.series;
      const auto found = std::find_if(series.begin(), series.end(), [&](const LoudnessPoint& p) { return p.true_peak > level; });
      add(id, found != series.end() ? found->seconds - 0.1 : e_.figures.seconds - 0.1,
          fmt::format("the true peak is {:.2f} dBTP; {}", peak, why));
      return;
    }
  }

  void offset() {
    if (std::abs(e_.figures.dc) > kOffset)
      add("dc_offset", 0.0, fmt::format("a constant offset of {:.2f} % of full scale", 100.0 * e_.figures.dc));
  }

  void stereo() {
    if (!e_.stereo) return;
    const double left = e_.statistics[0].mean_square(), right = e_.statistics[1].mean_square();
    const double difference = 10.0 * std::log10(std::max(left, 1e-20) / std::max(right, 1e-20));
    if (std::abs(difference) > 60.0)
      return add("dead_channel", 0.0, difference > 0 ? "the right channel is silent" : "the left channel is silent");
    if (std::abs(difference) > kImbalanceDb)
      add("imbalance", 0.0, fmt::format("the {} channel is {:.1f} dB louder", difference > 0 ? "left" : "right", std::abs(difference)));
    if (e_.stereo->identical()) add("dual_mono", 0.0, "both channels are the same; deliver it as mono, or check the export");
    const double mono = e_.stereo->mono_level_db().value_or(0.0);
    if (e_.figures.correlation.value_or(0.0) < -0.3)
      add("out_of_phase", 0.0,
          fmt::format("the channels are out of phase (correlation {:.2f}); mono loses much of it", *e_.figures.correlation));
    else if (mono < kMonoLossDb)
      add("mono_loss", 0.0, fmt::format("{:.1f} dB are lost in mono", -mono));
  }

  // Highest magnitude of all channels in each 10 ms.
  std::vector<float> envelope() const {
    std::vector<float> out = e_.statistics[0].hop_peaks();
    for (const ChannelStatistics& channel : e_.statistics)
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = std::max(out[i], channel.hop_peaks()[i]);
    return out;
  }

  void edges() {
    const std::vector<float> hops = envelope();
    const float silence = static_cast<float>(gain_from_db(kSilenceDbfs)), cut = static_cast<float>(gain_from_db(kCutLevelDbfs));
    const auto heard = [&](float level) { return level > silence; };
    const auto first = std::find_if(hops.begin(), hops.end(), heard);
    if (first == hops.end()) return;
    const auto last = std::find_if(hops.rbegin(), hops.rend(), heard);
    const double head = 0.01 * static_cast<double>(first - hops.begin()), tail = 0.01 * static_cast<double>(last - hops.rbegin());
    if (head > kLongestHead) add("silent_head", 0.0, fmt::format("{:.1f} s of silence before the sound starts", head));
    if (tail > kLongestTail)
      add("silent_tail", e_.figures.seconds - tail, fmt::format("{:.1f} s of silence after the sound has ended", tail));
    // A sound that starts by itself starts from nothing, however steeply.
    const bool jumps =
        std::any_of(e_.statistics.begin(), e_.statistics.end(), [&](const auto& c) { return std::abs(c.first_sample()) > cut; });
    if (jumps && hops.front() > cut)
      add("cut_start", 0.0,
          fmt::format("it starts at {:.0f} dBFS without a breath before; its start may be cut off", db_from_gain(hops.front())));
    if (hops.back() > cut)
      add("cut_end", e_.figures.seconds - 0.01,
          fmt::format("it still sounds at {:.0f} dBFS where it ends; its tail is cut off", db_from_gain(hops.back())));
  }

  void breaks() {
    report("dropout", "the sound stops for a moment",
           [](const ChannelFaults& c) -> const std::vector<Frames>& { return c.dropouts().found(); });
    // A saw wave is all jumps: where they are many they are the sound itself.
    constexpr double kMostClicksASecond = 2.0;
    for (const ChannelFaults& channel : e_.channels)
      if (static_cast<double>(channel.clicks().found().size()) > std::clamp(kMostClicksASecond * e_.figures.seconds, 5.0, 99.0)) return;
    report("click", "a single sample sticks out: a digital click",
           [](const ChannelFaults& c) -> const std::vector<Frames>& { return c.clicks().found(); });
  }

  template <class Found>
  void report(const char* id, const char* what, Found found) {
    std::vector<Frames> all;
    for (const ChannelFaults& channel : e_.channels) all.insert(all.end(), found(channel).begin(), found(channel).end());
    std::sort(all.begin(), all.end());
    // The same place in two channels is one fault.
    all.erase(std::unique(all.begin(), all.end(), [&](Frames a, Frames b) { return seconds(b - a) < 0.005; }), all.end());
    constexpr std::size_t kNamed = 10;
    for (std::size_t i = 0; i < std::min(all.size(), kNamed); ++i)
      add(id, seconds(all[i]), i + 1 == kNamed && all.size() > kNamed ? fmt::format("{} (and {} more)", what, all.size() - kNamed) : what);
  }

  void rumble() {
    double low = 0.0, all = 0.0;
    for (std::size_t c = 0; c < e_.channels.size(); ++c) {
      low += e_.channels[c].rumble().mean_square();
      all += e_.statistics[c].mean_square();
    }
    if (low > all * std::pow(10.0, kRumbleDb / 10.0))
      add("rumble", 0.0, fmt::format("sound below hearing, {:.0f} dB under the whole; high-pass it", -10.0 * std::log10(low / all)));
  }

  void tone() {
    std::vector<double> power;
    double bin_hz = 1.0;
    for (const ChannelFaults& channel : e_.channels) {
      const std::vector<double> one = channel.spectrum().power();
      bin_hz = channel.spectrum().bin_hz();
      power.resize(std::max(power.size(), one.size()));
      for (std::size_t k = 0; k < one.size(); ++k) power[k] += one[k];
    }
    if (power.empty()) return;
    if (e_.notes.lossy)
      add("lossy", 0.0, "the file is of a lossy format; deliver the uncompressed one");
    else if (const auto cutoff = codec_cutoff(power, bin_hz))
      add("lossy_origin", 0.0, fmt::format("nothing above {:.1f} kHz: it was made from a lossy or band-limited file", *cutoff / 1000.0));
  }

  void bits() {
    const bool all_16 = std::all_of(e_.statistics.begin(), e_.statistics.end(), [](const auto& c) { return c.fits_16_bits(); });
    if (e_.notes.bits > 16 && all_16) add("padded_bits", 0.0, fmt::format("16-bit sound in a file of {} bits", e_.notes.bits));
    Frames pairs = 0, equal = 0;
    for (const ChannelStatistics& channel : e_.statistics) pairs += channel.quiet_pairs(), equal += channel.equal_quiet_pairs();
    if (all_16 && seconds(pairs) > 0.2 && equal > pairs * 7 / 10) add("no_dither", 0.0, "quiet places are cut to 16 bits without dither");
  }

  const FaultEvidence& e_;
  std::vector<Fault> faults_;
};

double mean_db(const std::vector<double>& power, std::size_t from, std::size_t to) {
  double sum = 0.0;
  for (std::size_t k = from; k < to; ++k) sum += power[k];
  return 10.0 * std::log10(sum / static_cast<double>(to - from) + 1e-20);
}

}  // namespace

std::vector<Fault> find_faults(const FaultEvidence& evidence) { return Judge(evidence).all(); }

std::optional<double> codec_cutoff(const std::vector<double>& power, double bin_hz) {
  const auto bin = [&](double hz) { return static_cast<std::size_t>(hz / bin_hz); };
  const std::size_t top = power.size() > 0 ? power.size() - 1 : 0, step = std::max<std::size_t>(bin(500.0), 1);
  const std::size_t last = std::min(bin(20500.0), top > 2 * step ? top - 2 * step : 0);
  std::size_t steepest = 0;
  double fall = 30.0;
  for (std::size_t k = bin(10000.0); k < last; ++k) {
    const double before = mean_db(power, k - step, k), after = mean_db(power, k + step, k + 2 * step);
    if (before > -110.0 && before - after > fall) {
      fall = before - after;
      steepest = k;
    }
  }
  if (steepest == 0) return {};
  // Above the cliff nothing may rise again: a filtered synthesizer note has partials further up.
  const double before = mean_db(power, steepest - step, steepest), above = mean_db(power, steepest + step, top);
  if (before - above < 30.0) return {};
  return (static_cast<double>(steepest) + 0.5 * static_cast<double>(step)) * bin_hz;
}

}  // namespace sweetspot
