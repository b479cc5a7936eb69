#include "ui/balance/balance_book.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/studio/background.h"
#include "engine/studio/rebalance.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {
namespace {

constexpr int kPauseMs = 700;  // after the last edit
constexpr int kTickMs = 150;

QStringList lines(const std::vector<std::string>& sentences) {
  QStringList all;
  for (const std::string& sentence : sentences) all << words(sentence);
  return all;
}

}  // namespace

BalanceBook& BalanceBook::of(Store& store) {
  if (auto* book = store.findChild<BalanceBook*>(QString(), Qt::FindDirectChildrenOnly)) return *book;
  return *new BalanceBook(store);
}

BalanceBook::BalanceBook(Store& store) : QObject(&store), store_(store) {
  pause_.setSingleShot(true);
  connect(&pause_, &QTimer::timeout, this, &BalanceBook::look);
  connect(&ticks_, &QTimer::timeout, this, &BalanceBook::progressed);
  connect(&store, &Store::session_changed, this, &BalanceBook::session_changed);
  connect(&store, &Store::structure_changed, this, &BalanceBook::look_for_recordings);
  connect(&store, &Store::selection_changed, this, &BalanceBook::selection_changed);
  connect(&store, &Store::opened, this, [this] {
    for (Job* job : jobs_.running()) job->cancel();
    hearing_ = nullptr;
    masking_.reset();
    spots_.reset();
    shelf_.clear();
    said_.clear();
    end_audition();
  });
  connect(&jobs_, &Jobs::started, this, [this] { ticks_.start(kTickMs); });
  connect(&jobs_, &Jobs::all_ended, &ticks_, &QTimer::stop);
  connect(&jobs_, &Jobs::failed, &store, &Store::problem);
}

void BalanceBook::want(const QObject* who, bool shown, bool masking) {
  std::erase_if(wanting_, [who](const auto& one) { return one.first == who; });
  if (!shown) return;
  wanting_.emplace_back(who, masking);
  if (!pause_.isActive()) pause_.start(hearing_ && !stale_ && !masking ? kPauseMs : 0);
}

bool BalanceBook::wants_masking() const {
  return std::any_of(wanting_.begin(), wanting_.end(), [](const auto& one) { return one.second; });
}

void BalanceBook::session_changed() {
  cancelled_ = false;
  if (auditioning_) end_audition();
  if (said_of_ && said_of_ != store_.session_ptr()) said_.clear();
  stale_ = hearing_ != nullptr;
  pause_.start(kPauseMs);
  emit changed();
}

// When recordings went or came back, what was heard is no longer what would be.
void BalanceBook::look_for_recordings() {
  std::set<MediaId> missing;
  for (const MissingMedia& media : store_.studio().missing()) missing.insert(media.id);
  if (missing == missing_) return;
  missing_ = std::move(missing);
  shelf_.clear();
  if (listening_) listening_->cancel();
  listening_key_.clear();
  session_changed();
}

void BalanceBook::selection_changed() {
  if (spots_of_ != store_.selected_strip()) {
    if (auditioning_) store_.attempt([&] { store_.studio().audition(nullptr); });
    end_audition();
    if (spots_job_) spots_job_->cancel();
    spots_.reset();
    said_.clear();
  }
  compare();
  emit changed();
}

// --- Listening --------------------------------------------------------------------------------------------------------

void BalanceBook::look() {
  if (wanting_.empty() || cancelled_) return;
  const SessionPtr session = store_.session_ptr();
  const sweetspot::Stretch stretch = stretch_to_hear(*session);
  const std::string key = hearing_key(*session, stretch);
  const bool bands = wants_masking();
  if (auto found = shelf_.find(key, bands)) {
    if (listening_) listening_->cancel();
    return take_hearing(std::move(found));
  }
  const std::string wanted = key + (bands ? "+" : "");
  if (listening_ && listening_key_ == wanted) return;
  if (listening_) listening_->cancel();
  listening_key_ = wanted;
  stale_ = hearing_ != nullptr;
  Job* job = jobs_.start("Listening to the tracks",
                         [this, session, stretch, bands, folder = store_.studio().folder()](const Progress& progress) -> JobEnd {
                           lower_thread_priority();
                           auto heard = std::make_shared<const Hearing>(hear_mix(session, folder, stretch, bands, 1, progress));
                           return [this, heard] {
                             shelf_.keep(heard);
                             pause_.start(0);
                           };
                         });
  listening_ = job;
  connect(job, &Job::ended, this, [this, job] {
    if (listening_ == job) listening_ = nullptr;
    emit changed();
  });
  emit changed();
}

void BalanceBook::take_hearing(std::shared_ptr<const Hearing> hearing) {
  hearing_ = std::move(hearing);
  stale_ = false;
  compare();
  emit changed();
}

const Job* BalanceBook::work() const {
  for (const Job* job : {balance_job_, spots_job_, listening_, comparing_})
    if (job) return job;
  return nullptr;
}

std::optional<double> BalanceBook::fraction() const {
  const Job* job = work();
  return job ? std::optional(job->fraction()) : std::nullopt;
}

double BalanceBook::seconds_left() const {
  const Job* job = work();
  return job ? job->seconds_left() : -1.0;
}

void BalanceBook::cancel() {
  cancelled_ = listening_ != nullptr;
  for (Job* job : jobs_.running()) job->cancel();
  emit changed();
}

void BalanceBook::listen() {
  cancelled_ = false;
  pause_.start(0);
}

// --- Masking ----------------------------------------------------------------------------------------------------------

const TrackMasking* BalanceBook::masking() const { return masking_ && masking_->track == store_.selected_strip() ? &*masking_ : nullptr; }

