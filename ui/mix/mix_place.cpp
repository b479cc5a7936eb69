#include "ui/mix/mix_place.h"

#include <algorithm>

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/controls/hint.h"
#include "ui/controls/kept_splitter.h"
#include "ui/controls/level_meter.h"
#include "ui/mix/master_column.h"
#include "ui/mix/mix_inspector.h"
#include "ui/mix/strip_view.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kFilterRow = 36;
constexpr int kMarginAround = 8;
constexpr int kLeastDesk = 560, kMostPanels = 900;
constexpr double kLongestFrame = 0.25;  // seconds; after a pause meters go on from where they were

QPushButton* filter_button(const QString& text) {
  auto* button = new QPushButton(text);
  button->setCheckable(true);
  button->setFocusPolicy(Qt::TabFocus);
  button->setMinimumWidth(64);
  return button;
}

}  // namespace

MixPlace::MixPlace(std::unique_ptr<Desk> desk, QWidget* parent) : QWidget(parent), own_desk_(std::move(desk)), desk_(*own_desk_) {
  build();
}

MixPlace::MixPlace(Desk& desk, QWidget* parent) : QWidget(parent), desk_(desk) { build(); }

MixPlace::~MixPlace() = default;

void MixPlace::build() {
  set_ground(*this, token::kWindow);
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(0);
  box->addWidget(make_filter_row());
  auto* desk_pane = new QWidget;
  auto* columns = new QHBoxLayout(desk_pane);
  columns->setContentsMargins(kMarginAround, 0, 0, 0);
  columns->setSpacing(1);
  scroll_ = new QScrollArea;
  scroll_->setObjectName("strips");
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setFocusPolicy(Qt::NoFocus);
  set_ground(*scroll_, token::kWindow);
  row_ = new QWidget;
  set_ground(*row_, token::kWindow);
  scroll_->setWidget(row_);
  columns->addWidget(scroll_, 1);
  columns->addSpacing(kMarginAround - 1);
  master_ = new MasterColumn(desk_);
  columns->addWidget(master_);
  inspector_ = new MixInspector(desk_);
  auto* panes = new KeptSplitter(Qt::Horizontal, "mix");
  panes->add_pane(desk_pane, kLeastDesk, 0, QWIDGETSIZE_MAX);
  panes->add_pane(inspector_, token::kInspectorWidth, token::kInspectorWidth, kMostPanels);
  panes->restore();
  box->addWidget(panes, 1);

  connect(scroll_->horizontalScrollBar(), &QScrollBar::valueChanged, this, &MixPlace::show_visible);
  connect(master_, &MasterColumn::go_to_master_requested, this, &MixPlace::go_to_master_requested);
  connect(master_, &MasterColumn::clear_all_clips_requested, this, &MixPlace::clear_all_clips);
  connect(&desk_, &Desk::session_changed, this, &MixPlace::refresh);
  connect(&desk_, &Desk::automation_moved, this, &MixPlace::show_automation);
  connect(&desk_, &Desk::structure_changed, this, [this] {
    if (!isVisible()) {
      stale_ = true;
      return;
    }
    fill_filters();
    lay_out();
    inspector_->rebuild();
  });
  connect(&desk_, &Desk::selection_changed, this, &MixPlace::follow_selection);
  connect(&desk_, &Desk::frame, this, &MixPlace::feed);
  connect(&desk_, &Desk::shares_changed, this, [this] {
    for (const auto& [id, view] : views_)
      if (view->isVisibleTo(row_)) view->refresh_share();
  });
  fill_filters();
}

QWidget* MixPlace::make_filter_row() {
  auto* row = new QWidget;
  row->setFixedHeight(kFilterRow);
  set_ground(*row, token::kPanel);
  filters_ = new QHBoxLayout(row);
  filters_->setContentsMargins(kMarginAround, 0, kMarginAround, 0);
  filters_->setSpacing(token::kGap + 2);
  filters_->addWidget(make_label("Strips", Text::small, token::kSecondary));
  filter_buttons_ = new QButtonGroup(this);
  connect(filter_buttons_, &QButtonGroup::idClicked, this, [this](int id) { set_filter(filter_list_[static_cast<std::size_t>(id)]); });
  filters_->addSpacing(token::kSpaceWide);
  auto* narrow = filter_button("Narrow strips");
  connect(narrow, &QPushButton::toggled, this, &MixPlace::set_narrow);
  filters_->addWidget(narrow);
  filters_->addStretch();
  return row;
}

// All, the groups that the song has, and the buses.
void MixPlace::fill_filters() {
  std::vector<StripFilter> wanted{{}};
  for (const RoleGroup group : {RoleGroup::drums, RoleGroup::music, RoleGroup::vocals, RoleGroup::backing}) {
    const auto in_group = [group](const auto& track) { return role_info(track->role).group == group; };
    if (std::ranges::any_of(desk_.session().tracks, in_group)) wanted.push_back({StripFilter::Show::group, group});
  }
  if (!desk_.session().buses.empty()) wanted.push_back({StripFilter::Show::buses, {}});
  if (wanted == filter_list_) return;
  filter_list_ = wanted;
  for (QAbstractButton* button : filter_buttons_->buttons()) delete button;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::string_view label = group_label(wanted[i].group);
    const QString text = wanted[i].show == StripFilter::Show::all     ? "All"
                         : wanted[i].show == StripFilter::Show::buses ? "Buses"
                                                                      : QString::fromUtf8(label.data(), static_cast<int>(label.size()));
    auto* button = filter_button(text);
    filter_buttons_->addButton(button, static_cast<int>(i));
    filters_->insertWidget(static_cast<int>(i) + 1, button);
    button->setChecked(wanted[i] == filter_);
  }
  if (std::ranges::find(wanted, filter_) == wanted.end()) {
    filter_ = {};
    filter_buttons_->button(0)->setChecked(true);
  }
}

