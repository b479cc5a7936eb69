// What the window shows before there is a track: where to drop files, three goals, the songs of late.
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace sweetspot::ui {

// [main]
class EmptyPage : public QWidget {
  Q_OBJECT
 public:
  enum class Goal { any, mix, tune, master };

  explicit EmptyPage(QWidget* parent = nullptr);

  void refresh_recents();
  void set_drop_shown(bool shown);  // files hang over the window

 signals:
  void add_requested(sweetspot::ui::EmptyPage::Goal goal);
  void open_requested();
  void demo_requested();
  void recent_requested(const QString& folder);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  QWidget* goal_button(const QString& title, const QString& text, Goal goal);

  QWidget* card_;
  QVBoxLayout* recents_;
  bool drop_ = false;
};

}  // namespace sweetspot::ui
