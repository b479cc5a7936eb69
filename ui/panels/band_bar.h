// The row of a processor's bands: those in use by number and colour, and one more.
#pragma once

#include <vector>

#include <QColor>
#include <QWidget>

class QToolButton;

namespace sweetspot::ui {

class BandChip;

struct BandMark {
  int band = 0;   // from 0
  QString name;   // for screen readers: "Band 3, bell"
  QString badge;  // a letter beside the number: "M" for the middle
  bool on = true;

  friend bool operator==(const BandMark&, const BandMark&) = default;
};

// Which of `count` chips have room, as positions from `first`; the others are in a menu. Pure.
struct BandBarPlan {
  int first = 0;
  int shown = 0;
  bool overflow = false;
};
inline constexpr int kBandChipWidth = 30;
BandBarPlan plan_band_bar(int width, int count, int selected, bool can_add);

class BandBar : public QWidget {
  Q_OBJECT
 public:
  // `owner` goes before names for screen readers. With `can_add` a button asks for one more band.
  BandBar(const QString& owner, bool can_add, QWidget* parent = nullptr);

  // What is shown; `selected` is a band, which is among the marks.
  void show_bands(const std::vector<BandMark>& marks, int selected);
  int selected() const { return selected_; }

  QSize sizeHint() const override;

 signals:
  void chosen(int band);
  void add_requested();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void lay_out();
  void overflow_menu();

  QString owner_;
  std::vector<BandMark> marks_;
  int selected_ = 0;
  std::vector<BandChip*> chips_;
  QToolButton* add_ = nullptr;
  QToolButton* more_ = nullptr;
};

}  // namespace sweetspot::ui
