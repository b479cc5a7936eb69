#include "ui/panels/device_panel.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/controls/hint.h"
#include "ui/controls/toggle_button.h"
#include "ui/controls/value_box.h"
#include "ui/panels/device_view.h"
#include "ui/panels/eq_bands.h"
#include "ui/panels/param_editor.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kMixWidth = 76;

ParamSpec mix_spec() {
  ParamSpec spec{0, "mix", "Dry/wet", Unit::percent, 0.0, 100.0, 100.0, Scale::linear};
  spec.shown_decimals = 0;
  return spec;
}

std::vector<double> values_of(const ProcessorType& type, const Device& device) {
  std::vector<double> values;
  for (const ParamSpec& spec : type.params) values.push_back(device_value(device, spec));
  return values;
}

QString words(const std::string& text) { return QString::fromStdString(text); }

}  // namespace

DevicePanel::DevicePanel(const ProcessorType& type, const Device& device, const QString& owner, double rate, QWidget* parent)
    : QWidget(parent), type_(type), id_(device.id), owner_(owner + " " + words(type.label)), groups_(group_params(type.params)) {
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    if (!band_stem(groups_[i]).empty()) bands_.push_back(i);
  }
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(token::kSpace);
  build_header(*box);
  view_ = make_device_view(type, rate, owner_);
  if (view_) {
    box->addWidget(view_);
    connect(view_, &DeviceView::changed, this, &DevicePanel::changed);
    connect(view_, &DeviceView::gesture_ended, this, &DevicePanel::gesture_ended);
    connect(view_, &DeviceView::band_selected, this, &DevicePanel::choose_band);
  }
  if (!bands_.empty()) build_bands(*box);
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    if (!band_stem(groups_[i]).empty()) continue;
    if (!groups_[i].prefix.empty()) box->addWidget(make_label(words(groups_[i].title), Text::heading, token::kText));
    build_rows(*box, groups_[i], false);
  }
  show_device(device);
}

void DevicePanel::build_header(QVBoxLayout& box) {
  auto* row = new QHBoxLayout;
  row->setSpacing(token::kSpace);
  power_ = new ToggleButton(Icon::power, token::kAccentFill, owner_ + " on");
  power_->setFixedWidth(token::kControlHeight + 4);
  set_hint(*power_, "Turns " + words(type_.label) + " off, in step with the rest of the mix, and on again");
  connect(power_, &ToggleButton::clicked, this, [this](bool on) { emit bypass_changed(!on); });
  row->addWidget(power_);
  QLabel* name = make_label(words(type_.label), Text::heading, token::kText);
  name->setToolTip(words(type_.summary));
  row->addWidget(name, 1);
  mix_ = new ValueBox(mix_spec(), owner_ + ", dry/wet");
  mix_->set_travel_shown(true);
  mix_->setFixedWidth(kMixWidth);
  mix_->setToolTip("Dry/wet");
  connect(mix_, &ValueBox::value_changed, this, [this](double percent) { emit mix_changed(percent / 100.0); });
  connect(mix_, &ValueBox::gesture_ended, this, &DevicePanel::gesture_ended);
  row->addWidget(mix_);
  auto* more = new QToolButton;
  more->setIcon(icon(Icon::more));
  more->setAccessibleName(owner_ + " menu");
  more->setFixedSize(token::kControlHeight, token::kControlHeight);
  more->setFocusPolicy(Qt::TabFocus);
  more->setAutoRaise(true);
  connect(more, &QToolButton::clicked, this, [this, more] {
    QMenu menu;
    menu.addAction("Move earlier", this, [this] { emit move_requested(-1); });
    menu.addAction("Move later", this, [this] { emit move_requested(1); });
    menu.addSeparator();
    menu.addAction("Reset all", this, &DevicePanel::reset_requested);
    menu.addAction(icon(Icon::trash), "Remove", this, &DevicePanel::remove_requested);
    menu.exec(more->mapToGlobal(QPoint(0, more->height())));
  });
  row->addWidget(more);
  box.addLayout(row);
}

void DevicePanel::build_bands(QVBoxLayout& box) {
  constexpr int kButtonsInARow = 8;
  auto* grid = new QGridLayout;
  grid->setSpacing(token::kGap);
  band_buttons_ = new QButtonGroup(this);
  for (std::size_t i = 0; i < bands_.size(); ++i) {
    auto* button = new ToggleButton(QString::number(i + 1), token::kAccent, owner_ + ", " + words(groups_[bands_[i]].title));
    button->setMinimumWidth(token::kControlHeight);
    band_buttons_->addButton(button, static_cast<int>(i));
    grid->addWidget(button, static_cast<int>(i) / kButtonsInARow, static_cast<int>(i) % kButtonsInARow);
  }
  connect(band_buttons_, &QButtonGroup::idClicked, this, &DevicePanel::choose_band);
  box.addLayout(grid);
  build_rows(box, groups_[bands_.front()], true);
}

void DevicePanel::build_rows(QVBoxLayout& box, const ParamGroup& group, bool banded) {
  for (std::size_t member = 0; member < group.members.size(); ++member) {
    const std::size_t param = group.members[member];
    auto* editor = new ParamEditor(type_.params[param], words(label_within(group, type_.params[param])), owner_);
    const Row row{editor, member, banded, param};
    rows_.push_back(row);
    box.addWidget(editor);
    connect(editor, &ParamEditor::changed, this, [this, row](double value) { emit changed({{type_.params[param_of(row)].key, value}}); });
    connect(editor, &ParamEditor::gesture_ended, this, &DevicePanel::gesture_ended);
  }
}

std::size_t DevicePanel::param_of(const Row& row) const {
  return row.banded ? groups_[bands_[static_cast<std::size_t>(band_)]].members[row.member] : row.param;
}

void DevicePanel::choose_band(int band) {
  band_ = band;
  if (view_) view_->select_band(band);
  show_rows();
}

void DevicePanel::show_device(const Device& device) {
  values_ = values_of(type_, device);
  power_->setChecked(!device.bypassed);
  mix_->set_value(device.mix * 100.0);
  if (view_) view_->show_values(values_, device.bypassed);
  show_rows();
}

void DevicePanel::show_rows() {
  if (band_buttons_) band_buttons_->button(band_)->setChecked(true);
  const std::vector<EqBand> nodes = eq_bands(type_.params);
  for (const Row& row : rows_) {
    const std::size_t param = param_of(row);
    row.editor->set_default(type_.params[param].default_value);
    row.editor->set_value(values_[param]);
    if (!row.banded || nodes.empty()) continue;
    // Controls without a say in this band's type are greyed out.
    const EqBand& node = nodes[static_cast<std::size_t>(band_)];
    const ParamSpec& kind = type_.params[node.type];
    const bool idle = (param == node.gain && !band_has_gain(kind, values_[node.type])) ||
                      (node.slope && param == *node.slope && !band_has_slope(kind, values_[node.type]));
    row.editor->setEnabled(!idle);
  }
}

void DevicePanel::show_meters(double seconds) {
  if (view_ && meters_) view_->show_meters(meters_(), seconds);
}

}  // namespace sweetspot::ui
