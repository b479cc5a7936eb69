#include "ui/shell/top_bar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/controls/hint.h"
#include "ui/shell/action_table.h"
#include "ui/shell/loudness_box.h"
#include "ui/shell/time_box.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kCompactBelow = 1500;
constexpr int kNameWidth = 128;
constexpr int kCompactNameWidth = 88;
constexpr int kButtonWidth = 36;
constexpr int kCompactButtonWidth = 32;
constexpr int kReferenceWidth = 36, kCompactReferenceWidth = 32;
constexpr int kSnapWidth = 92;
constexpr int kCompactSnapWidth = 82;
constexpr double kLoudnessPause = 0.1;  // seconds: numbers are read, not watched
constexpr int kMonitorLowest = -40;     // dB; one step below is silence
constexpr const char* kMonitorKey = "monitor_db";

}  // namespace

TopBar::TopBar(Store& store, const ActionTable& actions, QMenu* menu, QWidget* parent)
    : QWidget(parent),
      store_(store),
      name_(make_label("", Text::body, token::kText)),
      state_(make_label("", Text::caption, token::kSecondary)),
      tabs_(new PlaceTabs),
      time_(new TimeBox),
      snap_(new QPushButton),
      loudness_(new LoudnessBox),
      monitor_part_(new QWidget),
      monitor_label_(make_label("Monitor", Text::caption, token::kSecondary)),
      monitor_(new QSlider(Qt::Horizontal)),
      hear_reference_(new QToolButton) {
  setFixedHeight(token::kTopBarHeight);
  set_ground(*this, token::kPanel);
  auto* box = new QHBoxLayout(this);
  box->setContentsMargins(token::kSpace, 0, token::kSpace, 0);
  box->setSpacing(token::kSpace);

  auto* burger = new QToolButton;
  burger->setIcon(icon(Icon::menu));
  burger->setIconSize({20, 20});
  burger->setFixedSize(32, 32);
  burger->setFocusPolicy(Qt::TabFocus);
  burger->setPopupMode(QToolButton::InstantPopup);
  burger->setMenu(menu);
  burger->setAccessibleName("Menu");
  burger->setStyleSheet("QToolButton::menu-indicator { image: none; }");
  set_hint(*burger, "Everything that can be done, with its keys", "Menu");
  box->addWidget(burger);

  auto* song = new QVBoxLayout;
  song->setSpacing(0);
  name_->setFont(text_font(Text::body, true));
  song->addStretch();
  song->addWidget(name_);
  song->addWidget(state_);
  song->addStretch();
  box->addLayout(song);
  box->addWidget(tabs_);
  connect(tabs_, &PlaceTabs::chosen, this, &TopBar::place_chosen);
  box->addStretch(1);

  auto* transport = new QHBoxLayout;
  transport->setSpacing(token::kGap);
  transport->addWidget(tool(actions, "to_start", static_cast<int>(Icon::to_start), "To the start · Home"));
  transport->addWidget(tool(actions, "stop", static_cast<int>(Icon::stop), "Stop · Space"));
  play_ = tool(actions, "play", static_cast<int>(Icon::play), "Play or stop · Space; Shift+Space plays the selection");
  loop_ = tool(actions, "loop", static_cast<int>(Icon::loop), "Loop on or off · L; drag on the upper edge of the ruler sets it");
  transport->addWidget(play_);
  transport->addWidget(loop_);
  box->addLayout(transport);
  box->addWidget(time_);

  snap_->setFocusPolicy(Qt::TabFocus);
  snap_->setFixedSize(kSnapWidth, token::kTransportHeight);
  set_hint(*snap_, "What edits snap to: click to choose · N turns it on and off, Alt ignores it while dragging");
  connect(snap_, &QPushButton::clicked, this, [this] { emit snap_menu_requested(snap_->mapToGlobal(QPoint(0, snap_->height()))); });
  box->addWidget(snap_);
  auto* steps = new QHBoxLayout;
  steps->setSpacing(token::kGap);
  undo_ = tool(actions, "undo", static_cast<int>(Icon::undo), "Undo · Ctrl+Z");
  redo_ = tool(actions, "redo", static_cast<int>(Icon::redo), "Redo · Ctrl+Shift+Z");
  steps->addWidget(undo_);
  steps->addWidget(redo_);
  box->addLayout(steps);
  box->addWidget(loudness_);
  connect(loudness_, &LoudnessBox::reset_requested, this, [this] { store_.studio().reset_loudness(); });

  add_reference(actions);
  box->addWidget(hear_reference_);
  auto* monitor = new QVBoxLayout(monitor_part_);
  monitor->setContentsMargins(0, 4, 0, 4);
  monitor->setSpacing(0);
  monitor->addWidget(monitor_label_);
  monitor->addWidget(monitor_);
  monitor_->setRange(kMonitorLowest - 1, 0);
  monitor_->setFocusPolicy(Qt::TabFocus);
  monitor_->setAccessibleName("Monitor level");
  monitor_->setFixedWidth(84);
  set_hint(*monitor_part_, "Level of the speakers alone: not part of the song, not in any export");
  connect(monitor_, &QSlider::valueChanged, this, [this](int db) {
    store_.studio().set_monitor_gain(db < kMonitorLowest ? kSilenceDb : db);
    show_monitor();
    QSettings().setValue(kMonitorKey, db);
  });
  monitor_->setValue(QSettings().value(kMonitorKey, 0).toInt());
  box->addWidget(monitor_part_);
  box->addWidget(tool(actions, "shortcuts", static_cast<int>(Icon::help), "Commands and keys · F1"));

  connect(&store, &Store::session_changed, this, &TopBar::show_song);
  connect(&store, &Store::session_changed, this, &TopBar::show_time);  // where a bar begins may have changed
  connect(&store, &Store::opened, this, [this] {
    store_.studio().set_monitor_gain(monitor_->value() < kMonitorLowest ? kSilenceDb : monitor_->value());
    show_song();
    show_time();
  });
  connect(&store, &Store::playhead_moved, this, &TopBar::show_time);
  connect(&store, &Store::playing_changed, this, &TopBar::show_transport);
  connect(&store, &Store::frame, this, &TopBar::feed);
  show_song();
  show_time();
  show_transport();
}

