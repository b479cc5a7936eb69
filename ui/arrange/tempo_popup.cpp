#include "ui/arrange/tempo_popup.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QShortcutEvent>
#include <algorithm>
#include <cmath>

#include "engine/session/song_edits.h"
#include "ui/controls/hint.h"
#include "ui/controls/value_box.h"
#include "ui/store/store.h"
#include "ui/store/time_text.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kWidth = 264;
constexpr std::size_t kMostTaps = 8;
constexpr double kPause = 2.0;  // seconds after which tapping begins anew

ParamSpec tempo_spec() {
  ParamSpec spec{.key = "tempo", .label = "Tempo", .minimum = 20.0, .maximum = 400.0, .default_value = 120.0};
  spec.shown_decimals = 2;
  return spec;
}
ParamSpec beats_spec() {
  ParamSpec spec{.key = "beats", .label = "Beats a bar", .minimum = 1.0, .maximum = 16.0, .default_value = 4.0};
  spec.shown_decimals = 0;
  return spec;
}
ParamSpec start_spec() {
  return {.key = "bar_1", .label = "Bar 1 begins", .unit = Unit::seconds, .minimum = 0.0, .maximum = 3600.0, .default_value = 0.0};
}

}  // namespace

QString tempo_words(double tempo, int beats) { return QString("%1 BPM · %2/4").arg(QString::number(tempo, 'g', 6)).arg(beats); }

double tapped_tempo(const std::vector<double>& seconds) {
  const std::size_t count = std::min(seconds.size(), kMostTaps);
  if (count < 3) return 0.0;
  // The straight line through the taps: none counts for more than another.
  double at = 0.0, number = 0.0;
  for (std::size_t i = 0; i < count; ++i) at += seconds[seconds.size() - count + i], number += static_cast<double>(i);
  at /= static_cast<double>(count), number /= static_cast<double>(count);
  double with = 0.0, alone = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    const double off = static_cast<double>(i) - number;
    with += off * (seconds[seconds.size() - count + i] - at), alone += off * off;
  }
  return with > 0.0 ? 60.0 * alone / with : 0.0;
}

TempoPopup::TempoPopup(Store& store, QWidget* parent)
    : QFrame(parent, Qt::Popup),
      store_(store),
      tempo_(new ValueBox(tempo_spec(), "Tempo")),
      beats_(new ValueBox(beats_spec(), "Beats a bar")),
      start_(new ValueBox(start_spec(), "Bar 1 begins")) {
  setAttribute(Qt::WA_DeleteOnClose);
  setFrameShape(QFrame::StyledPanel);
  setFixedWidth(kWidth);
  set_ground(*this, token::kRaised);
  setAccessibleName("Tempo and bars");
  clock_.start();
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(token::kMargin, token::kSpaceWide, token::kMargin, token::kMargin);
  grid->setVerticalSpacing(token::kSpace);
  grid->addWidget(make_label("Tempo and bars", Text::body, token::kText), 0, 0, 1, 2);
  add_row("Tempo, BPM", tempo_, 1);
  add_row("Beats a bar", beats_, 2);
  add_row("Bar 1 begins", start_, 3);
  start_->set_text_form([](double seconds) { return time_text(std::llround(seconds * 1000.0), 1000.0); }, seconds_from_text);
  auto* tapping = new QPushButton("Tap (T)");
  set_hint(*tapping, "Tap the beat, at least three times: the mouse or the key T");
  connect(tapping, &QPushButton::pressed, this, [this] { tap(static_cast<double>(clock_.nsecsElapsed()) * 1e-9); });
  auto* here = new QPushButton("Bar 1 at the playhead");
  set_hint(*here, "The bars are counted from where the playhead stands");
  connect(here, &QPushButton::clicked, this, [this] {
    const Frames at = store_.studio().playhead();
    store_.edit("Start of bar 1", [at](const SessionPtr& s) { return edit::set_meter(s, {s->meter.beats, at}); });
  });
  auto* find = new QPushButton("Find from the recordings");
  set_hint(*find, "Listens to all tracks for a steady beat and for where the bars begin");
  connect(find, &QPushButton::clicked, this, [this] {
    emit find_wanted();
    close();
  });
  grid->addWidget(tapping, 4, 0);
  grid->addWidget(here, 4, 1);
  grid->addWidget(find, 5, 0, 1, 2);

  const auto bind = [this](ValueBox* box, const QString& name, auto edit) {
    connect(box, &ValueBox::value_changed, this, [this, name, edit, box](double value) {
      store_.edit(
          name, [&](const SessionPtr& s) { return edit(s, value); }, "song/" + name);
    });
    connect(box, &ValueBox::gesture_cancelled, &store_, &Store::cancel_gesture);
    connect(box, &ValueBox::gesture_ended, &store_, &Store::end_gesture);
  };
  bind(tempo_, "Tempo", [](const SessionPtr& s, double value) { return edit::set_tempo(s, value); });
  bind(beats_, "Beats a bar", [](const SessionPtr& s, double value) {
    return edit::set_meter(s, {static_cast<int>(std::lround(value)), s->meter.start});
  });
  bind(start_, "Start of bar 1", [](const SessionPtr& s, double value) {
    return edit::set_meter(s, {s->meter.beats, frames_from_seconds(value, s->rate)});
  });
  for (ValueBox* box : {tempo_, beats_, start_}) box->installEventFilter(this);
  connect(&store_, &Store::session_changed, this, &TempoPopup::show_song);
  show_song();
  tempo_->set_default(store_.session().tempo);  // a reset goes back to where one began
}

