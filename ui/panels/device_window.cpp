#include "ui/panels/device_window.h"

#include <QScreen>
#include <QScrollArea>
#include <QSettings>
#include <QShortcut>
#include <QVBoxLayout>

#include "engine/studio/processors.h"
#include "ui/panels/desk_panel.h"
#include "ui/panels/device_panel.h"
#include "ui/panels/panel_desk.h"
#include "ui/panels/panel_header.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr QSize kFirstSize(880, 700);
constexpr QSize kLeastSize(308, 240);

QString settings_key(const QString& kind) { return "panels/" + kind + "/window"; }

}  // namespace

DeviceWindow::DeviceWindow(PanelDesk& desk, DeviceId device, QWidget* main_window)
    : QWidget(main_window, Qt::Tool), desk_(desk), device_(device), scroll_(new QScrollArea) {
  setAttribute(Qt::WA_DeleteOnClose);
  setMinimumSize(kLeastSize);
  set_ground(*this, token::kPanel);
  kind_ = QString::fromStdString(find_device(desk.session(), device)->type);
  DevicePanel* panel = make_desk_panel(desk, device);
  panel->header().set_window_offered(false);
  auto* page = new QWidget;
  set_ground(*page, token::kPanel);
  auto* inner = new QVBoxLayout(page);
  inner->setContentsMargins(token::kSpaceWide, token::kSpaceWide, token::kSpaceWide, token::kSpaceWide);
  inner->addWidget(panel, 1);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setWidgetResizable(true);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setFocusPolicy(Qt::NoFocus);
  scroll_->setWidget(page);
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->addWidget(scroll_);
  auto* close_key = new QShortcut(QKeySequence("Ctrl+W"), this);
  connect(close_key, &QShortcut::activated, this, &QWidget::close);
  connect(&desk, &PanelDesk::session_changed, this,
          [this] { find_device(desk_.session(), device_) ? show_title() : static_cast<void>(close()); });
  connect(&desk, &PanelDesk::song_changed, this, &QWidget::close);
  connect(&desk, &QObject::destroyed, this, &QWidget::close);
  show_title();
  restore();
}

void DeviceWindow::show_title() {
  StripId owner;
  if (!find_device(desk_.session(), device_, &owner)) return;
  const QString strip = QString::fromStdString(find_strip(desk_.session(), owner)->name);
  setWindowTitle(strip + ": " + device_label(desk_, device_));
}

// Where the last one of its kind was, if that is still on a screen; otherwise the middle of the main window.
void DeviceWindow::restore() {
  resize(kFirstSize);
  const QWidget* main_window = parentWidget();
  const QRect around = main_window ? main_window->geometry() : screen()->availableGeometry();
  QRect place(QPoint(), kFirstSize);
  place.moveCenter(around.center());
  const QRect kept = QSettings().value(settings_key(kind_)).toRect();
  if (kept.isValid()) place = kept;
  const QRect room = screen()->availableGeometry();
  place.setSize(place.size().boundedTo(room.size()).expandedTo(kLeastSize));
  if (!room.contains(place.topLeft()) || !room.contains(place.center())) place.moveCenter(room.center());
  setGeometry(place);
  restored_ = true;
}

void DeviceWindow::keep() {
  if (restored_ && isVisible()) QSettings().setValue(settings_key(kind_), geometry());
}

void DeviceWindow::moveEvent(QMoveEvent*) { keep(); }
void DeviceWindow::resizeEvent(QResizeEvent*) { keep(); }

DeviceWindow* open_device_window(PanelDesk& desk, DeviceId device, QWidget* near) {
  const Device* found = find_device(desk.session(), device);
  if (!found || !find_processor(found->type)) return nullptr;
  QWidget* main_window = near ? near->window() : nullptr;
  if (auto* inside = qobject_cast<DeviceWindow*>(main_window)) main_window = inside->parentWidget();
  if (main_window) {
    for (DeviceWindow* open : main_window->findChildren<DeviceWindow*>(Qt::FindDirectChildrenOnly)) {
      if (open->device() != device) continue;
      open->show();
      open->raise();
      open->activateWindow();
      return open;
    }
  }
  auto* window = new DeviceWindow(desk, device, main_window);
  window->show();
  return window;
}

}  // namespace sweetspot::ui