QToolButton* TopBar::tool(const ActionTable& actions, const QString& id, int picture, const QString& hint) {
  auto* button = new QToolButton;
  QAction* action = actions.action(id);
  button->setObjectName(id);
  button->setIcon(icon(static_cast<Icon>(picture)));
  button->setIconSize({18, 18});
  button->setFixedSize(kButtonWidth, token::kTransportHeight);
  button->setFocusPolicy(Qt::TabFocus);
  button->setAccessibleName(action->text());
  set_hint(*button, hint, action->text());
  connect(button, &QToolButton::clicked, action, &QAction::trigger);
  return button;
}

void TopBar::add_reference(const ActionTable& actions) {
  QAction* action = actions.action("reference");
  hear_reference_->setObjectName(action->objectName().isEmpty() ? QString("reference") : action->objectName());
  hear_reference_->setText("Ref");
  hear_reference_->setFont(text_font(Text::small, true));
  hear_reference_->setCheckable(true);
  hear_reference_->setFixedSize(kReferenceWidth, token::kTransportHeight);
  hear_reference_->setFocusPolicy(Qt::TabFocus);
  hear_reference_->setAccessibleName(action->text());
  connect(hear_reference_, &QToolButton::pressed, action, &QAction::trigger);
  connect(hear_reference_, &QToolButton::released, this, &TopBar::reference_let_go);
  connect(hear_reference_, &QToolButton::clicked, this, [this] { hear_reference_->setChecked(reference_); });  // as it is, not as it was pressed
  show_reference(false);
}

void TopBar::show_monitor() {
  const int db = monitor_->value();
  monitor_label_->setText(reference_            ? "Reference (R)"
                          : db == 0             ? "Monitor"
                          : db < kMonitorLowest ? "Monitor off"
                                                : QString("Monitor −%1 dB").arg(-db));
  QPalette palette = monitor_label_->palette();
  palette.setColor(QPalette::WindowText, reference_ ? token::kAccent : token::kSecondary);
  monitor_label_->setPalette(palette);
}

