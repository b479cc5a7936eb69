#include "ui/tune/tune_place.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/session/device_edits.h"
#include "engine/session/track_edits.h"
#include "engine/studio/processors.h"
#include "ui/controls/hint.h"
#include "ui/controls/kept_splitter.h"
#include "ui/controls/shortened_button.h"
#include "ui/panels/device_panel.h"
#include "ui/panels/store_panel.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"
#include "ui/tune/pitch_view.h"
#include "ui/tune/voice_notes.h"

namespace sweetspot::ui {
namespace {

constexpr int kLeastVoices = 200, kVoicesWidth = 220, kMostVoices = 420, kLeastPitch = 400;

bool is_voice(const Track& track) {
  const RoleGroup group = role_info(track.role).group;
  return group == RoleGroup::vocals || group == RoleGroup::backing;
}

const Device* tune_of(const Track& track) {
  const auto found = std::ranges::find_if(track.strip.devices, [](const auto& device) { return device->type == "tune"; });
  return found == track.strip.devices.end() ? nullptr : found->get();
}

QPushButton* plain(const QString& text) {
  auto* button = new QPushButton(text);
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

}  // namespace

TunePlace::TunePlace(Store& store, Jobs& jobs, QWidget* parent)
    : QWidget(parent),
      store_(store),
      book_(new VoiceBook(store, jobs, this)),
      view_(new PitchView(store, *book_)),
      voices_(new QVBoxLayout),
      listen_(plain("Find the notes")),
      other_(plain("Choose another track…")),
      summary_(make_label("", Text::small, token::kSecondary)),
      empty_(make_label("", Text::body, token::kSecondary)),
      correction_(new QScrollArea) {
  set_ground(*this, token::kWindow);
  auto* across = new QHBoxLayout(this);
  across->setContentsMargins(0, 0, 0, 0);
  across->setSpacing(0);
  auto* left = new QWidget;
  set_ground(*left, token::kPanel);
  auto* box = new QVBoxLayout(left);
  box->setContentsMargins(token::kSpaceWide, token::kMargin, token::kSpaceWide, token::kMargin);
  box->setSpacing(token::kSpaceWide);
  box->addWidget(make_label("Voices", Text::heading, token::kText));
  voices_->setSpacing(token::kGap);
  box->addLayout(voices_);
  box->addWidget(other_);
  box->addWidget(listen_);
  summary_->setWordWrap(true);
  box->addWidget(summary_);
  box->addStretch();
  auto* middle = new QWidget;
  auto* stack = new QStackedLayout(middle);
  empty_->setAlignment(Qt::AlignCenter);
  empty_->setWordWrap(true);
  set_ground(*empty_, token::kWindow);
  stack->addWidget(view_);
  stack->addWidget(empty_);
  correction_->setFrameShape(QFrame::NoFrame);
  correction_->setWidgetResizable(true);
  correction_->setFocusPolicy(Qt::NoFocus);
  set_ground(*correction_, token::kPanel);
  auto* panes = new KeptSplitter(Qt::Horizontal, "tune");
  panes->add_pane(left, kLeastVoices, kVoicesWidth, kMostVoices);
  panes->add_pane(middle, kLeastPitch, 0, QWIDGETSIZE_MAX);
  panes->add_pane(correction_, token::kInspectorWidth, token::kInspectorWidth + 16, token::kMostInspector);
  panes->restore();
  across->addWidget(panes);
  set_hint(*listen_, "Listens to the recording and draws what was sung; the recording is not changed");

  connect(listen_, &QPushButton::clicked, this, [this] { book_->listen(track_); });
  connect(other_, &QPushButton::clicked, this, [this] { fill_other_tracks(other_); });
  connect(book_, &VoiceBook::changed, this, &TunePlace::show_state);
  connect(&store, &Store::structure_changed, this, [this] {
    if (isVisible()) rebuild();
  });
  connect(&store, &Store::selection_changed, this, [this] {
    const Track* track = find_track(store_.session(), store_.selected_strip());
    if (isVisible() && track && is_voice(*track)) show_voice(track->strip.id);
  });
}

void TunePlace::showEvent(QShowEvent*) { rebuild(); }

void TunePlace::rebuild() {
  while (QLayoutItem* item = voices_->takeAt(0)) {
    item->widget()->hide();
    item->widget()->deleteLater();
    delete item;
  }
  const Track* chosen = find_track(store_.session(), store_.selected_strip());
  StripId shown = chosen && is_voice(*chosen) ? chosen->strip.id : find_track(store_.session(), track_) ? track_ : StripId{};
  for (const auto& track : store_.session().tracks) {
    const StripId id = track->strip.id;
    if (!shown && is_voice(*track)) shown = id;
    if (!is_voice(*track) && id != shown) continue;
    auto* button = new ShortenedButton(words(track->strip.name));
    button->setFocusPolicy(Qt::TabFocus);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setProperty("track", QVariant::fromValue<qulonglong>(id.value));
    connect(button, &QPushButton::clicked, this, [this, id] {
      store_.select_strip(id);
      show_voice(id);
    });
    voices_->addWidget(button);
  }
  show_voice(shown);
}

void TunePlace::show_voice(StripId track) {
  track_ = track;
  for (int i = 0; i < voices_->count(); ++i) {
    auto* button = static_cast<QPushButton*>(voices_->itemAt(i)->widget());
    button->setChecked(button->property("track").toULongLong() == track.value);
  }
  view_->show_track(track);
  show_state();
  show_correction();
}

void TunePlace::show_state() {
  const Track* track = find_track(store_.session(), track_);
  bool working = false, known = false;
  for (const Region& region : track ? track->regions : std::vector<Region>{}) {
    working = working || book_->working_on(region.media);
    known = known || book_->find(region.media);
  }
  listen_->setVisible(track && !known);
  listen_->setEnabled(!working);
  listen_->setText(working ? "Listening…" : "Find the notes");
  const auto count = view_->notes().size();
  summary_->setText(!known ? QString()
                           : QString("%1 notes").arg(count) +
                                 (view_->uncertain() > 0
                                      ? QString(", %1 of them without a clear pitch: they are hatched.").arg(view_->uncertain())
                                      : QString()));
  empty_->setText(!track    ? "No vocal tracks yet: add a voice, or choose which track is one."
                  : working ? "Listening to the voice…"
                            : "Find the notes to see what was sung.\nLive correction at the right works without it.");
  static_cast<QStackedLayout*>(view_->parentWidget()->layout())
      ->setCurrentWidget(known && count > 0 ? static_cast<QWidget*>(view_) : empty_);
  other_->setVisible(!store_.session().tracks.empty());
}

void TunePlace::show_correction() {
  const Track* track = find_track(store_.session(), track_);
  const Device* device = track ? tune_of(*track) : nullptr;
  device_ = device ? device->id : DeviceId{};
  auto* page = new QWidget;
  set_ground(*page, token::kPanel);
  auto* box = new QVBoxLayout(page);
  box->setContentsMargins(token::kSpaceWide, token::kMargin, token::kSpaceWide, token::kMargin);
  box->setSpacing(token::kSpaceWide);
  box->addWidget(make_label("Live correction", Text::heading, token::kText));
  if (DevicePanel* panel = device ? make_store_panel(store_, device->id) : nullptr) {
    box->addWidget(panel);
  } else if (track) {
    auto* text =
        make_label("Brings the voice to a key and scale while it plays. The recording stays as it is.", Text::small, token::kSecondary);
    text->setWordWrap(true);
    box->addWidget(text);
    auto* add = plain("Correct this voice");
    set_look(*add, ButtonLook::primary);
    connect(add, &QPushButton::clicked, this, &TunePlace::add_tune, Qt::QueuedConnection);
    box->addWidget(add);
  }
  box->addStretch();
  correction_->setWidget(page);
}

// At the head of the chain: a compressor or an echo before it would blur the pitch.
void TunePlace::add_tune() {
  store_.edit("Add pitch correction",
              [id = track_](const SessionPtr& s) { return edit::add_device(s, id, "tune", processor_catalog(), 0).session; });
}

void TunePlace::fill_other_tracks(QPushButton* button) {
  QMenu menu;
  for (const auto& track : store_.session().tracks) {
    const StripId id = track->strip.id;
    connect(menu.addAction(words(track->strip.name)), &QAction::triggered, this, [this, id] {
      track_ = id;
      store_.select_strip(id);
      rebuild();
    });
  }
  menu.exec(button->mapToGlobal(QPoint(0, button->height())));
}

}  // namespace sweetspot::ui
