#include "ui/shell/reference_listen.h"

#include <cmath>

#include "engine/session/reference.h"
#include "engine/studio/measure_mix.h"
#include "ui/history/version_compare.h"
#include "ui/store/jobs.h"
#include "ui/store/listening_level.h"
#include "ui/store/store.h"

namespace sweetspot::ui {

ReferenceListen::ReferenceListen(Store& store, Jobs& jobs, QObject* parent) : QObject(parent), store_(store), jobs_(jobs) {
  connect(&store, &Store::session_changed, this, [this] {
    if (heard_ && store_.session_ptr() != song_) end();
  });
  connect(&store, &Store::opened, this, [this] {
    heard_ = false;
    song_ = reference_ = nullptr;
    measured_.clear();
    emit changed();
  });
  connect(&store.listening(), &ListeningLevel::taken_from, this, [this](QObject* former) {
    if (former == this && heard_) end();
  });
}

void ReferenceListen::toggle() {
  if (heard_) return end();
  const SessionPtr song = store_.session_ptr();
  if (song != song_ || !reference_) {
    song_ = song;
    reference_ = reference_alone(song);
  }
  if (!reference_) return emit none_there();
  if (!store_.attempt([&] { store_.studio().audition(reference_); })) return;
  heard_ = true;
  measure(song_);
  measure(reference_);
  apply();
}

void ReferenceListen::end() {
  heard_ = false;
  store_.attempt([&] { store_.studio().audition(nullptr); });
  store_.listening().release(this);
  emit changed();
  emit hint_changed("You hear the song");
}

void ReferenceListen::measure(const SessionPtr& session) {
  if (measured_.contains(session.get())) return;
  measured_[session.get()] = {session, {}};
  auto* job = jobs_.start(session == song_ ? "Measuring the loudness of the song" : "Measuring the loudness of the reference",
                          [this, session, folder = store_.studio().folder()](const Progress& progress) -> JobEnd {
                            const auto figures = measure_master(session, folder, progress);
                            return [this, session, lufs = figures.integrated_lufs] {
                              if (const auto found = measured_.find(session.get()); found != measured_.end()) found->second.lufs = lufs;
                              if (heard_) apply();
                            };
                          });
  connect(job, &Job::ended, this, [this, key = session.get()](Job::Outcome outcome) {
    if (outcome != Job::Outcome::done) measured_.erase(key);
  });
}

std::optional<double> ReferenceListen::loudness(const SessionPtr& session) const {
  const auto found = measured_.find(session.get());
  return found == measured_.end() ? std::nullopt : found->second.lufs;
}

std::optional<double> ReferenceListen::trim() const {
  if (!song_ || !reference_ || !loudness(song_) || !loudness(reference_)) return {};
  return matching_trims(loudness(song_), loudness(reference_))[1];
}

// While the reference is heard it comes down if it is the louder one. Where the song is louder, the song is what would have to come down,
// which is said; the speakers' own level is the user's to set.
void ReferenceListen::apply() {
  const std::optional<double> lufs = loudness(reference_), song = loudness(song_);
  store_.listening().take(this, trim().value_or(0.0));
  if (!lufs || !song) return tell("You hear the reference · its level is being matched to the song · R goes back");
  const double off = *lufs - *song;
  const QString words = off > 0.05    ? QString("played %1 dB quieter, as loud as the song").arg(off, 0, 'f', 1)
                        : off < -0.05 ? QString("%1 LU softer than the song, played as it is").arg(-off, 0, 'f', 1)
                                      : QString("as loud as the song");
  tell("You hear the reference, " + words + " · R goes back");
}

void ReferenceListen::tell(const QString& words) {
  told_ = words;
  emit changed();
  emit hint_changed(words);
}

}  // namespace sweetspot::ui
