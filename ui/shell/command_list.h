// Everything the window can do, with its keys: found by typing, run from the list. From the table of actions.
#pragma once

#include <QDialog>
#include <QString>
#include <vector>

class QHBoxLayout;
class QLineEdit;
class QScrollArea;
class QWidget;

namespace sweetspot::ui {

class ActionTable;

// Whether every word of `typed` begins or lies in `text`; case does not matter. Nothing typed matches all. Any thread.
bool matches(const QString& text, const QString& typed);

// Not modal: what is played goes on. Typing narrows the list, Up and Down choose, Enter or a click runs and closes. [main]
class CommandList : public QDialog {
  Q_OBJECT
 public:
  explicit CommandList(const ActionTable& actions, QWidget* parent = nullptr);

  QLineEdit& search() { return *search_; }
  std::vector<QString> shown() const;  // ids of the actions in the list, in its order
  QString chosen() const;              // what Enter runs; empty when nothing is found

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  class Row;
  void fill();
  void choose(int index);
  void run(const QString& id);

  const ActionTable& actions_;
  QLineEdit* search_;
  QScrollArea* scroll_;
  std::vector<Row*> rows_;
  int chosen_ = 0;
};

}  // namespace sweetspot::ui
