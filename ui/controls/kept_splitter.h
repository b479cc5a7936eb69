// Panes side by side whose sizes the user sets and finds again.
#pragma once

#include <QSplitter>
#include <QString>

namespace sweetspot::ui {

// Add panes, then call restore(). Between two panes lies a hairline that can be dragged; a double click or the key 0 on it brings back the
// sizes at which the panes were made, arrows move it. Sizes are kept in the user's settings under "panes/NAME". [main]
class KeptSplitter : public QSplitter {
  Q_OBJECT
 public:
  KeptSplitter(Qt::Orientation orientation, QString name, QWidget* parent = nullptr);

  // What a pane may be, in pixels; `first` is its size at the start, 0 for the pane that takes what is left.
  void add_pane(QWidget* pane, int least, int first, int most);

  // The kept sizes, or the first ones where none are kept or they do not fit these panes.
  void restore();

  void reset();                         // to the first sizes, and keeps these
  void move_handle(int index, int by);  // pixels; within what the panes may be

 protected:
  QSplitterHandle* createHandle() override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void keep();
  QList<int> first_sizes() const;

  QString name_;
  QList<int> first_;
  bool restored_ = false;
  bool real_ = false;  // has had its first real size
};

}  // namespace sweetspot::ui
