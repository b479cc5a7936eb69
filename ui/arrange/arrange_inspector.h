// The chosen clips and the chosen track in numbers.
#pragma once

#include <QScrollArea>

#include "engine/session/session.h"
#include "ui/store/store.h"

class QComboBox;
class QLabel;

namespace sweetspot::ui {

class ClipSection;

// [main]
class ArrangeInspector : public QScrollArea {
  Q_OBJECT
 public:
  explicit ArrangeInspector(Store& store, QWidget* parent = nullptr);

  // The chosen clips, for those who type.
  ClipSection& clip() { return *clip_part_; }

 signals:
  void split_requested();
  void tune_requested();
  void mix_requested();

 private:
  QWidget* build_track();
  void refresh();
  void refresh_track(const Track& track);
  void fill_outputs(const Track& track);
  void show_colour(const Track& track);

  Store& store_;
  ClipSection* clip_part_;
  QWidget* track_part_;
  QLabel* empty_;
  QLabel* track_title_ = nullptr;
  QComboBox* role_ = nullptr;
  QComboBox* colour_ = nullptr;
  QComboBox* output_ = nullptr;
  QLabel* chain_ = nullptr;
};

}  // namespace sweetspot::ui
