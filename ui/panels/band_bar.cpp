#include "ui/panels/band_bar.h"

#include <algorithm>

#include <QAbstractButton>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include "ui/controls/hint.h"
#include "ui/panels/band_colour.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kAddWidth = 30;
constexpr int kMoreWidth = 36;
constexpr int kStripe = 3;  // of the band's colour at the foot of a chip

QToolButton* small_button(const QString& name, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setAccessibleName(name);
  button->setFocusPolicy(Qt::TabFocus);
  button->setAutoRaise(true);
  return button;
}

}  // namespace

// A band's number over its colour; filled with it while it is the chosen one.
class BandChip : public QAbstractButton {
 public:
  explicit BandChip(QWidget* parent) : QAbstractButton(parent) {
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
  }

  void show_mark(const BandMark& mark, const QString& owner) {
    mark_ = mark;
    setAccessibleName(owner + ", " + mark.name);
    setToolTip(mark.name);
    update();
  }
  const BandMark& mark() const { return mark_; }

 protected:
  // A press on the chosen band keeps it chosen.
  void nextCheckState() override { setChecked(true); }

  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    const QColor colour = mark_.on ? band_colour(mark_.band) : token::kBorder;
    const QColor ground = isChecked() ? colour : underMouse() ? token::kHover : token::kRaised;
    draw_box(painter, rect(), ground, isChecked() ? colour : token::kBorder);
    if (!isChecked()) painter.fillRect(QRect(4, height() - kStripe - 2, width() - 8, kStripe), colour);
    painter.setFont(text_font(Text::caption, true));
    painter.setPen(isChecked() ? token::kOnBright : mark_.on ? token::kText : token::kDisabled);
    const QRect text = isChecked() ? rect() : rect().adjusted(0, 0, 0, -kStripe);
    painter.drawText(text, Qt::AlignCenter, QString::number(mark_.band + 1) + mark_.badge);
    if (shows_keyboard_focus(*this)) draw_focus(painter, rect());
  }

 private:
  BandMark mark_;
};

BandBarPlan plan_band_bar(int width, int count, int selected, bool can_add) {
  constexpr int kPitch = kBandChipWidth + token::kGap;
  const int room = width - (can_add ? kAddWidth + token::kGap : 0) + token::kGap;
  if (count * kPitch <= room) return {0, count, false};
  const int shown = std::max(1, (room - kMoreWidth - token::kGap) / kPitch);
  return {std::clamp(selected - shown + 1, 0, std::max(0, count - shown)), std::min(shown, count), true};
}

BandBar::BandBar(const QString& owner, bool can_add, QWidget* parent) : QWidget(parent), owner_(owner) {
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setSizePolicy(policy);
  set_hint(*this, "Click a band to see its settings · PgUp and PgDn on the curve choose the next");
  more_ = small_button(owner + ", all bands", this);
  more_->setIcon(icon(Icon::chevron_down));
  more_->setToolTip("All bands in use");
  connect(more_, &QToolButton::clicked, this, &BandBar::overflow_menu);
  if (!can_add) return;
  add_ = small_button(owner + ", add a band", this);
  add_->setIcon(icon(Icon::add));
  add_->setToolTip("Add a band");
  set_hint(*add_, "Adds a band · a double-click on the curve adds one there");
  connect(add_, &QToolButton::clicked, this, &BandBar::add_requested);
}

QSize BandBar::sizeHint() const { return {120, token::kControlHeight}; }

void BandBar::show_bands(const std::vector<BandMark>& marks, int selected) {
  if (marks == marks_ && selected == selected_) return;
  marks_ = marks;
  selected_ = selected;
  lay_out();
}

void BandBar::resizeEvent(QResizeEvent*) { lay_out(); }

void BandBar::lay_out() {
  const auto at = std::ranges::find(marks_, selected_, &BandMark::band) - marks_.begin();
  const BandBarPlan plan = plan_band_bar(width(), static_cast<int>(marks_.size()), static_cast<int>(at), add_ != nullptr);
  while (static_cast<int>(chips_.size()) < plan.shown) {
    auto* chip = new BandChip(this);
    connect(chip, &QAbstractButton::clicked, this, [this, chip] { emit chosen(chip->mark().band); });
    chips_.push_back(chip);
  }
  int x = 0;
  for (int i = 0; i < static_cast<int>(chips_.size()); ++i) {
    BandChip& chip = *chips_[static_cast<std::size_t>(i)];
    chip.setVisible(i < plan.shown);
    if (i >= plan.shown) continue;
    const BandMark& mark = marks_[static_cast<std::size_t>(plan.first + i)];
    chip.show_mark(mark, owner_);
    chip.setChecked(mark.band == selected_);
    chip.setGeometry(x, 0, kBandChipWidth, token::kControlHeight);
    x += kBandChipWidth + token::kGap;
  }
  more_->setVisible(plan.overflow);
  more_->setGeometry(x, 0, kMoreWidth, token::kControlHeight);
  if (plan.overflow) x += kMoreWidth + token::kGap;
  if (add_) add_->setGeometry(x, 0, kAddWidth, token::kControlHeight);
}

void BandBar::overflow_menu() {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  for (const BandMark& mark : marks_) {
    QAction* action = menu->addAction(mark.name, this, [this, band = mark.band] { emit chosen(band); });
    action->setCheckable(true);
    action->setChecked(mark.band == selected_);
  }
  menu->popup(more_->mapToGlobal(QPoint(0, more_->height())));
}

}  // namespace sweetspot::ui
