// The saved versions of a mix: kept by name with a note, switched while playing, renamed, removed.
#pragma once

#include <QWidget>

class QLineEdit;
class QListWidget;
class QPushButton;

namespace sweetspot::ui {

class Store;

// [main]
class VersionsView : public QWidget {
  Q_OBJECT
 public:
  explicit VersionsView(Store& store, QWidget* parent = nullptr);

  void refresh();
  void start_saving();  // opens the fields for name and note
  bool saving() const;

  // Each as one undo step; a name that is there already is replaced only by replace().
  void save(const QString& name, const QString& note);
  void switch_to(const QString& name);
  void replace(const QString& name);
  void rename(const QString& name, const QString& new_name);
  void set_note(const QString& name, const QString& note);
  void remove(const QString& name);

  // The name of the version whose mix is exactly the present one, or empty.
  QString present() const;

 signals:
  void compare_requested(int side, const QString& version);
  void told(const QString& sentence);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void build();
  void show_buttons();
  QString selected() const;
  QString proposed_name() const;
  void commit_fields();
  void stop_saving();
  void show_menu(const QPoint& screen);
  void edit_selected(bool note);

  Store& store_;
  QListWidget* list_;
  QPushButton* save_;
  QPushButton* switch_;
  QPushButton* more_;
  QWidget* form_;
  QLineEdit* name_;
  QLineEdit* note_;
  QString renaming_;  // the version whose name or note is in the fields; empty: a new one
};

}  // namespace sweetspot::ui
