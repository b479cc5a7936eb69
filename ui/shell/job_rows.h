// Long work as rows above the status bar: what, how far, how long, and a way to stop it.
#pragma once

#include <QTimer>
#include <QWidget>

class QVBoxLayout;

namespace sweetspot::ui {

class Job;
class Jobs;

// A row appears once a job has lasted a moment. [main]
class JobRows : public QWidget {
  Q_OBJECT
 public:
  explicit JobRows(Jobs& jobs, QWidget* parent = nullptr);

 private:
  void add(Job* job);

  QVBoxLayout* box_;
};

}  // namespace sweetspot::ui
