// The small panel over the timeline that cuts silence out of the chosen clips, with what would be kept shown on them.
#pragma once

#include <QFrame>

#include "ui/arrange/silence_preview.h"

class QLabel;
class QPushButton;

namespace sweetspot::ui {

class Store;
class ValueBox;

// Ctrl+Enter cuts, in one undo step; Esc leaves. The values are kept while the program runs. [main]
class StripSilencePanel : public QFrame {
  Q_OBJECT
 public:
  StripSilencePanel(Store& store, QWidget* parent);

  // At the top of the timeline, or at its foot where clips would lie under it.
  void open(bool low = false);
  void leave();
  void cut();

  QPushButton& cut_button() { return *cut_; }
  ValueBox& threshold() { return *threshold_; }
  ValueBox& gap() { return *gap_; }
  ValueBox& before() { return *before_; }
  ValueBox& after() { return *after_; }
  SilenceSettings settings() const;
  const SilencePreview& preview() const { return preview_; }

 signals:
  void preview_changed();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void look();
  void show_words();
  void place();

  Store& store_;
  SilencePreview preview_;
  ValueBox *threshold_, *gap_, *before_, *after_;
  QLabel* words_;
  QPushButton* cut_;
  bool low_ = false;
};

}  // namespace sweetspot::ui
