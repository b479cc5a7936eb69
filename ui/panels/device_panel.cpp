#include "ui/panels/device_panel.h"

#include <algorithm>

#include <QVBoxLayout>

#include "ui/panels/band_bar.h"
#include "ui/panels/device_view.h"
#include "ui/panels/eq_bands.h"
#include "ui/panels/flow_columns.h"
#include "ui/panels/panel_header.h"
#include "ui/panels/panel_section.h"
#include "ui/panels/param_editor.h"
#include "ui/panels/sidechain_row.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr int kLargeWidth = 560;

std::vector<double> values_of(const ProcessorType& type, const Device& device) {
  std::vector<double> values;
  for (const ParamSpec& spec : type.params) values.push_back(device_value(device, spec));
  return values;
}

QString words(const std::string& text) { return QString::fromStdString(text); }

}  // namespace

DevicePanel::DevicePanel(const ProcessorType& type, const Device& device, const QString& owner, double rate, QWidget* parent)
    : QWidget(parent),
      type_(type),
      id_(device.id),
      owner_(owner + " " + words(type.label)),
      plan_(plan_panel(type.params)),
      rules_(type),
      header_(new PanelHeader(words(type.label), words(type.summary), owner_)) {
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(token::kSpace);
  box->addWidget(header_);
  connect_header();
  build_view(*box, rate);
  if (!plan_.bands.empty()) build_bands(*box);
  auto* holder = new QWidget;
  columns_ = new FlowColumns(holder);
  for (const ParamBlock& block : plan_.blocks) build_block(block);
  if (!sidechain_ && type_.has_sidechain) build_sidechain(nullptr);
  box->addWidget(holder);
  box->addSpacerItem(tail_ = new QSpacerItem(0, 0));
  values_ = values_of(type_, device);
  if (const auto used = bands_in_use(type_, plan_.bands, values_); !used.empty()) choose_band(used.front());
  show_device(device);
}

DevicePanel::~DevicePanel() { set_watching(false); }

void DevicePanel::connect_header() {
  connect(header_, &PanelHeader::bypass_changed, this, &DevicePanel::bypass_changed);
  connect(header_, &PanelHeader::mix_changed, this, &DevicePanel::mix_changed);
  connect(header_, &PanelHeader::gesture_cancelled, this, &DevicePanel::gesture_cancelled);
  connect(header_, &PanelHeader::gesture_ended, this, &DevicePanel::gesture_ended);
  connect(header_, &PanelHeader::compare_chosen, this, &DevicePanel::compare_chosen);
  connect(header_, &PanelHeader::copy_to_other_requested, this, &DevicePanel::copy_to_other_requested);
  connect(header_, &PanelHeader::window_requested, this, &DevicePanel::window_requested);
  connect(header_, &PanelHeader::move_requested, this, &DevicePanel::move_requested);
  connect(header_, &PanelHeader::reset_requested, this, &DevicePanel::reset_requested);
  connect(header_, &PanelHeader::remove_requested, this, &DevicePanel::remove_requested);
}

void DevicePanel::build_view(QVBoxLayout& box, double rate) {
  view_ = make_device_view(type_, rate, owner_);
  if (!view_) return;
  box.addWidget(view_);
  connect(view_, &DeviceView::changed, this, &DevicePanel::changed);
  connect(view_, &DeviceView::gesture_ended, this, &DevicePanel::gesture_ended);
  connect(view_, &DeviceView::gesture_cancelled, this, &DevicePanel::gesture_cancelled);
  connect(view_, &DeviceView::band_selected, this, &DevicePanel::choose_band);
}

void DevicePanel::build_bands(QVBoxLayout& box) {
  band_bar_ = new BandBar(owner_, bands_can_be_added(type_, plan_.bands));
  connect(band_bar_, &BandBar::chosen, this, &DevicePanel::choose_band);
  connect(band_bar_, &BandBar::add_requested, this, &DevicePanel::add_band);
  box.addWidget(band_bar_);
}

