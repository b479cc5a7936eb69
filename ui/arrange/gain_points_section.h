// The envelope of the chosen clips in numbers: how many points, and each by itself.
#pragma once

#include <QWidget>
#include <vector>

#include "engine/session/session.h"

class QComboBox;
class QPushButton;

namespace sweetspot::ui {

class Store;
class ValueBox;

// Of one clip each point can be chosen, moved, added at the playhead and removed; of several the points are counted and cleared. [main]
class GainPointsSection : public QWidget {
  Q_OBJECT
 public:
  explicit GainPointsSection(Store& store, QWidget* parent = nullptr);

  void show_clips(const std::vector<const Region*>& clips);

  QComboBox& list() { return *list_; }
  ValueBox& time() { return *time_; }
  ValueBox& level() { return *level_; }
  QPushButton& add() { return *add_; }
  QPushButton& remove() { return *remove_; }
  QPushButton& clear() { return *clear_; }

 private:
  void show_point(const Region& clip);
  const Region* clip() const;
  void move_point(const QString& name, GainPoint to);
  void add_point();

  Store& store_;
  QComboBox* list_;
  ValueBox *time_, *level_;
  QPushButton *add_, *remove_, *clear_;
};

}  // namespace sweetspot::ui
