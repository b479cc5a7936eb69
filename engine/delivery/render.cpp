#include "engine/delivery/render.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <thread>

#include "engine/core/error.h"
#include "engine/delivery/background_sink.h"
#include "engine/delivery/file_sink.h"
#include "engine/delivery/limiter_sink.h"
#include "engine/delivery/loudness_goal.h"
#include "engine/delivery/mixdown.h"
#include "engine/delivery/resample_sink.h"
#include "engine/delivery/spool.h"
#include "engine/delivery/stems.h"
#include "engine/mastering/final_dither.h"
#include "engine/realtime/denormals.h"
#include "engine/session/cut_off.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

constexpr double kDefaultCeiling = -1.0;
constexpr double kMixShare = 0.6;        // of the time, when the loudness is sought as well
constexpr double kSearchShare = 0.3;
constexpr double kMuchReductionDb = 6.0;

Progress part_of(const Progress& whole, double from, double to) {
  Progress part = whole;
  if (whole.report) part.report = [&whole, from, to](double fraction) { whole.report(from + (to - from) * fraction); };
  return part;
}

AudioFormat format_of(const RenderOptions& options) {
  if (options.output.empty()) return options.stem_format;
  if (const auto format = format_from_suffix(options.output)) return *format;
  throw Error(options.output.string(), "the suffix names no format that can be written", "end it in wav, flac, aiff, caf, mp3, ogg or opus");
}

void check(const Session& session, const RenderOptions& options) {
  if (options.output.empty() && options.stems.empty()) throw Error("The render", "has nowhere to go", "name a file or a folder for stems");
  if (end_of(session) <= 0 && !options.to) throw Error("The song", "there is nothing in it", "add some sound first");
  if (options.from && options.to && *options.from >= *options.to) throw Error("The range", "its end is not after its start", "give it the other way round");
  if (options.rate != 0.0 && (options.rate < 8000 || options.rate > 192000)) {
    throw Error(fmt::format("A rate of {:g} Hz", options.rate), "is out of range", "choose 8000 to 192000 Hz");
  }
}

// Opus has few rates; another session is converted to its highest without being asked.
double rate_of(const Session& session, const RenderOptions& options, AudioFormat format) {
  if (options.rate != 0.0) return options.rate;
  const bool odd = session.rate != 48000 && session.rate != 24000 && session.rate != 16000 && session.rate != 12000 && session.rate != 8000;
  return format == AudioFormat::opus && odd ? 48000 : session.rate;
}

