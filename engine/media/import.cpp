#include "engine/media/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/media/audio_file.h"
#include "engine/media/audio_writer.h"
#include "engine/media/content_hash.h"
#include "engine/media/copy_file.h"
#include "engine/media/file_names.h"
#include "engine/media/resample.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

constexpr int kBlockFrames = 8192;

// A part of long work: from one fraction of the whole to another.
Progress part_of(const Progress& whole, double from, double to) {
  Progress part = whole;
  if (whole.report) part.report = [&whole, from, to](double fraction) { whole.report(from + (to - from) * fraction); };
  return part;
}

// Whether a float file holds something the copy must not: NaN and infinity are found by reading it all.
bool has_non_finite(const fs::path& source, const Progress& progress) {
  AudioReader reader(source);   // its own: the other one counts for the warnings
  if (!reader.info().floating) return false;
  std::vector<std::vector<float>> audio(static_cast<std::size_t>(reader.info().channels), std::vector<float>(kBlockFrames));
  std::vector<float*> out;
  for (auto& channel : audio) out.push_back(channel.data());
  for (Frames at = 0; at < reader.info().frames; at += kBlockFrames) {
    progress.at(static_cast<double>(at) / static_cast<double>(reader.info().frames));
    reader.read(at, kBlockFrames, out.data());
    if (reader.non_finite() > 0) return true;
  }
  return false;
}

SampleDepth depth_for(const AudioInfo& info, bool same_rate) {
  if (!same_rate || info.floating || info.bits == 0) return SampleDepth::float32;
  if (info.bits <= 16) return SampleDepth::pcm16;
  return info.bits <= 24 ? SampleDepth::pcm24 : SampleDepth::pcm32;
}

Frames stamp_at(const AudioInfo& info, double rate) { return resampled_length(info.time_stamp.value_or(0), info.rate, rate); }

// The files that one source becomes, written side by side in one pass over it.
class Conversion {
 public:
  Conversion(AudioReader& reader, const fs::path& folder, double rate) : reader_(reader), rate_(rate) {
    const AudioInfo& info = reader.info();
    width_ = info.channels % 2 == 0 ? 2 : 1;
    WriteOptions options;
    options.depth = depth_for(info, info.rate == rate);
    if (info.time_stamp) options.time_stamp = stamp_at(info, rate);
    const int files = info.channels / width_;
    for (int i = 0; i < files; ++i) {
      const std::string stem = files > 1 ? fmt::format("{} {}", reader.path().stem().string(), i + 1) : reader.path().stem().string();
      names_.push_back(std::make_unique<ReservedName>(folder, stem, ".wav"));
      writers_.push_back(std::make_unique<AudioWriter>(names_.back()->path(), rate, width_, options));
    }
    if (info.rate != rate) resampler_.emplace(info.rate, rate, info.channels);
  }

  // Says where the files are. When this throws none of them is left.
  std::vector<fs::path> run(const Progress& progress) {
    const AudioInfo& info = reader_.info();
    std::vector<std::vector<float>> audio(static_cast<std::size_t>(info.channels), std::vector<float>(kBlockFrames));
    std::vector<float*> block;
    for (auto& channel : audio) block.push_back(channel.data());
    for (Frames at = 0; at < info.frames; at += kBlockFrames) {
      progress.at(static_cast<double>(at) / static_cast<double>(info.frames));
      const int frames = static_cast<int>(std::min<Frames>(kBlockFrames, info.frames - at));
      reader_.read(at, frames, block.data());
      if (resampler_) resampler_->push(block.data(), frames);
      resampler_ ? write(resampler_->output(), resampler_->output_frames()) : write(block.data(), frames);
    }
    if (resampler_) {
      resampler_->finish();
      write(resampler_->output(), resampler_->output_frames());
    }
    return finish();
  }

 private:
  void write(const float* const* audio, int frames) {
    for (std::size_t i = 0; i < writers_.size(); ++i) writers_[i]->write(audio + i * static_cast<std::size_t>(width_), frames);
  }

  std::vector<fs::path> finish() {
    std::vector<fs::path> paths;
    try {
      for (std::size_t i = 0; i < writers_.size(); ++i) {
        writers_[i]->finish();
        paths.push_back(names_[i]->path());
      }
    } catch (...) {
      std::error_code ignored;
      for (const fs::path& path : paths) fs::remove(path, ignored);
      throw;
    }
    return paths;
  }

