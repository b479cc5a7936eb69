// The window: top bar, notices, the five places, jobs, status line.
#pragma once

#include <QElapsedTimer>
#include <QWidget>
#include <array>
#include <memory>
#include <vector>

#include "ui/balance/balance_pane.h"
#include "ui/shell/place_tabs.h"

class QMenu;
class QStackedWidget;

namespace sweetspot::ui {

class ActionTable;
class ArrangePlace;
class DeliverPlace;
class EmptyPage;
class HistoryPane;
class Jobs;
class MasterPlace;
class MixPlace;
class NoticeStack;
class ProblemWalk;
class ReferenceListen;
class SongFiles;
class StatusLine;
class Store;
class TopBar;
class TunePlace;
struct ActionSpec;

// [main]
inline constexpr const char* kGeometryKey = "window";  // of the settings

class MainWindow : public QWidget {
  Q_OBJECT
 public:
  explicit MainWindow(QWidget* parent = nullptr);
  ~MainWindow() override;

  // A song (its folder or file), or recordings that become a new song.
  void open_paths(const QStringList& paths);

  // Opens the sound card, and offers what a killed program left behind. After the window is shown, so that it shows at once.
  void start_sound();

  Store& store() { return *store_; }
  Jobs& jobs() { return *jobs_; }
  SongFiles& files() { return *files_; }
  const ActionTable& actions() const { return *actions_; }
  TopBar& top_bar() { return *top_; }
  ReferenceListen& reference() { return *reference_; }
  StatusLine& status() { return *status_; }
  NoticeStack& notices() { return *notices_; }

  Place place() const { return place_; }
  void go_to(Place place);
  // Made when they are first wanted.
  ArrangePlace& arrange();
  DeliverPlace& deliver();
  HistoryPane& history();
  void show_history(bool on);

 protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  std::vector<ActionSpec> song_actions();
  std::vector<ActionSpec> edit_actions();
  std::vector<ActionSpec> transport_actions();
  std::vector<ActionSpec> view_actions();
  std::vector<ActionSpec> clip_actions();
  std::vector<ActionSpec> track_actions();
  std::vector<ActionSpec> help_actions();

  void fit_to_screen();
  void ask_about_jobs();
  void quit_after_jobs();
  void build();
  void connect_parts();
  QWidget* page(Place place);
  QWidget* make_page(Place place);
  MasterPlace& master();
  void show_page();
  void show_title();
  void undo(bool again);
  void play_or_stop();
  void play_selection();
  void watch_selection_end(qint64 at);
  void toggle_loop();
  void toggle_strip(bool solo);
  void open_balance(BalancePane::Page page);
  void tell_balance(const QString& step, const QStringList& explanations);
  void select_all_or_none(bool all);
  void find_tempo();
  void snap_menu(const QPoint& screen);
  void show_shortcuts();
  void show_preferences();
  QWidget* pane_of(QWidget* widget) const;
  void cycle_panes(int direction);
  void compare();
  void end_compare();
  void hear_reference();
  void end_reference();

  Store* store_;
  Jobs* jobs_;
  SongFiles* files_;
  ReferenceListen* reference_;
  ProblemWalk* problems_;
  std::unique_ptr<ActionTable> actions_;
  QMenu* menu_;
  TopBar* top_ = nullptr;
  NoticeStack* notices_ = nullptr;
  QStackedWidget* stack_ = nullptr;
  StatusLine* status_ = nullptr;
  QWidget* middle_ = nullptr;  // the place, and the history beside it
  HistoryPane* history_ = nullptr;
  EmptyPage* empty_ = nullptr;
  std::array<QWidget*, 5> pages_{};
  Place place_ = Place::arrange;
  qint64 stop_at_ = -1;  // where playing the selection ends
  QElapsedTimer compare_since_;  // the key went down
  QElapsedTimer reference_since_;
  bool leaving_ = false;
  bool quits_after_jobs_ = false;  // the user chose to wait for them
};

}  // namespace sweetspot::ui