void MixPlace::set_filter(const StripFilter& filter) {
  filter_ = filter;
  const auto at = std::ranges::find(filter_list_, filter) - filter_list_.begin();
  if (QAbstractButton* button = filter_buttons_->button(static_cast<int>(at))) button->setChecked(true);
  scroll_->horizontalScrollBar()->setValue(0);
  lay_out();
}

void MixPlace::set_narrow(bool narrow) {
  narrow_ = narrow;
  lay_out();
}

StripView* MixPlace::strip_view(StripId strip) const {
  const auto found = views_.find(strip);
  return found == views_.end() ? nullptr : found->second;
}

// --- Strips -----------------------------------------------------------------------------------------------------------

void MixPlace::lay_out() {
  strips_ = lay_out_strips(desk_.session(), filter_, narrow_);
  rows_ = rows_of(desk_.session());
  std::erase_if(views_, [&](const auto& entry) {
    if (find_strip(desk_.session(), entry.first)) return false;
    entry.second->deleteLater();
    return true;
  });
  const int width = row_width(strips_);
  const bool scrolls = width > scroll_->width();
  scroll_->setHorizontalScrollBarPolicy(scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
  row_->resize(width, scroll_->height() - (scrolls ? scroll_->horizontalScrollBar()->sizeHint().height() : kMarginAround));
  for (const auto& [id, view] : views_) view->hide();
  show_visible();
}

void MixPlace::show_visible() {
  const auto [first, last] = visible_slots(strips_, scroll_->horizontalScrollBar()->value(), scroll_->width());
  for (std::size_t i = first; i < last; ++i) {
    const StripSlot& slot = strips_[i];
    StripView*& view = views_[slot.id];
    if (!view) {
      view = new StripView(desk_, slot.id, row_);
      connect(view, &StripView::device_opened, inspector_, &MixInspector::show_device);
      connect(view, &StripView::clear_all_clips_requested, this, &MixPlace::clear_all_clips);
      view->set_selected(slot.id == desk_.selected());
    }
    const QRect place(slot.x, 0, slot.width, row_->height());
    if (view->isVisibleTo(row_) && view->geometry() == place) continue;
    view->refresh();  // nothing was kept up to date while it was out of sight
    view->setGeometry(place);
    view->set_rows(rows_);
    view->show();
  }
}

void MixPlace::refresh() {
  if (!isVisible()) {
    stale_ = true;
    return;
  }
  if (const DeskRows rows = rows_of(desk_.session()); rows.inserts != rows_.inserts || rows.sends != rows_.sends)
    return;  // the structure follows
  for (const auto& [id, view] : views_) {
    if (view->isVisibleTo(row_) && find_strip(desk_.session(), id)) view->refresh();
  }
  master_->refresh();
  inspector_->refresh();
}

void MixPlace::show_automation() {
  if (!isVisible()) return;
  const auto [first, last] = visible_slots(strips_, scroll_->horizontalScrollBar()->value(), scroll_->width());
  for (std::size_t i = first; i < last; ++i) {
    if (StripView* view = strip_view(strips_[i].id)) view->show_automation();
  }
  master_->refresh();
  inspector_->refresh();
}

void MixPlace::feed(double seconds) {
  if (!isVisible()) return;
  const double time = std::min(seconds, kLongestFrame);
  const auto [first, last] = visible_slots(strips_, scroll_->horizontalScrollBar()->value(), scroll_->width());
  for (std::size_t i = first; i < last; ++i) {
    if (StripView* view = strip_view(strips_[i].id)) view->feed(time);
  }
  master_->feed(time);
}

void MixPlace::follow_selection() {
  for (const auto& [id, view] : views_) view->set_selected(id == desk_.selected());
  master_->set_selected(desk_.selected() == kMasterStrip);
  if (isVisible())
    inspector_->rebuild();
  else
    stale_ = true;
}

void MixPlace::clear_all_clips() {
  for (const auto& [id, view] : views_) view->clear_clip();
  master_->clear_clip();
}

void MixPlace::rename_selected() {
  if (StripView* view = strip_view(desk_.selected())) view->start_rename();
}

void MixPlace::hideEvent(QHideEvent*) { desk_.want_shares(false); }

void MixPlace::showEvent(QShowEvent*) {
  desk_.want_shares(true);
  if (!std::exchange(stale_, false)) return;
  fill_filters();
  lay_out();
  refresh();
  inspector_->rebuild();
}

void MixPlace::resizeEvent(QResizeEvent*) {
  layout()->activate();
  lay_out();
}

}  // namespace sweetspot::ui
