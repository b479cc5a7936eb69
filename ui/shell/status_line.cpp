#include "ui/shell/status_line.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <cmath>

#include "ui/controls/hint.h"
#include "ui/store/store.h"
#include "ui/store/time_text.h"
#include "ui/store/track_look.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kPause = 0.5;  // seconds between looks at the card
constexpr const char* kIdleHint = "Drop audio files anywhere in this window · F1 finds every command and key";

// `named`: a certain card was asked for. Where any would do and there is none, the clock is what plays and no problem.
QString card_text(const AudioStatus& status, bool named) {
  if (!status.problem.empty() && named) {
    QString problem = words(status.problem);
    problem[0] = problem[0].toUpper();
    return problem;
  }
  QStringList parts;
  parts << (status.device == "dummy" ? "No sound card: a silent clock plays" : words(status.device));
  parts << rate_text(status.rate) << QString::number(status.buffer);
  parts << QString("CPU %1 %").arg(static_cast<int>(std::lround(status.load * 100.0)));
  if (status.xruns > 0) parts << QString(status.xruns == 1 ? "%1 dropout" : "%1 dropouts").arg(status.xruns);
  if (status.dropped > 0) parts << QString(status.dropped == 1 ? "%1 command lost" : "%1 commands lost").arg(status.dropped);
  return parts.join(" · ");
}

}  // namespace

StatusLine::StatusLine(Store& store, QWidget* parent)
    : QWidget(parent), store_(store), hint_(make_label(kIdleHint, Text::small, token::kSecondary)), device_(new QPushButton) {
  setFixedHeight(token::kStatusBarHeight);
  set_ground(*this, token::kPanel);
  auto* box = new QHBoxLayout(this);
  box->setContentsMargins(token::kSpaceWide, 1, token::kSpace, 0);
  hint_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  box->addWidget(hint_, 1);
  set_look(*device_, ButtonLook::flat);
  device_->setFocusPolicy(Qt::TabFocus);
  device_->setFont(text_font(Text::small));
  device_->setFixedHeight(22);
  set_hint(*device_, "Sound card, rate, buffer and load · click to choose another", "Sound card settings");
  box->addWidget(device_);
  connect(device_, &QPushButton::clicked, this, &StatusLine::device_clicked);
  connect(&store, &Store::frame, this, &StatusLine::feed);
  auto* watcher = new HintWatcher(this);
  connect(watcher, &HintWatcher::hint_changed, this, &StatusLine::show_hint);
}

void StatusLine::show_hint(const QString& hint) { hint_->setText(hint.isEmpty() ? kIdleHint : hint); }

QString StatusLine::hint() const { return hint_->text(); }

QString StatusLine::device_text() const { return device_->text(); }

void StatusLine::feed(double seconds) {
  since_ += seconds;
  if (since_ < kPause) return;
  since_ = 0.0;
  const AudioStatus status = store_.studio().status();
  const QString text = card_text(status, !store_.studio().audio().device.empty());
  if (text == device_->text()) return;
  device_->setText(text);
  QPalette palette = device_->palette();
  const bool troubled = !status.problem.empty() || status.xruns > 0 || status.dropped > 0 || status.device == "dummy";
  palette.setColor(QPalette::ButtonText, troubled ? token::kWarn : token::kSecondary);
  device_->setPalette(palette);
}

void StatusLine::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), token::kPanel);
  painter.fillRect(QRect(0, 0, width(), 1), token::kHairline);
}

}  // namespace sweetspot::ui