void BalanceBook::compare() {
  const StripId track = store_.selected_strip();
  if (!hearing_ || stale_ || !wants_masking() || !find_track(store_.session(), track)) return;
  const HeardStrip* heard = hearing_->find(track);
  masking_problem_.clear();
  if (heard && !heard->loudness_lufs) {
    masking_.reset();
    masking_problem_ = heard->recording_missing ? "Its recording is missing." : "It is silent or muted here.";
    return;
  }
  if (!heard || !heard->bands) return;
  if (masking_ && masking_->track == track && masking_key_ == hearing_->key) return;
  if (comparing_) comparing_->cancel();
  Job* job = jobs_.start("Comparing the tracks", [this, hearing = hearing_, track](const Progress& progress) -> JobEnd {
    lower_thread_priority();
    auto found = std::make_shared<TrackMasking>(hear_masking(*hearing, track));
    progress.at(1.0);
    return [this, found, hearing] {
      masking_ = std::move(*found);
      masking_key_ = hearing->key;
    };
  });
  comparing_ = job;
  connect(job, &Job::ended, this, [this, job] {
    if (comparing_ == job) comparing_ = nullptr;
    emit changed();
  });
}

void BalanceBook::commit(const std::string& step, SessionPtr next, const QStringList& explanations) {
  if (!store_.attempt([&] { store_.studio().commit(std::move(next), {step, "", 0, false}); })) return;
  store_.refresh();
  said_ = explanations;
  said_of_ = store_.session_ptr();
  emit changed();
  emit done(words(step), explanations);
}

void BalanceBook::dip(const CoveredBand& band, DipKind kind) {
  const TrackMasking* masking = this->masking();
  if (!masking || !hearing_) return;
  store_.attempt([&] {
    const Dip dip = plan_dip(store_.session(), *hearing_, *masking, band, kind);
    commit(dip.step, add_dip(store_.session_ptr(), dip).session, {words(dip.sentence)});
  });
}

// --- Spots ------------------------------------------------------------------------------------------------------------

const SpotsHeard* BalanceBook::spots() const { return spots_ && spots_of_ == store_.selected_strip() ? &*spots_ : nullptr; }

void BalanceBook::find_spots() {
  const StripId track = store_.selected_strip();
  if (spots_job_ || !find_track(store_.session(), track)) return;
  end_audition();
  spots_.reset();
  const SessionPtr session = store_.session_ptr();
  Job* job =
      jobs_.start("Looking for sweet spots", [this, session, track, folder = store_.studio().folder()](const Progress& progress) -> JobEnd {
        auto found = std::make_shared<SpotsHeard>(hear_spots(session, folder, track, stretch_to_hear(*session), 1, progress));
        return [this, found, track] {
          spots_ = std::move(*found);
          spots_of_ = track;
          taken_.clear();
          for (std::size_t i = 0; i < spots_->spots.size(); ++i) taken_.insert(i);
        };
      });
  spots_job_ = job;
  spots_of_ = track;
  connect(job, &Job::ended, this, [this, job] {
    if (spots_job_ == job) spots_job_ = nullptr;
    emit changed();
  });
  emit changed();
}

std::vector<Spot> BalanceBook::taken_spots() const {
  std::vector<Spot> all;
  if (const SpotsHeard* heard = spots())
    for (const std::size_t i : taken_) all.push_back(heard->spots.at(i));
  return all;
}

SessionPtr BalanceBook::with_spots(const SessionPtr& session, bool match) const {
  const std::vector<Spot> taken = taken_spots();
  return taken.empty() ? session : add_spots(session, spots_of_, *spots(), taken, match).session;
}

void BalanceBook::take(std::size_t spot, bool taken) {
  if (taken)
    taken_.insert(spot);
  else
    taken_.erase(spot);
  if (auditioning_) audition(true);
  emit changed();
}

void BalanceBook::audition(bool on) {
  if (on && !spots()) return;
  const bool worked = store_.attempt([&] { store_.studio().audition(on ? with_spots(store_.session_ptr(), true) : nullptr); });
  auditioning_ = on && worked;
  emit changed();
}

void BalanceBook::end_audition() { auditioning_ = false; }

void BalanceBook::accept_spots() {
  const std::vector<Spot> taken = taken_spots();
  if (taken.empty()) return;
  store_.attempt([&] {
    const Strip* strip = find_strip(store_.session(), spots_of_);
    QStringList explanations;
    for (const Spot& spot : taken) explanations << words(spot.sentence);
    explanations << "The equalizer's output keeps the loudness that the track had.";
    SessionPtr next = with_spots(store_.session_ptr(), false);
    const std::string step = spots_step_name(strip->name, taken);
    spots_.reset();
    commit(step, std::move(next), explanations);
  });
}

// --- Starting balance -------------------------------------------------------------------------------------------------

void BalanceBook::balance(std::vector<StripId> tracks) {
  if (balance_job_) return;
  const SessionPtr session = store_.session_ptr();
  Job* job =
      jobs_.start("Setting a starting balance",
                  [this, session, tracks = std::move(tracks), folder = store_.studio().folder()](const Progress& progress) -> JobEnd {
                    auto result = std::make_shared<Rebalanced>(rebalance(session, folder, tracks, progress));
                    return [this, result, session] {
                      if (store_.session_ptr() != session)
                        throw Error("The starting balance", "the song was changed meanwhile", "set it again");
                      commit(result->step, std::move(result->session), lines(result->explanations));
                    };
                  });
  balance_job_ = job;
  connect(job, &Job::ended, this, [this, job] {
    if (balance_job_ == job) balance_job_ = nullptr;
    emit changed();
  });
  emit changed();
}

}  // namespace sweetspot::ui
