#include "ui/mix/insert_slot.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QApplication>
#include <QContextMenuEvent>
#include <QDrag>
#include <QMimeData>
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

constexpr int kDotArea = 17, kNarrowDotArea = 14;
constexpr int kNarrowBelow = 60;
constexpr int kMarginRight = 3;
constexpr double kDotRadius = 3.5;
constexpr double kFullReduction = 20.0;  // dB over the whole bar
constexpr double kFallPerSecond = 20.0 / 1.7;

}  // namespace

InsertSlot::InsertSlot(QWidget* parent) : QAbstractButton(parent) {
  setFocusPolicy(Qt::TabFocus);
  set_hint(*this, "Click the dot: off or on (B) · click the name: open · drag: move, with Ctrl copy · Ctrl+C, Ctrl+V · right-click: more");
  connect(this, &QAbstractButton::clicked, this, [this] { emit open_requested(device_); });
}

void InsertSlot::show_device(const Device& device, const QString& owner) {
  const ProcessorType* type = find_processor(device.type);
  const QString label = type ? short_label(*type) : QString::fromStdString(device.type);
  const QString full = type ? QString::fromStdString(type->label) : label + " (not in this version)";
  if (device_ == device.id && bypassed_ == device.bypassed && text() == label) return;
  device_ = device.id;
  bypassed_ = device.bypassed;
  meter_ = -1;
  if (type) {
    const auto at = std::ranges::find(type->meters, "gain_reduction", &MeterSpec::key);
    if (at != type->meters.end()) meter_ = static_cast<int>(at - type->meters.begin());
  }
  reduction_ = 0.0;
  drawn_ = 0;
  narrow_ = type ? narrow_label(*type) : label;
  setText(label);
  setToolTip(full);
  setAccessibleName(owner + ", " + full + (bypassed_ ? ", off" : ", on"));
  update();
}

int InsertSlot::dot_area() const { return width() < kNarrowBelow ? kNarrowDotArea : kDotArea; }

QString InsertSlot::label_for(const QFontMetrics& metrics, int room) const {
  for (const QString& label : {text(), narrow_})
    if (metrics.horizontalAdvance(label) <= room) return label;
  return metrics.elidedText(narrow_, Qt::ElideRight, room);
}

QString InsertSlot::shown_label() const { return label_for(QFontMetrics(text_font(Text::caption)), width() - dot_area() - kMarginRight); }

QRect InsertSlot::reduction_rect() const { return {dot_area(), height() - 5, width() - dot_area() - 4, 3}; }

// Falls back as the meters do; painted when a pixel changes.
void InsertSlot::show_reduction(double db, double seconds) {
  reduction_ = std::max(bypassed_ ? 0.0 : std::abs(db), reduction_ - kFallPerSecond * seconds);
  const QRect rail = reduction_rect();
  const int pixels = static_cast<int>(std::lround(rail.width() * std::min(1.0, reduction_ / kFullReduction)));
  if (std::exchange(drawn_, pixels) != pixels) update(rail);
}

void InsertSlot::mousePressEvent(QMouseEvent* event) {
  pressed_ = event->position().toPoint();
  QAbstractButton::mousePressEvent(event);
}

void InsertSlot::mouseMoveEvent(QMouseEvent* event) {
  const int gone = (event->position().toPoint() - pressed_).manhattanLength();
  if (!event->buttons().testFlag(Qt::LeftButton) || !isDown() || gone < QApplication::startDragDistance())
    return QAbstractButton::mouseMoveEvent(event);
  setDown(false);
  auto* drag = new QDrag(this);
  auto* carried = new QMimeData;
  carried->setData(kMimeType, QByteArray::number(static_cast<qulonglong>(device_.value)));
  drag->setMimeData(carried);
  drag->setPixmap(grab());
  drag->setHotSpot(pressed_);
  drag->exec(Qt::MoveAction | Qt::CopyAction, Qt::MoveAction);
}

void InsertSlot::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && isDown() && event->position().x() < dot_area() && rect().contains(event->position().toPoint())) {
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
  if (event->matches(QKeySequence::Copy)) return emit copy_requested(device_);
  if (event->matches(QKeySequence::Paste)) return emit paste_requested(device_);
  if (event->key() == Qt::Key_Delete && !event->modifiers()) return emit remove_requested(device_);
  if (event->modifiers() == Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
    return emit move_requested(device_, event->key() == Qt::Key_Up ? -1 : 1);
  QAbstractButton::keyPressEvent(event);
}

// What the slot does itself is no shortcut of the window while it has the keyboard.
bool InsertSlot::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool plain = !key->modifiers() && (key->key() == Qt::Key_B || key->key() == Qt::Key_Delete);
    const bool moves = key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down);
    if (plain || moves || key->matches(QKeySequence::Copy) || key->matches(QKeySequence::Paste)) {
      event->accept();
      return true;
    }
  }
  return QAbstractButton::event(event);
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
  draw_box(painter, QRectF(dot_area() / 2.0 - kDotRadius + 1, height() / 2.0 - kDotRadius, 2 * kDotRadius, 2 * kDotRadius),
           bypassed_ ? QColor(Qt::transparent) : token::kOk, bypassed_ ? token::kDisabled : token::kOk, kDotRadius);
  painter.setFont(text_font(Text::caption));
  painter.setPen(bypassed_ ? token::kSecondary : token::kText);
  const QRect area = rect().adjusted(dot_area(), 0, -kMarginRight, 0);
  painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, label_for(painter.fontMetrics(), area.width()));
  if (drawn_ > 0) {
    const QRect rail = reduction_rect();
    painter.fillRect(rail.right() + 1 - drawn_, rail.top(), drawn_, rail.height(), token::kReduction);
  }
  if (shows_keyboard_focus(*this)) draw_focus(painter, rect());
}

}  // namespace sweetspot::ui
