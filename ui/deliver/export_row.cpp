#include "ui/deliver/export_row.h"

#include <QHBoxLayout>
#include <QLabel>
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

constexpr int kRefreshMs = 100;

void set_colour(QLabel& label, const QColor& colour) {
  QPalette palette = label.palette();
  palette.setColor(QPalette::WindowText, colour);
  label.setPalette(palette);
}

}  // namespace

ExportRow::ExportRow(const QString& title, QWidget* parent)
    : QWidget(parent),
      state_(make_label("Waiting", Text::small, token::kSecondary)),
      bar_(new QProgressBar),
      cancel_(new QPushButton("Cancel")),
      again_(new QPushButton("Try again")),
      show_(new QPushButton("Show file")) {
  set_ground(*this, token::kRaised);
  setAccessibleName(title);
  auto* across = new QHBoxLayout(this);
  across->setContentsMargins(token::kMargin, token::kSpaceWide, token::kMargin, token::kSpaceWide);
  across->setSpacing(token::kMargin);
  auto* box = new QVBoxLayout;
  box->setSpacing(token::kGap + 2);
  auto* name = make_label(title, Text::heading, token::kText);
  name->setFont(text_font(Text::body, true));
  box->addWidget(name);
  state_->setWordWrap(true);
  box->addWidget(state_);
  bar_->setRange(0, 1000);
  bar_->setTextVisible(false);
  bar_->setFixedHeight(6);
  box->addWidget(bar_);
  across->addLayout(box, 1);
  for (QPushButton* button : {cancel_, again_, show_}) {
    button->setFocusPolicy(Qt::TabFocus);
    button->setMinimumWidth(84);
    across->addWidget(button, 0, Qt::AlignVCenter);
  }
  again_->hide();
  show_->hide();
  set_hint(*cancel_, "Stops the export; no half-written file is left");
  connect(cancel_, &QPushButton::clicked, this, [this] {
    if (job_) job_->cancel();
    cancel_->setEnabled(false);
    state_->setText("Stopping…");
  });
  connect(again_, &QPushButton::clicked, this, &ExportRow::again_requested);
  connect(show_, &QPushButton::clicked, this, &ExportRow::show_requested);
  connect(&timer_, &QTimer::timeout, this, &ExportRow::show_progress);
}

void ExportRow::follow(Job* job) {
  job_ = job;
  timer_.start(kRefreshMs);
  show_progress();
}

QString ExportRow::state() const { return state_->text(); }

void ExportRow::show_progress() {
  if (!job_ || job_->cancelling()) return;
  bar_->setValue(static_cast<int>(job_->fraction() * 1000.0));
  const double left = job_->seconds_left();
  state_->setText(QString("Writing %1 %").arg(static_cast<int>(job_->fraction() * 100.0)) +
                  (left >= 0.0 ? QString(" · about %1 s left").arg(static_cast<int>(std::ceil(left))) : QString()));
}

void ExportRow::end(const QString& text, const QColor& colour) {
  timer_.stop();
  job_ = nullptr;
  cancel_->hide();
  state_->setText(text);
  set_colour(*state_, colour);
  bar_->hide();
}

void ExportRow::show_done(const QString& text, const QString& notes, bool troubled) {
  end(notes.isEmpty() ? text : text + "\n" + notes, troubled ? token::kWarn : token::kOk);
  show_->show();
}

void ExportRow::show_failed(const QString& sentence) {
  end("Failed: " + sentence, token::kError);
  again_->show();
}

void ExportRow::show_cancelled() {
  end("Cancelled; nothing was written", token::kSecondary);
  again_->show();
}

}  // namespace sweetspot::ui
