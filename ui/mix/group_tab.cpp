#include "ui/mix/group_tab.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <algorithm>

#include "engine/session/group_edits.h"
#include "engine/session/vca_edits.h"
#include "ui/controls/hint.h"
#include "ui/mix/members_popup.h"
#include "ui/mix/strip_words.h"
#include "ui/store/track_look.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kColourHeight = 4;
constexpr int kIcon = 14;

bool holds(const std::vector<StripId>& members, StripId strip) { return std::ranges::find(members, strip) != members.end(); }

}  // namespace

QColor group_colour(const Session& session, const StripGroup& group) {
  const QColor own(words(group.colour));
  return own.isValid() || group.members.empty() ? own : strip_colour(session, group.members.front());
}

GroupTab::GroupTab(Desk& desk, GroupId group, QWidget* parent) : QAbstractButton(parent), desk_(desk), group_(group) {
  setFocusPolicy(Qt::TabFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  set_hint(*this, "Click folds the group away or brings it back · right-click: members, links, colour, hide · hold Alt to move a linked strip alone");
  connect(this, &QAbstractButton::clicked, this, [this] {
    const StripGroup* now = find_group(desk_.session(), group_);
    if (!now) return;
    desk_.edit(now->folded ? "Unfold " + words(now->name) : "Fold " + words(now->name),
               [id = group_, on = !now->folded](const SessionPtr& s) { return edit::set_group_folded(s, id, on); });
  });
  refresh();
}

void GroupTab::refresh() {
  const StripGroup* group = find_group(desk_.session(), group_);
  if (!group) return;
  name_ = words(group->name);
  colour_ = group_colour(desk_.session(), *group);
  members_ = static_cast<int>(group->members.size());
  folded_ = group->folded;
  links_ = group->linked && (group->link_gain || group->link_pan || group->link_mute || group->link_solo);
  setAccessibleName(
      QString("Group %1, %2 strips, %3%4").arg(name_).arg(members_).arg(folded_ ? "folded" : "open", links_ ? ", linked" : ""));
  setToolTip(QString("%1: %2 strips%3").arg(name_).arg(members_).arg(links_ ? ", linked" : ""));
  update();
}

void GroupTab::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), underMouse() ? token::kHover : token::kPanel);
  painter.fillRect(0, 0, width(), kColourHeight, colour_);
  const double ratio = devicePixelRatioF();
  int y = kColourHeight + token::kGap;
  painter.drawPixmap((width() - kIcon) / 2, y,
                     icon_pixmap(folded_ ? Icon::chevron_right : Icon::chevron_down, kIcon, token::kSecondary, ratio));
  y += kIcon + token::kGap;
  if (links_) {
    painter.drawPixmap((width() - kIcon) / 2, y, icon_pixmap(Icon::link, kIcon, token::kAccent, ratio));
    y += kIcon + token::kGap;
  }
  const QString text = folded_ ? QString("%1  (%2)").arg(name_).arg(members_) : name_;
  painter.setFont(text_font(Text::small, true));
  painter.setPen(token::kText);
  painter.translate(width(), y);
  painter.rotate(90);
  const QRect along(0, 0, height() - y - token::kGap, width());
  painter.drawText(along, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, along.width()));
  painter.resetTransform();
  if (shows_keyboard_focus(*this)) draw_focus(painter, rect());
}

void GroupTab::contextMenuEvent(QContextMenuEvent* event) { show_group_menu(desk_, group_, event->globalPos(), this); }
void GroupTab::enterEvent(QEnterEvent*) { update(); }
void GroupTab::leaveEvent(QEvent*) { update(); }

