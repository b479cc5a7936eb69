#include "ui/history/version_compare.h"

#include <algorithm>
#include <cmath>

#include "engine/session/describe.h"
#include "engine/session/version_edits.h"
#include "engine/studio/measure_mix.h"
#include "engine/studio/processors.h"
#include "ui/store/jobs.h"
#include "ui/store/listening_level.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {
namespace {

constexpr const char* kTarget = "versions/compare";

const Version* version_named(const Session& session, const QString& name) {
  const auto found = std::ranges::find(session.versions, name.toStdString(), &Version::name);
  return found == session.versions.end() ? nullptr : &*found;
}

QString decibels(double db) { return QString::number(std::abs(db), 'f', 1) + " dB"; }

}  // namespace

std::array<double, 2> matching_trims(std::optional<double> a, std::optional<double> b) {
  if (!a || !b || !std::isfinite(*a) || !std::isfinite(*b)) return {0.0, 0.0};
  return {std::min(0.0, *b - *a), std::min(0.0, *a - *b)};
}

VersionCompare::VersionCompare(Store& store, Jobs& jobs, QObject* parent)
    : QObject(parent), store_(store), jobs_(jobs), now_(store.session_ptr()) {
  versions_ = now_->versions.size();
  if (versions_ > 0) choices_[0] = words(now_->versions.back().name);
  connect(&store, &Store::session_changed, this, &VersionCompare::follow_session);
  connect(&store.listening(), &ListeningLevel::taken_from, this, [this](const QObject* former) {
    if (former == this) end();
  });
  connect(&store, &Store::opened, this, [this] {
    ++song_;
    choices_ = {};
    restored_.clear();
    measured_.clear();
    heard_ = -1;
    now_ = store_.session_ptr();
    versions_ = now_->versions.size();
    if (versions_ > 0) choices_[0] = words(now_->versions.back().name);
    emit changed();
  });
}

VersionCompare::~VersionCompare() = default;

SessionPtr VersionCompare::value(int side) const {
  const QString& name = choice(side);
  if (name.isEmpty()) return now_;
  const Version* version = version_named(*now_, name);
  if (!version) return now_;
  SessionPtr& kept = restored_[version->session.get()];
  if (!kept || kept->versions.size() != now_->versions.size() || kept->media != now_->media)
    kept = edit::restore_version(now_, version->name);
  return kept;
}

void VersionCompare::choose(int side, const QString& version) {
  if (choice(side) == version) return;
  choices_[static_cast<std::size_t>(side)] = version;
  if (heard_ == side)
    listen(side);
  else
    emit changed();
}

void VersionCompare::listen(int side) {
  if (heard_ < 0) now_ = store_.session_ptr();
  const SessionPtr next = value(side);
  heard_ = side;
  switching_ = true;
  if (next != store_.session_ptr())
    store_.edit(
        "Listen to " + side_name(side), [&](const SessionPtr&) { return next; }, kTarget);
  switching_ = false;
  for (const int each : {0, 1}) measure(each);
  apply_trim();
  emit changed();
}

void VersionCompare::end() {
  if (heard_ < 0) return;
  heard_ = -1;
  store_.end_gesture();
  now_ = store_.session_ptr();
  apply_trim();
  emit changed();
}

// An edit while one compares goes into what is heard. A saved version does not change by it: what is heard is then the mix as it is.
void VersionCompare::follow_session() {
  if (switching_) return;
  const bool was_version = heard_ >= 0 && !choice(heard_).isEmpty();
  now_ = store_.session_ptr();
  if (was_version) heard_ = -1;
  for (QString& name : choices_)
    if (!name.isEmpty() && !version_named(*now_, name)) name.clear();
  const auto& versions = now_->versions;
  if (versions.size() > versions_ && choices_[0].isEmpty() && choices_[1].isEmpty()) choices_[0] = words(versions.back().name);
  versions_ = versions.size();
  apply_trim();
  emit changed();
}

void VersionCompare::measure(int side) {
  const SessionPtr session = value(side);
  const bool mix = store_.studio().listening_to_mix();
  const Key key{session.get(), mix};
  if (measured_.contains(key)) return;
  measured_[key] = {session, {}};
  ++measuring_;
  auto* job = jobs_.start("Measuring the loudness of " + side_name(side),
                          [this, session, key, mix, song = song_, folder = store_.studio().folder()](const Progress& progress) -> JobEnd {
                            const auto figures = mix ? measure_mix(session, folder, progress) : measure_master(session, folder, progress);
                            return [this, key, song, lufs = figures.integrated_lufs] {
                              if (song == song_) measured_[key].lufs = lufs;
                            };
                          });
  connect(job, &Job::ended, this, [this, key, song = song_](Job::Outcome outcome) {
    --measuring_;
    if (outcome != Job::Outcome::done && song == song_) measured_.erase(key);
    apply_trim();
    emit changed();
  });
}

std::optional<double> VersionCompare::loudness(int side) const {
  const auto found = measured_.find({value(side).get(), store_.studio().listening_to_mix()});
  return found == measured_.end() ? std::nullopt : found->second.lufs;
}

double VersionCompare::trim(int side) const { return matching_trims(loudness(0), loudness(1))[static_cast<std::size_t>(side)]; }

void VersionCompare::apply_trim() {
  if (heard_ < 0)
    store_.listening().release(this);
  else
    store_.listening().take(this, trim(heard_));
}

QString VersionCompare::side_name(int side) const { return choice(side).isEmpty() ? QString("the mix as it is") : choice(side); }

QString VersionCompare::level_words() const {
  if (heard_ < 0) return "Press A or B to hear them in turn, at one loudness";
  if (measuring()) return "Measuring both; until then each plays at its own level";
  const auto a = loudness(0), b = loudness(1);
  if (!a || !b)
    return "Not matched: " +
           QString(!a && !b ? "neither"
                   : !a     ? "A"
                            : "B") +
           (!a && !b ? " has" : " has no") + (!a && !b ? " a loudness yet" : " loudness yet");
  const int louder = *a > *b ? 0 : 1;
  if (std::abs(*a - *b) < 0.05) return "Both are equally loud";
  return QString("Matched: %1 plays %2 lower. Listening level only, not in the song").arg(louder == 0 ? "A" : "B", decibels(*a - *b));
}

std::vector<std::string> VersionCompare::differences() const {
  const SessionPtr a = value(0), b = value(1);
  return a == b ? std::vector<std::string>{} : describe_difference(*a, *b, processor_catalog());
}

}  // namespace sweetspot::ui
