// A processor's editor, made from its description.
#pragma once

#include <functional>
#include <vector>

#include <QWidget>

#include "engine/session/session.h"
#include "engine/studio/processors.h"
#include "ui/panels/param_change.h"
#include "ui/panels/param_groups.h"

class QButtonGroup;
class QVBoxLayout;

namespace sweetspot::ui {

class DeviceView;
class ParamEditor;
class ToggleButton;
class ValueBox;

// Shows a device and says what the user wants; whoever owns it makes the edits and calls show_device with what came of them.
// Bands (groups of parameters with one name and a number) share one set of controls and a row of numbers to choose by.
class DevicePanel : public QWidget {
  Q_OBJECT
 public:
  using Meters = std::function<std::vector<float>()>;

  // `owner` is the strip's name, for screen readers. `rate` in Hz is the session's.
  DevicePanel(const ProcessorType& type, const Device& device, const QString& owner, double rate, QWidget* parent = nullptr);

  DeviceId device() const { return id_; }
  void show_device(const Device& device);
  void set_meters(Meters meters) { meters_ = std::move(meters); }
  void show_meters(double seconds);  // reads the meters and moves what shows them
  void choose_band(int band);

 signals:
  void changed(const sweetspot::ui::ParamChanges& changes);
  void bypass_changed(bool bypassed);
  void mix_changed(double mix);  // 0 dry to 1 wet
  void gesture_ended();
  void move_requested(int steps);  // -1 earlier in the chain, 1 later
  void reset_requested();          // all parameters to their defaults
  void remove_requested();

 private:
  struct Row {
    ParamEditor* editor;
    std::size_t member;  // of its group
    bool banded;
    std::size_t param;  // position in the table, when not banded
  };

  void build_header(QVBoxLayout& box);
  void build_bands(QVBoxLayout& box);
  void build_rows(QVBoxLayout& box, const ParamGroup& group, bool banded);
  void show_rows();
  std::size_t param_of(const Row& row) const;

  const ProcessorType& type_;
  DeviceId id_;
  QString owner_;
  std::vector<double> values_;
  std::vector<ParamGroup> groups_;
  std::vector<std::size_t> bands_;  // groups that are bands
  int band_ = 0;
  DeviceView* view_ = nullptr;
  ToggleButton* power_ = nullptr;
  ValueBox* mix_ = nullptr;
  QButtonGroup* band_buttons_ = nullptr;
  std::vector<Row> rows_;
  Meters meters_;
};

}  // namespace sweetspot::ui
