#include "ui/store/jobs.h"

#include <QMetaObject>
#include <utility>

#include "engine/core/progress.h"

namespace sweetspot::ui {
namespace {

constexpr double kLeastFraction = 0.02;  // before that, the time left is a guess

}  // namespace

Job::Job(const QString& name, QObject* parent) : QObject(parent), name_(name) {}

Job::~Job() {
  cancel();
  if (thread_.joinable()) thread_.join();
}

double Job::seconds_left() const {
  const double done = fraction();
  if (done < kLeastFraction) return -1.0;
  return static_cast<double>(clock_.elapsed()) * 1e-3 * (1.0 - done) / done;
}

void Job::start(JobWork work) {
  clock_.start();
  thread_ = std::thread([this, work = std::move(work)] { run(work); });
}

// In the job's thread; what follows is sent to the main one.
void Job::run(const JobWork& work) {
  Progress progress;
  progress.report = [this](double fraction) { fraction_.store(fraction, std::memory_order_relaxed); };
  progress.cancel = &cancel_;
  Outcome outcome = Outcome::done;
  QString sentence;
  JobEnd then;
  try {
    then = work(progress);
  } catch (const Cancelled&) {
    outcome = Outcome::cancelled;
  } catch (const std::exception& error) {
    outcome = Outcome::failed;
    sentence = QString::fromUtf8(error.what());
  }
  QMetaObject::invokeMethod(
      this, [this, outcome, sentence, then] { end(outcome, sentence, then); }, Qt::QueuedConnection);
}

void Job::end(Outcome outcome, const QString& sentence, const JobEnd& then) {
  thread_.join();
  if (outcome != Outcome::done) {
    emit ended(outcome, sentence);
  } else {
    fraction_ = 1.0;
    try {
      if (then) then();
      emit ended(Outcome::done, {});
    } catch (const std::exception& error) {
      emit ended(Outcome::failed, QString::fromUtf8(error.what()));
    }
  }
  deleteLater();
}

Jobs::~Jobs() {
  // All are told first, so that they stop at the same time.
  for (Job* job : running_) job->cancel();
  for (Job* job : std::exchange(running_, {})) delete job;
}

Job* Jobs::start(const QString& name, JobWork work) {
  auto* job = new Job(name, this);
  running_.push_back(job);
  connect(job, &Job::ended, this, [this, job](Job::Outcome outcome, const QString& sentence) {
    std::erase(running_, job);
    if (outcome == Job::Outcome::failed) emit failed(sentence);
    if (running_.empty()) emit all_ended();
  });
  job->start(std::move(work));
  emit started(job);
  return job;
}

}  // namespace sweetspot::ui
