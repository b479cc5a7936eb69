#include "ui/panels/sidechain_row.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/controls/hint.h"
#include "ui/controls/quiet_combo.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kListWidth = 150;  // of names of strips

}  // namespace

SidechainRow::SidechainRow(const QString& owner, QWidget* parent)
    : QWidget(parent), list_(new QuietCombo), note_(make_label({}, Text::small, token::kSecondary)) {
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(token::kSpace);
  auto* row = new QHBoxLayout;
  row->setSpacing(token::kSpace);
  row->addWidget(make_label("Side-chain", Text::small, token::kSecondary), 1);
  list_->setAccessibleName(owner + ", side-chain");
  list_->setFixedWidth(kListWidth);
  set_hint(*list_, "Another track or bus that it listens to · what would feed itself is not listed");
  row->addWidget(list_);
  box->addLayout(row);
  note_->setWordWrap(true);
  note_->hide();
  box->addWidget(note_);
  list_->addItem("None");
  connect(list_, &QComboBox::activated, this, [this](int index) {
    const StripId source = index == 0 ? StripId{} : sources_[static_cast<std::size_t>(index - 1)].id;
    if (source != chosen_) emit source_chosen(source);
  });
}

void SidechainRow::show_sources(const std::vector<SidechainSource>& sources, StripId chosen) {
  if (sources != sources_) {
    sources_ = sources;
    list_->clear();
    list_->addItem("None");
    for (const SidechainSource& source : sources_) list_->addItem(QString::fromStdString(source.name));
  }
  chosen_ = chosen;
  const auto at = std::ranges::find(sources_, chosen, &SidechainSource::id);
  list_->setCurrentIndex(at == sources_.end() ? 0 : static_cast<int>(at - sources_.begin()) + 1);
}

void SidechainRow::show_note(const SidechainNote& note) {
  const QString text = QString::fromStdString(note.text);
  if (text == note_->text()) return;
  note_->setText(text);
  QPalette palette = note_->palette();
  palette.setColor(QPalette::WindowText, note.warns ? token::kWarn : token::kSecondary);
  note_->setPalette(palette);
  note_->setVisible(!text.isEmpty());
  list_->setAccessibleDescription(text);
}

}  // namespace sweetspot::ui
