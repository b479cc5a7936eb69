#include "ui/store/store.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QSettings>
#include <QTimer>
#include <algorithm>

#include "engine/core/error.h"
#include "ui/store/listening_level.h"
#include "ui/store/silent_loudness.h"

namespace sweetspot::ui {
namespace {

constexpr int kFrameMs = 16;
constexpr int kBackgroundFrameMs = 33;
constexpr int kCalmFrameMs = 100;
constexpr const char* kLessMotionKey = "view/less_motion";

QElapsedTimer& clock() {
  static QElapsedTimer timer = [] {
    QElapsedTimer started;
    started.start();
    return started;
  }();
  return timer;
}

// Names and order of everything a view may have widgets for: when these differ, views rebuild.
bool same_structure(const Session& a, const Session& b) {
  const auto same_strip = [](const Strip& x, const Strip& y) {
    return x.id == y.id && x.sends.size() == y.sends.size() &&
           std::equal(x.devices.begin(), x.devices.end(), y.devices.begin(), y.devices.end(),
                      [](const auto& d, const auto& e) { return d->id == e->id && d->type == e->type; }) &&
           std::equal(x.sends.begin(), x.sends.end(), y.sends.begin(), y.sends.end(),
                      [](const Send& s, const Send& t) { return s.id == t.id && s.to == t.to; });
  };
  const auto same_strips = [&](const auto& x, const auto& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                      [&](const auto& s, const auto& t) { return s == t || same_strip(s->strip, t->strip); });
  };
  const auto same_vcas = std::equal(a.vcas.begin(), a.vcas.end(), b.vcas.begin(), b.vcas.end(), [](const auto& x, const auto& y) {
    return x == y || (x->strip.id == y->strip.id && x->members == y->members);
  });
  const auto same_groups = std::equal(a.groups.begin(), a.groups.end(), b.groups.begin(), b.groups.end(), [](const auto& x, const auto& y) {
    return x == y || (x->id == y->id && x->members == y->members && x->folded == y->folded && x->hidden == y->hidden);
  });
  return same_vcas && same_groups && same_strips(a.tracks, b.tracks) && same_strips(a.buses, b.buses) && same_strip(*a.mix, *b.mix) && same_strip(*a.master, *b.master);
}

}  // namespace

Store::Store(QObject* parent)
    : QObject(parent), studio_(std::make_unique<Studio>()), session_(studio_->session()), shown_(session_), timer_(new QTimer(this)),
      listening_(new ListeningLevel([this](double db) { studio_->set_listening_trim(db); }, this)) {
  studio_->on_overview_ready = [this](MediaId media) { emit overview_ready(media.value); };
  studio_->on_onsets_ready = [this](MediaId media) { emit onsets_ready(media.value); };
  timer_->setTimerType(Qt::PreciseTimer);
  connect(timer_, &QTimer::timeout, this, &Store::on_timer);
  less_motion_ = QSettings().value(kLessMotionKey, false).toBool();
  timer_->start(kFrameMs);
  last_tick_ns_ = clock().nsecsElapsed();
}

Store::~Store() { listening_->clear(); }  // its owners go after the studio

void Store::commit(const Edit& edit, const EditLabel& label) {
  attempt([&] { studio_->edit(edit, label); });
  refresh();
}

void Store::edit(const QString& name, const Edit& edit, const QString& target, const Words& value) {
  const SessionPtr before = session_;
  const EditLabel label{name.toStdString(), target.toStdString(), target.isEmpty() ? 0 : gesture_, false, value};
  commit(edit, label);
  if (target.isEmpty()) return;
  if (last_gesture_.number != gesture_ || last_gesture_.after != before) last_gesture_ = {gesture_, before, {}, {}};
  last_gesture_.after = session_;
  last_gesture_.label = label;
}

void Store::edit_by_wheel(const QString& name, const Edit& edit, const QString& target) {
  commit(edit, {name.toStdString(), target.toStdString(), 0, true});
}

