#include "engine/mastering/master_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/core/error.h"
#include "engine/mastering/chain.h"
#include "engine/mastering/loudness_target.h"
#include "engine/mastering/song_run.h"
#include "engine/mastering/tonal_match.h"
#include "engine/media/audio_file.h"
#include "engine/media/audio_writer.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;

constexpr double kDefaultLufs = -14.0;
constexpr int kGapBlock = 512;

// How the time of one song goes: one look at it, the search, the last run.
constexpr double kLookShare = 0.1;
constexpr double kRunShare = 0.12;

struct Song {
  AudioReader reader;
  LoudnessFigures before;
  MasterSettings settings;
  MasteredFile result;
};

// What a writer of the media folder does, as an output.
class PlainOutput final : public MasterOutput {
 public:
  PlainOutput(const fs::path& path, double rate, int channels, const WriteOptions& options) : writer_(path, rate, channels, options) {}
  void write(const float* const* audio, int frames) override { writer_.write(audio, frames); }
  void finish() override { writer_.finish(); }

 private:
  AudioWriter writer_;
};

std::unique_ptr<MasterOutput> open_plain(const fs::path& path, double rate, int channels) {
  WriteOptions options;
  const auto format = format_from_suffix(path);
  if (!format)
    throw Error(path.filename().string(), "its suffix names no audio format", "end the name in .wav, .flac, .aiff, .mp3, .ogg or .opus");
  options.format = *format;
  return std::make_unique<PlainOutput>(path, rate, channels, options);
}

// A part of the work as a whole of its own.
Progress part_of(const Progress& whole, double from, double share) {
  Progress part = whole;
  if (whole.report) part.report = [report = whole.report, from, share](double fraction) { report(std::min(1.0, from + share * fraction)); };
  return part;
}

LoudnessFigures figures_of(AudioReader& reader, const Progress& progress) {
  LoudnessMeter meter(reader.info().rate, reader.info().channels);
  read_song(reader, progress, [&meter](const float* const* audio, int frames) { meter.process(audio, frames); });
  meter.finish();
  return meter.figures();
}

std::vector<Song> open_songs(std::span<const fs::path> inputs) {
  if (inputs.empty()) throw Error("master", "there is nothing to master", "name at least one file");
  std::vector<Song> songs;
  for (const fs::path& path : inputs) {
    songs.push_back({.reader = AudioReader(path), .before = {}, .settings = {}, .result = {}});
    Song& song = songs.back();
    if (song.reader.info().channels > 2)
      throw Error(path.filename().string(), fmt::format("it has {} channels", song.reader.info().channels),
                  "a master is mono or stereo; mix it down first");
    song.result.source = path;
  }
  return songs;
}

// The reference's tone and loudness.
struct Reference {
  TonalBalance balance{};
  std::optional<double> integrated_lufs;
};

std::optional<Reference> look_at_reference(const MasterOptions& options, const Progress& progress) {
  if (!options.reference) return std::nullopt;
  AudioReader reader(*options.reference);
  if (reader.info().channels > 2)
    throw Error(options.reference->filename().string(), fmt::format("it has {} channels", reader.info().channels),
                "choose a mono or stereo reference");
  return Reference{tonal_balance(spectrum_of(reader, progress)), figures_of(reader, progress).integrated_lufs};
}

MasterSettings settings_for(Song& song, const MasterOptions& options, const std::optional<Reference>& reference, const Progress& progress) {
  MasterSettings settings;
  settings.devices = options.preset.devices;
  if (reference) {
    const TonalBalance balance = tonal_balance(spectrum_of(song.reader, progress));
    settings.devices.insert(settings.devices.begin(), tonal_match(balance, reference->balance));
  }
  if (!find_limiter(settings.devices)) settings.devices.push_back({.type = "limiter"});
  find_limiter(settings.devices)->params["ceiling"] = options.ceiling_dbtp;
  settings.stage_db = song.before.integrated_lufs ? kStageLufs - *song.before.integrated_lufs : 0.0;
  return settings;
}

// Finds the drive at which the song has its loudness.
void settle_drive(Song& song, const std::optional<double>& target, const Progress& progress) {
  if (!target) return;
  int runs = 0;
  const DriveChoice choice = find_drive({.integrated_lufs = *target}, *target - kStageLufs, [&](double drive) {
    song.settings.drive_db = drive;
    LoudnessMeter meter(song.reader.info().rate, song.reader.info().channels);
    DrivenLoudness driven;
    const double from = std::min(1.0 - kRunShare, runs++ * kRunShare);
    driven.most_limiting_db = run_song(song.reader, song.settings, part_of(progress, from, kRunShare),
                                       [&meter](const float* const* audio, int frames) { meter.process(audio, frames); });
    meter.finish();
    driven.integrated_lufs = meter.figures().integrated_lufs;
    return driven;
  });
  song.settings.drive_db = choice.drive_db;
  song.result.note = choice.note;
}

void write_song(Song& song, MasterOutput& output, int output_channels, const Progress& progress) {
  LoudnessMeter meter(song.reader.info().rate, song.reader.info().channels);
  const bool doubled = output_channels > song.reader.info().channels;
  song.result.most_limiting_db = run_song(song.reader, song.settings, progress, [&](const float* const* audio, int frames) {
    meter.process(audio, frames);
    const std::array<const float*, 2> both{audio[0], doubled ? audio[0] : audio[1]};
    output.write(both.data(), frames);
  });
  meter.finish();
  song.result.before = song.before;
  song.result.after = meter.figures();
}

void write_gap(MasterOutput& output, Frames frames) {
  const std::array<float, kGapBlock> silence{};
  const std::array<const float*, 2> both{silence.data(), silence.data()};
  for (; frames > 0; frames -= kGapBlock) output.write(both.data(), static_cast<int>(std::min<Frames>(frames, kGapBlock)));
}

