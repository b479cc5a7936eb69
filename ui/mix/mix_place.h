// The Mix place: strips in a row, the master, and the inspector of the selected strip.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include <QScrollArea>
#include <QWidget>

#include "ui/mix/desk.h"
#include "ui/mix/mix_layout.h"

class QButtonGroup;
class QHBoxLayout;
class QPushButton;

namespace sweetspot::ui {

class MasterColumn;
class MixInspector;
class GroupTab;
class StripView;
class VcaView;

class MixPlace : public QWidget {
  Q_OBJECT
 public:
  // For the window; as make_mix_place() of store_desk.h calls it.
  explicit MixPlace(std::unique_ptr<Desk> desk, QWidget* parent = nullptr);
  // For anything that is a desk; it must outlive the place.
  explicit MixPlace(Desk& desk, QWidget* parent = nullptr);
  ~MixPlace() override;

  void set_filter(const StripFilter& filter);
  void set_narrow(bool narrow);
  void clear_all_clips();
  void rename_selected();

  // The view of a strip once it was on the screen, or null.
  StripView* strip_view(StripId strip) const;
  VcaView* vca_view(StripId vca) const;
  GroupTab* group_tab(GroupId group) const;
  const std::vector<StripSlot>& strips() const { return strips_; }

 signals:
  void go_to_master_requested();

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void build();
  QWidget* make_filter_row();
  void fill_filters();
  void lay_out();       // all strips, from the session
  void show_visible();  // makes and places the views that can be seen
  QWidget* view_of(const StripSlot& slot);
  void show_slot(const StripSlot& slot, QWidget& view);
  void drag_strip(StripId strip, int global_x, bool drop);
  void show_hidden_menu();
  void show_states();  // of the buttons that come and go: solo, hidden groups
  void refresh();
  void feed(double seconds);
  void show_automation();
  void follow_selection();

  std::unique_ptr<Desk> own_desk_;
  Desk& desk_;
  StripFilter filter_;
  bool narrow_ = false;
  bool stale_ = true;  // changed while it was hidden
  std::vector<StripSlot> strips_;
  DeskRows rows_;
  std::unordered_map<StripId, StripView*> views_;
  std::unordered_map<StripId, VcaView*> vca_views_;
  std::unordered_map<GroupId, GroupTab*> tabs_;
  QScrollArea* scroll_ = nullptr;
  QWidget* row_ = nullptr;
  QHBoxLayout* filters_ = nullptr;
  QWidget* drop_line_ = nullptr;
  QPushButton* clear_solos_ = nullptr;
  QPushButton* hidden_ = nullptr;
  QButtonGroup* filter_buttons_ = nullptr;
  std::vector<StripFilter> filter_list_;
  MasterColumn* master_ = nullptr;
  MixInspector* inspector_ = nullptr;
  double clock_ = 0.0;       // seconds of all frames so far
  double master_fed_ = 0.0;  // the clock when the master last was fed
};

}  // namespace sweetspot::ui
