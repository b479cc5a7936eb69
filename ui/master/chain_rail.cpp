#include "ui/master/chain_rail.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <algorithm>

#include "engine/session/device_edits.h"
#include "engine/session/preset_edits.h"
#include "engine/studio/master.h"
#include "engine/studio/processors.h"
#include "ui/controls/hint.h"
#include "ui/panels/chain_menu.h"
#include "ui/panels/store_panel.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kRailHeight = 72;

QString label_of(const Device& device) {
  const ProcessorType* type = find_processor(device.type);
  return words(type ? type->label : device.type);
}

// What a card says under its name: how far it differs from a device that was just added.
QString state_of(const Device& device) {
  if (device.bypassed) return "off";
  if (!find_processor(device.type)) return "not in this version";
  return device.params.empty() ? QString("as it comes") : QString("%1 set").arg(device.params.size());
}

class DeviceCard : public QAbstractButton {
 public:
  DeviceCard(Store& store, DeviceId device) : store_(store), device_(device) {
    setFixedSize(132, 54);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    set_hint(*this, "Click opens the processor · its dot turns it on or off");
  }

  DeviceId device() const { return device_; }

 protected:
  void mouseReleaseEvent(QMouseEvent* event) override {
    const Device* now = find_device(store_.session(), device_);
    if (now && dot().adjusted(-8, -8, 8, 8).contains(event->pos()) && rect().contains(event->pos())) {
      const bool off = !now->bypassed;
      setDown(false);
      store_.edit(label_of(*now) + (off ? " off" : " on"),
                  [id = device_, off](const SessionPtr& s) { return edit::set_bypassed(s, id, off); });
      return;
    }
    QAbstractButton::mouseReleaseEvent(event);
  }

  void paintEvent(QPaintEvent*) override {
    const Device* device = find_device(store_.session(), device_);
    if (!device) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    draw_box(painter, rect(), underMouse() ? token::kHover : token::kRaised, isChecked() ? token::kAccent : token::kHairline);
    painter.setPen(Qt::NoPen);
    painter.setBrush(device->bypassed ? token::kDisabled : token::kOk);
    painter.drawEllipse(dot());
    painter.setFont(text_font(Text::body, true));
    painter.setPen(device->bypassed ? token::kSecondary : token::kText);
    painter.drawText(QRect(32, 8, width() - 38, 20), Qt::AlignLeft | Qt::AlignVCenter, label_of(*device));
    painter.setFont(readout_font(11));
    painter.setPen(token::kSecondary);
    painter.drawText(QRect(32, 28, width() - 38, 18), Qt::AlignLeft | Qt::AlignVCenter, state_of(*device));
    if (hasFocus()) draw_focus(painter, rect());
  }

 private:
  static QRect dot() { return {12, 13, 10, 10}; }

  Store& store_;
  DeviceId device_;
};

QPushButton* rail_button(const QString& text) {
  auto* button = new QPushButton(text);
  button->setFocusPolicy(Qt::TabFocus);
  button->setFixedHeight(36);
  return button;
}

}  // namespace

ChainRail::ChainRail(Store& store, StripId strip, QWidget* parent)
    : QWidget(parent),
      store_(store),
      strip_(strip),
      cards_(new QHBoxLayout),
      add_(rail_button("+ Add")),
      preset_(rail_button("Chain ▾")),
      compare_(rail_button("Before mastering (B)")) {
  setFixedHeight(kRailHeight);
  set_ground(*this, token::kPanel);
  auto* box = new QHBoxLayout(this);
  box->setContentsMargins(token::kMargin, 0, token::kMargin, 0);
  box->setSpacing(token::kSpace);
  cards_->setSpacing(token::kSpace);
  box->addLayout(cards_);
  preset_->setText("Chain…");
  box->addWidget(add_);
  box->addWidget(preset_);
  box->addStretch();
  compare_->setCheckable(true);
  box->addWidget(compare_);
  set_hint(*add_, "Adds a processor at the end of the chain");
  set_hint(*preset_, "Puts a whole mastering chain in place of this one; Ctrl+Z brings it back");
  set_hint(*compare_, "Hear the mix as it comes into the master chain · B");
  connect(add_, &QPushButton::clicked, this, &ChainRail::add_menu);
  connect(preset_, &QPushButton::clicked, this, &ChainRail::preset_menu);
  connect(compare_, &QPushButton::clicked, this, &ChainRail::compare_requested);
  connect(&store, &Store::structure_changed, this, &ChainRail::rebuild);
  connect(&store, &Store::session_changed, this, &ChainRail::refresh);
  rebuild();
}

void ChainRail::rebuild() {
  while (QLayoutItem* item = cards_->takeAt(0)) {
    item->widget()->deleteLater();
    item->widget()->hide();
    delete item;
  }
  const auto& devices = find_strip(store_.session(), strip_)->devices;
  for (const auto& device : devices) {
    auto* card = new DeviceCard(store_, device->id);
    card->setAccessibleName(label_of(*device));
    connect(card, &QAbstractButton::clicked, this, [this, id = device->id] { open(id); });
    cards_->addWidget(card);
  }
  const bool still = std::ranges::any_of(devices, [this](const auto& d) { return d->id == open_; });
  open(still ? open_ : devices.empty() ? DeviceId{} : devices.front()->id);
}

void ChainRail::open(DeviceId device) {
  const bool changed = device != open_;
  open_ = device;
  refresh();
  if (changed) emit opened(device);
}

void ChainRail::refresh() {
  for (int i = 0; i < cards_->count(); ++i) {
    auto* card = static_cast<DeviceCard*>(cards_->itemAt(i)->widget());
    card->setChecked(card->device() == open_);
    card->update();
  }
}

void ChainRail::show_compare(bool before_mastering) { compare_->setChecked(before_mastering); }

void ChainRail::add_menu() {
  QMenu menu;
  for (const ProcessorType* type : all_processors()) {
    QAction* action = menu.addAction(words(type->label));
    action->setToolTip(words(type->summary));
    connect(action, &QAction::triggered, this, [this, type] {
      DeviceId added;
      store_.edit("Add " + words(type->label), [&](const SessionPtr& s) {
        const auto result = edit::add_device(s, strip_, type->id, processor_catalog());
        added = result.id;
        return result.session;
      });
      if (added) open(added);
    });
  }
  menu.setToolTipsVisible(true);
  menu.exec(add_->mapToGlobal(QPoint(0, add_->height())));
}

void ChainRail::preset_menu() {
  QMenu menu;
  for (const Preset& preset : master_presets()) {
    QAction* action = menu.addAction(words(preset.name) + "\t" + words(preset.summary));
    connect(action, &QAction::triggered, this, [this, name = preset.name] { use_preset(name); });
  }
  menu.addSeparator();
  fill_chain_menu(*menu.addMenu("Yours, and other chains"), StorePanelDesk::of(store_), strip_, *this);
  menu.exec(preset_->mapToGlobal(QPoint(0, preset_->height())));
}

void ChainRail::use_preset(const std::string& name) {
  store_.edit("Master chain " + words(name), [&](const SessionPtr& session) {
    return edit::apply_chain(session, strip_, find_master_preset(name), edit::ChainPlace::replace, processor_catalog());
  });
}

}  // namespace sweetspot::ui