void show_group_menu(Desk& desk, GroupId id, const QPoint& screen, QWidget* parent) {
  const StripGroup* group = find_group(desk.session(), id);
  if (!group) return;
  const auto edit = [&desk](const QString& name, auto change) { desk.edit(name, change); };
  QMenu menu;
  menu.addAction("Members, name and links…", parent,
                 [&desk, id, screen, parent] { MembersPopup::for_group(desk, id, parent)->open_at(screen); });
  QAction* linked = menu.addAction("Moves together", parent, [=, on = !group->linked] {
    edit(on ? "Links on" : "Links off", [=](const SessionPtr& s) { return edit::set_group_linked(s, id, on); });
  });
  linked->setCheckable(true);
  linked->setChecked(group->linked);
  linked->setEnabled(group->link_gain || group->link_pan || group->link_mute || group->link_solo);
  QMenu* colours = menu.addMenu("Colour");
  colours->addAction("Of its first strip", parent,
                     [=] { edit("Colour", [=](const SessionPtr& s) { return edit::set_group_colour(s, id, ""); }); });
  for (const token::NamedColour& named : token::kTrackColours) {
    QPixmap patch(14, 14);
    patch.fill(named.colour);
    colours->addAction(patch, QString::fromUtf8(named.name.data(), static_cast<int>(named.name.size())), parent,
                       [=, hex = named.colour.name().toUpper().toStdString()] {
                         edit("Colour", [=](const SessionPtr& s) { return edit::set_group_colour(s, id, hex); });
                       });
  }
  menu.addSeparator();
  menu.addAction("Bring its strips together", parent,
                 [=] { edit("Gather group", [=](const SessionPtr& s) { return edit::gather_group(s, id); }); });
  menu.addAction("Hide", parent, [=] { edit("Hide group", [=](const SessionPtr& s) { return edit::set_group_hidden(s, id, true); }); });
  menu.addAction("Ungroup", parent, [=] { edit("Ungroup", [=](const SessionPtr& s) { return edit::remove_group(s, id); }); });
  menu.exec(screen);
}

void fill_membership_menus(QMenu& menu, Desk& desk, StripId strip, QWidget* parent) {
  const auto tick = [&](QMenu* into, const std::string& name, bool on, auto run) {
    QAction* action = into->addAction(words(name), parent, run);
    action->setCheckable(true);
    action->setChecked(on);
  };
  QMenu* vcas = menu.addMenu("VCA");
  for (const auto& vca : desk.session().vcas) {
    const bool on = holds(vca->members, strip);
    tick(vcas, vca->strip.name, on, [&desk, strip, on, id = vca->strip.id] {
      desk.edit(on ? "Take from VCA" : "Put under VCA",
                [=](const SessionPtr& s) { return on ? edit::leave_vca(s, id, strip) : edit::join_vca(s, id, strip); });
    });
  }
  if (!vcas->isEmpty()) vcas->addSeparator();
  vcas->addAction(icon(Icon::add), "New VCA over it…", parent, [&desk, strip, parent, at = QCursor::pos()] {
    StripId made;
    desk.edit("New VCA", [&](const SessionPtr& s) {
      const auto added = edit::add_vca(s, "VCA", std::vector{strip});
      made = added.id;
      return added.session;
    });
    if (made) MembersPopup::for_vca(desk, made, parent)->open_at(at);
  });
  if (find_vca(desk.session(), strip)) return;
  QMenu* groups = menu.addMenu("Group");
  for (const auto& group : desk.session().groups) {
    const bool on = holds(group->members, strip);
    tick(groups, group->name, on, [&desk, strip, on, id = group->id] {
      desk.edit(on ? "Take from group" : "Put into group",
                [=](const SessionPtr& s) { return on ? edit::leave_group(s, id, strip) : edit::join_group(s, id, strip); });
    });
  }
  if (!groups->isEmpty()) groups->addSeparator();
  groups->addAction(icon(Icon::add), "New group with it…", parent, [&desk, strip, parent, at = QCursor::pos()] {
    GroupId made;
    desk.edit("New group", [&](const SessionPtr& s) {
      const auto added = edit::add_group(s, "Group", std::vector{strip});
      made = added.id;
      return added.session;
    });
    if (made) MembersPopup::for_group(desk, made, parent)->open_at(at);
  });
}

}  // namespace sweetspot::ui
