// Side A and side B of a comparison: what they are, which is heard, and what differs.
#pragma once

#include <QWidget>
#include <array>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace sweetspot::ui {

class Store;
class VersionCompare;

// [main]
class CompareView : public QWidget {
  Q_OBJECT
 public:
  CompareView(Store& store, VersionCompare& compare, QWidget* parent = nullptr);

  void refresh();
  void toggle();  // the other side, or A

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void fill_choices();

  Store& store_;
  VersionCompare& compare_;
  std::array<QPushButton*, 2> buttons_{};
  std::array<QComboBox*, 2> choices_{};
  QPushButton* end_ = nullptr;
  QLabel* level_ = nullptr;
  QLabel* count_ = nullptr;
  QListWidget* differences_ = nullptr;
};

}  // namespace sweetspot::ui
