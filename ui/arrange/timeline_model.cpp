#include "ui/arrange/timeline_model.h"

#include <algorithm>
#include <utility>

#include "ui/arrange/automation_rows.h"
#include "ui/arrange/row_memory.h"
#include "ui/arrange/snap_targets.h"
#include "ui/arrange/transients.h"
#include "ui/store/store.h"

namespace sweetspot::ui {

TimelineModel::TimelineModel(Store& store, QObject* parent) : QObject(parent), store_(store) {
  connect(&store, &Store::session_changed, this, &TimelineModel::lay_out);
  connect(&store, &Store::opened, this, [this] {
    const RowMemory kept = remembered_rows(store_.studio().folder());
    folded_ = kept.folded;
    heights_ = kept.heights;
    track_height_ = kept.track_height;
    closed_takes_.clear();
    chosen_.clear();
    rows_scroll_ = 0;
    lay_out();
    fit_song();
  });
  connect(&store, &Store::selection_changed, this, &TimelineModel::follow_selection);
  connect(&store, &Store::playhead_moved, this, &TimelineModel::follow_playhead);
  lay_out();
}

const Session& TimelineModel::session() const { return store_.session(); }

TimeGrid TimelineModel::grid() const { return grid_of(session()); }

TimelineBounds TimelineModel::bounds() const { return {end_of(session()), static_cast<double>(view_.width())}; }

void TimelineModel::set_view(QSize size) {
  if (size == view_ || size.isEmpty()) return;
  view_ = size;
  if (fit_wanted_)
    fit_song();
  else
    set_scale(held(scale_, bounds()));
  scroll_rows(rows_scroll_);
  emit view_changed();
}

void TimelineModel::set_scale(const TimelineScale& scale) {
  if (scale == scale_) return;
  scale_ = scale;
  emit scale_changed();
}

void TimelineModel::zoom(double factor, double x) {
  fit_wanted_ = false;
  set_scale(zoomed(scale_, factor, x, bounds()));
}

void TimelineModel::zoom_about_playhead(double factor) {
  const double x = scale_.x(static_cast<double>(store_.studio().playhead()));
  zoom(factor, x >= 0.0 && x <= view_.width() ? x : view_.width() / 2.0);
}

void TimelineModel::scroll(double pixels) {
  fit_wanted_ = false;
  set_scale(scrolled(scale_, pixels, bounds()));
}

void TimelineModel::fit_song() {
  const Frames end = end_of(session());
  fit_wanted_ = true;  // a change of the window's size keeps it so
  set_scale(fitted(0, end > 0 ? end : static_cast<Frames>(60.0 * session().rate), view_.width()));
}

void TimelineModel::hold_fit(bool hold) {
  if (std::exchange(fit_held_, hold) && !hold) lay_out();
}

void TimelineModel::zoom_to(Frames from, Frames to) {
  fit_wanted_ = false;
  if (zoomed_to_.from == from && zoomed_to_.to == to && scale_ == fitted(from, to, view_.width())) {
    set_scale(before_zoom_);
    return;
  }
  before_zoom_ = scale_;
  zoomed_to_ = {from, to};
  set_scale(fitted(from, to, view_.width()));
}

void TimelineModel::lay_out() {
  auto rows = with_room(lay_out_rows(session(), track_height_, folded_, closed_takes_, heights_), room_);
  if (fit_wanted_ && !fit_held_) fit_song();
  if (rows == rows_) return;
  rows_ = std::move(rows);
  rows_scroll_ = std::clamp(rows_scroll_, 0, std::max(0, rows_height(rows_) - view_.height()));
  emit rows_changed();
}

void TimelineModel::scroll_rows(int y) {
  const int held = std::clamp(y, 0, std::max(0, rows_height(rows_) - view_.height()));
  if (held == rows_scroll_) return;
  rows_scroll_ = held;
  emit rows_changed();
}

void TimelineModel::set_track_height(int height) {
  track_height_ = std::clamp(height, kLeastTrackHeight, kMostTrackHeight);
  heights_.clear();
  lay_out();
  keep_rows();
}

int TimelineModel::height_of(StripId track) const {
  const auto own = heights_.find(track);
  return own == heights_.end() ? track_height_ : own->second;
}

void TimelineModel::set_heights(const std::set<StripId>& tracks, int height) {
  for (const StripId track : tracks) heights_[track] = std::clamp(height, kLeastTrackHeight, kMostTrackHeight);
  std::erase_if(heights_, [this](const auto& own) { return own.second == track_height_ || !find_track(session(), own.first); });
  lay_out();
  keep_rows();
}

void TimelineModel::restore_heights(int all, std::map<StripId, int> own) {
  track_height_ = all;
  heights_ = std::move(own);
  lay_out();
  keep_rows();
}

void TimelineModel::grow_tracks(int pixels) {
  const auto grown = [pixels](int height) { return std::clamp(height + pixels, kLeastTrackHeight, kMostTrackHeight); };
  track_height_ = grown(track_height_);
  for (auto& [track, height] : heights_) height = grown(height);
  lay_out();
  keep_rows();
}

void TimelineModel::choose(std::set<StripId> tracks, StripId selected) {
  if (selected) tracks.insert(selected);
  const bool same = tracks == chosen_;
  chosen_ = std::move(tracks);
  if (selected) store_.select_strip(selected);
  if (!same) emit chosen_changed();
}

// Elsewhere chosen, or gone.
void TimelineModel::follow_selection() {
  const StripId selected = store_.selected_strip();
  if (chosen_.contains(selected)) return;
  chosen_.clear();
  if (find_track(session(), selected)) chosen_.insert(selected);
  emit chosen_changed();
}

std::vector<StripId> TimelineModel::with_chosen(StripId track) const {
  if (!chosen_.contains(track)) return {track};
  std::vector<StripId> tracks;
  for (const auto& one : session().tracks)
    if (chosen_.contains(one->strip.id)) tracks.push_back(one->strip.id);
  return tracks;
}

void TimelineModel::keep_rows() const { remember_rows(store_.studio().folder(), {folded_, heights_, track_height_}); }

void TimelineModel::fit_tracks() {
  rows_scroll_ = 0;
  set_track_height(fitting_track_height(rows_, view_.height()));
}

void TimelineModel::toggle_folded(StripId bus) {
  if (!folded_.erase(bus)) folded_.insert(bus);
  lay_out();
  keep_rows();
}

void TimelineModel::toggle_takes(StripId track) {
  if (!closed_takes_.erase(track)) closed_takes_.insert(track);
  lay_out();
}

void TimelineModel::set_crosses(bool crosses) {
  crosses_ = crosses;
  emit options_changed();
}

void TimelineModel::set_room(std::map<StripId, int> room) {
  room_ = std::move(room);
  lay_out();
}

std::vector<Frames> TimelineModel::targets(const std::set<RegionId>& but) const {
  std::vector<Frames> all = snap_targets(session(), but);
  if (!sticks_to_transients_) return all;
  // Each has a lane of its own to be dropped in: its reach to both sides, and as much free of any.
  const auto apart = static_cast<Frames>(4.0 * kSnapReach * scale_.frames_per_pixel);
  const std::vector<Frames> transients = thinned(transients_of(store_.studio(), session(), {}, but).at, apart);
  all.insert(all.end(), transients.begin(), transients.end());
  std::ranges::sort(all);
  return all;
}

void TimelineModel::set_sticks_to_transients(bool on) {
  sticks_to_transients_ = on;
  emit options_changed();
}

void TimelineModel::set_snap(Snap snap) {
  if (snap == snap_) return;
  if (snap_ != Snap::off) last_snap_ = snap_;
  snap_ = snap;
  emit options_changed();
}

void TimelineModel::toggle_snap() { set_snap(snap_ == Snap::off ? last_snap_ : Snap::off); }

void TimelineModel::set_follows(bool follows) {
  follows_ = follows;
  emit options_changed();
}

void TimelineModel::set_ruler_unit(RulerUnit unit) {
  unit_ = unit;
  emit options_changed();
}

void TimelineModel::follow_playhead(Frames at) {
  if (follows_ && store_.studio().playing()) set_scale(paged_to(scale_, at, bounds()));
}

}  // namespace sweetspot::ui