// A folder that goes again when nothing came of it.
class OutputFolder {
 public:
  explicit OutputFolder(fs::path path) : path_(std::move(path)) {
    std::error_code failure;
    made_ = fs::create_directories(path_, failure);
    if (failure) throw Error(path_.string(), "the folder cannot be made: " + failure.message(), "choose another place");
  }
  ~OutputFolder() {
    std::error_code ignored;
    if (made_ && !kept_) fs::remove(path_, ignored);
  }
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;
  void keep() { kept_ = true; }

 private:
  fs::path path_;
  bool made_ = false;
  bool kept_ = false;
};

void refuse_source_as_output(const std::vector<Song>& songs, const fs::path& path) {
  std::error_code ignored;
  for (const Song& song : songs)
    if (fs::equivalent(song.result.source, path, ignored))
      throw Error(path.filename().string(), "it is the mix itself", "give the master another name");
}

bool is_folder_output(const fs::path& out, std::size_t songs) { return fs::is_directory(out) || (songs > 1 && !format_from_suffix(out)); }

fs::path path_in_folder(const fs::path& folder, const fs::path& source, std::size_t number, std::size_t count) {
  const std::string stem = source.stem().string();
  return folder / (count == 1 ? stem + ".wav" : fmt::format("{:02} {}.wav", number, stem));
}

// Each song a file. The files get their names when all are whole.
void write_files(std::vector<Song>& songs, const OpenMasterOutput& open, const fs::path& out, const Progress& progress) {
  std::optional<OutputFolder> folder;
  const bool in_folder = is_folder_output(out, songs.size());
  if (in_folder) folder.emplace(out);
  std::vector<std::unique_ptr<MasterOutput>> outputs;
  for (std::size_t i = 0; i < songs.size(); ++i) {
    Song& song = songs[i];
    song.result.path = in_folder ? path_in_folder(out, song.result.source, i + 1, songs.size()) : out;
    refuse_source_as_output(songs, song.result.path);
    const AudioInfo& info = song.reader.info();
    outputs.push_back(open(song.result.path, info.rate, info.channels));
    const double share = 1.0 / static_cast<double>(songs.size());
    write_song(song, *outputs.back(), info.channels, part_of(progress, static_cast<double>(i) * share, share));
  }
  for (const auto& output : outputs) output->finish();
  if (folder) folder->keep();
}

// All songs in one file, with gaps.
void write_joined(std::vector<Song>& songs, std::span<const AlbumPlace> places, const OpenMasterOutput& open, const fs::path& out,
                  double gap_seconds, const Progress& progress) {
  refuse_source_as_output(songs, out);
  const double rate = songs.front().reader.info().rate;
  int channels = 1;
  for (const Song& song : songs) {
    channels = std::max(channels, song.reader.info().channels);
    if (song.reader.info().rate != rate)
      throw Error(song.result.source.filename().string(),
                  fmt::format("its rate is {:.0f} Hz, that of the first song {:.0f} Hz", song.reader.info().rate, rate),
                  "convert the songs to one rate, or give a folder for the masters");
  }
  const auto output = open(out, rate, channels);
  for (std::size_t i = 0; i < songs.size(); ++i) {
    const double share = 1.0 / static_cast<double>(songs.size());
    songs[i].result.path = out;
    songs[i].result.start = places[i].start;
    write_song(songs[i], *output, channels, part_of(progress, static_cast<double>(i) * share, share));
    if (i + 1 < songs.size()) write_gap(*output, frames_from_seconds(gap_seconds, rate));
  }
  output->finish();
}

}  // namespace

std::vector<MasteredFile> master_files(std::span<const fs::path> inputs, const fs::path& out, const MasterOptions& options,
                                       const Progress& progress) {
  std::vector<Song> songs = open_songs(inputs);
  const double share = (1.0 - kRunShare) / static_cast<double>(songs.size());

  const std::optional<Reference> reference = look_at_reference(options, part_of(progress, 0.0, 0.0));
  const double album_lufs = options.integrated_lufs.value_or(reference ? reference->integrated_lufs.value_or(kDefaultLufs) : kDefaultLufs);
  std::vector<AlbumSong> looks;
  for (std::size_t i = 0; i < songs.size(); ++i) {
    const AudioInfo& info = songs[i].reader.info();
    songs[i].before = figures_of(songs[i].reader, part_of(progress, static_cast<double>(i) * share * kLookShare, share * kLookShare));
    looks.push_back({songs[i].before.integrated_lufs, seconds_from_frames(info.frames, info.rate)});
  }
  const std::vector<AlbumPlace> places =
      plan_album(looks, {.integrated_lufs = album_lufs, .balance = options.balance, .gap_seconds = options.gap_seconds});

  for (std::size_t i = 0; i < songs.size(); ++i) {
    const double from = share * (kLookShare * static_cast<double>(songs.size()) + (1.0 - kLookShare) * static_cast<double>(i));
    songs[i].settings = settings_for(songs[i], options, reference, part_of(progress, from, 0.0));
    settle_drive(songs[i], places[i].integrated_lufs, part_of(progress, from, share * (1.0 - kLookShare)));
  }

  const OpenMasterOutput open = options.open ? options.open : OpenMasterOutput(open_plain);
  const Progress last = part_of(progress, 1.0 - kRunShare, kRunShare);
  if (songs.size() > 1 && !is_folder_output(out, songs.size()))
    write_joined(songs, places, open, out, options.gap_seconds, last);
  else
    write_files(songs, open, out, last);

  progress.at(1.0);
  std::vector<MasteredFile> results;
  for (Song& song : songs) results.push_back(std::move(song.result));
  return results;
}

}  // namespace sweetspot
