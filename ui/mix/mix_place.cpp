#include "ui/mix/mix_place.h"

#include <algorithm>
#include <utility>

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include "engine/session/group_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "ui/controls/hint.h"
#include "ui/controls/kept_splitter.h"
#include "ui/controls/level_meter.h"
#include "ui/mix/master_column.h"
#include "ui/mix/group_tab.h"
#include "ui/mix/mix_inspector.h"
#include "ui/mix/strip_view.h"
#include "ui/mix/vca_view.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kFilterRow = 36;
constexpr int kMarginAround = 8;
constexpr int kLeastDesk = 560, kMostPanels = 900;

// A group of strips may be called as a group of roles is.
QString filter_words(const StripGroup& group) { return QString::fromStdString(group.name) + " group"; }

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
  hidden_ = filter_button("Hidden");
  hidden_->setCheckable(false);
  set_hint(*hidden_, "Groups that are hidden: click to bring them back");
  connect(hidden_, &QPushButton::clicked, this, &MixPlace::show_hidden_menu);
  filters_->addWidget(hidden_);
  filters_->addStretch();
  clear_solos_ = filter_button("Clear solos");
  clear_solos_->setCheckable(false);
  set_hint(*clear_solos_, "Ends every solo · Ctrl+Alt+S");
  connect(clear_solos_, &QPushButton::clicked, this, [this] { desk_.edit("Clear solos", [](const SessionPtr& s) { return edit::clear_solos(s); }); });
  filters_->addWidget(clear_solos_);
  show_states();
  return row;
}