// Rows without a heading stand alone, so that they can be shared among columns; beside bands they need one.
void DevicePanel::build_block(const ParamBlock& block) {
  PanelSection* section = nullptr;
  if (!block.title.empty())
    section = new PanelSection(words(block.title), words(type_.id + "/" + block.title), owner_);
  else if (!plan_.bands.empty())
    section = new PanelSection(block.banded ? QString() : QString("All bands"), {}, owner_);
  if (section) {
    sections_.push_back(section);
    connect(section, &PanelSection::folded, this, &DevicePanel::show_notes);
    columns_->addWidget(section);
    if (block.banded && block.title.empty()) band_section_ = section;
  }
  for (const std::size_t member : block.members) {
    ParamEditor* row = build_row(block, member, section);
    section ? section->add(row) : columns_->addWidget(row);
  }
  if (!block.banded && block.title.empty() && type_.has_sidechain) build_sidechain(section);
}

// In sight at all times, behind what all bands share.
void DevicePanel::build_sidechain(PanelSection* section) {
  sidechain_ = new SidechainRow(owner_);
  connect(sidechain_, &SidechainRow::source_chosen, this, &DevicePanel::sidechain_chosen);
  section ? section->add(sidechain_) : columns_->addWidget(sidechain_);
}

ParamEditor* DevicePanel::build_row(const ParamBlock& block, std::size_t member, PanelSection* section) {
  const std::size_t param = block.banded ? plan_.bands.front().members[member] : member;
  const ParamSpec& spec = type_.params[param];
  const QString label = words(block.banded ? label_within(plan_.bands.front(), spec) : spec.label);
  auto* editor = new ParamEditor(spec, label, owner_);
  const Row row{editor, member, block.banded, param, section};
  rows_.push_back(row);
  connect(editor, &ParamEditor::changed, this, [this, row](double value) { emit changed({{type_.params[param_of(row)].key, value}}); });
  connect(editor, &ParamEditor::gesture_cancelled, this, &DevicePanel::gesture_cancelled);
  connect(editor, &ParamEditor::gesture_ended, this, &DevicePanel::gesture_ended);
  return editor;
}

std::size_t DevicePanel::param_of(const Row& row) const {
  return row.banded ? plan_.bands[static_cast<std::size_t>(band_)].members[row.member] : row.param;
}

// --- Bands ------------------------------------------------------------------------------------------------------------

void DevicePanel::choose_band(int band) {
  band_ = band;
  if (view_) view_->select_band(band);
  show_bands();
  show_rows();
}

void DevicePanel::add_band() {
  const std::vector<EqBand> nodes = eq_bands(type_.params);
  const auto fresh = free_band(nodes, type_.params, values_);
  if (!fresh) return;
  const EqBand& node = nodes[*fresh];
  emit changed(added_node(node, type_.params, type_.params[node.freq].default_value, 0.0));
  emit gesture_ended();
  choose_band(static_cast<int>(*fresh));
}

// Those in use and the chosen one.
std::vector<int> DevicePanel::shown_bands() const {
  std::vector<int> bands = bands_in_use(type_, plan_.bands, values_);
  const auto place = std::ranges::lower_bound(bands, band_);
  if (place == bands.end() || *place != band_) bands.insert(place, band_);
  return bands;
}

QString DevicePanel::band_name(int band) const {
  const ParamGroup& group = plan_.bands[static_cast<std::size_t>(band)];
  const int kind = index_of(type_.params, group.prefix + ".type");
  if (kind < 0) return words(group.title);
  const auto at = static_cast<std::size_t>(kind);
  return words(group.title) + " · " + words(display_text(type_.params[at], values_[at])).toLower();
}

void DevicePanel::show_bands() {
  if (!band_bar_ || values_.empty()) return;
  const auto value = [&](int band, const char* name) {
    const int at = index_of(type_.params, plan_.bands[static_cast<std::size_t>(band)].prefix + name);
    return at < 0 ? -1.0 : values_[static_cast<std::size_t>(at)];
  };
  std::vector<BandMark> marks;
  for (const int band : shown_bands()) {
    const double route = value(band, ".route");
    marks.push_back({band, band_name(band), route_letter(route), value(band, ".on") != 0.0 && value(band, ".bypass") <= 0.0});
  }
  band_bar_->show_bands(marks, band_);
  if (band_section_) band_section_->set_title(band_name(band_));
}

