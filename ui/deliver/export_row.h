// One export: its file, how far it is, and what was measured when it is done.
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace sweetspot::ui {

class Job;

// [main]
class ExportRow : public QWidget {
  Q_OBJECT
 public:
  explicit ExportRow(const QString& title, QWidget* parent = nullptr);

  void follow(Job* job);
  void show_done(const QString& text, const QString& notes, bool troubled);
  void show_failed(const QString& sentence);
  void show_cancelled();
  QString state() const;

 signals:
  void again_requested();
  void show_requested();  // the folder

 private:
  void show_progress();
  void end(const QString& text, const QColor& colour);

  QPointer<Job> job_;
  QTimer timer_;
  QLabel* state_;
  QProgressBar* bar_;
  QPushButton* cancel_;
  QPushButton* again_;
  QPushButton* show_;
};

}  // namespace sweetspot::ui