void TempoPopup::add_row(const QString& name, QWidget* control, int row) {
  auto* layout = static_cast<QGridLayout*>(this->layout());
  layout->addWidget(make_label(name, Text::small, token::kSecondary), row, 0);
  layout->addWidget(control, row, 1);
}

void TempoPopup::show_song() {
  const Session& song = store_.session();
  tempo_->set_value(song.tempo);
  beats_->set_value(song.meter.beats);
  start_->set_value(seconds_from_frames(song.meter.start, song.rate));
}

void TempoPopup::tap(double seconds) {
  if (!taps_.empty() && seconds - taps_.back() > kPause) taps_.clear();
  taps_.push_back(seconds);
  const double tempo = std::round(tapped_tempo(taps_) * 10.0) / 10.0;
  if (tempo >= 20.0 && tempo <= 400.0)
    store_.edit_by_wheel(
        "Tempo", [tempo](const SessionPtr& s) { return edit::set_tempo(s, tempo); }, "song/tap");
}

bool TempoPopup::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_T || key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
      event->accept();
      return true;
    }
  }
  return QFrame::event(event);
}

// In this window a digit is the beginning of a number; nothing else waits for it here.
bool TempoPopup::eventFilter(QObject* watched, QEvent* event) {
  auto* box = qobject_cast<ValueBox*>(watched);
  const bool override = event->type() == QEvent::ShortcutOverride;
  if (!box || (!override && event->type() != QEvent::KeyPress)) return QFrame::eventFilter(watched, event);
  const QString text = static_cast<QKeyEvent*>(event)->text();
  if (text.size() != 1 || !text.front().isDigit()) return QFrame::eventFilter(watched, event);
  if (override) {
    event->accept();  // the window's places have these keys, too
    return true;
  }
  box->open_entry();
  if (auto* entry = findChild<QLineEdit*>()) {
    entry->selectAll();
    entry->insert(text);
    entry->setModified(true);
  }
  return true;
}

void TempoPopup::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Undo) || event->matches(QKeySequence::Redo)) {
    const bool redo = event->matches(QKeySequence::Redo);
    store_.attempt([&] { redo ? store_.studio().redo() : store_.studio().undo(); });
    return store_.refresh();
  }
  if (event->key() == Qt::Key_T && !event->isAutoRepeat()) return tap(static_cast<double>(clock_.nsecsElapsed()) * 1e-9);
  QFrame::keyPressEvent(event);
}

void TempoPopup::open_at(const QPoint& screen_point) {
  adjustSize();
  const QRect room = screen()->availableGeometry();
  const QPoint last = room.bottomRight() - QPoint(width(), height());
  move(std::clamp(screen_point.x(), room.left(), std::max(room.left(), last.x())),
       std::clamp(screen_point.y(), room.top(), std::max(room.top(), last.y())));
  show();
  tempo_->setFocus(Qt::TabFocusReason);
}

}  // namespace sweetspot::ui