// --- From the session -------------------------------------------------------------------------------------------------

void DevicePanel::show_device(const Device& device) {
  values_ = values_of(type_, device);
  key_ = device.sidechain;
  header_->show_state(device.bypassed, device.mix);
  if (band_bar_ && index_of(type_.params, "bands") >= 0) {
    const auto used = bands_in_use(type_, plan_.bands, values_);
    if (!used.empty() && band_ > used.back()) choose_band(used.back());
  }
  if (view_) view_->show_values(values_, device.bypassed);
  show_bands();
  show_rows();
}

void DevicePanel::show_sidechains(const std::vector<SidechainSource>& sources) {
  if (sidechain_) sidechain_->show_sources(sources, key_);
}

void DevicePanel::show_rows() {
  const std::vector<bool> say = rules_.say(values_);
  for (const Row& row : rows_) {
    const std::size_t param = param_of(row);
    row.editor->set_default(type_.params[param].default_value);
    row.editor->setEnabled(say[param]);
    row.editor->set_value(values_[param]);
  }
  if (sidechain_) sidechain_->show_note(sidechain_note(type_, values_, bool(key_)));
  show_notes();
}

// A folded section says how much in it is set, and warns of a switch for listening that is on.
void DevicePanel::show_notes() {
  for (PanelSection* section : sections_) {
    int set = 0;
    bool listens = false;
    for (const Row& row : rows_) {
      if (row.section != section) continue;
      const ParamSpec& spec = type_.params[param_of(row)];
      const bool differs = values_[param_of(row)] != spec.default_value;
      set += differs;
      listens = listens || (differs && spec.audition);
    }
    const bool folds = section != band_section_ && !section->is_open();
    section->set_note(listens ? QString("listening") : folds && set > 0 ? QString("%1 set").arg(set) : QString(), listens);
  }
}

// --- Frames -----------------------------------------------------------------------------------------------------------

void DevicePanel::set_signal(Signal signal, Watch watch) {
  set_watching(false);
  signal_ = std::move(signal);
  watch_ = std::move(watch);
}

void DevicePanel::set_watching(bool watching) {
  if (!watch_ || std::exchange(watching_, watching) == watching) return;
  if (watching) sound_.end = 0;
  watch_(watching);
}

void DevicePanel::show_meters(double seconds) {
  if (!view_) return;
  const bool seen = !view_->visibleRegion().isEmpty();
  const std::size_t frames = view_->signal_frames();
  set_watching(seen && frames > 0);
  if (!seen) return;
  sound_.frames = frames;
  if (watching_ && signal_(sound_)) view_->show_signal(sound_);
  if (meters_) view_->show_meters(meters_(), seconds);
}

void DevicePanel::hideEvent(QHideEvent*) { set_watching(false); }

// --- Size -------------------------------------------------------------------------------------------------------------

void DevicePanel::resizeEvent(QResizeEvent*) { set_large(width() >= kLargeWidth); }

void DevicePanel::set_large(bool large) {
  if (std::exchange(large_, large) == large) return;
  header_->set_wide(large);
  if (view_) view_->set_large(large);
  for (PanelSection* section : sections_) section->set_roomy(large);
  share_height();
  show_notes();
}

// A place of its own is as high as it is: the picture grows with it when it can; otherwise the rows stay together at the top.
void DevicePanel::share_height() {
  auto* box = static_cast<QVBoxLayout*>(layout());
  const bool grows = large_ && view_ && view_->sizePolicy().expandingDirections() & Qt::Vertical;
  if (view_) box->setStretchFactor(view_, grows ? 1 : 0);
  tail_->changeSize(0, 0, QSizePolicy::Minimum, large_ && !grows ? QSizePolicy::Expanding : QSizePolicy::Fixed);
  box->invalidate();
}

}  // namespace sweetspot::ui
