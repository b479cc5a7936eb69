#include "ui/panels/panel_matches.h"

#include <functional>
#include <utility>

#include <QEvent>
#include <QSettings>
#include <QWidget>

#include "ui/panels/panel_desk.h"
#include "ui/store/listening_level.h"

namespace sweetspot::ui {
namespace {

constexpr const char* kKey = "panels/match_loudness";

// On the wall's clock: between blocks of sound there is a little; after so long there is none, and after long it has stopped for good.
constexpr double kPatience = 0.5;
constexpr double kForGood = 10.0;

// Opens and closes with a panel.
class Sight : public QObject {
 public:
  Sight(QWidget& panel, std::function<void(bool)> seen) : QObject(&panel), seen_(std::move(seen)) {
    panel.installEventFilter(this);
    tell(panel.isVisible());
  }
  ~Sight() override { tell(false); }

 protected:
  bool eventFilter(QObject*, QEvent* event) override {
    if (event->type() == QEvent::Show) tell(true);
    if (event->type() == QEvent::Hide) tell(false);
    return false;
  }

 private:
  void tell(bool seen) {
    if (std::exchange(last_, seen) != seen) seen_(seen);
  }

  std::function<void(bool)> seen_;
  bool last_ = false;
};

}  // namespace

PanelMatches::PanelMatches(PanelDesk& desk, ListeningLevel& level)
    : desk_(desk), level_(&level), on_(QSettings().value(kKey, true).toBool()) {
  connect(&desk, &PanelDesk::frame, this, &PanelMatches::look);
  connect(&desk, &PanelDesk::structure_changed, this, &PanelMatches::forget_gone);
  connect(&desk, &PanelDesk::song_changed, this, [this] {
    end();
    for (auto& [device, entry] : entries_) entry.match = LevelMatch(desk_.session().rate);
  });
  connect(&level, &ListeningLevel::taken_from, this, [this](const QObject* former) {
    if (former == this) end();
  });
}

PanelMatches::~PanelMatches() {
  if (level_) level_->release(this);
}

PanelMatches::Entry& PanelMatches::entry(DeviceId device) { return entries_.try_emplace(device, desk_.session().rate).first->second; }

void PanelMatches::set_on(bool on) {
  if (std::exchange(on_, on) == on) return;
  QSettings().setValue(kKey, on);
  if (!on) end();
  for (auto& [device, entry] : entries_)
    if (entry.panels > 0) desk_.watch_device(device, on);
  emit switched(on);
}

void PanelMatches::follow(DeviceId device, QWidget& panel) {
  const QPointer<PanelMatches> alive(this);
  new Sight(panel, [alive, device](bool seen) {
    if (alive) seen ? alive->open(device) : alive->close(device);
  });
}

void PanelMatches::open(DeviceId device) {
  Entry& entry = this->entry(device);
  if (++entry.panels == 1 && on_) desk_.watch_device(device, true);
}

void PanelMatches::close(DeviceId device) {
  const auto found = entries_.find(device);
  if (found == entries_.end() || --found->second.panels > 0) return;
  if (on_) desk_.watch_device(device, false);
  found->second.signal.end = 0;
  if (device == active_) end();
  if (!find_device(desk_.session(), device)) entries_.erase(device);
}

void PanelMatches::forget_gone() {
  if (active_ != DeviceId{} && !find_device(desk_.session(), active_)) end();
  std::erase_if(entries_, [&](const auto& each) { return each.second.panels == 0 && !find_device(desk_.session(), each.first); });
}

void PanelMatches::show(DeviceId device, int slot) {
  const Device* const now = find_device(desk_.session(), device);
  if (!now) return;
  Entry& entry = this->entry(device);
  entry.match.show(slot, now->bypassed, settings_of(*now), now->sidechain);
  if (device == active_) {
    if (entry.match.comparing())
      apply();
    else
      end();
  }
  say(device, entry);
}

void PanelMatches::turned_letters(DeviceId device) { turned(device, &LevelMatch::begin_letters); }
void PanelMatches::turned_bypass(DeviceId device) { turned(device, &LevelMatch::begin_bypass); }

void PanelMatches::turned(DeviceId device, void (LevelMatch::*begin)()) {
  const auto found = entries_.find(device);
  if (!on_ || found == entries_.end() || found->second.panels == 0) return;
  if (device != active_) end();
  active_ = device;
  found->second.waiting = 0.0;
  (found->second.match.*begin)();
  apply();
  say(device, found->second);
}

void PanelMatches::end() {
  const DeviceId device = std::exchange(active_, DeviceId{});
  if (device != DeviceId{}) desk_.trim_strip({}, 0.0);
  if (level_) level_->release(this);
  const auto found = entries_.find(device);
  if (found == entries_.end()) return;
  found->second.match.end();
  say(device, found->second);
}

void PanelMatches::apply() {
  const auto found = entries_.find(active_);
  if (found == entries_.end() || !level_) return;
  StripId owner;
  if (!find_device(desk_.session(), active_, &owner)) return;
  // Of one strip among many only that strip comes down, at its fader; what all goes through comes down at the speakers.
  const bool all = owner == kMixStrip || owner == kMasterStrip;
  const double db = found->second.match.trim();
  level_->take(this, all ? db : 0.0);
  desk_.trim_strip(all ? StripId{} : owner, all ? 0.0 : db);
}

void PanelMatches::look(double seconds) {
  if (!on_) return;
  for (auto& [device, entry] : entries_) {
    if (entry.panels == 0) continue;
    if (desk_.device_signal(device, entry.signal)) {
      entry.match.take(entry.signal);
      entry.waiting = 0.0;
    } else {
      entry.waiting += seconds;
    }
  }
  const auto found = entries_.find(active_);
  if (found == entries_.end()) return;
  if (found->second.waiting >= kForGood) return end();
  apply();
  say(active_, found->second);
}

void PanelMatches::say(DeviceId device, Entry& entry) {
  const QString words = entry.match.words(entry.waiting < kPatience);
  if (std::exchange(entry.words, words) != words) emit changed(device);
}

QString PanelMatches::words(DeviceId device) const {
  const auto found = entries_.find(device);
  return found == entries_.end() ? QString() : found->second.words;
}

}  // namespace sweetspot::ui