void TopBar::show_reference(bool heard, const QString& words) {
  reference_ = heard;
  hear_reference_->setChecked(heard);
  set_hint(*hear_reference_, heard ? "You hear the reference · R or a click goes back to the song"
                                   : "A finished record in place of the song, at its loudness · R; held, as long as it is held · no export hears it",
           heard ? words : QString("Hear the reference (R)"));
  show_monitor();
}

QToolButton* TopBar::button(const QString& action) const { return findChild<QToolButton*>(action); }

void TopBar::set_snap(const QString& text, bool on) {
  snap_->setText("Snap: " + text);
  QPalette palette = snap_->palette();
  palette.setColor(QPalette::ButtonText, on ? token::kText : token::kSecondary);
  snap_->setPalette(palette);
}

void TopBar::show_song() {
  const Studio& studio = store_.studio();
  const int room = width() < kCompactBelow ? kCompactNameWidth : kNameWidth;
  const QString name = words(store_.session().name);
  name_->setFixedWidth(room);
  state_->setFixedWidth(room);
  name_->setText(QFontMetrics(name_->font()).elidedText(name, Qt::ElideRight, room));
  name_->setToolTip(studio.unsaved() ? name : words(studio.folder().string()));
  const bool empty = store_.session().tracks.empty() && !studio.modified();
  state_->setText(studio.read_only()  ? "Read only"
                  : studio.unsaved()  ? (empty ? "Empty" : "Not saved yet")
                  : studio.modified() ? "Changed"
                                      : "Saved");
  QPalette palette = state_->palette();
  palette.setColor(QPalette::WindowText, studio.modified() || studio.read_only() ? token::kWarn : token::kSecondary);
  state_->setPalette(palette);
  const History& history = studio.history();
  undo_->setEnabled(history.can_undo());
  redo_->setEnabled(history.can_redo());
  const auto step = [&](QToolButton& button, bool can, const char* what, const char* keys, std::size_t at) {
    const QString verb(what);
    if (!can) return set_hint(button, verb + " · " + keys, "Nothing to " + verb.toLower());
    set_hint(button, verb + " · " + words(history.steps()[at].name) + " · " + keys, verb + " " + words(history.steps()[at].words()));
  };
  step(*undo_, history.can_undo(), "Undo", "Ctrl+Z", history.position());
  step(*redo_, history.can_redo(), "Redo", "Ctrl+Shift+Z", history.position() + 1);
  show_transport();
}

void TopBar::show_time() { time_->show_place(store_.studio().playhead(), grid_of(store_.session())); }

void TopBar::show_transport() {
  const bool playing = store_.studio().playing();
  play_->setIcon(icon(playing ? Icon::pause : Icon::play));
  for (QToolButton* button : {play_, loop_}) {
    button->setCheckable(true);
    button->setChecked(button == play_ ? playing : store_.session().loop.enabled);
  }
}

void TopBar::feed(double seconds) {
  since_loudness_ += seconds;
  if (since_loudness_ < kLoudnessPause) return;
  since_loudness_ = 0.0;
  loudness_->show_values(store_.loudness());
}

void TopBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), token::kPanel);
  painter.fillRect(QRect(0, height() - 1, width(), 1), token::kHairline);
}

void TopBar::resizeEvent(QResizeEvent*) {
  const bool compact = width() < kCompactBelow;
  tabs_->set_compact(compact);
  loudness_->set_compact(compact);
  monitor_->setFixedWidth(compact ? 40 : 84);
  monitor_label_->setVisible(!compact);
  snap_->setFixedWidth(compact ? kCompactSnapWidth : kSnapWidth);
  for (QToolButton* button : findChildren<QToolButton*>()) button->setFixedWidth(compact ? kCompactButtonWidth : kButtonWidth);
  hear_reference_->setFixedWidth(compact ? kCompactReferenceWidth : kReferenceWidth);
  layout()->setSpacing(compact ? token::kGap : token::kSpace);
  show_song();
}

}  // namespace sweetspot::ui