  AudioReader& reader_;
  double rate_;
  int width_ = 1;
  std::vector<std::unique_ptr<ReservedName>> names_;
  std::vector<std::unique_ptr<AudioWriter>> writers_;
  std::optional<Resampler> resampler_;
};

fs::path copy_whole(const fs::path& source, const fs::path& folder, const Progress& progress) {
  const ReservedName name(folder, source.stem().string(), ".wav");
  AtomicFile file(name.path());
  try {
    copy_file_contents(source, file.partial_path(), progress);
  } catch (const Error& error) {
    const bool of_copy = error.subject() == file.partial_path().string();
    throw Error((of_copy ? name.path() : source).string(), error.why(), error.remedy());
  }
  file.commit();
  return name.path();
}

ImportedAudio described(const AudioInfo& info, const fs::path& source) {
  ImportedAudio audio;
  audio.name = source.stem().string();
  audio.original = fs::absolute(source).lexically_normal().string();
  audio.channels = info.channels;
  audio.rate = info.rate;
  audio.frames = info.frames;
  audio.time_stamp = info.time_stamp.value_or(0);
  return audio;
}

// To the end, so that the reader knows whether all is there.
void read_through(AudioReader& reader, const Progress& progress) {
  std::vector<std::vector<float>> audio(static_cast<std::size_t>(reader.info().channels), std::vector<float>(kBlockFrames));
  std::vector<float*> out;
  for (auto& channel : audio) out.push_back(channel.data());
  for (Frames at = 0; at < reader.info().frames && !reader.cut_off(); at += kBlockFrames) {
    progress.at(static_cast<double>(at) / static_cast<double>(reader.info().frames));
    reader.read(at, kBlockFrames, out.data());
  }
}

ImportedAudio linked(AudioReader& reader, const Progress& progress) {
  if (!reader.info().plain) read_through(reader, part_of(progress, 0.0, 0.5));
  ImportedAudio audio = described(reader.info(), reader.path());
  audio.cut_off = reader.cut_off();
  audio.path = audio.original;
  audio.linked = true;
  audio.hash = hash_of_file(reader.path(), progress);
  audio.warnings = reader.warnings();
  return audio;
}

std::string split_text(const AudioInfo& info) {
  const bool pairs = info.channels % 2 == 0;
  return fmt::format("{} channels were split into {} {} files.", info.channels, pairs ? info.channels / 2 : info.channels, pairs ? "stereo" : "mono");
}

}  // namespace

std::vector<ImportedAudio> import_audio(const fs::path& source, const fs::path& session_folder, double session_rate, bool link,
                                        const Progress& progress) {
  AudioReader reader(source);
  const AudioInfo& info = reader.info();
  const bool fits = info.channels <= 2 && info.rate == session_rate;
  if (link && fits) return {linked(reader, progress)};

  const fs::path folder = session_folder / "audio";
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Error(folder.string(), error.message(), "choose a folder you may write to");

  const bool whole = fits && info.plain && reader.warnings().empty() && !has_non_finite(source, part_of(progress, 0.0, 0.2));
  const std::vector<fs::path> paths = whole ? std::vector{copy_whole(source, folder, part_of(progress, 0.2, 0.8))}
                                            : Conversion(reader, folder, session_rate).run(part_of(progress, 0.2, 0.8));
  std::vector<ImportedAudio> result;
  try {
    for (std::size_t i = 0; i < paths.size(); ++i) {
      ImportedAudio audio = described(info, source);
      if (paths.size() > 1) audio.name += fmt::format(" {}", i + 1);
      audio.path = (fs::path("audio") / paths[i].filename()).string();
      audio.channels = info.channels / static_cast<int>(paths.size());
      audio.rate = session_rate;
      audio.frames = resampled_length(info.frames, info.rate, session_rate);
      audio.time_stamp = stamp_at(info, session_rate);
      if (const auto end = reader.cut_off()) audio.cut_off = resampled_length(*end, info.rate, session_rate);
      audio.hash = hash_of_file(paths[i], part_of(progress, 0.8 + 0.2 * static_cast<double>(i) / static_cast<double>(paths.size()),
                                                  0.8 + 0.2 * static_cast<double>(i + 1) / static_cast<double>(paths.size())));
      result.push_back(std::move(audio));
    }
  } catch (...) {
    for (const fs::path& path : paths) fs::remove(path, error);
    throw;
  }
  result.front().warnings = reader.warnings();
  if (info.channels > 2) result.front().warnings.push_back(split_text(info));
  if (link) result.front().warnings.push_back("It was copied, not linked: it is not at the session's rate or has more than two channels.");
  return result;
}

}  // namespace sweetspot
