// What the parts of the Arrange place share: zoom, scroll, rows, snap.
#pragma once

#include <QObject>
#include <QSize>
#include <map>
#include <set>
#include <vector>

#include "ui/arrange/clip_edits.h"
#include "ui/arrange/track_rows.h"
#include "ui/store/time_grid.h"

namespace sweetspot::ui {

class Store;

// [main]
class TimelineModel : public QObject {
  Q_OBJECT
 public:
  explicit TimelineModel(Store& store, QObject* parent = nullptr);

  Store& store() { return store_; }
  const Session& session() const;
  TimeGrid grid() const;

  const TimelineScale& scale() const { return scale_; }
  void set_scale(const TimelineScale& scale);
  TimelineBounds bounds() const;
  void set_view(QSize size);  // of the lanes
  QSize view() const { return view_; }

  void zoom(double factor, double x);
  void zoom_about_playhead(double factor);
  void scroll(double pixels);
  void fit_song();
  void hold_fit(bool hold);              // during a drag that may move the song's end, the time under the pointer must stay
  void zoom_to(Frames from, Frames to);  // again with the same ends: back to where it was

  const std::vector<TrackRow>& rows() const { return rows_; }
  int rows_scroll() const { return rows_scroll_; }
  void scroll_rows(int y);
  int track_height() const { return track_height_; }
  void set_track_height(int height);
  // Of one or several tracks; in a change of all (set_track_height) they keep no height of their own.
  int height_of(StripId track) const;
  void set_heights(const std::set<StripId>& tracks, int height);
  const std::map<StripId, int>& heights() const { return heights_; }
  void restore_heights(int all, std::map<StripId, int> own);
  void grow_tracks(int pixels);  // all, by as much each
  void fit_tracks();
  void toggle_folded(StripId bus);
  bool is_folded(StripId bus) const { return folded_.contains(bus); }

  // The tracks whose heads are chosen; the selected one is among them. What is done to one of them is done to all.
  const std::set<StripId>& chosen() const { return chosen_; }
  void choose(std::set<StripId> tracks, StripId selected);
  // The chosen ones when it is one of them, otherwise itself; in the order of the desk.
  std::vector<StripId> with_chosen(StripId track) const;
  bool takes_shown(StripId track) const { return !closed_takes_.contains(track); }
  void toggle_takes(StripId track);
  bool crosses() const { return crosses_; }  // overlaps crossfade by themselves
  void set_crosses(bool crosses);
  void set_room(std::map<StripId, int> room);  // beneath tracks, for automation

  // What drags stick to beside the grid: markers, edges of clips, and their transients where these lie apart at this zoom. Clips that
  // move along are no targets.
  std::vector<Frames> targets(const std::set<RegionId>& but) const;
  bool sticks_to_transients() const { return sticks_to_transients_; }
  void set_sticks_to_transients(bool on);

  Snap snap() const { return snap_; }
  void set_snap(Snap snap);
  void toggle_snap();  // off, or back to what it was
  bool follows() const { return follows_; }
  void set_follows(bool follows);
  RulerUnit ruler_unit() const { return unit_; }
  void set_ruler_unit(RulerUnit unit);

 signals:
  void scale_changed();
  void view_changed();  // the size of the lanes
  void chosen_changed();
  void rows_changed();     // which, where, or how far they are scrolled
  void options_changed();  // snap, follow, ruler
  void hint_changed(const QString& hint);

 private:
  void lay_out();
  void follow_selection();
  void keep_rows() const;
  void follow_playhead(Frames at);

  Store& store_;
  TimelineScale scale_;
  QSize view_{800, 400};
  bool fit_wanted_ = true;  // until the view has its first real size
  bool fit_held_ = false;
  TimelineScale before_zoom_;
  Stretch zoomed_to_;
  std::vector<TrackRow> rows_;
  std::set<StripId> folded_{kMasterStrip};
  std::set<StripId> closed_takes_;
  std::set<StripId> chosen_;
  std::map<StripId, int> heights_;
  bool crosses_ = true;
  std::map<StripId, int> room_;
  int rows_scroll_ = 0;
  int track_height_ = kTrackHeight;
  Snap snap_ = Snap::beat;
  Snap last_snap_ = Snap::beat;
  bool sticks_to_transients_ = true;
  bool follows_ = true;
  RulerUnit unit_ = RulerUnit::bars;
};

}  // namespace sweetspot::ui
