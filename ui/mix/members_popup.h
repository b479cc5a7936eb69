// Who is under a VCA or in a group, its name, and what of a group moves together: in one small window that a click outside closes.
#pragma once

#include <QFrame>
#include <functional>

#include "ui/mix/desk.h"

class QLineEdit;
class QListWidget;

namespace sweetspot::ui {

// Every tick is an undo step of its own. [main]
class MembersPopup : public QFrame {
  Q_OBJECT
 public:
  static MembersPopup* for_vca(Desk& desk, StripId vca, QWidget* parent);
  static MembersPopup* for_group(Desk& desk, GroupId group, QWidget* parent);

  // Opens at a place on the screen, moved so that all of it is seen.
  void open_at(const QPoint& screen);

 private:
  struct Subject {
    QString kind;  // "VCA", "Group"
    std::function<bool()> there;
    std::function<QString()> name;
    std::function<void(const QString&)> rename;
    std::function<bool(StripId)> offers;  // may be a member
    std::function<bool(StripId)> holds;
    std::function<void(StripId, bool)> set;
  };

  MembersPopup(Desk& desk, Subject subject, QWidget* parent);
  void add_links(GroupId group);
  void fill();

  Desk& desk_;
  Subject subject_;
  QLineEdit* name_;
  QListWidget* list_;
  bool filling_ = false;
};

}  // namespace sweetspot::ui
