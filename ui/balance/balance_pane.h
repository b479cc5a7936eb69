// The balance of the chosen track in an inspector: its loudness and share, what covers it, its sweet spots, a starting balance.
#pragma once

#include <QWidget>

#include "ui/balance/balance_book.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace sweetspot::ui {

class MaskMap;

// Shows the store's chosen strip. What is open in it is remembered for all panes. [main]
class BalancePane : public QWidget {
  Q_OBJECT
 public:
  enum class Page { none, masking, spots, balance };

  explicit BalancePane(Store& store, QWidget* parent = nullptr);
  ~BalancePane() override;

  void open(Page page);
  Page page() const;

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* build_head();
  QWidget* build_work();
  QWidget* build_tabs();
  void refresh();
  void refresh_head();
  void refresh_work();
  void refresh_said();
  void rebuild_page();
  void build_masking(QVBoxLayout& box);
  QWidget* covered_row(std::size_t number, const CoveredBand& band);
  void build_spots(QVBoxLayout& box);
  void build_balance(QVBoxLayout& box);
  QString page_state() const;
  void go_to_dip(StripId by, double hertz);

  Store& store_;
  BalanceBook& book_;
  QLabel *loudness_ = nullptr, *share_ = nullptr, *where_ = nullptr, *work_text_ = nullptr, *said_ = nullptr;
  QStackedWidget* state_line_ = nullptr;
  QWidget *work_ = nullptr, *tabs_ = nullptr, *page_part_ = nullptr, *said_part_ = nullptr;
  QProgressBar* bar_ = nullptr;
  QPushButton* again_ = nullptr;
  std::vector<QPushButton*> tab_buttons_;
  QVBoxLayout* page_box_ = nullptr;
  MaskMap* map_ = nullptr;
  QString state_;  // of what the page shows
  std::vector<QPushButton*> dips_;
};

}  // namespace sweetspot::ui
