#include "ui/shell/place_tabs.h"

#include <array>

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>

#include "ui/controls/hint.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kWide = 84;
constexpr int kNarrow = 68;
constexpr std::array<const char*, 5> kPurposes{"recordings on the timeline, clips, takes and automation", "levels, pans, sends and processors of every strip",
                                               "pitch and timing of voices", "the master's processors and loudness", "checks, and files to hand over"};

class Tab : public QAbstractButton {
 public:
  explicit Tab(const QString& name, int number) : number_(number) {
    setText(name);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(name);
    set_hint(*this, QString("%1: %2 · key %3").arg(name, kPurposes[static_cast<std::size_t>(number - 1)]).arg(number),
             QString("%1 (%2)").arg(name).arg(number));
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isChecked() || underMouse()) draw_box(painter, rect(), isChecked() ? token::kAccentFill : token::kHover, Qt::transparent);
    painter.setFont(text_font(Text::body, isChecked()));
    painter.setPen(isChecked() ? token::kOnFill : token::kText);
    painter.drawText(rect().adjusted(0, 0, -6, 0), Qt::AlignCenter, text());
    painter.setFont(readout_font(10));
    painter.setPen(isChecked() ? token::kOnFill : token::kSecondary);
    painter.drawText(rect().adjusted(0, 3, -5, 0), Qt::AlignRight | Qt::AlignTop, QString::number(number_));
    if (hasFocus()) draw_focus(painter, rect());
  }

 private:
  int number_;
};

}  // namespace

PlaceTabs::PlaceTabs(QWidget* parent) : QWidget(parent) {
  auto* box = new QHBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(2);
  for (std::size_t i = 0; i < tabs_.size(); ++i) {
    tabs_[i] = new Tab(kPlaceNames[i], static_cast<int>(i) + 1);
    tabs_[i]->setFixedSize(kWide, token::kTransportHeight);
    box->addWidget(tabs_[i]);
    connect(tabs_[i], &QAbstractButton::clicked, this, [this, i] { emit chosen(static_cast<Place>(i)); });
  }
  tabs_[0]->setChecked(true);
}

void PlaceTabs::show_place(Place place) { tab(place)->setChecked(true); }

void PlaceTabs::set_compact(bool compact) {
  for (QAbstractButton* tab : tabs_) tab->setFixedWidth(compact ? kNarrow : kWide);
}

}  // namespace sweetspot::ui
