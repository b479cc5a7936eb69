// Lays rows and sections out in as many columns as there is room for.
#pragma once

#include <span>
#include <vector>

#include <QLayout>

namespace sweetspot::ui {

// How many columns fit a width. Pure.
int columns_for(int width);

// In which column each item stands: in their order, so that the tallest column is as short as it can be. Pure.
std::vector<int> share_columns(std::span<const int> heights, int spacing, int columns);

// Items run down the first column, then the next. Hidden items take no room.
class FlowColumns : public QLayout {
 public:
  explicit FlowColumns(QWidget* parent);
  ~FlowColumns() override;

  void addItem(QLayoutItem* item) override { items_.push_back(item); }
  int count() const override { return static_cast<int>(items_.size()); }
  QLayoutItem* itemAt(int index) const override;
  QLayoutItem* takeAt(int index) override;
  QSize sizeHint() const override;
  QSize minimumSize() const override;
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  void setGeometry(const QRect& rect) override;

 private:
  struct Place {
    QLayoutItem* item;
    QRect rect;
  };
  std::vector<Place> places(int width) const;

  std::vector<QLayoutItem*> items_;
};

}  // namespace sweetspot::ui