int jobs_of(const RenderOptions& options) {
  return options.jobs > 0 ? options.jobs : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

// How the main file is dithered: not again what the master has dithered to the file's depth, unless something comes between.
struct FileDither {
  DitherKind kind = DitherKind::none;
  std::string note;
};

FileDither file_dither(const Session& session, const RenderOptions& options, double rate, AudioFormat format) {
  FileDither choice{options.dither, {}};
  const std::optional<int> bits = options.before_mastering ? std::nullopt : final_dither_bits(*session.master);
  if (!bits) return choice;
  const bool integers = !is_lossy(format) && options.depth != SampleDepth::float32;
  if (!integers)
    choice.note = fmt::format("The master is dithered to {} bits, but this file has no such steps; bypass the Dither for it.", *bits);
  else if (rate != session.rate)
    choice.note = fmt::format("The master is dithered to {} bits and then converted to another rate, which undoes it; bypass the Dither for such files.", *bits);
  else if (options.loudness || options.ceiling)
    choice.note = fmt::format("The master is dithered to {} bits and then brought to its loudness, which undoes it; bypass the Dither for such files.", *bits);
  else if (bits_of(options.depth) < *bits)
    choice.note = fmt::format("The master is dithered to {} bits, but the file has {}; set the Dither to the depth of the file.", *bits, bits_of(options.depth));
  else
    choice.kind = DitherKind::none;
  if (integers && bits_of(options.depth) > *bits)
    choice.note = fmt::format("The master is dithered to {} bits, so the {} of this file hold no more than that; set the Dither to the depth of the file.", *bits,
                              bits_of(options.depth));
  return choice;
}

// What has sinks for the main file: from the plan's output to its end at the file's rate.
class Delivery {
 public:
  Delivery(const SessionPtr& session, const RenderOptions& options, double rate, AudioFormat format)
      : session_(*session), options_(options), rate_(rate), dither_(file_dither(*session, options, rate, format)) {
    WriteOptions write;
    write.format = format;
    write.depth = options.depth;
    write.quality = options.quality;
    write.tags = options.tags;
    file_ = std::make_unique<FileSink>(options.output, rate, write, dither_.kind, options.measure);
  }

  // The sink of the plan's output.
  Sink& entry() {
    Sink* end = file_.get();
    if (options_.loudness) {
      spool_ = std::make_unique<Spool>(options_.output.parent_path(), rate_);
      end = spool_.get();
    } else if (options_.ceiling) {
      limiter_ = std::make_unique<LimiterSink>(0.0, *options_.ceiling, rate_, *file_);
      end = limiter_.get();
    }
    if (rate_ != session_.rate) {
      resample_ = std::make_unique<ResampleSink>(session_.rate, rate_, *end);
      end = resample_.get();
    }
    return *end;
  }

  // What is left to do once the plan has run.
  void complete(RenderReport& report, const Progress& progress) {
    if (spool_) bring_to_loudness(report, progress);
    if (limiter_) report.most_reduction_db = limiter_->most_reduction_db();
    report.path = options_.output;
    report.frames = file_->frames();
    report.clipped_samples += file_->clipped_samples();
    if (file_->figures()) report.loudness = *file_->figures();
    add_notes(report);
  }

 private:
  void bring_to_loudness(RenderReport& report, const Progress& progress) {
    const DenormalsGuard denormals;
    const LoudnessGoal goal{*options_.loudness, options_.ceiling.value_or(kDefaultCeiling)};
    const GainChoice choice = find_gain(*spool_, goal, part_of(progress, kMixShare, kMixShare + kSearchShare));
    report.gain_db = choice.gain_db;
    report.passes = choice.passes;
    if (!choice.note.empty()) report.notes.push_back(choice.note);
    limiter_ = std::make_unique<LimiterSink>(choice.gain_db, goal.ceiling_dbtp, rate_, *file_);
    spool_->play(*limiter_, part_of(progress, kMixShare + kSearchShare, 1.0));
  }

  void add_notes(RenderReport& report) const {
    if (!dither_.note.empty()) report.notes.push_back(dither_.note);
    if (report.clipped_samples > 0) {
      report.notes.push_back(fmt::format("{} samples were over full scale and are clipped; turn the mix down or give a ceiling.", report.clipped_samples));
    }
    if (report.most_reduction_db > kMuchReductionDb) {
      report.notes.push_back(fmt::format("The final limiter takes up to {:.1f} dB off the peaks; a lower loudness would leave the mix more life.", report.most_reduction_db));
    }
    const auto& peak = report.loudness.true_peak_dbtp;
    const double ceiling = options_.ceiling.value_or(kDefaultCeiling);
    if (limiter_ && peak && *peak > ceiling + 0.1) {
      report.notes.push_back(fmt::format("The encoder brings the true peak to {:.1f} dBTP, over the ceiling of {:g}; a lower ceiling leaves it room.", *peak, ceiling));
    }
  }

  const Session& session_;
  const RenderOptions& options_;
  double rate_;
  FileDither dither_;
  std::unique_ptr<FileSink> file_;
  std::unique_ptr<Spool> spool_;
  std::unique_ptr<LimiterSink> limiter_;
  std::unique_ptr<ResampleSink> resample_;
};

}  // namespace

RenderReport render(const SessionPtr& session, const fs::path& folder, const RenderOptions& options, const Progress& progress) {
  check(*session, options);
  const AudioFormat format = format_of(options);
  RenderReport report;
  report.rate = rate_of(*session, options, format);

  const std::vector<StripId> strips = stem_strips(*session, options);
  Mixdown mixdown(session, folder, strips);
  Stems stems(*session, strips, options, report.rate);
  std::optional<Delivery> delivery;
  if (!options.output.empty()) delivery.emplace(session, options, report.rate, format);

  const int jobs = jobs_of(options);
  Mixdown::Outputs outputs;
  outputs.taps = stems.taps();
  std::optional<BackgroundSink> background;   // with helpers the file is written beside the mixing
  if (delivery) {
    Sink* sink = &delivery->entry();
    if (jobs > 1) sink = &background.emplace(*sink);
    (options.before_mastering ? outputs.mix : outputs.master) = sink;
  }
  const Frames from = options.from.value_or(0);
  const Frames to = options.to.value_or(std::max(mixdown.end(), from));
  if (to <= from) throw Error("The range", "starts after the song ends", "start it earlier");
  mixdown.run(from, to, jobs, std::max(options.block, 1), outputs, part_of(progress, 0.0, options.loudness ? kMixShare : 1.0));

  report.stems = stems.paths();
  report.clipped_samples = stems.clipped_samples();
  report.frames = resampled_length(to - from, session->rate, report.rate);
  report.notes = mixdown.problems();
  for (const CutOff& cut : cut_off_recordings(*session)) report.notes.push_back(cut_off_sentence(cut) + "; what should follow is silent.");
  if (delivery) delivery->complete(report, progress);
  return report;
}

}  // namespace sweetspot
