// What is known of the balance of the song: heard in the background, kept while the song stays as it is, shared by all who show it.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "engine/studio/hearing.h"
#include "engine/studio/mask_dip.h"
#include "engine/studio/spot_edits.h"
#include "ui/store/jobs.h"
#include "ui/store/store.h"

namespace sweetspot::ui {

// One a store, made when it is first asked for. It listens only while somebody wants its figures, a moment after the last edit, in one
// thread of low priority. [main]
class BalanceBook : public QObject {
  Q_OBJECT
 public:
  static BalanceBook& of(Store& store);

  // A widget that shows figures is on the screen, or no longer; `masking` when it shows what covers the chosen track.
  void want(const QObject* who, bool shown, bool masking = false);

  // The latest figures, or null; `stale` while they are of an earlier state of the song.
  const Hearing* hearing() const { return hearing_.get(); }
  bool stale() const { return stale_; }

  // A strip's figures, or null.
  const HeardStrip* heard(StripId strip) const { return hearing_ ? hearing_->find(strip) : nullptr; }

  // The work in the background: how far it is (0 to 1), or nothing. Cancelled, it starts again with the next edit or by listen().
  std::optional<double> fraction() const;
  double seconds_left() const;  // of that work; below 0: not known yet
  void cancel();
  void listen();
  bool cancelled() const { return cancelled_; }

  // What covers the chosen track, or null while it is not known.
  const TrackMasking* masking() const;
  // Why there is none, where that is so.
  const QString& masking_problem() const { return masking_problem_; }
  void dip(const CoveredBand& band, DipKind kind);

  // Sweet spots of the chosen track: found on request, forgotten when the track changes.
  void find_spots();
  const SpotsHeard* spots() const;
  bool finding_spots() const { return spots_job_ != nullptr; }
  bool is_taken(std::size_t spot) const { return taken_.contains(spot); }
  void take(std::size_t spot, bool taken);
  // Lets the taken ones be heard at the loudness that was before, without a step; ends with any edit.
  void audition(bool on);
  bool auditioning() const { return auditioning_; }
  void accept_spots();

  // A starting balance of these tracks (none: all) as one step; the explanations are in said() then.
  void balance(std::vector<StripId> tracks);
  bool balancing() const { return balance_job_ != nullptr; }

  // What the last dip, balance or equalizer did and why: sentences. Empty once it is undone or another track is chosen.
  const QStringList& said() const { return said_; }

 signals:
  void changed();
  void progressed();  // while there is work
  // A step was made: its name and what it did.
  void done(const QString& step, const QStringList& explanations);

 private:
  explicit BalanceBook(Store& store);
  void session_changed();
  void look_for_recordings();
  void selection_changed();
  void look();
  const Job* work() const;
  void take_hearing(std::shared_ptr<const Hearing> hearing);
  void compare();
  void end_audition();
  bool wants_masking() const;
  SessionPtr with_spots(const SessionPtr& session, bool match) const;
  std::vector<Spot> taken_spots() const;
  void commit(const std::string& step, SessionPtr next, const QStringList& explanations);

  Store& store_;
  Jobs jobs_;
  QTimer pause_, ticks_;
  std::vector<std::pair<const QObject*, bool>> wanting_;
  HearingShelf shelf_;
  std::set<MediaId> missing_;
  std::shared_ptr<const Hearing> hearing_;
  bool stale_ = false, cancelled_ = false;
  Job *listening_ = nullptr, *comparing_ = nullptr, *spots_job_ = nullptr, *balance_job_ = nullptr;
  std::string listening_key_;
  std::optional<TrackMasking> masking_;
  std::string masking_key_;  // of the hearing it was made from
  QString masking_problem_;
  std::optional<SpotsHeard> spots_;
  StripId spots_of_;
  std::set<std::size_t> taken_;
  bool auditioning_ = false;
  QStringList said_;
  SessionPtr said_of_;
};

}  // namespace sweetspot::ui
