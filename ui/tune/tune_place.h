// The Tune place: the voices, their notes, and the live pitch correction of the chosen one.
#pragma once

#include <QWidget>

#include "engine/session/ids.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace sweetspot::ui {

class Jobs;
class PitchView;
class Store;
class VoiceBook;

// Shows the selected track when it is a voice, otherwise the first voice of the song. [main]
class TunePlace : public QWidget {
  Q_OBJECT
 public:
  TunePlace(Store& store, Jobs& jobs, QWidget* parent = nullptr);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void rebuild();
  void show_voice(StripId track);
  void show_state();
  void show_correction();
  void add_tune();
  void fill_other_tracks(QPushButton* button);

  Store& store_;
  VoiceBook* book_;
  PitchView* view_;
  QVBoxLayout* voices_;
  QPushButton* listen_;
  QPushButton* other_;
  QLabel* summary_;
  QLabel* empty_;
  QScrollArea* correction_;
  StripId track_;
  DeviceId device_;
};

}  // namespace sweetspot::ui
