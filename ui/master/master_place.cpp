#include "ui/master/master_place.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <cmath>

#include "engine/session/session.h"
#include "ui/controls/hint.h"
#include "ui/controls/kept_splitter.h"
#include "ui/controls/loudness_meter.h"
#include "ui/controls/quiet_combo.h"
#include "ui/master/chain_rail.h"
#include "ui/master/loudness_history.h"
#include "ui/panels/device_panel.h"
#include "ui/panels/store_panel.h"
#include "ui/store/store.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kNear = 0.5;  // LU: within it the target is reached
constexpr int kLoudnessWidth = 380, kLeastChain = 560;

struct Target {
  const char* name;
  double lufs;
};
constexpr Target kTargets[] = {
    {"Streaming −14", -14.0}, {"Apple −16", -16.0}, {"Loud −9", -9.0}, {"Podcast −16", -16.0}, {"Broadcast −23", -23.0}};

}  // namespace

MasterPlace::MasterPlace(Store& store, QWidget* parent)
    : QWidget(parent),
      store_(store),
      rail_(new ChainRail(store, kMasterStrip)),
      panel_(new QScrollArea),
      history_(new LoudnessHistory),
      meter_(new LoudnessMeter),
      integrated_(make_readout("", 44, token::kText)),
      verdict_(make_label("", Text::small, token::kSecondary)),
      targets_(new QuietCombo) {
  set_ground(*this, token::kWindow);
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(0);
  box->addWidget(rail_);
  auto* across = new QHBoxLayout;
  across->setContentsMargins(token::kMargin, token::kSpaceWide, token::kMargin, token::kSpaceWide);
  across->setSpacing(token::kSpaceWide);
  auto* left_pane = new QWidget;
  auto* left = new QVBoxLayout(left_pane);
  left->setContentsMargins(0, 0, 0, 0);
  left->setSpacing(token::kSpaceWide);
  panel_->setFrameShape(QFrame::NoFrame);
  panel_->setWidgetResizable(true);
  panel_->setFocusPolicy(Qt::NoFocus);
  set_ground(*panel_, token::kPanel);
  left->addWidget(panel_, 3);
  history_->setMaximumHeight(260);
  left->addWidget(history_, 1);
  auto* panes = new KeptSplitter(Qt::Horizontal, "master");
  panes->add_pane(left_pane, kLeastChain, 0, QWIDGETSIZE_MAX);
  panes->add_pane(build_loudness(), kLoudnessWidth, kLoudnessWidth, token::kMostInspector);
  panes->restore();
  across->addWidget(panes);
  box->addLayout(across, 1);
  connect(rail_, &ChainRail::opened, this, &MasterPlace::show_device);
  connect(rail_, &ChainRail::compare_requested, this, &MasterPlace::toggle_compare);
  connect(&store, &Store::frame, this, &MasterPlace::feed);
  connect(&store, &Store::opened, this, [this] {
    history_->clear();
    rail_->show_compare(false);
  });
  show_device(rail_->open_device());
  set_target(target_);
}

QWidget* MasterPlace::build_loudness() {
  auto* card = new QWidget;
  set_ground(*card, token::kPanel);
  auto* box = new QVBoxLayout(card);
  box->setContentsMargins(token::kMargin, token::kMargin, token::kMargin, token::kMargin);
  box->setSpacing(token::kSpace);
  box->addWidget(make_label("Loudness", Text::title, token::kText));
  auto* big = new QHBoxLayout;
  big->addWidget(integrated_);
  auto* unit = make_label("LUFS integrated", Text::small, token::kSecondary);
  big->addWidget(unit, 0, Qt::AlignBottom);
  big->addStretch();
  box->addLayout(big);
  box->addWidget(verdict_);
  box->addSpacing(token::kSpace);
  box->addWidget(meter_);
  box->addSpacing(token::kSpaceWide);
  auto* row = new QHBoxLayout;
  row->addWidget(make_label("Target", Text::small, token::kSecondary));
  for (const Target& target : kTargets) targets_->addItem(target.name, target.lufs);
  targets_->setAccessibleName("Loudness target");
  set_hint(*targets_, "What the meters compare with; the export form brings a file to a loudness");
  row->addWidget(targets_, 1);
  auto* anew = new QPushButton("Measure anew");
  anew->setFocusPolicy(Qt::TabFocus);
  set_hint(*anew, "Starts integrated loudness, range and true peak from here");
  row->addWidget(anew);
  box->addLayout(row);
  box->addStretch();
  connect(anew, &QPushButton::clicked, this, [this] { store_.studio().reset_loudness(); });
  connect(meter_, &LoudnessMeter::reset_requested, this, [this] { store_.studio().reset_loudness(); });
  connect(targets_, &QComboBox::activated, this, [this](int index) { set_target(targets_->itemData(index).toDouble()); });
  return card;
}

void MasterPlace::set_target(double lufs) {
  target_ = lufs;
  meter_->set_target(lufs);
  history_->set_target(lufs);
}

void MasterPlace::show_device(DeviceId device) {
  QWidget* page = make_store_panel(store_, device);
  if (!page) {
    auto* words = make_label(
        device ? "This processor is not in this version. The song keeps it, but it makes no sound."
               : "The master chain is empty. Add a processor, or choose a whole chain: an equalizer, a compressor and a limiter.",
        Text::body, token::kSecondary);
    words->setWordWrap(true);
    words->setAlignment(Qt::AlignCenter);
    page = words;
  }
  auto* holder = new QWidget;
  set_ground(*holder, token::kPanel);
  auto* box = new QVBoxLayout(holder);
  box->setContentsMargins(token::kMargin, token::kMargin, token::kMargin, token::kMargin);
  box->addWidget(page, 1);
  panel_->setWidget(holder);  // takes the old one's life
}

void MasterPlace::toggle_compare() {
  const bool before = !store_.studio().listening_to_mix();
  store_.studio().set_listening_to_mix(before);
  rail_->show_compare(before);
  emit hint_changed(before ? "You hear the mix before mastering, matched in loudness to the master · B goes back" : "You hear the master");
}

void MasterPlace::showEvent(QShowEvent*) { rail_->show_compare(store_.studio().listening_to_mix()); }

void MasterPlace::feed(double seconds) {
  if (!isVisible()) return;
  const LoudnessReadout l = store_.loudness();
  meter_->set_values({l.momentary, l.short_term, l.integrated, l.range, l.true_peak, l.correlation});
  if (store_.studio().playing()) history_->feed(l, seconds);
  const QString number = loudness_number(l.integrated);
  if (number == integrated_->text()) return;
  integrated_->setText(number);
  const double off = l.integrated - target_;
  const bool known = std::isfinite(l.integrated), good = known && std::abs(off) <= kNear;
  verdict_->setText(!known ? "Play the song to measure it"
                           : QString("%1 LU %2 the target").arg(std::abs(off), 0, 'f', 1).arg(off < 0 ? "under" : "over"));
  QPalette palette = verdict_->palette();
  palette.setColor(QPalette::WindowText, good ? token::kOk : known ? token::kWarn : token::kSecondary);
  verdict_->setPalette(palette);
}

}  // namespace sweetspot::ui
