#include "ui/panels/flow_columns.h"

#include <algorithm>

#include <QWidget>

#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr int kLeastWidth = 232;   // of one column where there is only one
constexpr int kLeastColumn = 260;  // of several
constexpr int kMostColumns = 4;
constexpr int kBetweenColumns = token::kMargin + token::kSpace;

// Columns that the items take when none may be taller than `limit`.
int columns_within(std::span<const int> heights, int spacing, int limit) {
  int columns = 1, filled = 0;
  for (const int height : heights) {
    const int wanted = filled == 0 ? height : filled + spacing + height;
    if (wanted <= limit || filled == 0) {
      filled = wanted;
    } else {
      ++columns;
      filled = height;
    }
  }
  return columns;
}

}  // namespace

int columns_for(int width) { return std::clamp((width + kBetweenColumns) / (kLeastColumn + kBetweenColumns), 1, kMostColumns); }

std::vector<int> share_columns(std::span<const int> heights, int spacing, int columns) {
  int tallest = 0, all = 0;
  for (const int height : heights) {
    tallest = std::max(tallest, height);
    all += height + spacing;
  }
  int low = tallest, high = std::max(tallest, all);
  while (low < high) {
    const int middle = (low + high) / 2;
    if (columns_within(heights, spacing, middle) <= columns)
      high = middle;
    else
      low = middle + 1;
  }
  std::vector<int> column;
  int filled = 0, now = 0;
  for (const int height : heights) {
    const int wanted = filled == 0 ? height : filled + spacing + height;
    const bool fits = wanted <= low || filled == 0;
    filled = fits ? wanted : height;
    now += fits ? 0 : 1;
    column.push_back(std::min(now, columns - 1));
  }
  return column;
}

FlowColumns::FlowColumns(QWidget* parent) : QLayout(parent) { setContentsMargins(0, 0, 0, 0); }

FlowColumns::~FlowColumns() {
  for (QLayoutItem* item : items_) delete item;
}

QLayoutItem* FlowColumns::itemAt(int index) const {
  return index >= 0 && index < count() ? items_[static_cast<std::size_t>(index)] : nullptr;
}

QLayoutItem* FlowColumns::takeAt(int index) {
  QLayoutItem* item = itemAt(index);
  if (item) items_.erase(items_.begin() + index);
  return item;
}

std::vector<FlowColumns::Place> FlowColumns::places(int width) const {
  std::vector<Place> all;
  std::vector<int> heights;
  for (QLayoutItem* item : items_) {
    if (item->isEmpty()) continue;
    all.push_back({item, {}});
    heights.push_back(item->sizeHint().height());
  }
  const int columns = columns_for(width);
  const int pitch = (width + kBetweenColumns) / columns;
  const std::vector<int> column = share_columns(heights, token::kSpace, columns);
  int y = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0 && column[i] != column[i - 1]) y = 0;
    all[i].rect = {column[i] * pitch, y, pitch - kBetweenColumns, heights[i]};
    y += heights[i] + token::kSpace;
  }
  return all;
}

QSize FlowColumns::sizeHint() const { return {kLeastWidth, heightForWidth(kLeastWidth)}; }
QSize FlowColumns::minimumSize() const { return {kLeastWidth, 0}; }

int FlowColumns::heightForWidth(int width) const {
  int height = 0;
  for (const Place& place : places(width)) height = std::max(height, place.rect.bottom() + 1);
  return height;
}

void FlowColumns::setGeometry(const QRect& rect) {
  QLayout::setGeometry(rect);
  for (const Place& place : places(rect.width())) place.item->setGeometry(place.rect.translated(rect.topLeft()));
}

}  // namespace sweetspot::ui
