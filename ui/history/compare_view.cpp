#include "ui/history/compare_view.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/controls/hint.h"
#include "ui/controls/loudness_meter.h"
#include "ui/controls/quiet_combo.h"
#include "ui/history/version_compare.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr const char* kNow = "The mix as it is";
constexpr int kSideWidth = 76;

}  // namespace

CompareView::CompareView(Store& store, VersionCompare& compare, QWidget* parent) : QWidget(parent), store_(store), compare_(compare) {
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(token::kGap);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(token::kGap);
  grid->setVerticalSpacing(token::kGap);
  for (const int side : {0, 1}) {
    const QString letter = side == 0 ? "A" : "B";
    auto* button = buttons_[static_cast<std::size_t>(side)] = new QPushButton(letter);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setFixedSize(kSideWidth, token::kControlHeight + 4);
    set_hint(*button, "Hear " + letter + " while it plays on · Ctrl+B hears the other");
    connect(button, &QPushButton::clicked, this, [this, side] { compare_.listen(side); });
    grid->addWidget(button, side, 0);
    auto* choice = choices_[static_cast<std::size_t>(side)] = new QuietCombo;
    choice->setAccessibleName("Side " + letter);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(8);
    set_hint(*choice, "What side " + letter + " is: a saved version, or the mix as it is");
    connect(choice, &QComboBox::activated, this,
            [this, side, choice](int index) { compare_.choose(side, choice->itemData(index).toString()); });
    grid->addWidget(choice, side, 1);
  }
  grid->setColumnStretch(1, 1);
  box->addLayout(grid);
  level_ = make_label("", Text::caption, token::kSecondary);
  level_->setWordWrap(true);
  level_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  box->addWidget(level_);
  end_ = new QPushButton("End the comparison");
  end_->setFocusPolicy(Qt::TabFocus);
  set_hint(*end_, "Stays with what is heard, at its own level");
  connect(end_, &QPushButton::clicked, &compare_, &VersionCompare::end);
  box->addWidget(end_);
  count_ = make_label("", Text::caption, token::kSecondary);
  box->addWidget(count_);
  differences_ = new QListWidget;
  differences_->setFrameShape(QFrame::NoFrame);
  differences_->setWordWrap(true);
  differences_->setFont(text_font(Text::small));
  differences_->setSelectionMode(QAbstractItemView::NoSelection);
  differences_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  differences_->setAccessibleName("Differences between A and B");
  set_hint(*differences_, "What has to be done to A to make it B");
  box->addWidget(differences_, 1);
  box->addStretch();  // for when there are none
  connect(&compare_, &VersionCompare::changed, this, [this] {
    if (isVisible()) refresh();
  });
  refresh();
}

void CompareView::showEvent(QShowEvent*) { refresh(); }

void CompareView::toggle() { compare_.listen(compare_.heard() == 0 ? 1 : 0); }

void CompareView::fill_choices() {
  for (const int side : {0, 1}) {
    QComboBox& choice = *choices_[static_cast<std::size_t>(side)];
    QStringList names{kNow};
    for (const Version& version : store_.session().versions) names << words(version.name);
    QStringList shown;
    for (int i = 0; i < choice.count(); ++i) shown << choice.itemText(i);
    if (shown != names) {
      choice.clear();
      for (int i = 0; i < names.size(); ++i) choice.addItem(names[i], i == 0 ? QString() : names[i]);
    }
    choice.setCurrentIndex(std::max(0, choice.findData(compare_.choice(side))));
  }
}

void CompareView::refresh() {
  fill_choices();
  for (const int side : {0, 1}) {
    QPushButton& button = *buttons_[static_cast<std::size_t>(side)];
    const QString letter = side == 0 ? "A" : "B";
    const auto lufs = compare_.loudness(side);
    button.setChecked(compare_.heard() == side);
    button.setText(lufs ? letter + "  " + loudness_number(*lufs) : letter);
    button.setAccessibleName("Hear " + letter + (lufs ? QString(", %1 LUFS").arg(*lufs, 0, 'f', 1) : QString()));
    button.setToolTip(lufs ? QString("%1 LUFS over the whole song, before it is matched").arg(loudness_number(*lufs)) : QString());
  }
  level_->setText(compare_.level_words());
  end_->setVisible(compare_.heard() >= 0);
  const auto differences = compare_.differences();
  count_->setText(differences.empty()       ? QString("A and B do not differ")
                  : differences.size() == 1 ? QString("1 difference from A to B")
                                            : QString("%1 differences from A to B").arg(differences.size()));
  differences_->clear();
  for (const std::string& sentence : differences) differences_->addItem(words(sentence));
  differences_->setVisible(!differences.empty());
}

}  // namespace sweetspot::ui
