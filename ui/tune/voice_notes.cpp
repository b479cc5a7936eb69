#include "ui/tune/voice_notes.h"

#include "engine/session/missing_media.h"
#include "ui/store/jobs.h"
#include "ui/store/store.h"
#include "ui/tune/voice_notes_data.h"

namespace sweetspot::ui {
namespace {

constexpr double kHop = 0.010;  // seconds

}  // namespace

VoiceBook::VoiceBook(Store& store, Jobs& jobs, QObject* parent) : QObject(parent), store_(store), jobs_(jobs) {
  connect(&store, &Store::opened, this, [this] {
    known_.clear();
    working_.clear();
    emit changed();
  });
}

std::shared_ptr<const VoiceNotes> VoiceBook::find(MediaId media) const {
  const auto found = known_.find(media);
  return found == known_.end() ? nullptr : found->second;
}

void VoiceBook::listen(StripId id) {
  const Track* track = find_track(store_.session(), id);
  if (!track) return;
  for (const Region& region : track->regions)
    if (!known_.contains(region.media) && !working_.contains(region.media)) start(region.media);
}

void VoiceBook::start(MediaId id) {
  const Media* media = find_media(store_.session(), id);
  if (!media) return;
  const std::filesystem::path file = media_file(store_.studio().folder(), *media);
  working_.insert(id);
  Job* job = jobs_.start("Finding the notes of " + QString::fromStdString(file.filename().string()),
                         [=, this](const Progress& progress) -> JobEnd {
                           auto voice = std::make_shared<VoiceNotes>();
                           voice->track = pitch_of_file(file, kHop, progress);
                           voice->notes = find_notes(voice->track);
                           return [=, this] {
                             // Another song may be open by now.
                             const Media* now = find_media(store_.session(), id);
                             if (now && media_file(store_.studio().folder(), *now) == file) known_[id] = voice;
                           };
                         });
  connect(job, &Job::ended, this, [this, id] {
    working_.erase(id);
    emit changed();
  });
  emit changed();
}

}  // namespace sweetspot::ui
