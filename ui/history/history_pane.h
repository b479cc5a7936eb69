// The pane at the right of the window: versions, their comparison, and the undo history.
#pragma once

#include <QWidget>

namespace sweetspot::ui {

class CompareView;
class Jobs;
class StepList;
class Store;
class VersionCompare;
class VersionsView;

inline constexpr int kHistoryWidth = 300;

// [main]
class HistoryPane : public QWidget {
  Q_OBJECT
 public:
  HistoryPane(Store& store, Jobs& jobs, QWidget* parent = nullptr);

  VersionsView& versions() { return *versions_; }
  CompareView& compare_view() { return *compare_view_; }
  VersionCompare& compare() { return *compare_; }
  StepList& steps() { return *steps_; }

 signals:
  void close_requested();
  void told(const QString& sentence);

 private:
  Store& store_;
  VersionCompare* compare_;
  VersionsView* versions_;
  CompareView* compare_view_;
  StepList* steps_;
};

}  // namespace sweetspot::ui
