// Long work in the background: a thread a job, its progress, and its end on the main thread.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace sweetspot {
struct Progress;
}

namespace sweetspot::ui {

// What is done with the result, on the main thread.
using JobEnd = std::function<void()>;
// What is done in the job's thread. It reports to Progress, throws Cancelled when asked to stop, and Error when it cannot be done.
using JobWork = std::function<JobEnd(const Progress&)>;

// One piece of work. It deletes itself after ended(). [main]
class Job : public QObject {
  Q_OBJECT
 public:
  enum class Outcome { done, cancelled, failed };

  ~Job() override;

  const QString& name() const { return name_; }
  double fraction() const { return fraction_.load(std::memory_order_relaxed); }  // 0 to 1
  double seconds_left() const;                                                   // below 0: not known yet
  bool cancelling() const { return cancel_.load(std::memory_order_relaxed); }
  void cancel() { cancel_.store(true, std::memory_order_relaxed); }

 signals:
  // `sentence` says why it failed, otherwise it is empty.
  void ended(sweetspot::ui::Job::Outcome outcome, const QString& sentence);

 private:
  friend class Jobs;
  Job(const QString& name, QObject* parent);
  void start(JobWork work);
  void run(const JobWork& work);
  void end(Outcome outcome, const QString& sentence, const JobEnd& then);

  QString name_;
  std::atomic<double> fraction_{0.0};
  std::atomic<bool> cancel_{false};
  QElapsedTimer clock_;
  std::thread thread_;
};

// All jobs of a window. Leaving cancels them and waits. [main]
class Jobs : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  ~Jobs() override;

  // `name` is what is being done: "Adding 10 recordings".
  Job* start(const QString& name, JobWork work);
  const std::vector<Job*>& running() const { return running_; }

 signals:
  void started(sweetspot::ui::Job* job);
  void failed(const QString& sentence);
  void all_ended();

 private:
  std::vector<Job*> running_;
};

}  // namespace sweetspot::ui