void Store::end_gesture() {
  ++gesture_;
  studio_->end_gesture();
}

void Store::set_automation_mode(StripId strip, AutomationMode mode) {
  attempt([&] { studio_->set_automation_mode(strip, mode); });
  refresh();
  emit mode_changed(strip);
}

bool Store::take_shown() {
  SessionPtr next = studio_->shown_session();
  if (next == shown_) return false;
  shown_ = std::move(next);
  return true;
}

void Store::cancel_gesture() {
  studio_->cancel_gesture();  // what it wrote; a drag that outlasted a pass both wrote and edited
  if (last_gesture_.number == gesture_ && last_gesture_.after == session_) {
    attempt([&] { studio_->commit(last_gesture_.before, last_gesture_.label); });
    refresh();
  }
  end_gesture();
}

void Store::watch_device(DeviceId device, bool on) {
  int& eyes = watched_[device];
  eyes += on ? 1 : -1;
  if (eyes == (on ? 1 : 0)) studio_->watch_device(device, on);
  if (eyes <= 0) watched_.erase(device);
}

LoudnessReadout Store::loudness() const { return after_stop(studio_->loudness(), stopped_for_); }

bool Store::attempt(const std::function<void()>& action) {
  try {
    action();
    return true;
  } catch (const std::exception& error) {
    emit problem(QString::fromStdString(error.what()));
    return false;
  }
}

void Store::refresh() {
  const SessionPtr next = studio_->session();
  if (next == session_) return;
  const SessionPtr before = std::exchange(session_, next);
  const bool structure = !same_structure(*before, *next);
  take_shown();
  if (selected_strip_ && !find_strip(*next, selected_strip_)) selected_strip_ = {};
  std::erase_if(selected_regions_, [&](RegionId id) {
    return std::none_of(next->tracks.begin(), next->tracks.end(), [id](const auto& track) {
      return std::any_of(track->regions.begin(), track->regions.end(), [id](const Region& region) { return region.id == id; });
    });
  });
  emit session_changed();
  if (structure) emit structure_changed();
}

void Store::show_opened() {
  listening_->clear();
  selected_strip_ = {};
  selected_regions_.clear();
  session_ = studio_->session();
  take_shown();
  last_playhead_ = -1;
  emit opened();
  emit session_changed();
  emit structure_changed();
  emit selection_changed();
}

void Store::select_strip(StripId strip) {
  if (strip == selected_strip_) return;
  selected_strip_ = strip;
  emit selection_changed();
}

void Store::select_regions(std::set<RegionId> regions) {
  if (regions == selected_regions_) return;
  selected_regions_ = std::move(regions);
  emit selection_changed();
}

void Store::set_less_motion(bool less) {
  less_motion_ = less;
  QSettings().setValue(kLessMotionKey, less);
}

void Store::on_timer() {
  const qint64 now = clock().nsecsElapsed();
  const double seconds = static_cast<double>(now - last_tick_ns_) * 1e-9;
  last_tick_ns_ = now;
  const bool focused = QGuiApplication::applicationState() == Qt::ApplicationActive;
  const int wanted = less_motion_ ? kCalmFrameMs : focused ? kFrameMs : kBackgroundFrameMs;
  if (timer_->interval() != wanted) timer_->setInterval(wanted);
  attempt([&] { studio_->tick(); });
  refresh();  // a pass of automation may have ended
  stopped_for_ = studio_->playing() ? 0.0 : stopped_for_ + seconds;
  if (const bool playing = studio_->playing(); playing != was_playing_) {
    was_playing_ = playing;
    emit playing_changed(playing);
  }
  if (const Frames at = studio_->playhead(); at != last_playhead_) {
    last_playhead_ = at;
    emit playhead_moved(at);
  }
  if (take_shown()) emit automation_moved();
  emit frame(seconds);
}

}  // namespace sweetspot::ui
