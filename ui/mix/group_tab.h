// A group's tab before its strips: folds them away and brings them back.
#pragma once

#include <QAbstractButton>

#include "ui/mix/desk.h"

class QMenu;

namespace sweetspot::ui {

// Click: folds or unfolds. Right-click: everything else. [main]
class GroupTab : public QAbstractButton {
  Q_OBJECT
 public:
  GroupTab(Desk& desk, GroupId group, QWidget* parent = nullptr);

  void refresh();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  Desk& desk_;
  GroupId group_;
  QString name_;
  QColor colour_;
  int members_ = 0;
  bool folded_ = false;
  bool links_ = false;
};

// The group's own colour, or that of its first member. Pure.
QColor group_colour(const Session& session, const StripGroup& group);

// What can be done with a group. [main]
void show_group_menu(Desk& desk, GroupId group, const QPoint& screen, QWidget* parent);

// The menus of a strip: the VCAs over it, the groups it is in, and new ones with it. [main]
void fill_membership_menus(QMenu& menu, Desk& desk, StripId strip, QWidget* parent);

}  // namespace sweetspot::ui
