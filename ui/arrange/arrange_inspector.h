// The chosen clip and the chosen track in numbers.
#pragma once

#include <QScrollArea>
#include <functional>

#include "engine/session/session.h"
#include "ui/store/store.h"

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;
class QGridLayout;

namespace sweetspot::ui {

class ValueBox;

// [main]
class ArrangeInspector : public QScrollArea {
  Q_OBJECT
 public:
  explicit ArrangeInspector(Store& store, QWidget* parent = nullptr);

  // The numbers, for those who type.
  ValueBox& start() { return *start_; }
  ValueBox& length() { return *length_; }
  ValueBox& gain() { return *gain_; }
  ValueBox& fade_in() { return *fade_in_; }
  ValueBox& fade_out() { return *fade_out_; }

 signals:
  void split_requested();
  void tune_requested();
  void mix_requested();

 private:
  QWidget* build_clip();
  QWidget* build_track();
  ValueBox* number_row(QGridLayout& grid, const QString& label, ValueBox* box, const QString& hint);
  void refresh();
  void refresh_clip(const Region& region, const Track& track);
  void refresh_track(const Track& track);
  void fill_outputs(const Track& track);
  const Region* clip() const;

  using ClipEdit = std::function<SessionPtr(const SessionPtr&, const Region&)>;
  void edit_clip(const QString& name, const char* key, const ClipEdit& edit);

  Store& store_;
  QWidget* clip_part_;
  QWidget* track_part_;
  QLabel* empty_;
  QLabel* clip_title_ = nullptr;
  QLabel* track_title_ = nullptr;
  ValueBox* start_ = nullptr;
  ValueBox* length_ = nullptr;
  ValueBox* gain_ = nullptr;
  ValueBox* fade_in_ = nullptr;
  ValueBox* fade_out_ = nullptr;
  QPushButton* tune_ = nullptr;
  QComboBox* role_ = nullptr;
  QComboBox* colour_ = nullptr;
  QComboBox* output_ = nullptr;
  QLabel* chain_ = nullptr;
};

}  // namespace sweetspot::ui
