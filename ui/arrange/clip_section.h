// The chosen clips in numbers: one, or several at once.
#pragma once

#include <QWidget>
#include <functional>

#include "engine/session/session.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace sweetspot::ui {

class GainPointsSection;
class Store;
class ToggleButton;
class ValueBox;

// What clips do not share reads "mixed"; what is set goes to all of them. The start alone is that of the earliest: all move by as much.
// [main]
class ClipSection : public QWidget {
  Q_OBJECT
 public:
  explicit ClipSection(Store& store, QWidget* parent = nullptr);

  // Looks at the chosen clips; false when there are none.
  bool refresh();

  QLineEdit& name() { return *name_; }
  ValueBox& start() { return *start_; }
  ValueBox& length() { return *length_; }
  ValueBox& offset() { return *offset_; }
  ValueBox& gain() { return *gain_; }
  ValueBox& fade_in() { return *fade_in_; }
  ValueBox& fade_out() { return *fade_out_; }
  QComboBox& shape_in() { return *shape_in_; }
  QComboBox& shape_out() { return *shape_out_; }
  ToggleButton& inverted() { return *inverted_; }
  ToggleButton& reversed() { return *reversed_; }
  ToggleButton& locked() { return *locked_; }
  ToggleButton& muted() { return *muted_; }
  QPushButton& group() { return *group_; }
  GainPointsSection& points() { return *points_; }

 signals:
  void split_requested();
  void tune_requested();

 private:
  using Change = std::function<void(Region&)>;
  ValueBox* number_row(QGridLayout& grid, const QString& label, ValueBox* box, const QString& hint);
  QComboBox* shape_row(QGridLayout& grid, const QString& label, bool fade_in);
  QWidget* build_switches();
  ToggleButton* switch_of(ToggleButton* button, const QString& name, const QString& hint, bool Region::*field);
  void connect_numbers();
  void change(const QString& name, const char* key, const Change& change);
  void each(const QString& name, const char* key, const std::function<SessionPtr(const SessionPtr&, const Region&)>& edit);
  QString target(const char* key) const;

  Store& store_;
  QLabel* title_;
  QLineEdit* name_;
  ValueBox *start_, *length_, *offset_, *gain_, *fade_in_, *fade_out_;
  QComboBox *shape_in_, *shape_out_;
  ToggleButton *inverted_, *reversed_, *locked_, *muted_;
  QPushButton* group_;
  GainPointsSection* points_;
  QPushButton* tune_;
};

}  // namespace sweetspot::ui
