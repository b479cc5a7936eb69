// Controls that move others along say so.
#pragma once

#include <string>
#include <vector>

#include <QString>

#include "engine/session/session.h"

class QWidget;

namespace sweetspot::ui {

// The hints of a strip's controls; to those that are linked it adds that they are, and the key that holds the link off. [main]
class LinkHints {
 public:
  void add(QWidget& control, const char* key);  // of strip_table(); the control has its own hint already
  void refresh(const Session& session, StripId strip);

 private:
  struct Entry {
    QWidget* control;
    std::string key;
    QString own;
    bool linked = false;
  };
  std::vector<Entry> entries_;
};

}  // namespace sweetspot::ui
