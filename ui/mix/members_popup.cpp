#include "ui/mix/members_popup.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QScreen>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "engine/session/group_edits.h"
#include "engine/session/vca.h"
#include "engine/session/vca_edits.h"
#include "ui/controls/hint.h"
#include "ui/mix/strip_actions.h"
#include "ui/store/track_look.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kWidth = 232;
constexpr int kRow = 24;
constexpr int kMostRows = 14;

bool in(const std::vector<StripId>& members, StripId strip) { return std::ranges::find(members, strip) != members.end(); }

}  // namespace

MembersPopup::MembersPopup(Desk& desk, Subject subject, QWidget* parent)
    : QFrame(parent, Qt::Popup), desk_(desk), subject_(std::move(subject)), name_(new QLineEdit), list_(new QListWidget) {
  setAttribute(Qt::WA_DeleteOnClose);
  setFrameShape(QFrame::StyledPanel);
  setFixedWidth(kWidth);
  set_ground(*this, token::kRaised);
  setAccessibleName(subject_.kind + " members");
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(token::kSpaceWide, token::kSpace, token::kSpaceWide, token::kSpaceWide);
  box->setSpacing(token::kGap);
  box->addWidget(make_label(subject_.kind, Text::small, token::kSecondary));
  name_->setAccessibleName("Name of the " + subject_.kind);
  name_->setText(subject_.name());
  name_->setMinimumHeight(28);
  connect(name_, &QLineEdit::editingFinished, this, [this] {
    if (subject_.there() && name_->text() != subject_.name()) subject_.rename(name_->text());
    if (subject_.there()) name_->setText(subject_.name());
  });
  box->addWidget(name_);
  list_->setFrameShape(QFrame::NoFrame);
  list_->setAccessibleName("Members");
  list_->setUniformItemSizes(true);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  set_hint(*list_, "Tick what belongs to it · Space ticks by key · Esc closes");
  connect(list_, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
    if (filling_) return;
    subject_.set(StripId{item->data(Qt::UserRole).toULongLong()}, item->checkState() == Qt::Checked);
  });
  box->addWidget(list_);
  connect(&desk_, &Desk::session_changed, this, [this] { subject_.there() ? fill() : static_cast<void>(close()); });
  fill();
}

void MembersPopup::fill() {
  std::vector<const Strip*> offered;
  const auto offer = [&](const Strip& strip) {
    if (subject_.offers(strip.id)) offered.push_back(&strip);
  };
  for (const auto& track : desk_.session().tracks) offer(track->strip);
  for (const auto& bus : desk_.session().buses) offer(bus->strip);
  for (const auto& vca : desk_.session().vcas) offer(vca->strip);
  filling_ = true;
  const int row = list_->currentRow();
  while (list_->count() > static_cast<int>(offered.size())) delete list_->takeItem(list_->count() - 1);
  while (list_->count() < static_cast<int>(offered.size())) list_->addItem(QString());
  for (int i = 0; i < list_->count(); ++i) {
    const Strip& strip = *offered[static_cast<std::size_t>(i)];
    QListWidgetItem& item = *list_->item(i);
    item.setText(words(strip.name) + (find_vca(desk_.session(), strip.id) ? " (VCA)" : ""));
    item.setSizeHint({kWidth / 2, kRow});
    item.setData(Qt::UserRole, QVariant::fromValue<qulonglong>(strip.id.value));
    item.setCheckState(subject_.holds(strip.id) ? Qt::Checked : Qt::Unchecked);
  }
  if (row >= 0) list_->setCurrentRow(std::min(row, list_->count() - 1));
  list_->setFixedHeight(std::clamp(list_->count(), 1, kMostRows) * kRow + 4);
  filling_ = false;
}

void MembersPopup::open_at(const QPoint& screen_point) {
  adjustSize();
  const QRect room = screen()->availableGeometry();
  const QPoint last = room.bottomRight() - QPoint(width(), height());
  move(std::clamp(screen_point.x(), room.left(), std::max(room.left(), last.x())),
       std::clamp(screen_point.y(), room.top(), std::max(room.top(), last.y())));
  show();
  name_->setFocus();
  name_->selectAll();
}

MembersPopup* MembersPopup::for_vca(Desk& desk, StripId vca, QWidget* parent) {
  Subject subject;
  subject.kind = "VCA";
  subject.there = [&desk, vca] { return find_vca(desk.session(), vca) != nullptr; };
  subject.name = [&desk, vca] { return words(find_vca(desk.session(), vca)->strip.name); };
  subject.rename = [&desk, vca](const QString& name) { rename(desk, vca, name); };
  subject.offers = [&desk, vca](StripId strip) { return !is_under(desk.session(), vca, strip); };
  subject.holds = [&desk, vca](StripId strip) { return in(find_vca(desk.session(), vca)->members, strip); };
  subject.set = [&desk, vca](StripId strip, bool on) {
    desk.edit(on ? "Put under VCA" : "Take from VCA",
              [=](const SessionPtr& s) { return on ? edit::join_vca(s, vca, strip) : edit::leave_vca(s, vca, strip); });
  };
  return new MembersPopup(desk, std::move(subject), parent);
}

MembersPopup* MembersPopup::for_group(Desk& desk, GroupId group, QWidget* parent) {
  Subject subject;
  subject.kind = "Group";
  subject.there = [&desk, group] { return find_group(desk.session(), group) != nullptr; };
  subject.name = [&desk, group] { return words(find_group(desk.session(), group)->name); };
  subject.rename = [&desk, group](const QString& name) {
    desk.edit("Rename group", [=](const SessionPtr& s) { return edit::rename_group(s, group, name.toStdString()); });
  };
  subject.offers = [&desk](StripId strip) { return !find_vca(desk.session(), strip); };
  subject.holds = [&desk, group](StripId strip) { return in(find_group(desk.session(), group)->members, strip); };
  subject.set = [&desk, group](StripId strip, bool on) {
    desk.edit(on ? "Put into group" : "Take from group",
              [=](const SessionPtr& s) { return on ? edit::join_group(s, group, strip) : edit::leave_group(s, group, strip); });
  };
  auto* popup = new MembersPopup(desk, std::move(subject), parent);
  popup->add_links(group);
  return popup;
}

void MembersPopup::add_links(GroupId group) {
  auto* box = static_cast<QVBoxLayout*>(layout());
  auto* title = make_label("Move together", Text::small, token::kSecondary);
  box->insertWidget(2, title);
  auto* grid = new QGridLayout;
  grid->setSpacing(token::kGap);
  const StripGroup& now = *find_group(desk_.session(), group);
  const std::pair<edit::Link, std::pair<const char*, bool>> links[] = {{edit::Link::gain, {"Level", now.link_gain}},
                                                                       {edit::Link::pan, {"Pan", now.link_pan}},
                                                                       {edit::Link::mute, {"Mute", now.link_mute}},
                                                                       {edit::Link::solo, {"Solo", now.link_solo}}};
  int place = 0;
  for (const auto& [link, text] : links) {
    auto* tick = new QCheckBox(text.first);
    tick->setChecked(text.second);
    set_hint(*tick, "By as much as the one that is moved; mute and solo to the same state");
    connect(tick, &QCheckBox::clicked, this, [this, group, link = link](bool on) {
      desk_.edit(on ? "Link group" : "Unlink group", [=](const SessionPtr& s) { return edit::set_group_link(s, group, link, on); });
    });
    grid->addWidget(tick, place / 2, place % 2);
    ++place;
  }
  box->insertLayout(3, grid);
  box->insertWidget(4, make_label("Members", Text::small, token::kSecondary));
}

}  // namespace sweetspot::ui