// All, the groups that the song has, and the buses.
void MixPlace::fill_filters() {
  std::vector<StripFilter> wanted{{}};
  for (const RoleGroup group : {RoleGroup::drums, RoleGroup::music, RoleGroup::vocals, RoleGroup::backing}) {
    const auto in_group = [group](const auto& track) { return role_info(track->role).group == group; };
    if (std::ranges::any_of(desk_.session().tracks, in_group)) wanted.push_back({StripFilter::Show::group, group, {}});
  }
  if (!desk_.session().buses.empty()) wanted.push_back({StripFilter::Show::buses, {}, {}});
  for (const auto& group : desk_.session().groups) wanted.push_back({StripFilter::Show::strip_group, {}, group->id});
  if (wanted == filter_list_) {
    for (std::size_t i = 0; i < wanted.size(); ++i)
      if (const StripGroup* group = find_group(desk_.session(), wanted[i].strips))
        filter_buttons_->button(static_cast<int>(i))->setText(filter_words(*group));
    return;
  }
  filter_list_ = wanted;
  for (QAbstractButton* button : filter_buttons_->buttons()) delete button;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::string_view label = group_label(wanted[i].group);
    const StripGroup* strips = find_group(desk_.session(), wanted[i].strips);
    const QString text = strips                                      ? filter_words(*strips)
                         : wanted[i].show == StripFilter::Show::all   ? "All"
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

VcaView* MixPlace::vca_view(StripId vca) const {
  const auto found = vca_views_.find(vca);
  return found == vca_views_.end() ? nullptr : found->second;
}

GroupTab* MixPlace::group_tab(GroupId group) const {
  const auto found = tabs_.find(group);
  return found == tabs_.end() ? nullptr : found->second;
}

void MixPlace::lay_out() {
  const Session& session = desk_.session();
  strips_ = lay_out_strips(session, filter_, narrow_);
  rows_ = rows_of(session);
  const auto drop_gone = [](auto& views, auto is_there) {
    std::erase_if(views, [&](const auto& entry) {
      if (is_there(entry.first)) return false;
      entry.second->deleteLater();
      return true;
    });
  };
  drop_gone(views_, [&](StripId id) { return find_strip(session, id) != nullptr; });
  drop_gone(vca_views_, [&](StripId id) { return find_vca(session, id) != nullptr; });
  drop_gone(tabs_, [&](GroupId id) { return find_group(session, id) != nullptr; });
  const int width = row_width(strips_);
  const bool scrolls = width > scroll_->width();
  scroll_->setHorizontalScrollBarPolicy(scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
  row_->resize(width, scroll_->height() - (scrolls ? scroll_->horizontalScrollBar()->sizeHint().height() : kMarginAround));
  for (const auto& [id, view] : views_) view->hide();
  for (const auto& [id, view] : vca_views_) view->hide();
  for (const auto& [id, tab] : tabs_) tab->hide();
  show_visible();
}

QWidget* MixPlace::view_of(const StripSlot& slot) {
  if (slot.kind == StripKind::group) {
    GroupTab*& tab = tabs_[slot.group];
    if (!tab) tab = new GroupTab(desk_, slot.group, row_);
    return tab;
  }
  if (slot.kind == StripKind::vca) {
    VcaView*& view = vca_views_[slot.id];
    if (!view) {
      view = new VcaView(desk_, slot.id, row_);
      connect(view, &VcaView::dragged, this, [this, id = slot.id](int x) { drag_strip(id, x, false); });
      connect(view, &VcaView::dropped, this, [this, id = slot.id](int x) { drag_strip(id, x, true); });
      connect(view, &VcaView::drag_given_up, this, [this] { drop_line_->hide(); });
      view->set_selected(slot.id == desk_.selected());
    }
    return view;
  }
  StripView*& view = views_[slot.id];
  if (!view) {
    view = new StripView(desk_, slot.id, row_);
    connect(view, &StripView::device_opened, inspector_, &MixInspector::show_device);
    connect(view, &StripView::clear_all_clips_requested, this, &MixPlace::clear_all_clips);
    connect(view, &StripView::dragged, this, [this, id = slot.id](int x) { drag_strip(id, x, false); });
    connect(view, &StripView::dropped, this, [this, id = slot.id](int x) { drag_strip(id, x, true); });
    connect(view, &StripView::drag_given_up, this, [this] { drop_line_->hide(); });
    view->set_selected(slot.id == desk_.selected());
  }
  return view;
}

// What was kept up to date by nobody while it was out of sight.
void MixPlace::show_slot(const StripSlot& slot, QWidget& view) {
  if (slot.kind == StripKind::group) {
    static_cast<GroupTab&>(view).refresh();
  } else if (slot.kind == StripKind::vca) {
    const StripParts parts = lay_out_strip(view.size(), rows_, StripKind::mix);
    static_cast<VcaView&>(view).set_places(parts.buttons, parts.number, parts.fader);
    static_cast<VcaView&>(view).refresh();
  } else {
    static_cast<StripView&>(view).refresh();
    static_cast<StripView&>(view).set_rows(rows_);
  }
}

void MixPlace::show_visible() {
  const auto [first, last] = visible_slots(strips_, scroll_->horizontalScrollBar()->value(), scroll_->width());
  for (std::size_t i = first; i < last; ++i) {
    const StripSlot& slot = strips_[i];
    QWidget* view = view_of(slot);
    const QRect place(slot.x, 0, slot.width, row_->height());
    if (view->isVisibleTo(row_) && view->geometry() == place) continue;
    view->setGeometry(place);
    show_slot(slot, *view);
    view->show();
  }
}

// A line shows where a strip would go; letting it go there is one edit.
void MixPlace::drag_strip(StripId strip, int global_x, bool drop) {
  const DropPlace place = strip_drop_place(desk_.session(), strips_, strip, row_->mapFromGlobal(QPoint(global_x, 0)).x());
  if (!drop_line_) {
    drop_line_ = new QWidget(row_);
    set_ground(*drop_line_, token::kAccent);
  }
  drop_line_->setGeometry(std::max(0, place.line_x - 1), 0, 3, row_->height());
  drop_line_->setVisible(!drop);
  drop_line_->raise();
  if (drop) desk_.edit("Move strip", [=](const SessionPtr& s) { return edit::move_strip(s, strip, place.position); });
}

void MixPlace::show_hidden_menu() {
  QMenu menu;
  for (const auto& group : desk_.session().groups) {
    if (!group->hidden) continue;
    menu.addAction("Show " + QString::fromStdString(group->name), this, [this, id = group->id] {
      desk_.edit("Show group", [=](const SessionPtr& s) { return edit::set_group_hidden(s, id, false); });
    });
  }
  menu.addAction("Show all", this, [this] { desk_.edit("Show all groups", [](const SessionPtr& s) { return edit::show_all_groups(s); }); });
  menu.exec(hidden_->mapToGlobal(QPoint(0, hidden_->height())));
}

void MixPlace::show_states() {
  const Session& session = desk_.session();
  const auto hidden = std::ranges::count_if(session.groups, [](const auto& group) { return group->hidden; });
  hidden_->setVisible(hidden > 0);
  hidden_->setText(QString("Hidden (%1)").arg(hidden));
  const auto soloed = [](const auto& item) { return item->strip.soloed; };
  clear_solos_->setVisible(std::ranges::any_of(session.tracks, soloed) || std::ranges::any_of(session.buses, soloed) ||
                           std::ranges::any_of(session.vcas, soloed));
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
  for (const auto& [id, view] : vca_views_) {
    if (view->isVisibleTo(row_)) view->refresh();
  }
  for (const auto& [id, tab] : tabs_) {
    if (tab->isVisibleTo(row_)) tab->refresh();
  }
  show_states();
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

// Time goes on for meters that are not in sight, so that they come back where they would be.
void MixPlace::feed(double seconds) {
  clock_ += seconds;
  if (!isVisible()) return;
  const auto [first, last] = visible_slots(strips_, scroll_->horizontalScrollBar()->value(), scroll_->width());
  for (std::size_t i = first; i < last; ++i) {
    if (StripView* view = strip_view(strips_[i].id)) view->feed(clock_);  // VCAs and tabs have no meters
  }
  master_->feed(clock_ - std::exchange(master_fed_, clock_));
}

void MixPlace::follow_selection() {
  for (const auto& [id, view] : views_) view->set_selected(id == desk_.selected());
  for (const auto& [id, view] : vca_views_) view->set_selected(id == desk_.selected());
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
  if (VcaView* view = vca_view(desk_.selected())) view->start_rename();
}

void MixPlace::hideEvent(QHideEvent*) { desk_.want_shares(false); }

void MixPlace::showEvent(QShowEvent*) {
  desk_.want_shares(true);
  if (std::exchange(stale_, false)) {
    fill_filters();
    lay_out();
    refresh();
    inspector_->rebuild();
  }
  feed(0.0);
}

void MixPlace::resizeEvent(QResizeEvent*) {
  layout()->activate();
  lay_out();
}

}  // namespace sweetspot::ui
