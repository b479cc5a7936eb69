#include "engine/tuning/tune_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "engine/analysis/key.h"
#include "engine/core/atomic_file.h"
#include "engine/media/audio_file.h"
#include "engine/tuning/notes_json.h"

namespace sweetspot {

namespace {

constexpr int kChunk = 16384;
constexpr double kReadShare = 0.1, kTrackShare = 0.5, kWriteShare = 0.1;

Progress part_of(const Progress& progress, double from, double share) {
  return {[&progress, from, share](double f) { progress.at(from + share * f); }, progress.cancel};
}

TuneAudio read_all(AudioReader& reader, const Progress& progress) {
  const Frames frames = reader.info().frames;
  TuneAudio audio(static_cast<std::size_t>(reader.info().channels), std::vector<float>(static_cast<std::size_t>(frames)));
  std::vector<float*> at(audio.size());
  for (Frames n = 0; n < frames; n += kChunk) {
    const int count = static_cast<int>(std::min<Frames>(kChunk, frames - n));
    for (std::size_t c = 0; c < audio.size(); ++c) at[c] = audio[c].data() + n;
    reader.read(n, count, at.data());
    progress.at(static_cast<double>(n) / static_cast<double>(frames));
  }
  return audio;
}

WriteOptions write_options(const std::filesystem::path& output, SampleDepth depth) {
  const std::optional<AudioFormat> format = format_from_suffix(output);
  if (!format) throw Error(output.filename().string(), "its suffix names no audio format", "end it with .wav, .flac, .aiff, .caf, .mp3, .ogg or .opus");
  WriteOptions options;
  options.format = *format;
  options.depth = *format == AudioFormat::flac && (depth == SampleDepth::float32 || depth == SampleDepth::pcm32) ? SampleDepth::pcm24 : depth;
  return options;
}

void write_all(const std::filesystem::path& output, double rate, const TuneAudio& audio, const WriteOptions& options, const Progress& progress) {
  AudioWriter writer(output, rate, static_cast<int>(audio.size()), options);
  std::vector<const float*> at(audio.size());
  const auto frames = static_cast<Frames>(audio[0].size());
  for (Frames n = 0; n < frames; n += kChunk) {
    const int count = static_cast<int>(std::min<Frames>(kChunk, frames - n));
    for (std::size_t c = 0; c < audio.size(); ++c) at[c] = audio[c].data() + n;
    writer.write(at.data(), count);
    progress.at(static_cast<double>(n) / static_cast<double>(frames));
  }
  writer.finish();
}

}  // namespace

TuneFileResult tune_file(const std::filesystem::path& input, const std::filesystem::path& output, const TuneFileOptions& options, const Progress& progress) {
  const bool find_scale = is_auto_scale(options.scale);
  MusicScale scale = find_scale ? MusicScale{} : parse_scale(options.scale);
  const WriteOptions writing = write_options(output, options.depth);
  AudioReader reader(input);
  if (reader.info().channels > 2)
    throw Error(input.filename().string(), "it has more than two channels", "split it into mono or stereo files first");

  const double rate = reader.info().rate;
  const TuneAudio audio = read_all(reader, part_of(progress, 0.0, kReadShare));
  const PitchTrack track = track_pitch(mono_mix(audio), rate, {}, part_of(progress, kReadShare, kTrackShare));
  const std::vector<SungNote> notes = find_notes(track);
  if (find_scale) scale = scale_for(notes);

  TuneFileResult result;
  result.scale = scale.name;
  result.edits = edits_to_scale(notes, {scale, options.retune_ms, options.strength, options.keep_vibrato});
  for (const NoteEdit& edit : result.edits) {
    if (!edit.untouched()) result.corrected_seconds += edit.note.length();
  }
  const double correct_from = kReadShare + kTrackShare, write_from = 1.0 - kWriteShare;
  const TuneAudio tuned = correct(audio, rate, track, result.edits, options.formants, part_of(progress, correct_from, write_from - correct_from));
  if (options.notes) write_file_atomically(*options.notes, notes_to_json(result.edits, result.scale));
  write_all(output, rate, tuned, writing, part_of(progress, write_from, kWriteShare));
  result.warnings = reader.warnings();
  progress.at(1.0);
  return result;
}

PitchTrack pitch_of_file(const std::filesystem::path& input, double hop, const Progress& progress) {
  AudioReader reader(input);
  const TuneAudio audio = read_all(reader, part_of(progress, 0.0, kReadShare));
  PitchOptions options;
  options.hop = hop;
  return track_pitch(mono_mix(audio), reader.info().rate, options, part_of(progress, kReadShare, 1.0 - kReadShare));
}

std::string pitch_csv(const PitchTrack& track) {
  std::string text = "time,frequency,voiced\n";
  for (std::size_t i = 0; i < track.frames.size(); ++i)
    fmt::format_to(std::back_inserter(text), "{:.4f},{:.3f},{:d}\n", track.time(i), track.frames[i].hz, track.frames[i].voiced ? 1 : 0);
  return text;
}

}  // namespace sweetspot
