// The five work places, as tabs with their key.
#pragma once

#include <QWidget>
#include <array>

class QAbstractButton;

namespace sweetspot::ui {

enum class Place { arrange, mix, tune, master, deliver };
inline constexpr std::array<const char*, 5> kPlaceNames{"Arrange", "Mix", "Tune", "Master", "Deliver"};

// [main]
class PlaceTabs : public QWidget {
  Q_OBJECT
 public:
  explicit PlaceTabs(QWidget* parent = nullptr);

  void show_place(Place place);
  void set_compact(bool compact);
  QAbstractButton* tab(Place place) const { return tabs_[static_cast<std::size_t>(place)]; }

 signals:
  void chosen(sweetspot::ui::Place place);

 private:
  std::array<QAbstractButton*, 5> tabs_{};
};

}  // namespace sweetspot::ui
