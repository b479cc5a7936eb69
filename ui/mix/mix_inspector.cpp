#include "ui/mix/mix_inspector.h"

#include <algorithm>

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include "engine/session/strip_params.h"
#include "ui/controls/hint.h"
#include "ui/controls/value_box.h"
#include "ui/mix/strip_actions.h"
#include "ui/mix/strip_words.h"
#include "ui/panels/chain_menu.h"
#include "ui/panels/desk_panel.h"
#include "ui/panels/device_panel.h"
#include "ui/store/track_look.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

QWidget* rule() {
  auto* line = new QWidget;
  line->setFixedHeight(1);
  set_ground(*line, token::kHairline);
  return line;
}

ParamSpec width_spec() {
  ParamSpec spec{0, "width", "Width", Unit::percent, 0.0, 200.0, 100.0, Scale::linear};
  spec.shown_decimals = 0;
  return spec;
}

}  // namespace

MixInspector::MixInspector(Desk& desk, QWidget* parent) : QScrollArea(parent), desk_(desk) {
  setFixedWidth(token::kInspectorWidth);
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::NoFocus);
  set_ground(*this, token::kPanel);
  rebuild();
}

// Whether the page shows what there is, so that only values may have changed.
bool MixInspector::is_current() const {
  const Strip* strip = find_strip(desk_.session(), desk_.selected());
  return strip && box_ && strip_ == desk_.selected() &&
         std::ranges::equal(strip->devices, shown_, {}, [](const auto& device) { return device->id; });
}

void MixInspector::rebuild() {
  if (is_current()) return refresh();
  const int scrolled = strip_ == desk_.selected() ? verticalScrollBar()->value() : 0;
  strip_ = desk_.selected();
  panels_.clear();
  shown_.clear();
  trim_ = width_ = nullptr;
  title_ = nullptr;
  patch_ = nullptr;
  auto* page = new QWidget;
  set_ground(*page, token::kPanel);
  box_ = new QVBoxLayout(page);
  box_->setContentsMargins(token::kSpaceWide, token::kSpaceWide, token::kSpaceWide, token::kSpaceWide);
  box_->setSpacing(token::kSpaceWide);
  const bool vca = find_vca(desk_.session(), strip_) != nullptr;
  if (const Strip* strip = find_strip(desk_.session(), strip_); strip && !vca) {
    build_strip(*strip);
    if (strip_ != kMixStrip && strip_ != kMasterStrip) {
      if (QWidget* pane = desk_.make_balance_pane()) {
        box_->addWidget(rule());
        box_->addWidget(pane);
      }
    }
    for (const auto& device : strip->devices) build_device(device);
    auto* add = new QPushButton(icon(Icon::add), "Add a processor");
    add->setFocusPolicy(Qt::TabFocus);
    connect(add, &QPushButton::clicked, this, [this, add] {
      QMenu menu;
      fill_device_menu(menu, desk_, strip_);
      menu.exec(add->mapToGlobal(QPoint(0, add->height())));
    });
    auto* chains = new QPushButton("Chain presets");
    chains->setFocusPolicy(Qt::TabFocus);
    set_hint(*chains, "Whole chains for this kind of track, instead of what is there or behind it · one undo step");
    connect(chains, &QPushButton::clicked, this, [this, chains] {
      QMenu menu;
      fill_chain_menu(menu, desk_, strip_, *this);
      menu.exec(chains->mapToGlobal(QPoint(0, chains->height())));
    });
    box_->addWidget(rule());
    box_->addWidget(add);
    box_->addWidget(chains);
  } else {
    auto* empty = make_label(vca ? "No sound goes through a VCA, so it has no processors: its level, mute and solo act on its members."
                                 : "Choose a strip to see its processors here.",
                             Text::small, token::kSecondary);
    empty->setWordWrap(true);
    box_->addWidget(empty);
  }
  box_->addStretch();
  setWidget(page);  // takes the old page's life
  verticalScrollBar()->setValue(scrolled);
}

void MixInspector::build_strip(const Strip& strip) {
  const QString name = words(strip.name);
  auto* title = new QHBoxLayout;
  title->setSpacing(token::kSpace);
  patch_ = new QWidget;
  patch_->setFixedSize(4, 20);
  title->addWidget(patch_);
  title_ = make_label(name, Text::title, token::kText);
  title->addWidget(title_, 1);
  box_->addLayout(title);

  auto* rows = new QVBoxLayout;
  rows->setSpacing(token::kSpace);
  const auto row = [&](const QString& label, ValueBox* number) {
    auto* line = new QHBoxLayout;
    line->addWidget(make_label(label, Text::small, token::kSecondary), 1);
    number->set_travel_shown(true);
    number->setFixedWidth(112);
    line->addWidget(number);
    rows->addLayout(line);
    join_gestures(*number, desk_);
  };
  trim_ = new ValueBox(strip_param("trim"), name + " trim");
  set_hint(*trim_, "Level before the devices · " + hint_of(trim_));
  connect(trim_, &ValueBox::value_changed, this, [this](double db) { set_strip_value(desk_, strip_, "trim", db); });
  row("Trim", trim_);
  width_ = new ValueBox(width_spec(), name + " width");
  set_hint(*width_, "0 % mono, 100 % as recorded, 200 % sides alone · " + hint_of(width_));
  connect(width_, &ValueBox::value_changed, this, [this](double percent) { set_strip_value(desk_, strip_, "width", percent / 100.0); });
  row("Width", width_);
  const Track* track = find_track(desk_.session(), strip.id);
  width_->setEnabled(!track || track->channels == 2);
  box_->addLayout(rows);
  refresh();
}

void MixInspector::build_device(const std::shared_ptr<const Device>& device) {
  box_->addWidget(rule());
  shown_.push_back(device->id);
  const ProcessorType* type = find_processor(device->type);
  if (!type) {
    auto* missing = make_label(words("\"" + device->type + "\" is not in this version. The song keeps it, but it makes no sound."),
                               Text::small, token::kWarn);
    missing->setWordWrap(true);
    box_->addWidget(missing);
    return;
  }
  DevicePanel* panel = make_desk_panel(desk_, device->id);
  box_->addWidget(panel);
  panels_.push_back(panel);
}

void MixInspector::refresh() {
  const Strip* strip = find_strip(desk_.session(), strip_);
  if (!strip || !trim_) return;
  title_->setText(words(strip->name));
  set_ground(*patch_, strip_colour(desk_.session(), strip_));
  trim_->set_value(strip->trim_db);
  width_->set_value(strip->fader.width * 100.0);
}

void MixInspector::show_device(DeviceId device) {
  for (DevicePanel* shown : panels_) {
    if (shown->device() != device) continue;
    // The new page is laid out once control returns to Qt.
    QTimer::singleShot(0, shown, [this, panel = shown] { verticalScrollBar()->setValue(panel->y() - token::kSpaceWide); });
  }
}

}  // namespace sweetspot::ui
