#include "ui/mix/insert_slot.h"

#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QPainter>

#include "engine/studio/processors.h"
#include "ui/controls/hint.h"
#include "ui/mix/strip_words.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kDotArea = 17;
constexpr double kDotRadius = 3.5;

}  // namespace

InsertSlot::InsertSlot(QWidget* parent) : QAbstractButton(parent) {
  setFocusPolicy(Qt::TabFocus);
  set_hint(*this, "Click the dot to turn it off or on · click the name to open it · right-click for more");
  connect(this, &QAbstractButton::clicked, this, [this] { emit open_requested(device_); });
}

void InsertSlot::show_device(const Device& device, const QString& owner) {
  const ProcessorType* type = find_processor(device.type);
  const QString label = type ? short_label(*type) : QString::fromStdString(device.type);
  const QString full = type ? QString::fromStdString(type->label) : label + " (not in this version)";
  if (device_ == device.id && bypassed_ == device.bypassed && text() == label) return;
  device_ = device.id;
  bypassed_ = device.bypassed;
  setText(label);
  setToolTip(full);
  setAccessibleName(owner + ", " + full + (bypassed_ ? ", off" : ", on"));
  update();
}

void InsertSlot::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && isDown() && event->position().x() < kDotArea && rect().contains(event->position().toPoint())) {
    setDown(false);
    emit bypass_requested(device_, !bypassed_);
    return;
  }
  QAbstractButton::mouseReleaseEvent(event);
}

void InsertSlot::contextMenuEvent(QContextMenuEvent* event) { emit menu_requested(device_, event->globalPos()); }

void InsertSlot::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return click();
  if (event->key() == Qt::Key_B && !event->modifiers()) return emit bypass_requested(device_, !bypassed_);
  QAbstractButton::keyPressEvent(event);
}

void InsertSlot::enterEvent(QEnterEvent*) { update(); }
void InsertSlot::leaveEvent(QEvent*) { update(); }

void InsertSlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  draw_box(painter, rect(),
           underMouse() ? token::kHover
           : bypassed_  ? token::kPanel
                        : token::kWell,
           bypassed_ ? token::kHairline : token::kBorder);
  draw_box(painter, QRectF(kDotArea / 2.0 - kDotRadius + 1, height() / 2.0 - kDotRadius, 2 * kDotRadius, 2 * kDotRadius),
           bypassed_ ? QColor(Qt::transparent) : token::kOk, bypassed_ ? token::kDisabled : token::kOk, kDotRadius);
  painter.setFont(text_font(Text::caption));
  painter.setPen(bypassed_ ? token::kSecondary : token::kText);
  const QRect area = rect().adjusted(kDotArea, 0, -3, 0);
  painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(text(), Qt::ElideRight, area.width()));
  if (shows_keyboard_focus(*this)) draw_focus(painter, rect());
}

}  // namespace sweetspot::ui
