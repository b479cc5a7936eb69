#include "engine/studio/ingest.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/analysis/name_words.h"
#include "engine/core/error.h"
#include "engine/media/audio_folder.h"
#include "engine/session/region_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/track_edits.h"
#include "engine/processors/registry.h"
#include "engine/studio/balance.h"
#include "engine/studio/measure_mix.h"
#include "engine/studio/media_value.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;

// Above this the name says what a track is, and its pitch need not be looked at.
constexpr double kSureOfName = 0.6;

std::vector<fs::path> files_among(std::span<const fs::path> paths) {
  std::vector<fs::path> files;
  for (const fs::path& path : paths) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) files.push_back(path);
    else {
      const auto found = list_audio_files(path);
      if (found.empty()) throw Error(path.string(), "there are no audio files in it", "choose another folder");
      files.insert(files.end(), found.begin(), found.end());
    }
  }
  return files;
}

// What became of one file.
struct Outcome {
  std::vector<Recording> recordings;
  std::optional<Error> failure;
};

Outcome bring_one(const fs::path& file, const fs::path& folder, double rate, bool link, const Progress& progress) {
  Outcome outcome;
  for (ImportedAudio& audio : import_audio(file, folder, rate, link, progress)) {
    Recording recording;
    recording.guess = guess_role_from_name(audio.name);
    const bool unsure = recording.guess.confidence < kSureOfName;
    recording.features = track_features(audio.linked ? fs::path(audio.path) : folder / audio.path, unsure, {nullptr, progress.cancel});
    if (unsure) recording.guess = guess_role(audio.name, recording.features);
    recording.audio = std::move(audio);
    outcome.recordings.push_back(std::move(recording));
  }
  return outcome;
}

// Runs `work(i)` for every i below `count` on all cores; the first exception that is no Error ends it and is thrown.
template <class Work>
void on_all_cores(std::size_t count, const Work& work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr thrown;
  std::mutex mutex;
  const auto serve = [&] {
    for (std::size_t i = next++; i < count; i = next++) try {
        work(i);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!thrown) thrown = std::current_exception();
        next = count;
      }
  };
  const std::size_t threads = std::min<std::size_t>(count, std::max(1u, std::thread::hardware_concurrency()));
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(serve);
  serve();
  others.clear();
  if (thrown) std::rethrow_exception(thrown);
}

void name_all(std::vector<Recording>& recordings) {
  std::vector<std::string> raw;
  for (const Recording& recording : recordings) raw.push_back(recording.audio.name);
  const std::vector<std::string> names = display_names(raw);
  for (std::size_t i = 0; i < recordings.size(); ++i) recordings[i].name = names[i];
}

SessionPtr add_track_of(const SessionPtr& session, const Recording& recording, StripId& id) {
  const auto media = edit::add_media(session, media_value(recording.audio));
  const auto role = role_from_key(recording.guess.role).value_or(Role::unknown);
  const auto track = edit::add_track(media.session, recording.name, recording.audio.channels, role);
  id = track.id;
  return edit::add_region(track.session, track.id, media.id, 0).session;
}

}  // namespace

Recordings bring_in(std::span<const fs::path> paths, const fs::path& folder, double rate, bool link, const Progress& progress) {
  const std::vector<fs::path> files = files_among(paths);
  std::vector<Outcome> outcomes(files.size());
  std::atomic<std::size_t> done{0};
  std::mutex report_mutex;
  try {
    on_all_cores(files.size(), [&](std::size_t i) {
      try {
        outcomes[i] = bring_one(files[i], folder, rate, link, {nullptr, progress.cancel});
      } catch (const Error& error) {
        outcomes[i].failure = error;
      }
      const std::lock_guard lock(report_mutex);
      progress.at(static_cast<double>(++done) / static_cast<double>(files.size()));
    });
  } catch (...) {
    for (const Outcome& outcome : outcomes) remove_copies(outcome.recordings, folder);
    throw;
  }
  Recordings result;
  for (Outcome& outcome : outcomes) {
    if (outcome.failure) result.failures.emplace_back(outcome.failure->what());
    for (Recording& recording : outcome.recordings) {
      for (const std::string& warning : recording.audio.warnings)
        result.notes.push_back(fs::path(recording.audio.original).filename().string() + ": " + warning);
      result.recordings.push_back(std::move(recording));
    }
  }
  if (result.recordings.empty()) throw *outcomes.front().failure;
  name_all(result.recordings);
  return result;
}

void remove_copies(std::span<const Recording> recordings, const fs::path& folder) {
  for (const Recording& recording : recordings)
    if (std::error_code ignored; !recording.audio.linked) fs::remove(folder / recording.audio.path, ignored);
}

Ingested add_recordings(const SessionPtr& session, const fs::path& folder, const Recordings& recordings, bool balance, const Progress& progress) {
  Ingested result;
  result.session = session;
  result.report.notes = recordings.notes;
  result.report.failures = recordings.failures;
  std::vector<BalanceTrack> added;
  for (const Recording& recording : recordings.recordings) {
    StripId id;
    result.session = add_track_of(result.session, recording, id);
    result.report.tracks.push_back(id);
    added.push_back({id, recording.features, recording.guess.doubles, recording.guess.side});
  }
  if (!balance) return result;
  const auto measure = [&](const SessionPtr& candidate) { return measure_mix(candidate, folder, progress); };
  Balance balanced = starting_balance(result.session, added, processor_catalog(), measure);
  result.session = std::move(balanced.session);
  result.report.explanations = std::move(balanced.explanations);
  return result;
}

}  // namespace sweetspot
