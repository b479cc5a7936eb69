// From one problem of the song to the next.
#pragma once

#include <QObject>
#include <QString>

#include "ui/shell/place_tabs.h"

namespace sweetspot::ui {

class Store;

// What the export page checks, one at a time: selects what it is about, asks for the place where it is seen and says what it is. [main]
class ProblemWalk : public QObject {
  Q_OBJECT
 public:
  explicit ProblemWalk(Store& store, QObject* parent = nullptr);

  void next();

 signals:
  void place_wanted(sweetspot::ui::Place place);
  void told(const QString& sentence);

 private:
  Store& store_;
  QString last_;  // the text of the one that was told; what follows it comes next, even if others came or went
};

}  // namespace sweetspot::ui
