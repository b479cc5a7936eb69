// A processor's editor, made from its description.
#pragma once

#include <functional>
#include <vector>

#include <QWidget>

#include "engine/session/session.h"
#include "engine/studio/processors.h"
#include "engine/studio/report.h"
#include "ui/panels/param_change.h"
#include "ui/panels/param_groups.h"
#include "ui/panels/param_rules.h"
#include "ui/panels/sidechain.h"

class QSpacerItem;
class QVBoxLayout;

namespace sweetspot::ui {

class BandBar;
class DeviceView;
class FlowColumns;
class PanelHeader;
class PanelSection;
class ParamEditor;
class SidechainRow;

// Shows a device and says what the user wants; whoever owns it makes the edits and calls show_device with what came of them.
//
// From the top: the header, the picture (device_view.h), the row of bands, then the parameters: the important ones, and the rest folded
// under headings. Bands share one set of controls. Narrow, all is one column; with more width the picture grows and the parameters stand
// in columns beneath it.
class DevicePanel : public QWidget {
  Q_OBJECT
 public:
  using Meters = std::function<std::vector<float>()>;
  using Signal = std::function<bool(DeviceSignal&)>;  // the newest sound; false: none since
  using Watch = std::function<void(bool)>;            // begins and ends to keep it

  // `owner` is the strip's name, for screen readers. `rate` in Hz is the session's.
  DevicePanel(const ProcessorType& type, const Device& device, const QString& owner, double rate, QWidget* parent = nullptr);
  ~DevicePanel() override;

  DeviceId device() const { return id_; }
  const ProcessorType& type() const { return type_; }
  PanelHeader& header() { return *header_; }
  void show_device(const Device& device);

  // What the device can listen to, for those that do.
  void show_sidechains(const std::vector<SidechainSource>& sources);
  void set_meters(Meters meters) { meters_ = std::move(meters); }
  void set_signal(Signal signal, Watch watch);

  // Reads meters and sound and moves what shows them, as long as something of the panel is in sight; called on every frame.
  void show_meters(double seconds);

  int band() const { return band_; }
  void choose_band(int band);

 signals:
  void changed(const sweetspot::ui::ParamChanges& changes);
  void bypass_changed(bool bypassed);
  void mix_changed(double mix);                      // 0 dry to 1 wet
  void sidechain_chosen(sweetspot::StripId source);  // a zero id: none
  void gesture_ended();
  void gesture_cancelled();        // what the gesture changed is to be as before
  void compare_chosen(int slot);   // 0 A, 1 B
  void copy_to_other_requested();  // between A and B
  void window_requested();
  void move_requested(int steps);  // -1 earlier in the chain, 1 later
  void reset_requested();          // all parameters to their defaults
  void remove_requested();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  struct Row {
    ParamEditor* editor;
    std::size_t member;  // of its band
    bool banded;
    std::size_t param;      // position in the table, when not banded
    PanelSection* section;  // null when shown without one
  };

  void connect_header();
  void build_view(QVBoxLayout& box, double rate);
  void build_bands(QVBoxLayout& box);
  void build_block(const ParamBlock& block);
  ParamEditor* build_row(const ParamBlock& block, std::size_t member, PanelSection* section);
  void build_sidechain(PanelSection* section);
  void add_band();
  void show_bands();
  void show_rows();
  void show_notes();
  void set_large(bool large);
  void share_height();
  void set_watching(bool watching);
  std::size_t param_of(const Row& row) const;
  QString band_name(int band) const;
  std::vector<int> shown_bands() const;

  const ProcessorType& type_;
  DeviceId id_;
  QString owner_;
  PanelPlan plan_;
  ParamRules rules_;
  std::vector<double> values_;
  StripId key_;  // what it listens to
  int band_ = 0;
  bool large_ = false;
  PanelHeader* header_ = nullptr;
  DeviceView* view_ = nullptr;
  BandBar* band_bar_ = nullptr;
  SidechainRow* sidechain_ = nullptr;
  FlowColumns* columns_ = nullptr;
  QSpacerItem* tail_ = nullptr;
  PanelSection* band_section_ = nullptr;  // of the rows that every band has first
  std::vector<PanelSection*> sections_;
  std::vector<Row> rows_;
  Meters meters_;
  Signal signal_;
  Watch watch_;
  DeviceSignal sound_;
  bool watching_ = false;
};

}  // namespace sweetspot::ui
