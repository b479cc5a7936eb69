// Closing, dropping, keys: what happens to the window.
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QCloseEvent>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QMimeData>
#include <QSettings>
#include <QUrl>
#include <utility>

#include "ui/history/version_compare.h"
#include "ui/shell/empty_page.h"
#include "ui/shell/reference_listen.h"
#include "ui/shell/song_files.h"
#include "ui/shell/status_line.h"
#include "ui/store/jobs.h"

namespace sweetspot::ui {

void MainWindow::closeEvent(QCloseEvent* event) {
  QSettings().setValue(kGeometryKey, saveGeometry());
  if (leaving_) return event->accept();
  if (!jobs_->running().empty()) {
    event->ignore();
    return ask_about_jobs();
  }
  if (!files_->would_be_lost()) return event->accept();
  event->ignore();
  files_->leave([this] {
    leaving_ = true;
    close();
  });
}

void MainWindow::ask_about_jobs() {
  static constexpr const char* kName = "jobs_running";
  if (auto* open = findChild<QMessageBox*>(kName); open && open->isVisible()) return open->raise();
  const auto& running = jobs_->running();
  const Job& first = *running.front();
  QString text = QString("“%1” is at %2 %.").arg(first.name()).arg(static_cast<int>(first.fraction() * 100.0));
  if (running.size() > 1) text += QString(" %1 more run beside it.").arg(running.size() - 1);
  auto* box = new QMessageBox(QMessageBox::NoIcon, "Sweetspot", text, QMessageBox::NoButton, this);
  box->setObjectName(kName);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setInformativeText("What is cancelled leaves nothing behind and has to be started again.");
  const auto* wait = static_cast<QAbstractButton*>(box->addButton("Wait, then quit", QMessageBox::AcceptRole));
  const auto* cancel = static_cast<QAbstractButton*>(box->addButton("Cancel it and quit", QMessageBox::DestructiveRole));
  box->addButton("Stay", QMessageBox::RejectRole);
  connect(box, &QMessageBox::buttonClicked, this, [this, wait, cancel](QAbstractButton* chosen) {
    if (chosen == cancel)
      for (Job* job : jobs_->running()) job->cancel();
    quits_after_jobs_ = chosen == wait || chosen == cancel;
    if (quits_after_jobs_) quit_after_jobs();
  });
  box->setModal(false);
  box->show();
}

void MainWindow::quit_after_jobs() {
  if (!jobs_->running().empty()) return;  // one was started since
  if (std::exchange(quits_after_jobs_, false)) close();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!event->mimeData()->hasUrls()) return;
  event->acceptProposedAction();
  empty_->set_drop_shown(true);
  status_->show_hint("Drop to add as tracks");
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) { empty_->set_drop_shown(false); }

void MainWindow::dropEvent(QDropEvent* event) {
  empty_->set_drop_shown(false);
  SongFiles::Paths paths;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) paths.emplace_back(url.toLocalFile().toStdString());
  if (paths.empty()) return;
  event->acceptProposedAction();
  files_->add(paths);
}

// Space is Play everywhere, so Enter presses the button that has the keyboard.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyRelease && (compare_since_.isValid() || reference_since_.isValid())) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_B && !key->isAutoRepeat()) end_compare();
    if (key->key() == Qt::Key_R && !key->isAutoRepeat()) end_reference();
  }
  if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
    auto* key = static_cast<QKeyEvent*>(event);
    auto* widget = qobject_cast<QWidget*>(watched);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (enter && key->modifiers() == Qt::NoModifier && widget && widget->hasFocus() && widget->window() == this) {
      auto* button = qobject_cast<QAbstractButton*>(watched);
      auto* list = qobject_cast<QComboBox*>(watched);
      if (button || list) {
        if (event->type() == QEvent::ShortcutOverride)
          event->accept();
        else if (button)
          button->click();
        else
          list->showPopup();
        return true;
      }
    }
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace sweetspot::ui
