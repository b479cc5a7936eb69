#include "ui/arrange/strip_silence_panel.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>

#include "engine/session/region_batch.h"
#include "ui/controls/hint.h"
#include "ui/controls/value_box.h"
#include "ui/store/store.h"
#include "ui/store/time_text.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kFieldWidth = 104;
constexpr int kPanelWidth = 268;
constexpr double kFadeSeconds = 0.005;  // at each new edge

ParamSpec spec(const char* key, const char* label, Unit unit, double least, double most, double usual, int decimals) {
  ParamSpec spec{0, key, label, unit, least, most, usual, Scale::linear};
  spec.shown_decimals = decimals;
  return spec;
}

bool cuts(const QKeyEvent& event) {
  return (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) && event.modifiers() & Qt::ControlModifier;
}

}  // namespace

StripSilencePanel::StripSilencePanel(Store& store, QWidget* parent) : QFrame(parent), store_(store) {
  setObjectName("strip_silence");
  setAccessibleName("Strip silence");
  set_ground(*this, token::kRaised);
  setFixedWidth(kPanelWidth);
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(token::kMargin, token::kSpaceWide, token::kMargin, token::kMargin);
  box->setSpacing(token::kSpaceWide);
  box->addWidget(make_label("Strip silence", Text::heading, token::kText));
  const SilenceSettings usual;
  auto* grid = new QGridLayout;
  grid->setVerticalSpacing(token::kSpace);
  grid->setColumnStretch(0, 1);
  const auto row = [&](const QString& label, const QString& name, const ParamSpec& spec, const QString& hint) {
    auto* value = new ValueBox(spec, name);
    value->setFixedWidth(kFieldWidth);
    set_hint(*value, hint + " · double-click or Enter types, drag up and down turns");
    const int at = grid->rowCount();
    grid->addWidget(make_label(label, Text::small, token::kSecondary), at, 0);
    grid->addWidget(value, at, 1);
    connect(value, &ValueBox::value_changed, this, &StripSilencePanel::look);
    value->set_value(spec.default_value);
    return value;
  };
  threshold_ = row("Threshold", "Silence threshold", spec("threshold", "Threshold", Unit::decibels, -90.0, 0.0, usual.threshold_db, 1),
                   "Peaks below it are silence");
  gap_ = row("Shortest silence", "Shortest silence",
             spec("gap", "Shortest silence", Unit::milliseconds, 10.0, 10000.0, usual.shortest_gap * 1e3, 0), "Shorter silences stay");
  before_ = row("Keep before", "Kept before a sound", spec("before", "Keep before", Unit::milliseconds, 0.0, 2000.0, usual.before * 1e3, 0),
                "What stays before a sound, for its attack");
  after_ = row("Keep after", "Kept after a sound", spec("after", "Keep after", Unit::milliseconds, 0.0, 2000.0, usual.after * 1e3, 0),
               "What stays after a sound, to die away");
  box->addLayout(grid);
  words_ = make_label("", Text::small, token::kText);
  words_->setWordWrap(true);
  words_->setMinimumHeight(34);
  box->addWidget(words_);
  auto* buttons = new QHBoxLayout;
  auto* leave = new QPushButton("Leave (Esc)");
  cut_ = new QPushButton("Cut (Ctrl+Enter)");
  for (QPushButton* button : {leave, cut_}) {
    button->setFocusPolicy(Qt::TabFocus);
    buttons->addWidget(button, 1);
  }
  set_hint(*cut_, "Cuts out what is hatched, as one undo step · Ctrl+Enter");
  set_hint(*leave, "Leaves the clips as they are · Esc");
  box->addLayout(buttons);
  connect(leave, &QPushButton::clicked, this, &StripSilencePanel::leave);
  connect(cut_, &QPushButton::clicked, this, &StripSilencePanel::cut);
  connect(&preview_, &SilencePreview::changed, this, [this] {
    show_words();
    emit preview_changed();
  });
  const auto again = [this] {
    if (isVisible()) look();
  };
  connect(&store, &Store::selection_changed, this, again);
  connect(&store, &Store::session_changed, this, again);
  parent->installEventFilter(this);
  hide();
}

