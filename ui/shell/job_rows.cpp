#include "ui/shell/job_rows.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

#include "ui/controls/hint.h"
#include "ui/store/jobs.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kPatienceMs = 400;  // shorter work shows no row
constexpr int kRefreshMs = 100;

QString state_text(const Job& job) {
  if (job.cancelling()) return "Stopping…";
  QString text = QString("%1 %").arg(static_cast<int>(job.fraction() * 100.0));
  if (const double left = job.seconds_left(); left >= 60.0)
    text += QString(" · about %1 min left").arg(static_cast<int>(std::ceil(left / 60.0)));
  else if (left >= 0.0)
    text += QString(" · about %1 s left").arg(static_cast<int>(std::ceil(left)));
  return text;
}

class JobRow : public QWidget {
 public:
  explicit JobRow(Job& job) : job_(job) {
    setFixedHeight(36);
    set_ground(*this, token::kRaised);
    setAccessibleName(job.name());
    auto* box = new QHBoxLayout(this);
    box->setContentsMargins(token::kMargin, 0, token::kMargin, 0);
    box->setSpacing(token::kSpaceWide);
    box->addWidget(make_label(job.name(), Text::small, token::kText));
    bar_ = new QProgressBar;
    bar_->setRange(0, 1000);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(6);
    box->addWidget(bar_, 1);
    state_ = make_label("", Text::small, token::kSecondary);
    state_->setMinimumWidth(150);
    box->addWidget(state_);
    auto* cancel = new QPushButton("Cancel");
    cancel->setFocusPolicy(Qt::TabFocus);
    set_hint(*cancel, "Stops this; nothing half-made is left");
    connect(cancel, &QPushButton::clicked, this, [this, cancel] {
      job_.cancel();
      cancel->setEnabled(false);
    });
    box->addWidget(cancel);
    connect(&timer_, &QTimer::timeout, this, &JobRow::show_state);
    timer_.start(kRefreshMs);
    show_state();
  }

 private:
  void show_state() {
    bar_->setValue(static_cast<int>(job_.fraction() * 1000.0));
    state_->setText(state_text(job_));
  }

  Job& job_;
  QProgressBar* bar_;
  QLabel* state_;
  QTimer timer_;
};

}  // namespace

JobRows::JobRows(Jobs& jobs, QWidget* parent) : QWidget(parent), box_(new QVBoxLayout(this)) {
  box_->setContentsMargins(0, 0, 0, 0);
  box_->setSpacing(1);
  connect(&jobs, &Jobs::started, this, &JobRows::add);
}

void JobRows::add(Job* job) {
  QTimer::singleShot(kPatienceMs, job, [this, job] {
    auto* row = new JobRow(*job);
    box_->addWidget(row);
    connect(job, &Job::ended, row, [row] { delete row; });
  });
}

}  // namespace sweetspot::ui
