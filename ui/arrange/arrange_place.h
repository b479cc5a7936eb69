// The Arrange place: heads, timeline, overview, inspector, and what its keys do.
#pragma once

#include <QWidget>
#include <functional>

#include "engine/session/ids.h"
#include "ui/arrange/clip_boxes.h"
#include "ui/arrange/clip_edits.h"
#include "ui/arrange/file_drop.h"

class QMenu;
class QPushButton;
class QScrollBar;

namespace sweetspot::ui {

class ArrangeInspector;
class AutomationLanes;
class HeaderList;
class LanesView;
class OverviewStrip;
class RulerView;
class Store;
class StripSilencePanel;
class TimelineModel;

// [main]
class ArrangePlace : public QWidget {
  Q_OBJECT
 public:
  explicit ArrangePlace(Store& store, QWidget* parent = nullptr);

  TimelineModel& model() { return *model_; }
  LanesView& lanes() { return *lanes_; }
  HeaderList& headers() { return *headers_; }
  QPushButton& hidden_button() { return *hidden_; }
  ArrangeInspector& inspector() { return *inspector_; }
  AutomationLanes& automation() { return *automation_; }
  StripSilencePanel& silence() { return *silence_; }

  // Looks again which recordings are there.
  void check_missing();

  // What the keys do. They act on the chosen clips, or say in the status bar what must be chosen.
  void split();
  void remove(bool close_gap);
  void trim_start();
  void trim_end();
  void fade_in();
  void fade_out();
  void crossfade();
  void duplicate();
  void reverse();
  void lock();
  void group(bool together);
  void join();
  void strip_silence();
  void make_takes();
  void flatten_takes();
  void toggle_takes();
  void step_take(int down);         // of the chosen clips, or at the playhead
  void choose_clip(int direction);  // the one before or after on the chosen track; none chosen: that at the playhead
  void step_fade_shape(bool fade_in);
  void invert();
  void toggle_crossfades();
  void nudge(int direction, bool fine);
  void select_all();
  void zoom_to_selection();
  void loop_selection();
  void set_marker();
  void set_section();  // from the chosen clips, or from the loop
  void go_to_marker(int direction);  // -1 back, 1 on
  void go_to_transient(int direction);  // of the chosen clips' tracks, else of the chosen track, else of all
  void rename_track();
  void toggle_automation();
  void open_tempo();
  Stretch selection() const;

 signals:
  void add_audio_requested();
  void files_dropped(const sweetspot::ui::FileDrop& drop);
  void tune_requested();
  void find_tempo_wanted();
  void mix_requested();
  void hint_changed(const QString& hint);

 private:
  QWidget* build_tools();
  QWidget* build_foot();
  void show_hidden();
  void edit_chosen(const QString& name, const std::function<SessionPtr(const SessionPtr&, const Regions&)>& edit);
  Frames playhead() const;
  std::set<StripId> chosen_tracks() const;
  void show_scroll();
  void show_clip_menu(RegionId clip, ClipPart part, QPoint screen);
  void add_fade_shapes(QMenu& menu, RegionId clip, bool fade_in);

  Store& store_;
  TimelineModel* model_;
  HeaderList* headers_;
  QPushButton* hidden_ = nullptr;  // "3 hidden": brings them back
  RulerView* ruler_;
  LanesView* lanes_;
  AutomationLanes* automation_;
  OverviewStrip* overview_;
  ArrangeInspector* inspector_;
  QScrollBar* rows_bar_;
  int wanted_transient_ = 0;  // a direction, until the recordings have been listened to
  StripSilencePanel* silence_;
};

}  // namespace sweetspot::ui