SilenceSettings StripSilencePanel::settings() const {
  SilenceSettings settings;
  settings.threshold_db = threshold_->value();
  settings.shortest_gap = gap_->value() / 1000.0;
  settings.before = before_->value() / 1000.0;
  settings.after = after_->value() / 1000.0;
  return settings;
}

void StripSilencePanel::open(bool low) {
  low_ = low;
  show();
  raise();
  place();
  threshold_->setFocus(Qt::TabFocusReason);
  look();
}

void StripSilencePanel::leave() {
  hide();
  preview_.stop();
  emit preview_changed();
  if (parentWidget()) parentWidget()->setFocus();
}

void StripSilencePanel::look() {
  if (!isVisible()) return;
  if (store_.selected_regions().empty())
    preview_.stop();
  else
    preview_.look(store_.session_ptr(), store_.studio().folder(), store_.selected_regions(), settings());
  show_words();
  emit preview_changed();
}

void StripSilencePanel::show_words() {
  const auto& chosen = store_.selected_regions();
  Frames whole = 0, kept = 0;
  std::size_t pieces = 0;
  edit::for_regions(store_.session(), chosen, [&](const Region& region, const Track&) { whole += region.length; });
  for (const auto& [id, spans] : preview_.kept()) {
    pieces += spans.size();
    for (const edit::Span& span : spans) kept += span.to - span.from;
  }
  const double rate = store_.session().rate;
  cut_->setEnabled(!preview_.busy() && kept > 0 && kept < whole);
  if (chosen.empty())
    words_->setText("Choose clips to see what would stay of them.");
  else if (!preview_.problem().isEmpty())
    words_->setText(preview_.problem());
  else if (preview_.busy())
    words_->setText(QString::fromUtf8("Listening …"));
  else if (kept == 0)
    words_->setText("All of it counts as silence: lower the threshold.");
  else if (kept >= whole)
    words_->setText("There is no silence to cut.");
  else
    words_->setText(QString("%1 %2 stay%3 · %4 of silence would go.")
                        .arg(pieces)
                        .arg(pieces == 1 ? "piece" : "pieces", pieces == 1 ? "s" : "", time_text(whole - kept, rate)));
}

void StripSilencePanel::cut() {
  const std::set<RegionId> chosen = store_.selected_regions();
  if (chosen.empty() || !cut_->isEnabled()) return;
  const KeptSpans kept = preview_.kept();
  const Frames fade = frames_from_seconds(kFadeSeconds, store_.session().rate);
  const SessionPtr before = store_.session_ptr();
  hide();
  store_.edit("Strip silence", [&](const SessionPtr& s) {
    SessionPtr next = s;
    for (const auto& [id, spans] : kept)
      if (!spans.empty()) next = edit::keep_spans(next, id, spans, fade);
    return next;
  });
  const SessionPtr now = store_.session_ptr();
  if (now == before) return open(low_);  // refused: the sentence says why
  // All the pieces stay chosen.
  std::set<RegionId> pieces = chosen;
  for (std::uint64_t id = before->next_id; id < now->next_id; ++id) pieces.insert(RegionId{id});
  leave();
  store_.select_regions(pieces);
}

void StripSilencePanel::place() {
  adjustSize();
  move(parentWidget()->width() - width() - token::kMargin, low_ ? parentWidget()->height() - height() - token::kMargin : token::kMargin);
}

bool StripSilencePanel::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    const auto& key = *static_cast<QKeyEvent*>(event);
    if (key.key() == Qt::Key_Escape || cuts(key)) {
      event->accept();
      return true;
    }
  }
  return QFrame::event(event);
}

void StripSilencePanel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  draw_box(painter, QRectF(rect()), token::kRaised, token::kBorder);
}

bool StripSilencePanel::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize && isVisible()) place();
  return QFrame::eventFilter(watched, event);
}

void StripSilencePanel::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return leave();
  if (cuts(*event)) return cut();
  QFrame::keyPressEvent(event);
}

}  // namespace sweetspot::ui
