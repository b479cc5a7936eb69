// The top of a processor's panel: power, name, preset, comparison, dry/wet, menu.
#pragma once

#include <functional>

#include <QWidget>

class QGridLayout;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace sweetspot::ui {

class ToggleButton;
class ValueBox;

// In two lines where it is narrow. A double-click on the name asks for a window of its own.
class PanelHeader : public QWidget {
  Q_OBJECT
 public:
  using FillMenu = std::function<void(QMenu&)>;

  // `owner` goes before names for screen readers: "Lead Vox Compressor".
  PanelHeader(const QString& title, const QString& summary, const QString& owner, QWidget* parent = nullptr);

  void set_wide(bool wide);
  void show_state(bool bypassed, double mix);  // 0 dry to 1 wet

  // The preset that sounds as the device does, or that it was made from (then with a mark); empty: none. `fill` makes the menu.
  void set_preset_menu(FillMenu fill);
  void show_preset(const QString& name, bool edited);

  // Which of the two settings is heard: 0 A, 1 B. Hidden until first called.
  void show_compared(int slot);

  // What is done about the level while one compares; empty: nothing. And whether it is done at all.
  void show_match(const QString& words);
  void set_matching(bool on) { matching_ = on; }

  // Leaves out what makes no sense where the panel is: a window in a window.
  void set_window_offered(bool offered) { window_offered_ = offered; }

 signals:
  void bypass_changed(bool bypassed);
  void mix_changed(double mix);
  void gesture_cancelled();  // gesture_ended follows
  void gesture_ended();
  void compare_chosen(int slot);
  void copy_to_other_requested();
  void matching_changed(bool on);
  void window_requested();
  void move_requested(int steps);
  void reset_requested();
  void remove_requested();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void build(const QString& title, const QString& summary);
  void arrange();
  void open_menu(QToolButton& button);

  QString owner_;
  bool wide_ = false;
  bool window_offered_ = true;
  QGridLayout* grid_;
  ToggleButton* power_ = nullptr;
  QWidget* name_ = nullptr;
  QPushButton* preset_ = nullptr;
  QString preset_words_;
  FillMenu fill_;
  QWidget* compare_ = nullptr;
  ToggleButton* slots_[2] = {nullptr, nullptr};
  QLabel* match_ = nullptr;
  bool matching_ = true;
  ValueBox* mix_ = nullptr;
  QToolButton* more_ = nullptr;
};

}  // namespace sweetspot::ui
