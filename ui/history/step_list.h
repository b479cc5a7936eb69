// The undo history as a list one can walk.
#pragma once

#include <QAbstractListModel>
#include <QListView>

namespace sweetspot::ui {

class Store;

// The steps of the store's history, the oldest first. [main]
class StepModel : public QAbstractListModel {
  Q_OBJECT
 public:
  static constexpr int kTimeRole = Qt::UserRole;        // "2 min ago"
  static constexpr int kUndoneRole = Qt::UserRole + 1;  // taken back: lies after the present
  static constexpr int kPresentRole = Qt::UserRole + 2;

  explicit StepModel(Store& store, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  int present() const { return present_; }
  void refresh();       // after the session changed
  void refresh_ages();  // as time goes by

 private:
  Store& store_;
  int rows_ = 0;
  int present_ = 0;
  QString last_;
};

// Click, or arrows and Enter, go to a step; the present is marked with an arrow and bold letters, what was undone is dimmed. [main]
class StepList : public QListView {
  Q_OBJECT
 public:
  explicit StepList(Store& store, QWidget* parent = nullptr);

  // Makes a step the present one: as many undos or redos at once.
  void go_to(int step);
  StepModel& steps() { return *model_; }

 signals:
  void told(const QString& sentence);  // what was done, for the status bar

 protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void refresh();

  Store& store_;
  StepModel* model_;
};

// "now", "12 s ago", "5 min ago", "2 h ago". Pure.
QString age_text(double seconds);

}  // namespace sweetspot::ui
