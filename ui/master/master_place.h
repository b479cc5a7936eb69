// The Master place: the chain, the open processor, loudness against the target.
#pragma once

#include <QWidget>

#include "engine/session/ids.h"

class QComboBox;
class QLabel;
class QScrollArea;

namespace sweetspot::ui {

class ChainRail;
class LoudnessHistory;
class LoudnessMeter;
class Store;

// [main]
class MasterPlace : public QWidget {
  Q_OBJECT
 public:
  explicit MasterPlace(Store& store, QWidget* parent = nullptr);

  // Hears the mix before the master chain, or the master again.
  void toggle_compare();

 signals:
  void hint_changed(const QString& hint);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  QWidget* build_loudness();
  void show_device(DeviceId device);
  void set_target(double lufs);
  void feed(double seconds);

  Store& store_;
  ChainRail* rail_;
  QScrollArea* panel_;
  LoudnessHistory* history_;
  LoudnessMeter* meter_;
  QLabel* integrated_;
  QLabel* verdict_;
  QComboBox* targets_;
  double target_ = -14.0;
};

}  // namespace sweetspot::ui
