#include "ui/arrange/automation_lanes.h"

#include <QMenu>
#include <QWidget>
#include <algorithm>

#include "engine/session/automation_values.h"
#include "engine/studio/processors.h"
#include "ui/arrange/automation_lane_head.h"
#include "ui/arrange/automation_lane_view.h"
#include "ui/arrange/automation_menu.h"
#include "ui/arrange/timeline_model.h"
#include "ui/store/store.h"

namespace sweetspot::ui {

AutomationLanes::AutomationLanes(TimelineModel& model, QWidget& heads, QWidget& curves)
    : QObject(&curves), model_(model), heads_(heads), curves_(curves) {
  Store& store = model.store();
  connect(&model, &TimelineModel::rows_changed, this, &AutomationLanes::lay_out);
  connect(&model, &TimelineModel::view_changed, this, &AutomationLanes::lay_out);
  connect(&store, &Store::session_changed, this, &AutomationLanes::session_changed);
  connect(&store, &Store::automation_moved, this, &AutomationLanes::refresh_values);
  connect(&store, &Store::opened, this, &AutomationLanes::fold_all);
}

void AutomationLanes::toggle(StripId track) {
  if (!open_.erase(track)) {
    if (!find_strip(model_.session(), track)) return;
    open_[track] = lanes_to_open(model_.session(), track);
    emit opened(track);
  }
  give_room();
}

void AutomationLanes::show_lane(StripId track, const AutomationTarget& target) {
  auto& open = open_[track];
  if (std::ranges::find(open, target) == open.end()) open.push_back(target);
  give_room();
  emit opened(track);
}

void AutomationLanes::fold_lane(StripId track, const AutomationTarget& target) {
  const auto found = open_.find(track);
  if (found == open_.end()) return;
  std::erase(found->second, target);
  if (found->second.empty()) open_.erase(found);
  give_room();
}

void AutomationLanes::fold_all() {
  open_.clear();
  give_room();
}

void AutomationLanes::set_lane_height(int height) {
  lane_height_ = std::clamp(height, kLeastAutomationHeight, kMostAutomationHeight);
  give_room();
}

// Lanes whose parameters went are closed; a track whose bus is folded keeps its own open for later.
void AutomationLanes::session_changed() {
  bool changed = false;
  for (auto it = open_.begin(); it != open_.end();) {
    changed |= std::erase_if(it->second, [&](const AutomationTarget& target) {
                 return !target_exists(model_.session(), it->first, target, processor_catalog());
               }) > 0;
    it = it->second.empty() ? open_.erase(it) : std::next(it);
  }
  if (changed) give_room();
  for (const Lane& lane : lanes_)
    if (target_exists(model_.session(), lane.track, lane.target, processor_catalog())) lane.head->refresh();
}

void AutomationLanes::refresh_values() {
  for (const Lane& lane : lanes_)
    if (lane.head->isVisible()) lane.head->refresh_value();
}

void AutomationLanes::give_room() {
  std::map<StripId, int> room;
  for (const auto& [track, lanes] : open_) room[track] = static_cast<int>(lanes.size()) * lane_height_;
  model_.set_room(std::move(room));
  lay_out();
}

AutomationLanes::Lane AutomationLanes::make_lane(StripId track, const AutomationTarget& target) {
  Lane lane{track, target, new AutomationLaneHead(model_.store(), track, target, &heads_),
            new AutomationLaneView(model_, track, target, &curves_)};
  connect(
      lane.head, &AutomationLaneHead::close_requested, this, [this, track, target] { fold_lane(track, target); }, Qt::QueuedConnection);
  connect(lane.head, &AutomationLaneHead::pencil_toggled, lane.view, &AutomationLaneView::set_pencil);
  connect(lane.head, &AutomationLaneHead::menu_requested, this,
          [this, track, target](const QPoint& screen) { open_menu(track, target, screen); });
  connect(lane.view, &AutomationLaneView::height_wanted, this, &AutomationLanes::set_lane_height);
  return lane;
}

const AutomationLanes::Lane* AutomationLanes::find(StripId track, const AutomationTarget& target) const {
  const auto found = std::ranges::find_if(lanes_, [&](const Lane& lane) { return lane.track == track && lane.target == target; });
  return found == lanes_.end() ? nullptr : &*found;
}

AutomationLaneView* AutomationLanes::view(StripId track, const AutomationTarget& target) const {
  const Lane* const lane = find(track, target);
  return lane ? lane->view : nullptr;
}

AutomationLaneHead* AutomationLanes::head(StripId track, const AutomationTarget& target) const {
  const Lane* const lane = find(track, target);
  return lane ? lane->head : nullptr;
}

void AutomationLanes::lay_out() {
  std::erase_if(lanes_, [&](const Lane& lane) {
    const auto found = open_.find(lane.track);
    if (found != open_.end() && std::ranges::find(found->second, lane.target) != found->second.end()) return false;
    for (QWidget* widget : {static_cast<QWidget*>(lane.head), static_cast<QWidget*>(lane.view)}) {
      widget->hide();
      widget->deleteLater();
    }
    return true;
  });
  for (const auto& [track, targets] : open_) {
    const TrackRow* const row = row_of(model_.rows(), track);
    int y = row ? row->bottom() - model_.rows_scroll() : 0;
    for (const AutomationTarget& target : targets) {
      const bool seen = row && y + lane_height_ > 0 && y < curves_.height();
      const Lane* lane = find(track, target);
      if (seen && !lane) {
        lanes_.push_back(make_lane(track, target));
        lane = &lanes_.back();
      }
      if (lane) {
        lane->head->setGeometry(0, y, heads_.width(), lane_height_);
        lane->view->setGeometry(0, y, curves_.width(), lane_height_);
        lane->head->setVisible(seen);
        lane->view->setVisible(seen);
      }
      y += lane_height_;
    }
  }
}

void AutomationLanes::open_menu(StripId track, const AutomationTarget& in_place_of, const QPoint& screen) {
  QMenu menu;
  fill_automation_menu(menu, model_.session(), track, open_[track], [this, track, in_place_of](const AutomationTarget& target) {
    auto& open = open_[track];
    const auto there = std::ranges::find(open, target);
    if (there != open.end()) {
      if (!(target == in_place_of)) open.erase(there);
    } else {
      open.push_back(target);
    }
    give_room();
  });
  menu.exec(screen);
}

void AutomationLanes::fill_menu(QMenu& menu, StripId track) {
  menu.addAction(is_open(track) ? "Fold the lanes away\tA" : "Show the lanes\tA", this, [this, track] { toggle(track); });
  QMenu* lanes = menu.addMenu("Lane for");
  const auto open = open_.find(track);
  fill_automation_menu(*lanes, model_.session(), track, open == open_.end() ? std::vector<AutomationTarget>{} : open->second,
                       [this, track](const AutomationTarget& target) { show_lane(track, target); });
}

}  // namespace sweetspot::ui
